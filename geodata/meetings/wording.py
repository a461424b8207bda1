"""An event in words: what the history of a meeting shows, and both texts of a conflict."""

from dataclasses import fields
from datetime import date, time
from enum import StrEnum
from typing import Any

from geodata.meetings.events import AgendaItem, AgendaSet, AttendanceRecorded, Event, Member, MembersSet
from geodata.meetings.french import day


def told(event: Event) -> str:
    """The label of an event, then what it says, a line for each item.

    >>> from geodata.meetings.events import Held
    >>> told(Held(date(2015, 12, 16), "préfet"))
    'Tenue\\n16/12/2015\\npréfet'
    """
    return "\n".join([event.label, *_lines(event)])


def _lines(event: Event) -> list[str]:
    if isinstance(event, AgendaSet):
        return [f"{rank}. {_item(each)}" for rank, each in enumerate(event.items, 1)]
    if isinstance(event, MembersSet | AttendanceRecorded):
        return [_seat(each) for each in event.members]
    said = (_word(getattr(event, field.name)) for field in fields(event))
    return [each for each in said if each]


def _item(item: AgendaItem) -> str:
    mesure = f"mesure {item.mesure}" if item.mesure is not None else ""
    notes = ", ".join(filter(None, (item.rapporteur, mesure)))
    return f"{item.title} ({notes})" if notes else item.title


def _seat(member: Member) -> str:
    return f"{member.organisation}, {member.function} : {member.attendance.label.lower()}"


def _word(value: Any) -> str:
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, StrEnum):
        return str(getattr(value, "label", value))
    if isinstance(value, date):
        return day(value)
    if isinstance(value, time):
        return f"{value:%H} h {value:%M}"
    if isinstance(value, tuple):
        return ", ".join(_word(each) for each in value)
    # A fingerprint says nothing to a reader.
    text = str(value)
    return "" if len(text) == 64 and text.isalnum() else text
