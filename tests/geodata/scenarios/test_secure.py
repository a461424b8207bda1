"""Secure places: whoever asks is housed outside the zone where the danger is."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.scenarios.secure import SecureNeeds, plan_secure

ZONES = ("nord", "sud", "est")


def test_places_of_the_zone_of_origin_are_of_no_use():
    plan = plan_secure(SecureNeeds({"nord": 10}, {"nord": 30, "sud": 4}), places=0, stays=1)

    assert (plan.met, plan.unmet) == (4, 6)


def test_new_places_open_elsewhere_than_where_requests_come_from():
    plan = plan_secure(SecureNeeds({"nord": 10}, {"nord": 0, "sud": 0}), places=6, stays=1)

    assert plan.opened == {"nord": 0, "sud": 6}
    assert (plan.unmet_before, plan.unmet) == (10, 4)


def test_no_place_opens_that_nobody_needs_and_one_place_serves_several_stays():
    plan = plan_secure(SecureNeeds({"nord": 5}, {"sud": 1}), places=20, stays=2)

    assert plan.opened == {"sud": 2}
    assert plan.unmet == 0


def test_a_plan_says_nothing_of_where_anybody_goes():
    plan = plan_secure(SecureNeeds({"nord": 5, "sud": 3}, {"sud": 1, "est": 3}), places=1, stays=1)

    assert set(vars(plan)) == {"opened", "met", "unmet", "unmet_before", "gap"}


@pytest.mark.parametrize(("places", "stays"), [(-1, 1), (1, 0)])
def test_numbers_that_mean_nothing_are_refused(places: int, stays: float):
    with pytest.raises(ValueError, match="not negative"):
        plan_secure(SecureNeeds({}, {}), places, stays)


NUMBERS = st.dictionaries(st.sampled_from(ZONES), st.integers(0, 4), min_size=1)


@settings(max_examples=60, deadline=None)
@given(NUMBERS, NUMBERS, st.integers(0, 3))
def test_the_plan_meets_as_much_as_any(requests, there, places):
    plan = plan_secure(SecureNeeds(requests, there), places, stays=1)

    best = max(
        _met(requests, {zone: there[zone] + more for zone, more in zip(there, opened, strict=True)})
        for opened in product(range(places + 1), repeat=len(there))
        if sum(opened) <= places
    )
    assert plan.met == best
    assert plan.met + plan.unmet == sum(requests.values())


def _met(requests: dict[str, int], places: dict[str, int]) -> int:
    """The most requests that can be met: by the theorem of Hall, the least over every set of zones of origin."""
    origins = list(requests)
    least = sum(requests.values())
    for chosen in product([True, False], repeat=len(origins)):
        inside = {origin for origin, taken in zip(origins, chosen, strict=True) if taken}
        outside = sum(number for origin, number in requests.items() if origin not in inside)
        usable = sum(number for zone, number in places.items() if inside - {zone})
        least = min(least, outside + usable)
    return least
