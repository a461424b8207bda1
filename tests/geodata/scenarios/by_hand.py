"""Small countries, and the best plan found by trying them all."""

from collections.abc import Iterator
from itertools import product
from math import ceil

import pandas as pd

from geodata.scenarios import Country, Objective, Scenario
from geodata.scenarios.model import left_out, limits_of, missing, needs, regions_of


def country(*rows: tuple[str, int, float | None, float | None], km: float = 100.0, **columns: list) -> Country:
    """Rows: région, population, need, dedicated; codes 01, 02, 03… set on a line, `km` apart."""
    codes = [f"{number:02}" for number in range(1, len(rows) + 1)]
    facts = pd.DataFrame(rows, columns=["region", "population", "need", "dedicated"], index=codes)
    facts = facts.astype({"need": "float64", "dedicated": "float64"}).assign(referent=True, recent_diagnostic=True)
    facts = facts.assign(**columns)
    places = range(len(rows))
    distances = pd.DataFrame([[abs(a - b) * km for b in places] for a in places], index=codes, columns=codes)
    return Country(facts, distances)


def every_plan(country: Country, scenario: Scenario) -> Iterator[dict[str, dict[str, int]]]:
    """Every plan that respects the constraints, département → type → places."""
    kinds = list(scenario.costs) or ["places"]
    codes = list(country.facts.index)
    out = left_out(country, scenario)
    for numbers in product(range(scenario.places + 1), repeat=len(codes) * len(kinds)):
        if sum(numbers) > scenario.places:
            continue
        chunks = [numbers[at : at + len(kinds)] for at in range(0, len(numbers), len(kinds))]
        plan = {code: dict(zip(kinds, chunk, strict=True)) for code, chunk in zip(codes, chunks, strict=True)}
        if _holds(plan, country, scenario, out):
            yield plan


def _holds(plan: dict, country: Country, scenario: Scenario, out: dict[str, str]) -> bool:
    opened = {code: sum(kinds.values()) for code, kinds in plan.items()}
    known = missing(country, scenario).notna()
    for code, number in opened.items():
        limits = limits_of(scenario, code, code in out)
        if number < limits.least or (limits.most is not None and number > limits.most):
            return False
        if 0 < number < scenario.opening:
            return False
        if not known[code] and scenario.objective != Objective.REACH and number > limits.least:
            return False
    for region, codes in regions_of(country).items():
        total = sum(opened[code] for code in codes)
        most = scenario.region_most.get(region, scenario.every_region_most)
        if most is not None and total > int(most * scenario.places + 1e-6):
            return False
        if total < ceil(scenario.region_least.get(region, 0) * scenario.places - 1e-6):
            return False
    spent = sum(scenario.costs.get(kind, 0) * number for kinds in plan.values() for kind, number in kinds.items())
    return scenario.budget is None or spent <= scenario.budget


def score(plan: dict, country: Country, scenario: Scenario) -> tuple[float, ...]:
    """What the stages look at, in their order; the greater, the better."""
    opened = pd.Series({code: sum(kinds.values()) for code, kinds in plan.items()})
    before, need, facts = missing(country, scenario), needs(country, scenario), country.facts
    unmet = (before - opened).clip(lower=0)
    even = -float((unmet**2 / need.clip(lower=1)).sum())
    spent = sum(scenario.costs.get(kind, 0) * number for kinds in plan.values() for kind, number in kinds.items())
    last = -float(spent if scenario.costs else opened.sum())
    if scenario.objective == Objective.UNMET:
        first = (-float(unmet.sum()),)
    elif scenario.objective == Objective.UNMET_RATE:
        first = (-float((unmet * 100_000 / facts["population"]).sum()),)
    elif scenario.objective == Objective.REACH:
        has = (opened > 0) | (facts["dedicated"] > 0)
        near = (country.distances_km.loc[:, has[has].index] <= scenario.reach_km).any(axis="columns")
        first = (float(facts["population"][near].sum()), -float(unmet.sum()))
    else:
        shares = []
        for codes in regions_of(country).values():
            known = [code for code in codes if pd.notna(before[code])]
            if total := need[known].sum():
                shares.append(1 - unmet[known].sum() / total)
        first = (min(shares, default=1.0), -float(unmet.sum()))
    return tuple(round(each, 6) for each in (*first, even, last))
