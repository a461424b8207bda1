"""Which years can be asked for."""

from sqlalchemy import extract, select
from sqlalchemy.orm import Session

from geodata.models import CaseCount, DiagnosticRow


def years(session: Session) -> list[int]:
    """Years for which at least one diagnostic or one count has been received, the latest first; empty when none has."""
    observed = session.scalars(select(extract("year", DiagnosticRow.observed_on)).distinct())
    counted = session.scalars(select(CaseCount.year).distinct())
    return sorted({int(year) for year in [*observed, *counted]}, reverse=True)
