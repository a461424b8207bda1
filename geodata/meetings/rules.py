"""Which events are admitted: the rules of the plan, of the décret of 8 June 2006 and of good minutes."""

from dataclasses import replace
from datetime import date

from geodata.meetings import events as e
from geodata.meetings import rules_after, rules_before, rules_sitting
from geodata.meetings.meeting import Meeting
from geodata.meetings.rule import rule
from geodata.meetings.texts import Refused, line


def admitted(event: e.Event, meeting: Meeting | None, today: date) -> e.Event:
    """The event as it is kept. Raises `Refused`."""
    if meeting is None:
        return _opening(event, today) if isinstance(event, e.Opened) else event
    return rule(event, meeting, today)


def _opening(event: e.Opened, today: date) -> e.Opened:
    if event.year > today.year + 2:
        raise Refused(f"L’année {event.year} est trop lointaine.")
    return replace(event, title=line(event.title, "l’intitulé", optional=True))


FILES = (rules_before, rules_sitting, rules_after)
"""Where the rules stand: reading these files is what makes `rule` know them."""
