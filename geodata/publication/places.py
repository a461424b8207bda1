"""Needs and ordinary places of one département, by public and type of place."""

import pandas as pd
from sqlalchemy.orm import Session

from config.diagnostic_lists import PLACE_TYPES, PUBLICS
from geodata.facts import diagnostics
from geodata.perimetre import Perimetre
from geodata.publication.provenance import origins
from geodata.publication.tables import Table, withhold
from geodata.rights import Action, Object, require
from geodata.secrecy import too_small

LABELS = {
    "public": "Public",
    "place_type": "Type de place",
    "observed_on": "Observé le",
    "places_needed": "Besoin",
    "places_total": "Places en tout",
    "places_accessible": "dont accessibles",
    "places_dedicated": "dont dédiées",
    "places_occupied": "dont occupées",
    "requests": "Demandes",
    "requests_not_met": "dont non pourvues",
}
NUMBERS = list(LABELS)[3:]
PERSONS = ["places_needed", "places_occupied", "requests", "requests_not_met"]


def publish_places(session: Session, perimetre: Perimetre, *, departement: str, year: int) -> Table:
    """Rows of the last 360° diagnostic of the year: numbers per département, never a place on a map.

    Raises `NotAllowed` outside the perimeter of the visitor (restricted, N2).
    """
    require(perimetre, Object.PLACES, Action.READ, departement=departement)
    rows = diagnostics.rows_of(session, year)
    rows = rows.loc[rows["departement"] == departement, list(LABELS)].reset_index(drop=True)
    levels = pd.Series(perimetre.level_in(departement, Object.PLACES), index=rows.index, dtype=object)
    for column in NUMBERS:
        hidden = (
            too_small(rows[column].astype("float64"), levels) if column in PERSONS else pd.Series(False, rows.index)
        )
        rows = withhold(rows, column, hidden)
    rows["public"] = rows["public"].map(PUBLICS)
    rows["place_type"] = rows["place_type"].map(PLACE_TYPES)
    return Table(
        id="places",
        title="Besoins et places ordinaires",
        rows=rows,
        labels=LABELS,
        provenance=origins(session, ["diagnostics_360"]),
    )
