"""On the demonstration data, each of twenty scenarios is proven optimal, and another program cannot do better."""

import time
from collections.abc import Callable
from fractions import Fraction

import numpy as np
import pytest

from geodata.facts.planning import Planning
from geodata.scenarios import Objective, Plan, Scenario, solve
from geodata.scenarios.robust import solve_range
from tests.geodata.scenarios.by_scipy import best, broken, gaps, worth
from tests.geodata.scenarios.demonstration import demonstration_country
from tests.geodata.scenarios.twenty import TWENTY

LONGEST = 2.0
"""Seconds, for the whole country and 500 places."""


@pytest.fixture(scope="module")
def facts() -> Planning:
    return demonstration_country()


def test_the_list_asks_for_every_objective_and_every_kind_of_constraint() -> None:
    asked = list(TWENTY.values())

    assert len(asked) == 20
    assert {each.objective for each in asked} == set(Objective)
    assert (min(each.places for each in asked), max(each.places for each in asked)) == (5, 500)
    usual = Scenario(0)
    for constraint in vars(usual).keys() - {"places", "objective"}:
        assert any(getattr(each, constraint) != getattr(usual, constraint) for each in asked), constraint


@pytest.mark.parametrize("name", TWENTY)
def test_the_plan_is_proven_within_its_constraints_and_no_plan_is_worth_more(
    facts: Planning, name: str, announce: Callable[[str], None]
) -> None:
    scenario = TWENTY[name]
    began, worked = time.perf_counter(), time.process_time()
    plan = solve(facts.country, scenario)
    spent, worked = time.perf_counter() - began, time.process_time() - worked

    opened = plan.opened.to_numpy()
    assert plan.gap == 0
    assert broken(facts.country, scenario, opened, plan.cost) == []
    assert plan.value == pytest.approx(worth(facts.country, scenario, opened), rel=1e-6)
    assert _none_is_better(facts, plan)
    # Of the processor: others who work on the machine do not count.
    assert worked < LONGEST
    announce(f"{spent:5.2f} s ({worked:.2f} s of CPU), gap {plan.gap:g}, {name}: {plan.value:,.2f} {plan.unit}")


@pytest.mark.parametrize("name", list(TWENTY)[2::6])
def test_low_and_high_needs_are_proven_too(facts: Planning, name: str) -> None:
    found = solve_range(facts.country, facts.low, facts.high, TWENTY[name])

    assert {plan.gap for plan in (found.low, found.middle, found.high)} == {0}


def _none_is_better(facts: Planning, plan: Plan) -> bool:
    scenario = plan.scenario
    if scenario.objective != Objective.WORST_REGION:
        return best(facts.country, scenario) == pytest.approx(plan.value, rel=1e-6)
    # A région covers whole places: the share just above is one of a few fractions, and no plan reaches it.
    need, gap = gaps(facts.country, scenario)
    known = facts.country.facts.assign(need=need)[~np.isnan(gap)]
    totals = known.groupby("region")["need"].sum()
    above = [
        share for total in totals[totals > 0] for met in range(int(total) + 1)
        if (share := Fraction(met, int(total))) > plan.value + 1e-9
    ]  # fmt: skip
    return not above or best(facts.country, scenario, share=float(min(above))) is None
