"""What the rules of a meeting are made of: one function for each event, and what several of them require.

A rule gives the event back as it is kept, its texts tidied, or raises `Refused`.
"""

import re
from collections.abc import Iterable
from datetime import date
from functools import singledispatch

from geodata.meetings import events as e
from geodata.meetings.french import day
from geodata.meetings.meeting import Meeting
from geodata.meetings.texts import Refused
from geodata.meetings.vocabulary import LOCKED_STATES, Attendance, State

BEFORE_CONVENING = frozenset({State.TO_SCHEDULE, State.SCHEDULED, State.POSTPONED})
AFTER_HOLDING = frozenset({State.HELD, State.MINUTES_WRITTEN})
OPEN = frozenset(State) - LOCKED_STATES - {State.CANCELLED}
_LONGEST_LIST = 200
_SHA256 = re.compile(r"[0-9a-f]{64}")


@singledispatch
def rule(event: e.Event, meeting: Meeting, today: date) -> e.Event:
    raise ValueError(f"no rule for {type(event).__name__}")


def require_state(meeting: Meeting, event: e.Event, states: Iterable[State]) -> None:
    if meeting.state in states:
        return
    way_out = ""
    if meeting.state in LOCKED_STATES:
        way_out = " Son compte rendu est validé : il ne se corrige que par un rectificatif daté."
    elif meeting.state == State.CONVENED and State.SCHEDULED in states:
        way_out = " La convocation est partie : reporter la réunion pour la modifier."
    raise Refused(f"« {event.label} » : impossible, la réunion est à l’état « {meeting.state.label} ».{way_out}")


def require_year(on: date, meeting: Meeting) -> None:
    """A meeting may slip into the next year, where it no longer meets its duty; further, it is another meeting."""
    if on.year < meeting.year:
        raise Refused(f"Cette réunion est celle de {meeting.year} : le {day(on)} est trop tôt.")
    if on.year > meeting.year + 1:
        raise Refused(f"Cette réunion est celle de {meeting.year} : le {day(on)} est trop tard, en créer une autre.")


def require_after_lack(on: date, meeting: Meeting, sentence: str) -> None:
    lacked = [each.planned_on for each in meeting.sittings if each.outcome == State.NO_QUORUM and each.planned_on]
    if lacked and on < max(lacked):
        raise Refused(f"{sentence} : le {day(max(lacked))}.")


def require_past(on: date, today: date, what: str) -> None:
    if on > today:
        raise Refused(f"{what} ne peut pas porter une date à venir ({day(on)}).")


def require_on_the_day(on: date, meeting: Meeting, today: date) -> None:
    require_past(on, today, "La réunion")
    if on != planned_day(meeting):
        raise Refused(
            f"La réunion était convoquée pour le {day(planned_day(meeting))}, pas pour le {day(on)} : "
            "la reporter d’abord."
        )


def require_attended(meeting: Meeting) -> None:
    if not any(each.attendance == Attendance.PRESENT for each in meeting.members):
        raise Refused("Noter au moins une présence : une réunion tenue a réuni quelqu’un.")
    if not meeting.quorate:
        raise Refused(
            f"Le quorum n’est pas atteint ({meeting.present} présents ou représentés, {meeting.quorum} requis) : "
            "le constater, puis convoquer une seconde fois."
        )


def require_fingerprint(sha256: str) -> None:
    if not _SHA256.fullmatch(sha256):
        raise ValueError(f"a sha256 has 64 hexadecimal digits, got {len(sha256)} characters")


def require_short(rows: tuple[object, ...], what: str) -> None:
    if len(rows) > _LONGEST_LIST:
        raise Refused(f"C’est trop long pour {what} : {len(rows)} lignes, {_LONGEST_LIST} au plus.")


def planned_day(meeting: Meeting) -> date:
    if meeting.planned_on is None:
        raise ValueError(f"a meeting in state {meeting.state!r} must have a planned day")
    return meeting.planned_on
