"""A scenario that the form can ask is the same once put back in it, and once read from the address of the page."""

from collections.abc import Iterator

import pytest
import streamlit
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.components import scenario_fields as fields
from dashboard.components.scenario_asked import fill_form, read_form
from geodata import territories
from geodata.scenarios import Limits, Objective, Scenario

YEAR = 2016
SOME = st.sampled_from(["01", "2A", "48", "93", "974"])
REGIONS = st.sampled_from(sorted(territories.regions(YEAR).index))
SHARES = st.integers(1, 400).map(lambda quarter: quarter / 400)
LEAST = st.integers(0, 5)
LIMITS = st.builds(lambda least, more: Limits(least, None if more is None else least + more), LEAST, st.none() | LEAST)
SCENARIOS = st.builds(
    Scenario,
    places=st.integers(0, 5_000),
    objective=st.sampled_from(list(Objective)),
    each=st.builds(Limits, st.just(0), st.none() | st.integers(0, 50)),
    departements=st.dictionaries(SOME, LIMITS.filter(lambda limits: limits != Limits()), max_size=3),
    opening=st.integers(1, 9),
    every_region_most=st.none() | SHARES,
    region_most=st.dictionaries(REGIONS, SHARES.map(lambda share: 0.5 + share / 2), max_size=3),
    region_least=st.dictionaries(REGIONS, SHARES.map(lambda share: share / 4), max_size=3),
    with_referent=st.booleans(),
    with_recent_diagnostic=st.booleans(),
    need_times=st.dictionaries(SOME, st.floats(0, 10).filter(lambda times: times != 1), max_size=4),
)


class Address(dict[str, str]):
    def to_dict(self) -> dict[str, str]:
        return dict(self)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """A page without a browser: what it says of an address that does not read."""
    said: list[str] = []
    monkeypatch.setattr(streamlit, "info", said.append)
    monkeypatch.setattr(streamlit, "session_state", {})
    monkeypatch.setattr(streamlit, "query_params", Address())
    return said


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(scenario=SCENARIOS)
def test_a_scenario_is_the_same_from_the_form_and_from_its_address(
    told: list[str], monkeypatch: pytest.MonkeyPatch, scenario: Scenario
) -> None:
    fill_form(scenario, None, YEAR)
    problem, again = read_form(YEAR)
    assert problem == ""
    assert _rounded(again) == _rounded(scenario)
    fields.keep()

    monkeypatch.setattr(streamlit, "session_state", {})
    fields.prepare()

    assert read_form(YEAR) == ("", again)
    assert told == []


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    address=st.dictionaries(
        st.sampled_from(["places", "besoin", "fois_93", "regions", "part_min_11", "part_max_11", "region", "encadres",
                         "min_48", "objectif", "budget", "types", "cout_chrs", "ouverture"]),
        st.sampled_from(["93", "48,93", "11", "44,11", "chrs", "-1", "0", "1e9", "1e-9", "inf", "nan", "", ","]),
    )
)  # fmt: skip
def test_whatever_the_address_the_form_is_a_scenario_or_a_french_sentence(
    told: list[str], monkeypatch: pytest.MonkeyPatch, address: dict[str, str]
) -> None:
    monkeypatch.setattr(streamlit, "session_state", {})
    monkeypatch.setattr(streamlit, "query_params", Address(address))

    fields.prepare()
    problem, scenario = read_form(YEAR)

    assert (scenario is None) == bool(problem)
    assert problem == "" or problem.endswith(".")


def _rounded(scenario: Scenario | None) -> dict[str, object]:
    assert scenario is not None
    found = dict(vars(scenario))
    for name in ("region_most", "region_least"):
        found[name] = {code: pytest.approx(share) for code, share in found[name].items()}
    return found | {"every_region_most": pytest.approx(scenario.every_region_most)}
