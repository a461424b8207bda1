"""The calendar file of a meeting, read again by the library that calendars use."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from icalendar import Calendar

from geodata.meetings import AgendaItem, Body, Meeting, Refused, State
from geodata.meetings.invitation import to_ics

NOW = datetime(2015, 12, 1, 9, tzinfo=UTC)
MEETING = Meeting(
    "48", Body.PLENARY, 2015, state=State.CONVENED, planned_on=date(2015, 12, 16), starts_at=time(10, 0),
    place="Préfecture, salle des actes", agenda=(AgendaItem("Suites ; décisions, dates"),), rank=5,
)  # fmt: skip


def event_of(content: bytes):
    calendar = Calendar.from_ical(content)
    (event,) = calendar.walk("VEVENT")
    return calendar, event


def test_a_calendar_reads_the_day_the_hour_the_place_and_the_agenda():
    calendar, event = event_of(to_ics(MEETING, 12, now=NOW))

    assert event["UID"] == "reunion-12@vigie"
    assert event["SEQUENCE"] == 5
    assert event.decoded("DTSTART") == datetime(2015, 12, 16, 9, 0, tzinfo=UTC)
    assert event.decoded("DTEND") - event.decoded("DTSTART") == timedelta(hours=2)
    assert event["DESCRIPTION"] == "1. Suites ; décisions, dates"
    assert event["LOCATION"] == "Préfecture, salle des actes"
    assert event["STATUS"] == "CONFIRMED"
    assert calendar.walk("VTIMEZONE")
    assert not event.get("ATTENDEE")


def test_ten_o_clock_overseas_is_ten_o_clock_there():
    _, event = event_of(to_ics(replace(MEETING, departement="974"), 12, now=NOW))

    assert event.decoded("DTSTART").astimezone(UTC).hour == 6


def test_without_an_hour_the_whole_day_is_taken():
    _, event = event_of(to_ics(replace(MEETING, starts_at=None), 12, now=NOW))

    assert event.decoded("DTSTART") == date(2015, 12, 16)


def test_a_cancelled_meeting_is_taken_off_calendars_and_one_without_a_date_has_no_file():
    from geodata.meetings.meeting import Sitting

    sittings = (Sitting(date(2015, 12, 16), State.CANCELLED, "Grève", ()),)
    gone = replace(MEETING, state=State.CANCELLED, planned_on=None, sittings=sittings)
    calendar, event = event_of(to_ics(gone, 12, now=NOW))

    assert calendar["METHOD"] == "CANCEL"
    assert event["STATUS"] == "CANCELLED"
    assert "Grève" not in to_ics(gone, 12, now=NOW).decode()
    with pytest.raises(Refused, match="date"):
        to_ics(replace(MEETING, state=State.TO_SCHEDULE, planned_on=None), 12, now=NOW)


def test_lines_of_the_file_are_folded_and_ended_as_the_format_asks():
    lines = to_ics(MEETING, 12, now=NOW).split(b"\r\n")

    assert max(map(len, lines)) <= 75
    assert b"\n" not in b"".join(lines)
