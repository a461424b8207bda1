"""The campaign's command line: `python -m geodata campaign …`."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Annotated

import typer

from config.nomenclatures import WHOLE_COUNTRY
from geodata import journal
from geodata.campaign_mails import send_due
from geodata.database import Session, transaction
from geodata.instants import PARIS, today_at
from geodata.journal import Channel
from geodata.listing.campaign import State
from geodata.mail import MailUnavailable
from geodata.perimetre import NotAllowed, Perimetre, perimetre
from geodata.publication.campaign_response import publish_response
from geodata.publication.french import number
from geodata.readiness import require_ready
from geodata.repositories import campaigns, invitations, structures
from geodata.repositories.campaign_progress import progress, silent
from geodata.repositories.campaigns import Asked, CampaignError
from geodata.repositories.listing_rows import Entry
from geodata.shelter_guard import LocatesAShelter

app = typer.Typer(help="La campagne annuelle de vérification des fiches.", no_args_is_help=True)

REFUSED = 1
OBJECT = "campaigns"
Day = Annotated[
    datetime | None, typer.Option("--on", help="jour, AAAA-MM-JJ ; par défaut aujourd’hui", formats=["%Y-%m-%d"])
]
Of = Annotated[int | None, typer.Option("--campaign", help="numéro ; par défaut la campagne en cours")]


@app.command("open")
def open_one(
    title: str,
    opens_on: Annotated[datetime, typer.Option("--from", formats=["%Y-%m-%d"], help="premier jour")],
    closes_on: Annotated[datetime, typer.Option("--to", formats=["%Y-%m-%d"], help="dernier jour")],
) -> None:
    """Ouvre une campagne."""
    with _acting() as (session, miprof, entry):
        number_ = campaigns.open_campaign(session, miprof, title, opens_on.date(), closes_on.date(), entry=entry)
    typer.echo(f"Campagne n° {number_} ouverte.")


@app.command()
def mailboxes(file: Path) -> None:
    """Lit les boîtes aux lettres : un CSV « structure;courriel » (code de l’organisation, boîte d’une fonction)."""
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter=";"))
    with _acting() as (session, miprof, entry):
        for line, row in enumerate(rows, start=2):
            if not {"structure", "courriel"} <= set(row):
                raise CampaignError("Le fichier a deux colonnes : structure;courriel.")
            try:
                campaigns.set_mailbox(session, miprof, row["structure"], row["courriel"] or "", entry=entry)
            except CampaignError as refusal:
                raise CampaignError(f"Ligne {line} : {refusal} Rien n’a été enregistré.") from refusal
    typer.echo(f"Boîtes aux lettres lues : {len(rows)}.")


@app.command()
def invite(
    codes: Annotated[
        list[str] | None, typer.Argument(help="codes d’organisations ; sinon toutes celles joignables")
    ] = None,
    of: Of = None,
) -> None:
    """Invite des organisations ; aucun courriel ne part avant « send »."""
    with _acting() as (session, miprof, entry):
        wanted = codes or structures.with_mailbox(session, miprof)
        added = invitations.invite(session, miprof, _asked(session, of, entry.at).id, wanted, entry=entry)
    typer.echo(f"Organisations invitées : {len(added)}.")


@app.command()
def send(on: Day = None) -> None:
    """Envoie invitations, rappels, remerciements et réponses qui ne sont pas partis ; à lancer chaque jour."""
    require_ready()
    try:
        done = send_due(_instant(on))
    except MailUnavailable as failure:
        typer.echo(str(failure), err=True)
        raise typer.Exit(REFUSED) from failure
    typer.echo(
        f"Invitations : {done.invitations} ; rappels : {done.reminders} ; remerciements : {done.thanks} ; "
        f"réponses aux propositions : {done.answers} ; adresses refusées par le serveur : {done.refused}."
    )


@app.command()
def status(of: Of = None, on: Day = None) -> None:
    """Où en est la campagne : taux de réponse, et qui n’a rien dit."""
    now = _instant(on)
    with _acting() as (session, miprof, _):
        asked = _asked(session, of, now)
        rows = progress(session, miprof, asked.id, today_at(now))
        response = publish_response(session, miprof, asked.id, today_at(now)).rows.set_index("departement")
    france = response.loc[WHOLE_COUNTRY]
    typer.echo(f"{asked.title}, du {asked.opens_on:%d/%m/%Y} au {asked.closes_on:%d/%m/%Y}")
    rate = f" ({number(france['rate'])} %)" if france["invited"] else ""
    typer.echo(f"Ont répondu : {france['confirmed']} sur {france['invited']}{rate}")
    for state in State:
        typer.echo(f"  {state.label} : {int((rows['state'] == state).sum())}")
    for _, row in silent(rows).iterrows():
        contact = "jamais" if row["last_contact"] is None else f"{row['last_contact']:%d/%m/%Y}"
        reachable = "" if row["mail"] else " ; sans boîte aux lettres"
        typer.echo(f"{row['name']} ({', '.join(row['departements'])}) : dernier contact {contact}{reachable}")


@contextmanager
def _acting() -> Iterator[tuple[Session, Perimetre, Entry]]:
    """One transaction with the rights of Miprof, that whoever holds the server borrows; a refusal is a sentence."""
    require_ready()
    miprof = perimetre("miprof")
    try:
        with journal.refusals(miprof, obj=OBJECT, channel=Channel.COMMAND_LINE), transaction() as session:
            yield session, miprof, Entry(datetime.now(UTC), Channel.COMMAND_LINE)
    except (CampaignError, NotAllowed, LocatesAShelter) as refusal:
        typer.echo(str(refusal), err=True)
        raise typer.Exit(REFUSED) from refusal


def _asked(session: Session, of: int | None, now: datetime) -> Asked:
    found = campaigns.latest(session, today_at(now)) if of is None else campaigns.campaign(session, of)
    if found is None:
        raise CampaignError("Aucune campagne n’est ouverte : python -m geodata campaign open …")
    return found


def _instant(on: datetime | None) -> datetime:
    """Noon in Paris on the day given, so that it is that day for everybody."""
    return datetime.now(UTC) if on is None else datetime.combine(on.date(), time(12), tzinfo=PARIS).astimezone(UTC)
