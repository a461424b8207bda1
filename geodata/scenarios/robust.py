"""The same scenario when the need is smaller or larger than estimated: what holds in every case."""

from dataclasses import dataclass, replace

import pandas as pd

from geodata.scenarios.contract import Country, Plan, Scenario
from geodata.scenarios.solve import solve


@dataclass(frozen=True)
class Range:
    """The plan for a low, a middle and a high need. `robust`: départements that receive places in all three."""

    low: Plan
    middle: Plan
    high: Plan

    @property
    def robust(self) -> tuple[str, ...]:
        chosen = pd.DataFrame({name: getattr(self, name).opened > 0 for name in ("low", "middle", "high")})
        return tuple(str(code) for code in chosen.index[chosen.all(axis="columns")])


def solve_range(country: Country, low: "pd.Series[float]", high: "pd.Series[float]", scenario: Scenario) -> Range:
    """The scenario solved at three needs; `low` and `high` by département, NaN where `country` does not know either.

    Raises `ValueError` unless low ≤ need ≤ high everywhere, `Impossible` and `NotProven` as `solve` does.
    """
    need = country.facts["need"]
    if not ((low <= need) & (need <= high) | need.isna()).all():
        raise ValueError("a need must stand between its low and its high estimate")
    plans = {
        name: solve(replace(country, facts=country.facts.assign(need=estimate)), scenario)
        for name, estimate in (("low", low), ("middle", need), ("high", high))
    }
    return Range(**plans)
