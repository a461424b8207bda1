"""How many people live where."""

import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata import territories
from geodata.communes import communes
from geodata.models import Population

COMPLETE = 0.9
"""Communes merge from one census to the next: a file may have a few less than the gazetteer, not a tenth."""


def of_departements(session: Session) -> "pd.Series[float]":
    """Inhabitants of each département: the last census imported for all its communes, else the figure of Vigie."""
    rows = pd.DataFrame(
        session.execute(select(Population.departement, Population.year, Population.population)).all(),
        columns=["departement", "year", "population"],
    )
    censuses = rows.groupby(["departement", "year"])["population"].agg(["sum", "size"])
    places = communes()
    expected = places["departement"][places["parent"].isna()].value_counts()
    # A file of a few communes would make a small département, and a rate out of all proportion.
    whole = censuses["size"] >= COMPLETE * censuses.index.get_level_values("departement").map(expected)
    imported = censuses.loc[whole, "sum"].groupby("departement").last()
    reference = territories.departements()["population"]
    return imported.reindex(reference.index).fillna(reference).astype("float64").rename("population")


def of_communes() -> pd.DataFrame:
    """Communes with département, population and true coordinates; arrondissements for Paris, Lyon, Marseille."""
    places = communes()
    divided = set(places["parent"].dropna()) - {""}
    return places.loc[~places.index.isin(divided), ["departement", "population", "lat", "lon"]]
