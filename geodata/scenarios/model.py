"""A scenario as a linear program in whole numbers, for HiGHS.

For each département d and type of place t, x[d,t] new places (whole); u[d] ≥ need − dedicated − Σt x[d,t] is what stays
unmet, u[d] ≥ 0. With `opening` above one, z[d] says whether anything is opened there. `k[d,i]` between 0 and 1 is the
i-th place of need that is met: their falling gains make the even plan the cheapest one among equals.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import highspy
import numpy as np
import pandas as pd

from geodata.scenarios.contract import Country, Limits, Objective, Scenario
from geodata.scenarios.solver import solver

ONE_KIND = "places"
TOLERANCE = 1e-6
INHABITANTS = 100_000

Expression = Any
"""A linear expression of highspy."""


@dataclass
class Built:
    """The program, its variables by département, and its constraints by name (département, région, budget…)."""

    highs: highspy.Highs
    x: dict[tuple[str, str], Any]
    opened: dict[str, Expression]
    unmet: dict[str, Any]
    met: dict[str, list[Any]]
    open_at: dict[str, Any]
    slack: dict[str, Any] = field(default_factory=dict)


def left_out(country: Country, scenario: Scenario) -> dict[str, str]:
    """Départements that may receive nothing, and why, in French."""
    facts, why = country.facts, {}
    for code, row in zip(facts.index, facts.to_dict("records"), strict=True):
        if scenario.with_referent and row["referent"] is not True:
            why[code] = "pas de référent traite" if row["referent"] is False else "référent traite non renseigné"
        elif scenario.with_recent_diagnostic and row["recent_diagnostic"] is not True:
            why[code] = "pas de diagnostic de moins de 12 mois"
    return why


def needs(country: Country, scenario: Scenario) -> "pd.Series[float]":
    """The need of each département in this scenario, rounded up to whole places; NaN where unknown."""
    times = np.array([scenario.need_times.get(code, 1.0) for code in country.facts.index])
    # Zero is added so that no need is 0, and never the « −0 » that rounding up leaves.
    return np.ceil(country.facts["need"] * times - TOLERANCE) + 0.0


def missing(country: Country, scenario: Scenario) -> "pd.Series[float]":
    """Places needed and not yet dedicated, whole; NaN where the need or the dedicated places are unknown."""
    return np.ceil(needs(country, scenario) - country.facts["dedicated"]).clip(lower=0) + 0.0


def limits_of(scenario: Scenario, code: str, excluded: bool) -> Limits:
    """How many places a département receives; a minimum given to it in particular holds even when it is left out."""
    own = scenario.departements.get(code)
    if excluded:
        return Limits(own.least if own else 0, 0)
    if own is None:
        return scenario.each
    return Limits(own.least, scenario.each.most if own.most is None else own.most)


def build(country: Country, scenario: Scenario, relaxed: str = "") -> Built:
    """The program without objective. `relaxed`: the family of constraints that may be broken, at a price (`slack`)."""
    highs = solver()
    built = Built(highs, {}, {}, {}, {}, {})
    kinds, excluded = list(scenario.costs) or [ONE_KIND], left_out(country, scenario)
    gaps = missing(country, scenario)
    for code in country.facts.index:
        known = not np.isnan(gaps[code])
        gap = int(gaps[code]) if known else 0
        usable = scenario.places if scenario.objective == Objective.REACH or known else 0
        least = limits_of(scenario, code, code in excluded).least
        for kind in kinds:
            built.x[code, kind] = highs.addIntegral(lb=0, ub=max(usable, least))
        built.opened[code] = highs.qsum(built.x[code, kind] for kind in kinds)
        if known:
            built.unmet[code] = highs.addVariable(lb=0, ub=gap)
            highs.addConstr(built.unmet[code] + built.opened[code] >= gap)
            built.met[code] = [highs.addVariable(lb=0, ub=1) for _ in range(gap)]
            if gap:
                highs.addConstr(highs.qsum(built.met[code]) + built.unmet[code] == gap)
    every = highs.qsum(built.opened.values())
    _at_most(built, every, scenario.places, "places", "places", relaxed)
    _limit_departements(built, scenario, excluded, relaxed)
    _limit_regions(built, country, scenario, relaxed)
    _open_at_once(built, country, scenario)
    if scenario.budget is not None:
        spent = highs.qsum(scenario.costs[kind] * built.x[code, kind] for code, kind in built.x)
        _at_most(built, spent, scenario.budget, "budget", "budget", relaxed)
    return built


def _limit_departements(built: Built, scenario: Scenario, excluded: dict[str, str], relaxed: str) -> None:
    for code, opened in built.opened.items():
        limits = limits_of(scenario, code, code in excluded)
        if limits.least:
            _at_least(built, opened, limits.least, "least", f"least:{code}", relaxed)
        if code in excluded:
            _at_most(built, opened, 0, "excluded", f"excluded:{code}", relaxed)
        elif limits.most is not None:
            _at_most(built, opened, limits.most, "most", f"most:{code}", relaxed)


def _limit_regions(built: Built, country: Country, scenario: Scenario, relaxed: str) -> None:
    """Shares of the places: when more of them are looked for, a share is more places too."""
    more = built.slack.get("places")
    for region, codes in regions_of(country).items():
        total = built.highs.qsum(built.opened[code] for code in codes)
        room, wanted = scenario.most_in(region), scenario.least_in(region)
        if more is not None:
            every = scenario.places + more
            most, least = scenario.share_most(region), scenario.region_least.get(region, 0.0)
            built.highs.addConstr(total <= every * (1.0 if most is None else most) + TOLERANCE)
            built.highs.addConstr(total >= every * least - TOLERANCE)
            continue
        if room is not None:
            _at_most(built, total, room, "region_most", f"region_most:{region}", relaxed)
        if wanted:
            _at_least(built, total, wanted, "region_least", f"region_least:{region}", relaxed)


def _open_at_once(built: Built, country: Country, scenario: Scenario) -> None:
    """Nothing, or `opening` places at least; for reach, something is opened only where it is said to be."""
    if scenario.opening == 1 and scenario.objective != Objective.REACH:
        return
    for code, opened in built.opened.items():
        built.open_at[code] = built.highs.addBinary()
        built.highs.addConstr(opened >= scenario.opening * built.open_at[code])
        built.highs.addConstr(opened <= max(scenario.places, 1) * built.open_at[code])


def regions_of(country: Country) -> dict[str, list[str]]:
    """The départements of each région, in their order."""
    return {str(region): list(rows.index) for region, rows in country.facts.groupby("region", sort=False)}


def _at_most(built: Built, what: Expression, most: float, family: str, name: str, relaxed: str) -> None:
    built.highs.addConstr((what - _slack(built, name) if family == relaxed else what) <= most)


def _at_least(built: Built, what: Expression, least: float, family: str, name: str, relaxed: str) -> None:
    built.highs.addConstr((what + _slack(built, name) if family == relaxed else what) >= least)


def _slack(built: Built, name: str) -> Any:
    built.slack[name] = built.highs.addIntegral(lb=0) if name == "places" else built.highs.addVariable(lb=0)
    return built.slack[name]


def even_gain(gap: int, need: float) -> list[float]:
    """What meeting the first, second… place of a gap saves of Σ unmet² / need: falling, so that gaps stay even.

    >>> even_gain(3, 10.0)
    [0.5, 0.3, 0.1]
    """
    return [(2 * left - 1) / need for left in range(gap, 0, -1)]


Stage = Callable[[Built], tuple[Expression, bool]]
"""What is optimised at one step: an expression, and whether it is to be made large."""


def stages(country: Country, scenario: Scenario) -> Sequence[Stage]:
    """What is optimised, in order: each stage among the plans that are best for those before it.

    The share of the worst région comes before them all, by another way (`geodata.scenarios.worst_region`).
    """
    facts, need = country.facts, needs(country, scenario)

    def unmet(built: Built) -> tuple[Expression, bool]:
        return built.highs.qsum(built.unmet.values()), False

    def unmet_rate(built: Built) -> tuple[Expression, bool]:
        rates = (INHABITANTS / facts["population"][code] * built.unmet[code] for code in built.unmet)
        return built.highs.qsum(rates), False

    def even(built: Built) -> tuple[Expression, bool]:
        gains = (
            gain * met
            for code, places in built.met.items()
            for gain, met in zip(even_gain(len(places), max(float(need[code]), 1.0)), places, strict=True)
        )
        return built.highs.qsum(gains), True

    def fewest(built: Built) -> tuple[Expression, bool]:
        return built.highs.qsum(built.opened.values()), False

    def cheapest(built: Built) -> tuple[Expression, bool]:
        return built.highs.qsum(scenario.costs[kind] * x for (_, kind), x in built.x.items()), False

    def reach(built: Built) -> tuple[Expression, bool]:
        return _people_within_reach(built, country, scenario), True

    first: dict[Objective, list[Stage]] = {
        Objective.UNMET: [unmet, even],
        Objective.UNMET_RATE: [unmet_rate, even],
        Objective.REACH: [reach, unmet, even],
        Objective.WORST_REGION: [unmet, even],
    }
    return [*first[scenario.objective], cheapest if scenario.costs else fewest]


def _people_within_reach(built: Built, country: Country, scenario: Scenario) -> Expression:
    """Inhabitants of the départements that have dedicated places, old or new, within `reach_km`."""
    facts, near = country.facts, country.distances_km.to_numpy() <= scenario.reach_km
    already = (facts["dedicated"] > 0).to_numpy()
    codes, told = list(facts.index), []
    for row, code in enumerate(codes):
        within = built.highs.addVariable(lb=0, ub=1)
        if not (near[row] & already).any():
            around: Iterable[Any] = (built.open_at[codes[column]] for column in np.flatnonzero(near[row]))
            built.highs.addConstr(within <= built.highs.qsum(around))
        told.append(float(facts["population"][code]) * within)
    return built.highs.qsum(told)


def unmet_of_regions(built: Built, country: Country, scenario: Scenario) -> Sequence[tuple[int, Expression]]:
    """The need of each région where some is known, and what of it is unmet; a surplus next door helps nobody."""
    need, found = needs(country, scenario), []
    for codes in regions_of(country).values():
        known = [code for code in codes if code in built.unmet]
        total = int(sum(need[code] for code in known))
        if total > 0:
            found.append((total, built.highs.qsum(built.unmet[code] for code in known)))
    return found
