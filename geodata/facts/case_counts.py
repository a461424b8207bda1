"""Counts of cases of one source and year."""

import pandas as pd
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from geodata import territories
from geodata.models import CaseCount


def recorded_facts(session: Session, source: str, form: str, year: int) -> "pd.Series[float]":
    """Facts of one source and form, its services added together (they record different facts), by département.

    NaN where no service of the source gives a number for the département.
    """
    query = (
        select(CaseCount.departement, func.sum(CaseCount.count))
        .where(CaseCount.source == source, CaseCount.form == form, CaseCount.year == year, CaseCount.count.is_not(None))
        .where(CaseCount.sex == "ensemble", CaseCount.age_class == "ensemble")
        .group_by(CaseCount.departement)
    )
    sums = pd.Series(dict(iter(session.execute(query))), dtype="float64")
    return sums.reindex(list(territories.CODES)).rename("facts")
