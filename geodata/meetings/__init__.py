"""The meetings of the CDPD and of the bodies around it: pure rules, without a database.

A meeting is what its events say (`machine`). From meetings come the yearly compliance of each département, reminders,
the proposed agenda and the invitation.
"""

from geodata.meetings.events import EVENTS, AgendaItem, Event, Member
from geodata.meetings.machine import Refused, admit, apply, fold
from geodata.meetings.meeting import Meeting
from geodata.meetings.vocabulary import Answer, Attendance, Body, Character, DecisionState, DocumentKind, State, Variant

__all__ = [
    "EVENTS",
    "AgendaItem",
    "Answer",
    "Attendance",
    "Body",
    "Character",
    "DecisionState",
    "DocumentKind",
    "Event",
    "Meeting",
    "Member",
    "Refused",
    "State",
    "Variant",
    "admit",
    "apply",
    "fold",
]
