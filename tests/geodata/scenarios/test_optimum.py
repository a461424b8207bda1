"""On small countries, the plan of the solver is the best of all plans, tried one by one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.scenarios import Country, Impossible, Limits, Objective, Scenario, solve
from tests.geodata.scenarios.by_hand import country, every_plan, score

NEED = st.one_of(st.none(), st.integers(0, 6).map(float))
ROWS = st.lists(
    st.tuples(st.sampled_from(["R", "S"]), st.integers(1, 20).map(lambda n: n * 50_000), NEED, NEED),
    min_size=2, max_size=3,
)  # fmt: skip
LIMITS = st.builds(Limits, st.integers(0, 2), st.one_of(st.none(), st.integers(2, 4)))
SCENARIOS = st.builds(
    Scenario,
    places=st.integers(0, 5),
    objective=st.sampled_from(list(Objective)),
    each=st.builds(Limits, st.just(0), st.one_of(st.none(), st.integers(0, 3))),
    departements=st.dictionaries(st.sampled_from(["01", "02"]), LIMITS, max_size=1),
    opening=st.integers(1, 3),
    every_region_most=st.one_of(st.none(), st.sampled_from([0.4, 0.6, 1.0])),
    region_least=st.dictionaries(st.just("S"), st.sampled_from([0.2, 0.5]), max_size=1),
    need_times=st.dictionaries(st.just("01"), st.sampled_from([0.5, 2.0]), max_size=1),
    reach_km=st.sampled_from([0.0, 100.0]),
)


def check(facts: Country, scenario: Scenario) -> None:
    if set(scenario.region_least) - set(facts.facts["region"]):
        with pytest.raises(ValueError, match="région"):
            solve(facts, scenario)
        return
    plans = list(every_plan(facts, scenario))
    if not plans:
        with pytest.raises(Impossible):
            solve(facts, scenario)
        return

    plan = solve(facts, scenario)

    found = {code: {kind: int(plan.places.at[code, kind]) for kind in plan.places} for code in plan.places.index}
    assert found in plans
    assert score(found, facts, scenario) == max(score(each, facts, scenario) for each in plans)
    assert plan.gap == 0


@settings(max_examples=150, deadline=None)
@given(ROWS, SCENARIOS)
def test_the_plan_is_the_best_of_all_those_that_respect_the_constraints(rows, scenario):
    check(country(*rows), scenario)


@settings(max_examples=60, deadline=None)
@given(
    ROWS.filter(lambda rows: len(rows) == 2),
    st.integers(0, 4),
    st.sampled_from(list(Objective)),
    st.sampled_from([0.0, 15.0, 25.0, 60.0]),
)
def test_so_it_is_when_places_have_a_price_and_money_is_short(rows, places, objective, budget):
    check(country(*rows), Scenario(places, objective, costs={"chrs": 10.0, "diffus": 15.0}, budget=budget))


@settings(max_examples=40, deadline=None)
@given(ROWS, st.integers(1, 4), st.data())
def test_so_it_is_when_departements_are_left_out(rows, places, data):
    answers = st.lists(st.sampled_from([True, False, None]), min_size=len(rows), max_size=len(rows))
    facts = country(*rows, referent=data.draw(answers), recent_diagnostic=data.draw(answers))

    check(facts, Scenario(places, with_referent=True, with_recent_diagnostic=data.draw(st.booleans())))
