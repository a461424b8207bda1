"""The invitation to a meeting, as a calendar file (RFC 5545), without a name nor a guest."""

from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from geodata import territories
from geodata.meetings.meeting import Meeting
from geodata.meetings.texts import Refused
from geodata.meetings.vocabulary import HELD_STATES, State

_ZONES = MappingProxyType(
    {
        "971": "America/Guadeloupe",
        "972": "America/Martinique",
        "973": "America/Cayenne",
        "974": "Indian/Reunion",
        "976": "Indian/Mayotte",
    }
)
"""Overseas, ten o’clock is ten o’clock there."""
_LASTS = timedelta(hours=2)
_STATUS = {State.SCHEDULED: "TENTATIVE", State.CONVENED: "CONFIRMED", State.CANCELLED: "CANCELLED"}


def to_ics(meeting: Meeting, meeting_id: int, *, now: datetime, url: str = "") -> bytes:
    """The file to open in a calendar. A later one for the same meeting takes the place of the earlier one.

    A whole day when no hour is set. A meeting without a date is refused (`Refused`), save a cancelled one, whose file
    takes it off the calendars. `url`: where the meeting is read in Vigie.
    """
    on = _day(meeting)
    event = Event()
    event.add("uid", f"reunion-{meeting_id}@vigie")
    event.add("dtstamp", now.astimezone(UTC))
    event.add("sequence", meeting.rank)
    event.add("summary", f"{meeting.heading}, {territories.name_of(meeting.departement)}")
    event.add("description", "\n".join(f"{rank}. {each.title}" for rank, each in enumerate(meeting.agenda, 1)))
    event.add("status", _STATUS.get(meeting.state, "CONFIRMED"))
    _add_hours(event, meeting, on)
    if place := ", ".join(filter(None, [meeting.place, "à distance" if meeting.remote else ""])):
        event.add("location", place)
    if url:
        event.add("url", url)
    calendar = Calendar()
    calendar.add("prodid", "-//Vigie//Réunions du CDPD//FR")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if meeting.state == State.CANCELLED else "PUBLISH")
    calendar.add_component(event)
    calendar.add_missing_timezones(date(on.year, 1, 1), date(on.year + 1, 12, 31))
    return bytes(calendar.to_ical())


def _day(meeting: Meeting) -> date:
    on = meeting.held_on if meeting.state in HELD_STATES else meeting.planned_on
    if on is None and meeting.state == State.CANCELLED and meeting.sittings:
        on = meeting.sittings[-1].planned_on
    if on is None:
        raise Refused("Cette réunion n’a pas de date : la programmer d’abord.")
    return on


def _add_hours(event: Event, meeting: Meeting, on: date) -> None:
    if meeting.starts_at is None:
        event.add("dtstart", on)
        event.add("dtend", on + timedelta(days=1))
        return
    begins = _at(on, meeting.starts_at, meeting.departement)
    event.add("dtstart", begins)
    event.add("dtend", begins + _LASTS)


def _at(on: date, hour: time, departement: str) -> datetime:
    return datetime.combine(on, hour, tzinfo=ZoneInfo(_ZONES.get(departement, "Europe/Paris")))
