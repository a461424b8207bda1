"""How many organisations answered the yearly campaign: what must be read beside every total about them.

Organisations are counted, not persons: nothing is hidden, and everybody reads it (N0). Which ones are silent is for
those who follow the campaign (`geodata.repositories.campaign_progress`).
"""

from collections.abc import Iterable
from datetime import date, datetime, time

import pandas as pd
from sqlalchemy.orm import Session

from geodata import territories
from geodata.instants import PARIS
from geodata.listing.campaign import State
from geodata.perimetre import Perimetre
from geodata.publication.contract import Provenance
from geodata.publication.french import counted
from geodata.publication.tables import Table
from geodata.repositories.campaign_progress import everyone
from geodata.repositories.campaigns import Asked, campaign, latest
from geodata.rights import FRANCE, Action, Object, require

LABELS = {
    "departement": "Code",
    "name": "Territoire",
    "invited": "Sollicitées",
    "confirmed": "Ont répondu",
    "rate": "Taux de réponse (%)",
}
NOTES = (
    "Une association a répondu quand chaque partie de sa fiche a été confirmée ou corrigée depuis l’ouverture de la "
    "campagne.",
    "Une association compte dans chaque département où elle a une antenne ou une zone d’intervention, et une seule "
    "fois pour la France : les départements ne s’additionnent pas.",
)


def publish_response(session: Session, perimetre: Perimetre, campaign_id: int, today: date) -> Table:
    """Organisations asked and answered, by département then for France (`FR`, last row), and the rate in percent.

    101 rows and one; the rate is NaN where nobody was asked. Invented organisations count only in an invented campaign.
    Raises `NotAllowed`, `CampaignError` for an unknown campaign.
    """
    require(perimetre, Object.STRUCTURES, Action.READ)
    asked = campaign(session, campaign_id)
    people = _counted(session, asked, today)
    where = people.explode("departements")
    names = territories.names()
    rows = [_row(code, names[code], where.loc[where["departements"] == code, "state"]) for code in territories.CODES]
    rows.append(_row(FRANCE, "France", people["state"]))
    return Table(
        id="campaign_response",
        title=f"{asked.title} : réponses des associations",
        rows=pd.DataFrame(rows, columns=list(LABELS)).astype({"rate": "float64"}),
        labels=LABELS,
        provenance=(_provenance(asked, today),),
        notes=NOTES,
    )


def response_sentence(
    session: Session, perimetre: Perimetre, today: date, departement: str | None = None
) -> str | None:
    """« 12 associations sur 40 ont répondu à la campagne 2026. », in a département or in France.

    None before a first campaign, or where it asked nobody. Raises `NotAllowed`.
    """
    require(perimetre, Object.STRUCTURES, Action.READ, departement=departement)
    asked = latest(session, today)
    if asked is None:
        return None
    people = _counted(session, asked, today)
    if departement is not None:
        people = people[people["departements"].map(lambda places: departement in places).astype(bool)]
    if people.empty:
        return None
    confirmed = int((people["state"] == State.CONFIRMED).sum())
    verb = "ont" if confirmed > 1 else "a"
    answered = (
        f"{counted(confirmed, 'association')} sur {len(people)} {verb} répondu"
        if confirmed
        else (f"Aucune association sur {len(people)} n’a encore répondu")
    )
    invented = " (campagne de démonstration, inventée)" if asked.demonstration else ""
    return f"{answered} à la campagne {asked.year}{invented}."


def _counted(session: Session, asked: Asked, today: date) -> pd.DataFrame:
    people = everyone(session, asked.id, today)
    return people if asked.demonstration else people[~people["demonstration"].astype(bool)]


def _row(code: str, name: str, states: Iterable[State]) -> dict[str, object]:
    found = list(states)
    confirmed = sum(state == State.CONFIRMED for state in found)
    rate = 100 * confirmed / len(found) if found else float("nan")
    return {"departement": code, "name": name, "invited": len(found), "confirmed": confirmed, "rate": rate}


def _provenance(asked: Asked, today: date) -> Provenance:
    read_at = datetime.combine(today, time(12), tzinfo=PARIS)
    return Provenance(asked.title, "Miprof", str(asked.year), "", read_at, asked.demonstration)
