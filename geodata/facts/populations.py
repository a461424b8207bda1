"""How many people live where."""

import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata import territories
from geodata.communes import communes
from geodata.models import Population


def of_departements(session: Session) -> "pd.Series[float]":
    """Inhabitants of each département: the last census imported for it, else the figure shipped with Vigie."""
    rows = pd.DataFrame(
        session.execute(select(Population.departement, Population.year, Population.population)).all(),
        columns=["departement", "year", "population"],
    )
    sums = rows.groupby(["departement", "year"])["population"].sum()
    imported = sums.groupby("departement").last()
    reference = territories.departements()["population"]
    return imported.reindex(reference.index).fillna(reference).astype("float64").rename("population")


def of_communes() -> pd.DataFrame:
    """Communes with département, population and true coordinates; arrondissements for Paris, Lyon, Marseille."""
    places = communes()
    divided = set(places["parent"].dropna()) - {""}
    return places.loc[~places.index.isin(divided), ["departement", "population", "lat", "lon"]]
