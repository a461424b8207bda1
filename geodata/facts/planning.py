"""What a scenario of places starts from: needs with their range, dedicated places, referents, distances."""

import hashlib
from dataclasses import dataclass

import pandas as pd
from sqlalchemy.orm import Session

from config.diagnostic_lists import NeedMethod
from config.nomenclatures import Public
from config.thresholds import threshold
from geodata import territories
from geodata.facts import access, diagnostics, populations
from geodata.scenarios import Country

MARGINS = {
    NeedMethod.DENOMBREMENT.value: None,
    NeedMethod.ESTIMATION.value: "needs.margin_estimation",
    NeedMethod.DIRE_EXPERT.value: "needs.margin_expert",
}
"""The threshold that says how far a need may be from the truth, by method; None for a count, which is exact."""


@dataclass(frozen=True)
class Planning:
    """`low`, `high`: the need of each département at its least and its most. `dated`: day of its diagnostic, or None.

    `sha256`: the fingerprint of all that is here; another one says that the data have changed.
    """

    country: Country
    low: "pd.Series[float]"
    high: "pd.Series[float]"
    dated: "pd.Series[object]"
    sha256: str


def planning(session: Session, year: int, public: str | None = None) -> Planning:
    """The country in a year, all publics or one of them.

    Raises `ValueError` for minors: what is held of them is the national state of one centre (mesure 11), no more.
    """
    if public == Public.MINEURS:
        raise ValueError("Les places pour mineurs ne se planifient pas par département (mesure 11).")
    totals = diagnostics.totals(session, year, public, ["places_needed", "places_dedicated"])
    rows = diagnostics.rows_of(session, year)
    latest = diagnostics.latest(session, year)
    referent = diagnostics.siao_referent(session, year)["designated"]
    facts = pd.DataFrame(
        {
            "region": [territories.region_of(code, year) for code in territories.CODES],
            "population": populations.of_departements(session),
            "need": totals["places_needed"],
            "dedicated": totals["places_dedicated"],
            "referent": _answers(referent.map({1.0: True, 0.0: False})),
            "recent_diagnostic": diagnostics.is_recent(latest["age_days"]),
        },
        index=list(territories.CODES),
    )
    low, high = need_range(rows if public is None else rows[rows["public"] == public], facts["need"])
    dated = rows.groupby("departement")["observed_on"].max().reindex(facts.index)
    return Planning(Country(facts, access.distances_km()), low, high, dated, _fingerprint(facts, low, high))


def _answers(told: pd.Series) -> pd.Series:
    """True, False, or None where nothing is told: NaN is neither of them."""
    return told.astype(object).where(told.notna(), None)


def need_range(rows: pd.DataFrame, need: "pd.Series[float]") -> tuple["pd.Series[float]", "pd.Series[float]"]:
    """The need of each département at its least and its most: the margin of each row of its diagnostic, added up."""
    margins = rows["need_method"].map(margin).astype("float64")
    stated = rows["places_needed"].astype("float64")
    low = (stated * (1 - margins)).groupby(rows["departement"]).sum(min_count=1).reindex(need.index)
    high = (stated * (1 + margins)).groupby(rows["departement"]).sum(min_count=1).reindex(need.index)
    return low.where(need.notna()), high.where(need.notna())


def margin(method: str) -> float:
    """How far (0 to 1) a need may be from the truth, by its method; `""`: the diagnostic does not say."""
    name = MARGINS.get(method, "needs.margin_unknown")
    return 0.0 if name is None else float(threshold(name))


def _fingerprint(facts: pd.DataFrame, low: "pd.Series[float]", high: "pd.Series[float]") -> str:
    told = facts.assign(low=low, high=high).to_csv(lineterminator="\n", float_format="%.6f")
    return hashlib.sha256(told.encode()).hexdigest()
