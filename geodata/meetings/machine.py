"""A meeting moves by events, each admitted by rules; what was admitted is then only read again."""

from collections.abc import Iterable
from datetime import date

from geodata.meetings import changes, rules
from geodata.meetings.events import Event, Opened
from geodata.meetings.meeting import Meeting
from geodata.meetings.texts import Refused

__all__ = ["Refused", "admit", "after", "apply", "fold"]


def admit(meeting: Meeting | None, event: Event, today: date) -> Event:
    """The event as it is kept, its texts tidied. Raises `Refused` when the rules do not allow it on that day."""
    if (meeting is None) != isinstance(event, Opened):
        raise Refused("Une réunion commence par sa création, une seule fois.")
    return rules.admitted(event, meeting, today)


def apply(meeting: Meeting | None, event: Event, today: date) -> Meeting:
    """The meeting after one more event; `meeting` is None before the first. Raises `Refused`, and changes nothing."""
    return after(meeting, admit(meeting, event, today))


def fold(events: Iterable[Event]) -> Meeting:
    """The meeting that events already admitted have made. Raises `ValueError` when they begin with no opening."""
    meeting: Meeting | None = None
    for event in events:
        meeting = after(meeting, event)
    if meeting is None:
        raise ValueError("a meeting has at least one event, its opening")
    return meeting


def after(meeting: Meeting | None, event: Event) -> Meeting:
    """The meeting after an event that was admitted."""
    if isinstance(event, Opened):
        return changes.opened(event)
    if meeting is None:
        raise ValueError(f"a meeting begins with its opening, not with {type(event).__name__}")
    return changes.changed(meeting, event)
