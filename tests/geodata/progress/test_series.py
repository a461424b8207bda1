"""Of all that was stated of an indicator, what stands on a day."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.progress.statements import StatedValue, known_on, series
from geodata.progress.states import Absence, ValueKind, ValueStatus

TODAY, START = date(2015, 12, 31), date(2014, 1, 1)


def stated(number: int, day: date, value: float | None = 1.0, **changes: object) -> StatedValue:
    absence = Absence.NO_ANSWER if value is None else None
    return replace(StatedValue(number, ValueKind.CURRENT, day, value, absence), **changes)  # type: ignore[arg-type]


def current(*values: StatedValue, validated_only: bool = False) -> float | None:
    stands = series(values, today=TODAY, start=START, validated_only=validated_only)
    return None if stands.current is None else stands.current.value


def test_the_latest_value_until_today_stands() -> None:
    known = [stated(1, date(2014, 6, 30), 5), stated(2, date(2015, 6, 30), 8), stated(3, date(2016, 6, 30), 9)]

    assert current(*known) == 8


def test_a_correction_takes_the_place_of_what_it_corrects() -> None:
    first = stated(1, date(2015, 6, 30), 80)

    assert current(first, stated(2, date(2015, 3, 31), 8, replaces_id=1)) == 8


def test_a_refused_correction_leaves_the_former_value() -> None:
    first = stated(1, date(2015, 6, 30), 8)
    wrong = stated(2, date(2015, 6, 30), 80, replaces_id=1, status=ValueStatus.REFUSED)

    assert current(first, wrong) == 8


def test_a_correction_that_waits_does_not_touch_the_validated_value() -> None:
    first = stated(1, date(2015, 6, 30), 8)
    waiting = stated(2, date(2015, 6, 30), 9, replaces_id=1, status=ValueStatus.PROVISIONAL)

    assert current(first, waiting) == 9
    assert current(first, waiting, validated_only=True) == 8


def test_a_silence_does_not_erase_the_last_value_known() -> None:
    stands = series([stated(1, date(2014, 6, 30), 5), stated(2, date(2015, 6, 30), None)], today=TODAY, start=START)

    assert stands.current is not None
    assert stands.current.value == 5
    assert stands.silence is not None
    assert stands.silence.absence == Absence.NO_ANSWER
    assert stands.applicable


def test_out_of_the_indicator_is_not_silence() -> None:
    gone = stated(2, date(2015, 6, 30), None, absence=Absence.NOT_APPLICABLE)

    assert not series([stated(1, date(2014, 6, 30), 5), gone], today=TODAY, start=START).applicable
    back = stated(3, date(2015, 9, 30), 6)
    assert series([gone, back], today=TODAY, start=START).applicable


def test_the_first_base_since_the_plan_began_stands_until_it_is_replaced_by_name() -> None:
    before, first, second = (
        stated(rank, day, float(rank), kind=ValueKind.INITIAL)
        for rank, day in enumerate([date(2013, 12, 31), date(2014, 6, 30), date(2015, 6, 30)], 1)
    )
    rebased = stated(4, date(2015, 1, 1), 4.0, kind=ValueKind.INITIAL, replaces_id=2)

    def initial(*values: StatedValue) -> StatedValue | None:
        return series(values, today=TODAY, start=START).initial

    assert initial(before, first, second) == first
    assert initial(before, first, rebased) == rebased


def test_the_last_target_set_stands_whatever_its_term() -> None:
    far = stated(1, date(2016, 12, 31), 50, kind=ValueKind.TARGET)
    near = stated(2, date(2015, 12, 31), 40, kind=ValueKind.TARGET)
    year = stated(3, date(2016, 12, 31), 30, kind=ValueKind.YEARLY_TARGET)

    stands = series([near, far, year], today=TODAY, start=START)

    assert stands.target == near
    assert stands.yearly == {2016: year}


def test_nothing_changed_moves_the_day_and_not_the_value() -> None:
    value = stated(1, date(2014, 12, 31), confirmed_on=date(2015, 12, 1))

    assert known_on(value, TODAY) == date(2015, 12, 1)
    assert known_on(value, date(2015, 6, 30)) == date(2014, 12, 31)


STATUS = st.sampled_from(list(ValueStatus))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 900), st.none() | st.floats(0, 100), STATUS), max_size=8), st.randoms())
def test_the_order_in_which_rows_come_does_not_matter(
    told: list[tuple[int, float | None, ValueStatus]], chance: object
) -> None:
    rows = [
        stated(rank, START + timedelta(days=days), value, status=status)
        for rank, (days, value, status) in enumerate(told, 1)
    ]
    shuffled = list(rows)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]

    assert series(rows, today=TODAY, start=START) == series(shuffled, today=TODAY, start=START)
    official = series(rows, today=TODAY, start=START, validated_only=True)
    assert official.current is None or official.current.status == ValueStatus.VALIDATED
