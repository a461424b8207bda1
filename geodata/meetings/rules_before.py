"""What may happen to a meeting until its convocation leaves."""

from dataclasses import replace
from datetime import date, timedelta

from config.thresholds import threshold
from geodata.meetings import events as e
from geodata.meetings.french import day
from geodata.meetings.meeting import Meeting
from geodata.meetings.rule import (
    BEFORE_CONVENING,
    OPEN,
    planned_day,
    require_after_lack,
    require_past,
    require_short,
    require_state,
    require_year,
    rule,
)
from geodata.meetings.texts import Refused, line
from geodata.meetings.tidied import tidied_item, tidied_members
from geodata.meetings.vocabulary import Attendance, State


@rule.register
def _(event: e.Qualified, meeting: Meeting, today: date) -> e.Event:
    require_state(meeting, event, OPEN)
    return replace(event, title=line(event.title, "l’intitulé", optional=True))


@rule.register
def _(event: e.Scheduled, meeting: Meeting, today: date) -> e.Event:
    require_state(meeting, event, {State.TO_SCHEDULE, State.POSTPONED, State.NO_QUORUM})
    require_year(event.on, meeting)
    require_after_lack(event.on - timedelta(days=1), meeting, "La seconde réunion vient après la première")
    return replace(event, place=line(event.place, "le lieu", optional=True))


@rule.register
def _(event: e.PlaceChanged, meeting: Meeting, today: date) -> e.Event:
    require_state(meeting, event, {State.SCHEDULED, State.CONVENED})
    return replace(event, place=line(event.place, "le lieu", optional=True))


@rule.register
def _(event: e.AgendaSet, meeting: Meeting, today: date) -> e.Event:
    require_state(meeting, event, BEFORE_CONVENING)
    if meeting.second:
        raise Refused("Après un défaut de quorum, la seconde convocation porte sur le même ordre du jour.")
    require_short(event.items, "l’ordre du jour")
    return replace(event, items=tuple(tidied_item(each) for each in event.items))


@rule.register
def _(event: e.MembersSet, meeting: Meeting, today: date) -> e.Event:
    require_state(meeting, event, BEFORE_CONVENING)
    seats = tuple(replace(each, attendance=Attendance.TO_CONVENE) for each in tidied_members(event.members))
    if event.quorum is not None and not 1 <= event.quorum <= len(seats):
        raise Refused(f"Le quorum va de 1 au nombre de membres ({len(seats)}), ou reste vide.")
    return replace(event, members=seats)


@rule.register
def _(event: e.Convened, meeting: Meeting, today: date) -> e.Event:
    require_state(meeting, event, {State.SCHEDULED})
    planned, notice = planned_day(meeting), int(threshold("meetings.notice_days"))
    urgency = line(event.urgency, "le motif de l’urgence", optional=True)
    if not meeting.agenda:
        raise Refused("Inscrire au moins un point à l’ordre du jour avant de convoquer.")
    require_past(event.on, today, "La convocation")
    if event.on > planned:
        raise Refused(f"La convocation ne peut pas partir après la réunion, prévue le {day(planned)}.")
    require_after_lack(event.on, meeting, "La seconde convocation part le jour du défaut de quorum au plus tôt")
    if planned - event.on < timedelta(days=notice) and not urgency:
        raise Refused(
            f"Il faut {notice} jours entre la convocation ({day(event.on)}) et la réunion ({day(planned)}). "
            "Reporter la réunion, ou donner le motif de l’urgence."
        )
    return replace(event, urgency=urgency)
