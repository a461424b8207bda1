"""General accommodation, and requests to be housed far from danger, as they were received."""

import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata import territories
from geodata.facts.calendar import reference_date
from geodata.models import GeneralSupply, RelocationRequest

REQUESTS = ("asked", "met", "refused_no_place", "refused_criteria", "withdrawn")


def latest(session: Session, year: int) -> pd.DataFrame:
    """`value` and `observed_on` by département and category, at the last day of each département known in `year`.

    A value that the source leaves blank is NaN. A département of which nothing was received has no row.
    """
    columns = ["departement", "category", "observed_on", "value"]
    query = select(*(getattr(GeneralSupply, name) for name in columns)).where(
        GeneralSupply.observed_on <= reference_date(year)
    )
    rows = pd.DataFrame(session.execute(query).all(), columns=columns).astype({"value": "float64"})
    last = rows[rows["observed_on"] == rows.groupby("departement")["observed_on"].transform("max")]
    return last.set_index(["departement", "category"]).sort_index()


def of_every_departement(values: "pd.Series[float]") -> "pd.Series[float]":
    """One value for each of the 101 départements, NaN for those of which nothing was received."""
    return values.reindex(list(territories.CODES)).astype("float64")


def requests(session: Session) -> pd.DataFrame:
    """Every request for relocation kept, by `departement` (of origin) and `year`: the numbers of `REQUESTS`."""
    columns = ["departement", "year", *REQUESTS]
    query = select(*(getattr(RelocationRequest, name) for name in columns)).order_by(
        RelocationRequest.year, RelocationRequest.departement
    )
    rows = pd.DataFrame(session.execute(query).all(), columns=columns)
    return rows.astype(dict.fromkeys(REQUESTS, "float64"))
