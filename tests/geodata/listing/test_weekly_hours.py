"""Opening hours as people fill them, day by day, and as OpenStreetMap writes them."""

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from opening_hours import validate

from geodata.listing.weekly_hours import Day, HoursError, Week, day_in_words, day_of, to_osm, week_of

MORNING = (540, 720)
AFTERNOON = (840, 1080)


@st.composite
def days(draw: st.DrawFn) -> Day:
    """Any day of the form: ranges apart from each other, the last one perhaps until the small hours."""
    edges = sorted(draw(st.sets(st.integers(0, 1440 // 15), max_size=6)))
    edges = edges[: len(edges) // 2 * 2]
    ranges = [(15 * begins, 15 * ends) for begins, ends in zip(edges[::2], edges[1::2], strict=True)]
    appointment = draw(st.booleans())
    if ranges and ranges[-1][0] > 1080 and ranges[0][0] > 480 and draw(st.booleans()):
        ranges[-1] = (ranges[-1][0], 1440 + 15 * draw(st.integers(1, 32)))
    return Day(() if ranges == [(0, 1440)] and appointment else tuple(ranges), appointment)


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=50)
@given(st.lists(days(), min_size=7, max_size=7), st.booleans())
def test_any_week_of_the_form_is_valid_and_comes_back_as_it_was(said: list[Day], holidays_off: bool) -> None:
    week = Week(tuple(said), holidays_off)
    # A night that runs into a day open at dawn, or by appointment all day, is read as one opening.
    nights = any(day.ranges and day.ranges[-1][1] > 1440 for day in said)
    assume(not nights or not any(day.appointment if not day.ranges else day.ranges[0][0] <= 480 for day in said))

    written = to_osm(week)

    if written:
        assert validate(written)
        assert week_of(written) == week
    else:
        assert set(said) == {Day()}


@given(days())
def test_what_the_field_of_a_day_shows_is_read_back(day: Day) -> None:
    assert day_of(day_in_words(day)) == day


@pytest.mark.parametrize(
    ("typed", "ranges"),
    [
        ("9h-12h", [MORNING]),
        ("9h-12h et 14h-18h", [MORNING, AFTERNOON]),
        ("de 9 h à 12 h, puis de 14 h à 18 h", [MORNING, AFTERNOON]),
        ("9:00-12:00 / 14:00-18:00", [MORNING, AFTERNOON]),
        ("9-12", [MORNING]),
        ("de 9h à midi", [MORNING]),
        ("18h à minuit", [(1080, 1440)]),
        ("22h-2h", [(1320, 1560)]),
        ("24h/24", [(0, 1440)]),
        ("fermé", []),
        ("", []),
    ],
)
def test_hours_are_read_as_people_write_them(typed: str, ranges: list[tuple[int, int]]) -> None:
    assert day_of(typed) == Day(tuple(ranges))


@pytest.mark.parametrize("typed", ["9h-12h sur rendez-vous", "9h-12h (sur RDV)", "9h-12h, uniquement sur rendez-vous"])
def test_an_appointment_is_said_beside_the_hours(typed: str) -> None:
    assert day_of(typed) == Day((MORNING,), appointment=True)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("le matin", "n’est pas compris"),
        ("14h-12h", "la fin est avant le début"),
        ("9h-25h", "au-delà de 24"),
        ("9h75-12h", "au-delà de 59"),
        ("9h-12h, 11h-14h", "se chevauchent"),
        ("14h-18h, 9h-12h", "pas dans l’ordre"),
    ],
)
def test_what_is_not_hours_is_explained_in_french(typed: str, sentence: str) -> None:
    with pytest.raises(HoursError, match=sentence):
        day_of(typed)


def test_days_with_the_same_hours_are_written_once() -> None:
    worked, wednesday = Day((MORNING, AFTERNOON)), Day((MORNING,), appointment=True)
    week = Week((worked, worked, wednesday, worked, worked, Day(), Day()), holidays_off=True)

    assert to_osm(week) == 'Mo-Tu,Th-Fr 09:00-12:00,14:00-18:00; We 09:00-12:00 "sur rendez-vous"; PH off'


def test_nights_of_outreach_run_over_midnight() -> None:
    night = Day(((1320, 1560),))

    assert to_osm(Week((night,) * 7)) == "Mo-Su 22:00-02:00"
    assert to_osm(Week((night, Day((MORNING,)), *(Day(),) * 5))) == "Mo 22:00-02:00, Tu 09:00-12:00"
    assert week_of("Mo,We 22:00-02:00") == Week((night, Day(), night, *(Day(),) * 4))


@pytest.mark.parametrize(
    "text", ["Jul-Aug Mo 10:00-12:00", "Mo[1] 10:00-12:00", "sunrise-sunset", "Mo-Fr 09:00+", "Lu"]
)
def test_what_the_form_cannot_say_is_left_to_the_text(text: str) -> None:
    assert week_of(text) is None
