"""The same questions asked another way: what a plan is worth, recomputed, and the best that any could be worth."""

from math import ceil, floor

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import lil_array

from geodata.scenarios import Country, Objective, Scenario

PER = 100_000


def gaps(country: Country, scenario: Scenario) -> tuple[np.ndarray, np.ndarray]:
    """Need and places missing by département, whole; NaN where unknown."""
    times = np.array([scenario.need_times.get(code, 1) for code in country.facts.index])
    need = np.ceil(country.facts["need"].to_numpy(float) * times - 1e-6)
    return need, np.maximum(np.ceil(need - country.facts["dedicated"].to_numpy(float)), 0)


def worth(country: Country, scenario: Scenario, opened: np.ndarray) -> float:
    """The objective of a plan, from the places that it opens."""
    need, gap = gaps(country, scenario)
    unmet = np.maximum(gap - opened, 0)
    population = country.facts["population"].to_numpy(float)
    match scenario.objective:
        case Objective.UNMET:
            return float(np.nansum(unmet))
        case Objective.UNMET_RATE:
            return float(np.nansum(unmet / population) * PER)
        case Objective.REACH:
            served = (country.facts["dedicated"].to_numpy(float) > 0) | (opened > 0)
            near = country.distances_km.to_numpy() <= scenario.reach_km
            return float(population[(near & served).any(axis=1)].sum())
    shares = []
    for region in set(country.facts["region"]):
        inside = (country.facts["region"] == region).to_numpy() & ~np.isnan(gap)
        if need[inside].sum() > 0:
            shares.append(1 - unmet[inside].sum() / need[inside].sum())
    return float(min(shares, default=1.0))


def broken(country: Country, scenario: Scenario, opened: np.ndarray, cost: float) -> list[str]:
    """The constraints that a plan does not respect, in words."""
    facts, found = country.facts, []
    excluded = _excluded(country, scenario)
    if opened.sum() > scenario.places:
        found.append("places")
    if scenario.budget is not None and cost > scenario.budget + 1e-6:
        found.append("budget")
    for place, code in enumerate(facts.index):
        least, most = _limits(scenario, code, excluded[place])
        if not least <= opened[place] <= most:
            found.append(f"limits of {code}")
        if 0 < opened[place] < scenario.opening:
            found.append(f"too few at once in {code}")
    for region, total in facts.assign(opened=opened).groupby("region")["opened"].sum().items():
        share = scenario.region_most.get(region, scenario.every_region_most)
        if share is not None and total > floor(share * scenario.places + 1e-6):
            found.append(f"share of région {region}")
        if total < ceil(scenario.region_least.get(region, 0) * scenario.places - 1e-6):
            found.append(f"least of région {region}")
    return found


def best(country: Country, scenario: Scenario, share: float | None = None) -> float | None:
    """The best worth of any plan, by `scipy.optimize.milp`; None when no plan holds.

    `share`: for the worst-off région, whether any plan gives each région this share (1.0), or none does (None).
    """
    facts, (need, gap) = country.facts, gaps(country, scenario)
    count, kinds = len(facts), list(scenario.costs.values()) or [0.0]
    population, excluded = facts["population"].to_numpy(float), _excluded(country, scenario)
    # Columns: places by kind and département, then what stays unmet, whether something is opened, who is reached.
    unmet, opens, reached = count * len(kinds), count * (len(kinds) + 1), count * (len(kinds) + 2)
    upper = np.zeros(count * (len(kinds) + 3))
    usable = np.where(np.isnan(gap) & (scenario.objective != Objective.REACH), 0, scenario.places)
    bounds = [_limits(scenario, code, excluded[place]) for place, code in enumerate(facts.index)]
    upper[:unmet] = np.tile(np.maximum(usable, [least for least, _ in bounds]), len(kinds))
    upper[unmet:opens] = np.nan_to_num(gap)
    upper[opens:] = 1
    rows, lows, highs = [], [], []

    def bind(terms: dict[int, float], low: float, high: float) -> None:
        rows.append(terms)
        lows.append(low)
        highs.append(high)

    for place in range(count):
        places = {kind * count + place: 1.0 for kind in range(len(kinds))}
        bind(places, *bounds[place])
        bind(places | {unmet + place: 1.0}, np.nan_to_num(gap)[place], np.inf)
        bind(places | {opens + place: -float(scenario.opening)}, 0, np.inf)
        bind(places | {opens + place: -float(scenario.places + 1)}, -np.inf, 0)
    every = dict.fromkeys(range(unmet), 1.0)
    bind(every, 0, scenario.places)
    if scenario.budget is not None:
        bind({column: kinds[column // count] for column in range(unmet)}, 0, scenario.budget)
    for region in set(facts["region"]):
        inside = np.flatnonzero((facts["region"] == region).to_numpy())
        most = scenario.region_most.get(region, scenario.every_region_most)
        high = np.inf if most is None else floor(most * scenario.places + 1e-6)
        low = ceil(scenario.region_least.get(region, 0) * scenario.places - 1e-6)
        bind({kind * count + place: 1.0 for kind in range(len(kinds)) for place in inside}, low, high)
        known = [place for place in inside if not np.isnan(gap[place])]
        if share is not None and need[known].sum() > 0:
            bind({unmet + place: 1.0 for place in known}, 0, float(need[known].sum()) * (1 - share) + 1e-9)
    near = country.distances_km.to_numpy() <= scenario.reach_km
    served = facts["dedicated"].to_numpy(float) > 0
    for place in range(count):
        if not (near[place] & served).any():
            bind({reached + place: 1.0} | {opens + other: -1.0 for other in np.flatnonzero(near[place])}, -np.inf, 0)
    weights = np.zeros(len(upper))
    if scenario.objective == Objective.UNMET:
        weights[unmet:opens] = ~np.isnan(gap)
    elif scenario.objective == Objective.UNMET_RATE:
        weights[unmet:opens] = np.where(np.isnan(gap), 0, PER / population)
    elif scenario.objective == Objective.REACH:
        weights[reached:] = -population
    matrix = lil_array((len(rows), len(upper)))
    for row, terms in enumerate(rows):
        for column, factor in terms.items():
            matrix[row, column] = factor
    whole = np.r_[np.ones(unmet), np.zeros(count), np.ones(count), np.zeros(count)]
    found = milp(
        weights, integrality=whole, bounds=Bounds(0, upper),
        constraints=LinearConstraint(matrix.tocsr(), lows, highs), options={"mip_rel_gap": 0.0},
    )  # fmt: skip
    if found.status == 2:  # infeasible
        return None
    assert found.success, found.message
    return 1.0 if share is not None else abs(float(found.fun))


def _excluded(country: Country, scenario: Scenario) -> np.ndarray:
    referent = (country.facts["referent"].astype(object) == True).to_numpy()  # noqa: E712 - None is not False
    recent = (country.facts["recent_diagnostic"].astype(object) == True).to_numpy()  # noqa: E712
    return (scenario.with_referent & ~referent) | (scenario.with_recent_diagnostic & ~recent)


def _limits(scenario: Scenario, code: str, excluded: bool) -> tuple[float, float]:
    own = scenario.departements.get(code)
    if excluded:
        return (own.least if own else 0), 0
    least, most = (scenario.each if own is None else own).least, scenario.each.most
    if own is not None and own.most is not None:
        most = own.most
    return least, np.inf if most is None else most
