"""The reminders' command line: `python -m geodata reminders …`."""

from datetime import UTC, datetime, time
from typing import Annotated

import typer

from geodata.database import transaction
from geodata.instants import PARIS
from geodata.mail import MailUnavailable
from geodata.perimetre import perimetre
from geodata.readiness import require_ready
from geodata.reminder_mails import send_reminders
from geodata.repositories import reminders

app = typer.Typer(help="Les rappels de la réunion annuelle du CDPD.", no_args_is_help=True)

REFUSED = 1
Day = Annotated[
    datetime | None, typer.Option("--on", help="jour, AAAA-MM-JJ ; par défaut aujourd’hui", formats=["%Y-%m-%d"])
]


@app.command("list")
def list_reminders(on: Day = None) -> None:
    """Les rappels qui tiennent ce jour-là, et ceux qui sont déjà partis."""
    require_ready()
    with transaction() as session:
        gone = reminders.sent(session)
        found = reminders.due(session, perimetre("miprof"), _instant(on).astimezone(PARIS).date())
    for each in found:
        typer.echo(f"{each.due_on:%d/%m/%Y}  {'envoyé' if each.key in gone else 'à envoyer'}  {each.sentence}")
    if not found:
        typer.echo("Aucun rappel.", err=True)


@app.command()
def send(on: Day = None) -> None:
    """Envoie par courriel les rappels qui ne sont pas encore partis (VIGIE_SMTP_URL) ; à lancer chaque jour."""
    require_ready()
    try:
        done = send_reminders(_instant(on))
    except MailUnavailable as failure:
        typer.echo(str(failure), err=True)
        raise typer.Exit(REFUSED) from failure
    typer.echo(f"Rappels envoyés : {done.sent} ; déjà partis : {done.before} ; sans destinataire : {done.nobody}.")


def _instant(on: datetime | None) -> datetime:
    """Noon in Paris on the day given, so that it is that day for everybody."""
    return datetime.now(UTC) if on is None else datetime.combine(on.date(), time(12), tzinfo=PARIS).astimezone(UTC)
