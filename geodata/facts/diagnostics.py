"""Needs and ordinary places of a year, from the last diagnostic observed in it."""

from collections.abc import Sequence
from datetime import date

import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import Session

from config.diagnostic_lists import ALL
from config.thresholds import threshold
from geodata import territories
from geodata.facts.calendar import reference_date
from geodata.models import DiagnosticRow

NUMBERS = (
    "places_needed", "places_total", "places_accessible", "places_dedicated", "places_occupied",
    "centres", "centres_with_trained_referent", "requests", "requests_not_met",
)  # fmt: skip


def rows_of(session: Session, year: int) -> pd.DataFrame:
    """The rows of the last 360° diagnostic observed in `year` in each département."""
    query = select(DiagnosticRow.__table__).where(
        DiagnosticRow.kind == "360",
        DiagnosticRow.observed_on >= date(year, 1, 1),
        DiagnosticRow.observed_on <= reference_date(year),
    )
    rows = pd.DataFrame(session.execute(query).mappings().all(), columns=DiagnosticRow.__table__.columns.keys())
    rows = rows[rows["observed_on"] == rows.groupby("departement")["observed_on"].transform("max")]
    return rows.astype(dict.fromkeys(NUMBERS, "Float64"))


def totals(session: Session, year: int, public: str | None = None, numbers: Sequence[str] = NUMBERS) -> pd.DataFrame:
    """Sums of these numbers of the diagnostic, of one public when it is given, and `<number>_unknown` beside each.

    A number that no row of a département gives is NaN, never zero. `<number>_unknown`: the share (0 to 1) of the rows
    that should have given it and leave it blank; above zero, the sum is a minimum. A row leaves no doubt when another
    one gives the number for all publics or all types of places; it does when it mixes the public asked for with others.
    """
    rows = rows_of(session, year)
    asked = rows if public is None else rows[rows["public"].isin([public, ALL])]
    sums, doubts = {}, {}
    for number in numbers:
        given = asked[number].notna()
        of_it = given if public is None else given & (asked["public"] == public)
        sums[number] = asked[of_it].groupby("departement")[number].sum()
        doubtful = _left_blank(asked, number) | (given & ~of_it & (asked[number] > 0).fillna(False).astype(bool))
        concerned = (of_it | doubtful).groupby(asked["departement"]).sum()
        doubts[f"{number}_unknown"] = doubtful.groupby(asked["departement"]).sum() / concerned.where(concerned > 0)
    facts = pd.DataFrame(sums | doubts, index=list(territories.CODES)).astype("float64")
    return facts.fillna(dict.fromkeys(doubts, 1.0))


def _left_blank(rows: pd.DataFrame, number: str) -> "pd.Series[bool]":
    """Whether a row leaves a number blank that no overlapping row of its diagnostic gives."""
    place = ["departement", "public", "place_type"]
    blank = rows.loc[rows[number].isna(), place].reset_index(names="row")
    pairs = blank.merge(rows.loc[rows[number].notna(), place], on="departement", suffixes=("", "_told"))
    overlap = pd.Series(True, pairs.index)
    for axis in place[1:]:
        overlap &= (pairs[axis] == pairs[f"{axis}_told"]) | (pairs[[axis, f"{axis}_told"]] == ALL).any(axis="columns")
    return rows[number].isna() & ~rows.index.isin(pairs.loc[overlap, "row"])


def sums_by_public(rows: pd.DataFrame, numbers: list[str]) -> pd.DataFrame:
    """Sums of the last diagnostic of each département by public (« tous » where it does not distinguish publics)."""
    last = rows[rows["observed_on"] == rows.groupby("departement")["observed_on"].transform("max")]
    return last.groupby(["departement", "public"])[numbers].sum(min_count=1).astype("float64")


def siao_referent(session: Session, year: int) -> pd.DataFrame:
    """`designated`: 1 when the SIAO has a *référent traite*, 0 when the diagnostic says that it has none."""
    answers = rows_of(session, year).dropna(subset="siao_referent")
    return _one_answer(answers.groupby("departement")["siao_referent"].max(), "designated")


def latest(session: Session, year: int) -> pd.DataFrame:
    """`age_days` of the last 360° diagnostic at the reference date of `year`; `has_section` (1 or 0) on trafficking."""
    on = reference_date(year)
    query = select(DiagnosticRow.departement, DiagnosticRow.observed_on, DiagnosticRow.trafficking_section).where(
        DiagnosticRow.kind == "360", DiagnosticRow.observed_on <= on
    )
    rows = pd.DataFrame(session.execute(query).all(), columns=["departement", "observed_on", "has_section"])
    last = rows[rows["observed_on"] == rows.groupby("departement")["observed_on"].transform("max")]
    by_departement = last.groupby("departement")
    age = by_departement["observed_on"].max().map(lambda day: float((on - day).days))
    sections = last.dropna(subset="has_section").groupby("departement")["has_section"].max()
    return _one_answer(age, "age_days").join(_one_answer(sections, "has_section"))


def is_recent(age_days: "pd.Series[float]") -> pd.Series:
    """Whether a diagnostic of that age still speaks for a year: True, False, or None where there is none.

    The one rule of the indicator, of the page *Places* and of scenarios: the day when it turns `needs.recent_days` old,
    it no longer does.

    >>> is_recent(pd.Series([0.0, 364, 365, None], index=["13", "48", "75", "93"])).to_dict()
    {'13': True, '48': True, '75': False, '93': None}
    """
    recent = (age_days < threshold("needs.recent_days")).astype(object)
    return recent.where(age_days.notna(), None)


def _one_answer(answers: pd.Series, name: str) -> pd.DataFrame:
    return answers.rename(name).astype("float64").reindex(list(territories.CODES)).to_frame()
