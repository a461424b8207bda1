"""What may happen once the convocation has left: who comes, and whether the meeting is held."""

from dataclasses import replace
from datetime import date

from geodata.meetings import events as e
from geodata.meetings.changes import changed
from geodata.meetings.french import day
from geodata.meetings.meeting import Meeting
from geodata.meetings.rule import (
    AFTER_HOLDING,
    planned_day,
    require_attended,
    require_on_the_day,
    require_state,
    require_year,
    rule,
)
from geodata.meetings.texts import Refused, line
from geodata.meetings.tidied import tidied_members
from geodata.meetings.vocabulary import Attendance, State


@rule.register
def _(event: e.AttendanceRecorded, meeting: Meeting, today: date) -> e.Event:
    require_state(meeting, event, {State.CONVENED} | AFTER_HOLDING)
    told = replace(event, members=tidied_members(event.members))
    if any(each.attendance == Attendance.TO_CONVENE for each in told.members):
        raise Refused(
            "La convocation est partie : dire de chacun s’il est convoqué, présent, représenté, excusé, absent."
        )
    answers = {Attendance.PRESENT, Attendance.REPRESENTED, Attendance.ABSENT}
    if today < planned_day(meeting) and any(each.attendance in answers for each in told.members):
        raise Refused(
            f"La réunion est prévue le {day(planned_day(meeting))} : les présences se notent à partir de ce jour."
        )
    if meeting.state in AFTER_HOLDING:
        require_attended(changed(meeting, told))
    return told


@rule.register
def _(event: e.QuorumLacked, meeting: Meeting, today: date) -> e.Event:
    require_state(meeting, event, {State.CONVENED})
    require_on_the_day(event.on, meeting, today)
    if meeting.quorum is None or meeting.second:
        raise Refused("Aucun quorum n’est exigé pour cette réunion.")
    if meeting.quorate:
        raise Refused(f"Le quorum est atteint : {meeting.present} présents ou représentés sur {meeting.quorum} requis.")
    return event


@rule.register
def _(event: e.Postponed, meeting: Meeting, today: date) -> e.Event:
    require_state(meeting, event, {State.SCHEDULED, State.CONVENED})
    if event.to is not None:
        require_year(event.to, meeting)
        if event.to == meeting.planned_on:
            raise Refused("La nouvelle date est celle qui était déjà prévue.")
    return replace(event, reason=line(event.reason, "le motif du report"))


@rule.register
def _(event: e.Cancelled, meeting: Meeting, today: date) -> e.Event:
    require_state(meeting, event, {State.SCHEDULED, State.CONVENED, State.POSTPONED})
    return replace(event, reason=line(event.reason, "le motif de l’annulation"))


@rule.register
def _(event: e.Held, meeting: Meeting, today: date) -> e.Event:
    require_state(meeting, event, {State.CONVENED})
    require_on_the_day(event.on, meeting, today)
    require_attended(meeting)
    return replace(event, chaired_by=line(event.chaired_by, "la présidence", optional=True))
