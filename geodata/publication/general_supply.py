"""General accommodation of a département beside the places that are dedicated to victims there."""

from datetime import date

import pandas as pd
from sqlalchemy.orm import Session

from config.roles import Level
from config.supply_lists import Supply
from geodata.facts import needs, supply
from geodata.indicators import INDICATORS, Choice
from geodata.perimetre import Perimetre
from geodata.publication.contract import State
from geodata.publication.provenance import origins
from geodata.publication.publish import publish
from geodata.publication.tables import Table
from geodata.rights import Action, Object, require

LABELS = {"label": "Catégorie", "value": "Places", "observed_on": "Situation au", "origin": "Source"}
DEDICATED = "places_dedicated"
NOTE = (
    "L’offre générale est pour tous : elle n’est ni dédiée ni réservée aux victimes de traite. Les catégories de la "
    "DREES se recoupent (une place de CHRS peut être d’urgence ou d’insertion) : elles ne s’additionnent pas. Les deux "
    "sources ne sont pas toujours du même jour."
)


def publish_general_supply(session: Session, perimetre: Perimetre, *, departement: str, year: int) -> Table:
    """One row per category of the last panorama known in `year`, then the dedicated places for who reads them (N2).

    Empty when no panorama was received: this is not an absence of places. Public (N0). Raises `NotAllowed`.
    """
    require(perimetre, Object.INDICATORS, Action.READ, departement=departement)
    known = supply.latest(session, year)
    known = known[known.index.get_level_values("departement") == departement].droplevel("departement")
    rows = [
        _row(each.value, each.label, known.at[each.value, "value"], known.at[each.value, "observed_on"], "DREES")
        for each in Supply
        if each.value in known.index
    ]
    jobs = ["general_supply"]
    if departement in perimetre.readable(Level.N2, Object.PLACES):
        cell = publish(session, DEDICATED, Choice(year), perimetre, summed=False).cells.loc[departement]
        label = INDICATORS[DEDICATED].label
        on = needs.observed_in(session, year).get(departement)
        rows.append(_row(DEDICATED, label, cell["value"], on, "Diagnostic à 360°", cell["state"]))
        jobs.append("diagnostics_360")
    columns = ["category", "label", "value", "value_state", "observed_on", "origin"]
    return Table(
        id="general_supply",
        title="Offre générale d’hébergement et places dédiées",
        rows=pd.DataFrame(rows, columns=columns),
        labels=LABELS,
        provenance=origins(session, jobs),
        notes=(NOTE,),
    )


def _row(
    category: str, label: str, value: float, on: date | None, origin: str, state: State | None = None
) -> tuple[object, ...]:
    told = state or (State.UNKNOWN if pd.isna(value) else State.PUBLISHED)
    return category, label, value, told, on, origin
