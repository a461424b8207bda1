"""The formulas of progress, with the figures that anyone may check by hand."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.progress.aggregate import distribution, ratio, share, total
from geodata.progress.departement import departement_rate
from geodata.progress.evidence import Evidence, count
from geodata.progress.freshness import Freshness, due_on, freshness
from geodata.progress.gaps import gap, lags, median_of
from geodata.progress.mesure import Component, compose
from geodata.progress.milestones import ActionState, action_rate, is_late
from geodata.progress.rates import rate, why_no_rate
from geodata.progress.trajectory import Position, expected, position
from geodata.progress.trend import Trend, trend

FEW = settings(max_examples=60, deadline=None)
NUMBERS = st.floats(-1e6, 1e6)
RATES = st.floats(0, 100)


@pytest.mark.parametrize(
    ("direction", "initial", "current", "target", "expected_rate"),
    [
        ("hausse", 0, 18, 50, 36),
        ("hausse", 0, 60, 50, 100),
        ("hausse", 0, -5, 50, 0),
        ("baisse", 40, 25, 10, 50),
        ("baisse", 40, 5, 10, 100),
        ("baisse", 40, 45, 10, 0),
        ("hausse", 10, 9, 10, 0),
        ("hausse", 10, 10, 10, 100),
        ("baisse", 5, 6, 10, 100),
        ("baisse", 5, 11, 10, 0),
        ("maintien", None, 50, 50, 100),
        ("maintien", None, 25, 50, 50),
        ("maintien", None, -1, 50, 0),
        ("binaire", None, 1, None, 100),
        ("binaire", None, 0, None, 0),
    ],
)
def test_the_rate_of_an_indicator(
    direction: str, initial: float | None, current: float, target: float | None, expected_rate: float
) -> None:
    assert rate(direction, initial, current, target) == pytest.approx(expected_rate)  # type: ignore[arg-type]


@pytest.mark.parametrize("direction", ["hausse", "baisse", "maintien", "binaire", "aucun"])
def test_a_rate_without_one_of_its_figures_is_unknown_and_says_why(direction: str) -> None:
    assert rate(direction, 0, None, 50) is None  # type: ignore[arg-type]
    assert why_no_rate(direction, 0, None, 50)  # type: ignore[arg-type]


def test_a_threshold_to_keep_is_never_read_as_a_rise() -> None:
    assert rate("maintien", 0, 40, 50) == 80
    assert rate("hausse", 0, 40, 50) == 80
    assert rate("maintien", 30, 40, 50) == 80
    assert rate("hausse", 30, 40, 50) == 50


@FEW
@given(NUMBERS, NUMBERS, NUMBERS)
def test_a_fall_is_a_rise_of_opposites(initial: float, current: float, target: float) -> None:
    assert rate("baisse", initial, current, target) == rate("hausse", -initial, -current, -target)


@FEW
@given(st.sampled_from(["hausse", "baisse", "maintien"]), NUMBERS, NUMBERS, NUMBERS)
def test_a_rate_stays_between_0_and_100(direction: str, initial: float, current: float, target: float) -> None:
    found = rate(direction, initial, current, target)  # type: ignore[arg-type]

    assert found is not None
    assert 0 <= found <= 100


@FEW
@given(NUMBERS, NUMBERS, st.lists(NUMBERS, min_size=2, max_size=6))
def test_going_further_up_never_lowers_a_rise(initial: float, target: float, values: list[float]) -> None:
    rates = [rate("hausse", initial, current, target) or 0 for current in sorted(values)]

    assert all(before <= after for before, after in pairwise(rates))


def test_weights_are_shared_again_among_what_applies() -> None:
    made = compose([Component("a", 50, 80), Component("b", 30, 40), Component("c", 20, None, applicable=False)])

    assert [each.weight for each in made.contributions] == [0.625, 0.375]
    assert made.strict == pytest.approx(0.625 * 80 + 0.375 * 40)
    assert made.coverage == 1


def test_one_missing_indicator_leaves_no_strict_rate() -> None:
    made = compose([Component("a", 50, 80), Component("b", 30, None), Component("c", 20, 10, applicable=False)])

    assert made.strict is None
    assert made.coverage == 0.625
    assert made.provisional == 80


def test_nothing_that_applies_is_not_a_rate_of_zero() -> None:
    made = compose([Component("a", 50, 80, applicable=False), Component("b", 0, 10)])

    assert (made.applicable, made.strict, made.provisional) == (False, None, None)


def test_a_rate_shows_its_oldest_and_its_newest_value() -> None:
    days = [date(2014, 6, 30), date(2015, 6, 30)]
    made = compose([Component(str(day), 1, 50, value_on=day) for day in days])

    assert [made.oldest, made.newest] == days


COMPONENTS = st.lists(
    st.builds(
        Component,
        st.uuids().map(str),
        st.integers(0, 100).map(float),
        st.none() | RATES,
        st.booleans(),
    ),
    max_size=8,
)


@FEW
@given(COMPONENTS, st.randoms())
def test_the_order_of_the_indicators_does_not_matter(components: list[Component], chance: object) -> None:
    shuffled = list(components)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]

    one, other = compose(components), compose(shuffled)

    assert (one.strict is None) == (other.strict is None)
    assert one.coverage == pytest.approx(other.coverage)
    assert (one.provisional or 0) == pytest.approx(other.provisional or 0)


@FEW
@given(COMPONENTS)
def test_a_mesure_never_leaves_the_rates_it_is_made_of(components: list[Component]) -> None:
    made = compose(components)
    known = [each.rate for each in made.contributions if each.rate is not None]

    assert sum(each.weight for each in made.contributions) == pytest.approx(1 if made.contributions else 0)
    assert (made.provisional is None) == (not known)
    assert made.provisional is None or min(known) <= made.provisional <= max(known)
    assert (made.strict is None) == (len(known) < len(made.contributions) or not made.contributions)
    assert 0 <= made.coverage <= 1


@pytest.mark.parametrize(("known", "told"), [(6, True), (5, False)])
def test_below_six_mesures_out_of_ten_a_departement_has_no_rate(known: int, told: bool) -> None:
    rates = {number: 50.0 if number < known else None for number in range(10)}

    found = departement_rate(rates)

    assert (found.known, found.due) == (known, 10)
    assert (found.rate is not None) == told


def test_no_mesure_that_applies_is_no_rate() -> None:
    assert departement_rate({}).rate is None


def test_weights_of_mesures_count() -> None:
    assert departement_rate({1: 0.0, 2: 90.0}, {1: 1.0, 2: 2.0}).rate == 60


def test_a_ratio_is_never_a_mean_of_ratios() -> None:
    assert ratio({"01": (1, 1), "48": (0, 99)}).value == 1


def test_silent_departements_widen_the_interval() -> None:
    found = share({f"{number:02}": True if number < 62 else None if number < 79 else False for number in range(101)})

    assert (found.low, found.high) == (62 / 101, 79 / 101)


@FEW
@given(st.dictionaries(st.text(max_size=3), st.none() | st.booleans(), min_size=1, max_size=20))
def test_the_truth_lies_within_the_interval(meets: dict[str, bool | None]) -> None:
    found = share(meets)

    assert 0 <= found.low <= found.high <= 1
    assert (found.low == found.high) == (found.silent == 0)


def test_a_sum_says_over_how_many_it_is_made() -> None:
    assert total({"01": None}).value is None
    assert (total({"01": 0.0, "48": None}).value, total({"01": 0.0, "48": None}).known) == (0, 1)


@FEW
@given(st.lists(st.none() | RATES, max_size=12))
def test_quartiles_are_in_order(rates: list[float | None]) -> None:
    found = distribution(rates)

    if found.count:
        order = [found.minimum, found.first_quartile, found.median, found.third_quartile, found.maximum]
        assert order == sorted(order, key=lambda each: each or 0)


def test_a_median_of_zero_is_a_median() -> None:
    middle = median_of([0.0, 0.0, 40.0] * 4)

    assert middle == 0
    assert (gap(0.0, middle), gap(40.0, middle)) == (0, 40)


def test_under_ten_departements_there_is_no_median() -> None:
    assert median_of([50.0] * 9 + [None] * 90) is None
    assert median_of([50.0] * 10) == 50


@pytest.mark.parametrize(
    ("points", "alert"), [(-10.0, True), (-9.999, False), (-30.0, True), (0.0, False), (None, False)]
)
def test_the_alert_on_a_gap_includes_ten_points(points: float | None, alert: bool) -> None:
    assert lags(points) == alert


@pytest.mark.parametrize(
    ("earlier", "now", "told"),
    [
        (50, 51, Trend.RISE),
        (50, 50.99, Trend.STABLE),
        (50, 49, Trend.FALL),
        (50, 49.01, Trend.STABLE),
        (None, 50, Trend.UNKNOWN),
    ],
)
def test_a_trend_moves_by_a_whole_point(earlier: float | None, now: float, told: Trend) -> None:
    assert trend(earlier, now) == told


def test_another_method_breaks_the_trend() -> None:
    assert trend(50, 90, method_changed=True) == Trend.RUPTURE


START, END = date(2014, 1, 1), date(2016, 12, 31)


@pytest.mark.parametrize(
    ("distance", "told"),
    [
        (5, Position.AHEAD),
        (4.9, Position.ON_COURSE),
        (-9.9, Position.ON_COURSE),
        (-10, Position.LATE),
        (-24.9, Position.LATE),
        (-25, Position.VERY_LATE),
    ],
)
def test_the_place_beside_the_trajectory(distance: float, told: Position) -> None:
    assert position(50 + distance, 50) == told


def test_yearly_targets_bend_the_trajectory() -> None:
    steps = [(date(2014, 12, 31), 10.0), (date(2015, 12, 31), 40.0)]

    assert expected(date(2014, 12, 31), START, END, steps) == 10
    assert expected(date(2015, 12, 31), START, END, steps) == 40
    assert expected(date(2013, 1, 1), START, END, steps) == 0
    assert expected(date(2020, 1, 1), START, END, steps) == 100


@FEW
@given(st.integers(0, 1200), st.lists(st.integers(1, 1095), max_size=4, unique=True))
def test_a_trajectory_never_goes_back(days: int, steps: list[int]) -> None:
    rising = [(START + timedelta(days=day), 100.0 * rank / 5) for rank, day in enumerate(sorted(steps), 1)]
    today = START + timedelta(days=days)

    assert expected(today, START, END, rising) <= expected(today + timedelta(days=1), START, END, rising)


@pytest.mark.parametrize(
    ("today", "told"),
    [
        (date(2016, 6, 29), Freshness.UP_TO_DATE),
        (date(2016, 7, 1), Freshness.SOON),
        (date(2016, 7, 31), Freshness.SOON),
        (date(2016, 8, 1), Freshness.LATE),
    ],
)
def test_a_value_is_good_until_the_end_of_its_month(today: date, told: Freshness) -> None:
    due = due_on(date(2015, 6, 15), periodicity_months=12, delay_days=30)

    assert due == date(2016, 7, 31)
    assert freshness(today, due) == told


def test_milestones_are_worth_quarters() -> None:
    states = [ActionState.NOT_STARTED, ActionState.PREPARING, ActionState.UNDER_WAY, ActionState.PARTLY_DONE]

    assert [action_rate("jalon", state) for state in [*states, ActionState.DONE]] == [0, 25, 50, 75, 100]
    assert action_rate("jalon", ActionState.ABANDONED) == 0
    assert action_rate("jalon", ActionState.NOT_APPLICABLE) is None
    assert action_rate("jalon", None) is None
    assert [action_rate("binaire", state) for state in [*states, ActionState.DONE]] == [0, 0, 0, 0, 100]


def test_without_a_deadline_in_the_text_nothing_is_late() -> None:
    assert not is_late(ActionState.NOT_STARTED, None, date(2030, 1, 1))
    assert is_late(None, date(2015, 1, 1), date(2015, 1, 2))
    assert not is_late(ActionState.NOT_STARTED, date(2015, 1, 1), date(2015, 1, 1))


def test_evidence_is_counted_by_level() -> None:
    found = count([Evidence.DECLARED, Evidence.SUPPORTED, Evidence.VERIFIED, Evidence.VERIFIED])

    assert (found.declared, found.supported, found.verified, found.verified_share) == (1, 1, 2, 0.5)
    assert count([]).verified_share is None
