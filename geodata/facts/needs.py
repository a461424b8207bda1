"""What stands behind the need that a département states: how it was found, and of what day its diagnostic is."""

from datetime import date, timedelta

import pandas as pd
from sqlalchemy.orm import Session

from config.diagnostic_lists import Diagnosis, NeedMethod
from geodata import territories
from geodata.facts import diagnostics
from geodata.facts.calendar import reference_date
from geodata.facts.planning import margin, need_range

UNSAID = "méthode non dite"
_LABELS = {each.value: each.label.lower() for each in NeedMethod}


def states(session: Session, year: int) -> pd.DataFrame:
    """`diagnosis` (a `Diagnosis`) at the reference date of the year, and `observed_on` (None without a diagnostic)."""
    last, on = diagnostics.latest(session, year), reference_date(year)
    recent = diagnostics.is_recent(last["age_days"])
    found = [_diagnosis(each, section) for each, section in zip(recent, last["has_section"], strict=True)]
    days = [None if pd.isna(age) else on - timedelta(days=int(age)) for age in last["age_days"]]
    return pd.DataFrame({"diagnosis": found, "observed_on": pd.Series(days, last.index, dtype=object)}, last.index)


def _diagnosis(recent: bool | None, section: float) -> Diagnosis:
    if recent is None:
        return Diagnosis.NONE
    if not recent:
        return Diagnosis.OLD
    if pd.isna(section):
        return Diagnosis.SECTION_UNSAID
    return Diagnosis.RECENT if section else Diagnosis.NO_SECTION


def methods(session: Session, year: int, public: str | None = None) -> pd.DataFrame:
    """How each need was found: `method` (French words, "" without a need), `widest` (its largest margin, 0 to 1), `low`
    and `high` (row by row: for exact readers alone, since they tell what was counted apart from what was estimated).
    """
    rows = diagnostics.rows_of(session, year)
    rows = rows[rows["places_needed"].notna()]
    rows = rows if public is None else rows[rows["public"] == public]
    by_departement = rows.groupby("departement")["need_method"]
    codes = list(territories.CODES)
    need = rows.groupby("departement")["places_needed"].sum().reindex(codes).astype("float64")
    low, high = need_range(rows, need)
    told = by_departement.agg(_words) if len(rows) else pd.Series(dtype=object)
    widest = by_departement.agg(lambda said: max(map(margin, said))) if len(rows) else pd.Series(dtype="float64")
    return pd.DataFrame(
        {
            "method": told.reindex(codes).fillna(""),
            "widest": widest.reindex(codes).astype("float64"),
            "low": low,
            "high": high,
        }
    )


def _words(said: "pd.Series[str]") -> str:
    known = [label for code, label in _LABELS.items() if code in set(said)]
    told = [*known, *([UNSAID] if set(said) - set(_LABELS) else [])]
    sentence = ", ".join(told[:-1]) + " et " * (len(told) > 1) + told[-1]
    return sentence[:1].upper() + sentence[1:]


def observed_in(session: Session, year: int) -> dict[str, date]:
    """The day of the last 360° diagnostic observed in `year`, by département; absent where there is none."""
    rows = diagnostics.rows_of(session, year)
    return {str(code): day for code, day in rows.groupby("departement")["observed_on"].max().items()}
