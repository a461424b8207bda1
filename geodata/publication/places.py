"""Needs and ordinary places of one département, by public and type of place."""

import pandas as pd
from sqlalchemy.orm import Session

from config.diagnostic_lists import PLACE_TYPES, PUBLICS
from config.nomenclatures import Public
from geodata.facts import diagnostics
from geodata.perimetre import Level, Perimetre
from geodata.publication.hidden import hidden_persons
from geodata.publication.provenance import origins
from geodata.publication.tables import Table, withhold
from geodata.rights import Action, Object, require
from geodata.secrecy import minors_floor, persons_threshold

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
    level = perimetre.level_in(departement, Object.PLACES)
    for column in NUMBERS:
        hidden = pd.Series(False, rows.index)
        if column in PERSONS:
            withheld = hidden_persons(session, column, year, level)
            hidden = _hidden(rows["public"], rows[column].astype("float64"), departement, level, withheld)
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


def _hidden(
    publics: "pd.Series[str]", numbers: "pd.Series[float]", departement: str, level: Level, withheld: frozenset
) -> "pd.Series[bool]":
    """The rows to withhold: those of a public whose sum is withheld, or one of whose rows is too small.

    Hidden together, the rows of a public leave between zero and their sum, which is no small number when it is told.
    """
    # With no row at all, pandas would leave texts here, that no number compares with.
    floors = publics.map(lambda public: _floor(level, public)).astype("float64")
    small = ((numbers > 0) & (numbers < floors)).groupby(publics).transform("any")
    told_by_sum = publics.map(lambda public: (public, departement) in withheld).astype(bool)
    return (small.astype(bool) | told_by_sum) & (numbers > 0)


def _floor(level: Level, public: str) -> float:
    floor = persons_threshold(level)
    return max(floor, minors_floor()) if public == Public.MINEURS else floor
