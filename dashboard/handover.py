"""What whoever takes over a département must know, read with the rights of the visitor: nothing is kept in memory."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from config.roles import Level, Object
from dashboard import meetings, steering
from dashboard.components.authors import author
from geodata.database import transaction
from geodata.journal import Channel, exported
from geodata.meetings import Answer, DecisionState, State
from geodata.meetings.reminders import due_days
from geodata.perimetre import NotAllowed, Perimetre
from geodata.progress.states import Alert, Weather
from geodata.publication import Table
from geodata.publication.session_file.mesures import steered
from geodata.repositories import accounts, progress_proposals
from geodata.repositories.accounts import Standing
from geodata.rights import Action, require

HEADERS = {
    "part": "Partie",
    "what": "Objet",
    "who": "Responsable",
    "on": "Date",
    "state": "État",
    "detail": "Détail",
}


@dataclass(frozen=True)
class Line:
    """`who`: an organisation or a function, never a name."""

    what: str
    who: str = ""
    on: date | None = None
    state: str = ""
    detail: str = ""


@dataclass(frozen=True)
class Part:
    """`silence`: what is said when there is no line."""

    title: str
    lines: tuple[Line, ...]
    silence: str


def sheet(perimetre: Perimetre, departement: str) -> tuple[Part, ...]:
    """The handover of a département. Raises `NotAllowed` for whoever does not read its meetings whole."""
    require(perimetre, Object.CDPD, Action.READ, departement=departement, level=Level.N2)
    return (
        Part("Réunions", tuple(_meetings(perimetre, departement)), "Aucune réunion connue."),
        Part("Prochains rappels", tuple(_reminders()), "Aucun rappel d’ici la fin de l’année."),
        Part("Décisions ouvertes", tuple(_decisions(perimetre, departement)), "Aucune décision ouverte."),
        Part("Mesures", tuple(_mesures(perimetre, departement)), "L’avancement n’est pas communiqué à votre profil."),
        Part("Propositions de valeur sans réponse", tuple(_proposals(perimetre, departement)), "Aucune."),
        Part("Comptes", tuple(_accounts(perimetre, departement)), "Aucun compte lisible avec votre profil."),
        Part("Vos brouillons", tuple(_drafts(perimetre)), "Aucun. Les brouillons d’une autre personne lui restent."),
        Part("Derniers contacts", tuple(_contacts(perimetre, departement)), "Aucun contact de la Miprof enregistré."),
    )


def table(parts: Iterable[Part], departement: str) -> Table:
    """The same lines as a file."""
    rows = [
        {
            "part": part.title,
            "what": line.what,
            "who": line.who,
            "on": line.on,
            "state": line.state,
            "detail": line.detail,
        }
        for part in parts
        for line in part.lines
    ]
    return Table("cdpd", f"Fiche de relais, {departement}", pd.DataFrame(rows, columns=list(HEADERS)), HEADERS, ())


def told_as_exported(perimetre: Perimetre, departement: str) -> None:
    """The sheet is about to leave as a page to print."""
    with transaction() as session:
        exported(session, perimetre, obj=meetings.OBJECT, key=departement, channel=Channel.PAGE, level=Level.N2)


def _meetings(perimetre: Perimetre, departement: str) -> Iterable[Line]:
    listed, year = meetings.listed(perimetre, departement), meetings.today().year
    shown = listed[
        [of >= year or State(state) not in _CLOSED for of, state in zip(listed["year"], listed["state"], strict=True)]
    ]
    if year not in set(listed["year"]):
        yield Line(f"Réunion {year} consacrée à la traite", state="À programmer")
    for row in (shown if len(shown) else listed.head(1)).to_dict("records"):
        on = _date(row["held_on"]) or _date(row["planned_on"])
        yield Line(row["heading"], on=on, state=State(row["state"]).label, detail=f"décisions : {row['decisions']}")


_CLOSED = {State.VALIDATED, State.ARCHIVED, State.CANCELLED}


def _reminders() -> Iterable[Line]:
    today = meetings.today()
    for year in (today.year - 1, today.year):
        for kind, on in due_days(year).items():
            if on >= today:
                yield Line(kind.label, on=on, detail=f"au titre de {year}")


def _decisions(perimetre: Perimetre, departement: str) -> Iterable[Line]:
    found = meetings.decisions_of(perimetre, departement, open_only=True).sort_values("due_on")
    for row in found.to_dict("records"):
        late = ", en retard" if row["overdue"] else ""
        mesure = "" if pd.isna(row["mesure"]) else f", mesure {int(row['mesure'])}"
        state = f"{DecisionState(row['state']).label}{late}"
        number = f"décision {row['year']}-{row['number']}{mesure}"
        yield Line(row["text"], row["responsible"], _date(row["due_on"]), state, number)


def _mesures(perimetre: Perimetre, departement: str) -> Iterable[Line]:
    rows = steering.overview(perimetre, steering.usual_plan().code, meetings.today())
    rows = steered(rows[(rows["departement"] == departement) & rows["readable"].astype(bool)])
    for row in rows.sort_values("mesure").to_dict("records"):
        weather = (
            "météo non renseignée" if not row["weather"] or pd.isna(row["weather"]) else Weather(row["weather"]).label
        )
        alerts = ", ".join(each.label.lower() for each in Alert if row[f"alert_{each.value}"])
        what = f"{row['mesure']}. {row['title']}"
        yield Line(what, _text(row["responsible"]) or "responsable non désigné", _date(row["due_on"]), weather, alerts)


def _proposals(perimetre: Perimetre, departement: str) -> Iterable[Line]:
    with transaction() as session:
        try:
            found = progress_proposals.proposals(
                session, perimetre, steering.usual_plan().code, meetings.today(), departement=departement
            )
        except NotAllowed:
            return
    for each in found:
        late = ", à relancer" if each.overdue else ""
        waiting = f"en attente depuis {each.days_open} jours{late}"
        yield Line(
            f"{each.indicator} (mesure {each.mesure})", author(each.profile), each.value_on, waiting, each.reason
        )


def _accounts(perimetre: Perimetre, departement: str) -> Iterable[Line]:
    with transaction() as session:
        listed = accounts.listed(session, perimetre, meetings.today())
    for row in listed[listed["departement"] == departement].to_dict("records"):
        standing = Standing(row["standing"]).label
        yield Line(row["function"] or "fonction non dite", author(_whole(row)), _date(row["ends_on"]), standing)


def _whole(row: dict[Any, Any]) -> str:
    """A profile as rights write it."""
    profile = str(row["profile"])
    return profile if ":" in profile else f"{profile}:{row['departement']}"


def _drafts(perimetre: Perimetre) -> Iterable[Line]:
    try:
        found = meetings.drafts(perimetre)
    except NotAllowed:
        return
    for each in found.values():
        yield Line(each.form.replace(":", ", "), "vous", each.saved_at.date(), "brouillon")


def _contacts(perimetre: Perimetre, departement: str) -> Iterable[Line]:
    for row in meetings.contacts_with(perimetre, departement).head(3).to_dict("records"):
        what = f"Relance de la réunion {row['year']}, {row['how']}"
        yield Line(what, row["by_function"], _date(row["contacted_on"]), Answer(row["answer"]).label, row["note"])


def _text(value: Any) -> str:
    return "" if value is None or pd.isna(value) else str(value)


def _date(on: Any) -> date | None:
    return None if on is None or pd.isna(on) else on
