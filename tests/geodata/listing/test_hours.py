"""Opening hours are told in French from their evaluation, or given back as they are written: never wrongly."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opening_hours import OpeningHours

from geodata.listing.hours import in_french, written_hours


@pytest.mark.parametrize(
    ("hours", "told"),
    [
        ("", ()),
        ("Mo-Fr 09:00-12:00,14:00-17:30", ("du lundi au vendredi, de 9 h à 12 h et de 14 h à 17 h 30",)),
        ("Mo-Fr 09:00-12:00; PH off", ("du lundi au vendredi, de 9 h à 12 h", "fermé les jours fériés")),
        ("Mo-Fr 09:00-12:00; Mo off", ("du mardi au vendredi, de 9 h à 12 h",)),
        (
            "Mo,We 09:00-12:00; Fr 14:00-16:00; PH 10:00-11:00",
            (
                "le lundi et le mercredi, de 9 h à 12 h",
                "le vendredi, de 14 h à 16 h",
                "les jours fériés, de 10 h à 11 h",
            ),
        ),
        ("24/7", ("24 heures sur 24, 7 jours sur 7",)),
        ("Sa 00:00-24:00", ("le samedi, toute la journée",)),
        ("Mo-Sa 22:00-02:00", ("du lundi au samedi, de 22 h à 2 h",)),
        ("Mo-Su 18:00-24:00", ("tous les jours, de 18 h à minuit",)),
        ('Mo-Fr 09:00-12:00 "sur rendez-vous"', ("du lundi au vendredi, de 9 h à 12 h (sur rendez-vous)",)),
        ('"sur rendez-vous"', ("sur rendez-vous",)),
        (
            'Tu 09:00-12:00, Tu 14:00-16:00 "sur rendez-vous"',
            ("le mardi, de 9 h à 12 h et de 14 h à 16 h (sur rendez-vous)",),
        ),
        ("Mo-Fr 09:00-12:00 unknown", ("du lundi au vendredi, de 9 h à 12 h (à confirmer)",)),
    ],
)
def test_hours_of_every_week_are_told_in_french(hours: str, told: tuple[str, ...]) -> None:
    assert tuple(line.replace("\u00a0", " ") for line in in_french(hours)) == told


@pytest.mark.parametrize(
    "hours",
    [
        "SH off; Mo 09:00-10:00",
        "Mo 18:00+",
        "Dec 25 off; Mo-Su 10:00-12:00",
        "We[1] 09:00-10:00",
        "2030 Mo-Fr 09:00-12:00",
        "sunrise-sunset",
        'Mo-Fr 09:00-12:00 || "sur rendez-vous"',
        'Mo-Fr 09:00-12:00; "sur rendez-vous"',
        "off",
        "du lundi au vendredi",
    ],
)
def test_what_does_not_repeat_every_week_is_given_back_as_it_is(hours: str) -> None:
    assert in_french(hours) == (hours,)


days = st.sampled_from(["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su", "Mo-Fr", "Sa-Su", "Mo-Su", "Tu,Th"])
spans = st.tuples(st.integers(0, 23), st.integers(1, 10)).map(
    lambda pair: f"{pair[0]:02d}:00-{min(pair[0] + pair[1], 24):02d}:00"
)
rules = st.tuples(days, spans | st.just("off")).map(" ".join)
expressions = st.lists(rules, min_size=1, max_size=4).map("; ".join)


@settings(max_examples=60, deadline=None)
@given(expressions, st.sampled_from(["", "; PH off"]))
def test_the_french_never_says_open_where_the_library_says_closed(rules: str, holidays: str) -> None:
    hours = written_hours(rules + holidays)
    lines = [line.replace("\u00a0", " ") for line in in_french(hours)]
    evaluated = OpeningHours(hours, country="FR", auto_timezone=False)

    if lines == [hours]:
        return
    for rank in range(7):
        day = date(2025, 3, 3) + timedelta(days=rank)  # a week without a public holiday
        said = [line for line in lines if _names(line, rank)]
        opened = any(evaluated.is_open(datetime(day.year, day.month, day.day, hour, 30)) for hour in range(24))
        started = any(_starts(evaluated, day, hour) for hour in range(24))
        assert len(said) <= 1
        assert bool(said) <= opened
        assert not started or said


def _starts(evaluated: OpeningHours, day: date, hour: int) -> bool:
    moment = datetime(day.year, day.month, day.day, hour, 30)
    return evaluated.is_open(moment) and not evaluated.is_open(moment - timedelta(hours=1)) and hour > 0


def _names(line: str, rank: int) -> bool:
    names = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
    if line.startswith(("tous les jours", "24 heures")):
        return True
    for first in range(7):
        for last in range(first, 7):
            if f"du {names[first]} au {names[last]}" in line and first <= rank <= last:
                return True
    return f"le {names[rank]}" in line
