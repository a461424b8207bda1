"""What each event changes in a meeting, once admitted. No rule here: a meeting of long ago is read as it was."""

from dataclasses import replace
from functools import singledispatch

from geodata.meetings import events as e
from geodata.meetings.meeting import Addendum, Attached, Frozen, Meeting, Minutes, Sitting
from geodata.meetings.vocabulary import Attendance, State


def opened(event: e.Opened) -> Meeting:
    """The meeting that an opening makes."""
    return Meeting(event.departement, event.body, event.year, event.title, event.character, rank=1)


def changed(meeting: Meeting, event: e.Event) -> Meeting:
    """The meeting after one more event. What was planned, said or attached before is kept beside, never lost."""
    return replace(_change(event, meeting), rank=meeting.rank + 1)


@singledispatch
def _change(event: e.Event, meeting: Meeting) -> Meeting:
    raise ValueError(f"{type(event).__name__} does not change a meeting")


@_change.register
def _(event: e.Qualified, meeting: Meeting) -> Meeting:
    return replace(meeting, character=event.character, title=event.title)


@_change.register
def _(event: e.Scheduled, meeting: Meeting) -> Meeting:
    return replace(
        meeting,
        state=State.SCHEDULED,
        planned_on=event.on,
        starts_at=event.starts_at,
        place=event.place,
        remote=event.remote,
    )


@_change.register
def _(event: e.PlaceChanged, meeting: Meeting) -> Meeting:
    return replace(meeting, starts_at=event.starts_at, place=event.place, remote=event.remote)


@_change.register
def _(event: e.AgendaSet, meeting: Meeting) -> Meeting:
    return replace(meeting, agenda=event.items)


@_change.register
def _(event: e.MembersSet, meeting: Meeting) -> Meeting:
    return replace(meeting, members=event.members, quorum=event.quorum)


@_change.register
def _(event: e.Convened, meeting: Meeting) -> Meeting:
    called = tuple(replace(each, attendance=Attendance.CONVENED) for each in meeting.members)
    return replace(meeting, state=State.CONVENED, convened_on=event.on, urgency=event.urgency, members=called)


@_change.register
def _(event: e.AttendanceRecorded, meeting: Meeting) -> Meeting:
    told = {each.seat: each for each in event.members}
    known = tuple(told.pop(each.seat, each) for each in meeting.members)
    return replace(meeting, members=known + tuple(told.values()))


@_change.register
def _(event: e.QuorumLacked, meeting: Meeting) -> Meeting:
    return replace(_put_off(meeting, State.NO_QUORUM, ""), second=True)


@_change.register
def _(event: e.Postponed, meeting: Meeting) -> Meeting:
    put_off = _put_off(meeting, State.POSTPONED, event.reason)
    return put_off if event.to is None else replace(put_off, state=State.SCHEDULED, planned_on=event.to)


@_change.register
def _(event: e.Cancelled, meeting: Meeting) -> Meeting:
    return _put_off(meeting, State.CANCELLED, event.reason)


def _put_off(meeting: Meeting, outcome: State, reason: str) -> Meeting:
    """The day that was planned goes to the history of the meeting, with who had answered."""
    sitting = Sitting(meeting.planned_on, outcome, reason, meeting.members)
    seats = tuple(replace(each, attendance=Attendance.TO_CONVENE) for each in meeting.members)
    return replace(
        meeting,
        state=outcome,
        planned_on=None,
        convened_on=None,
        urgency="",
        members=seats,
        sittings=(*meeting.sittings, sitting),
    )


@_change.register
def _(event: e.Held, meeting: Meeting) -> Meeting:
    return replace(meeting, state=State.HELD, held_on=event.on, chaired_by=event.chaired_by)


@_change.register
def _(event: e.ItemsDeferred, meeting: Meeting) -> Meeting:
    return replace(meeting, deferred=event.items)


@_change.register
def _(event: e.DecisionTaken, meeting: Meeting) -> Meeting:
    return replace(meeting, decisions=(*meeting.decisions, event.number), without_decision=False)


@_change.register
def _(event: e.DecisionCorrected, meeting: Meeting) -> Meeting:
    return meeting


@_change.register
def _(event: e.NoDecision, meeting: Meeting) -> Meeting:
    return replace(meeting, without_decision=True)


@_change.register
def _(event: e.MinutesWritten, meeting: Meeting) -> Meeting:
    version = Minutes(event.sha256, len(meeting.minutes) + 1, meeting.rank + 1)
    return replace(meeting, state=State.MINUTES_WRITTEN, minutes=(*meeting.minutes, version))


@_change.register
def _(event: e.MinutesValidated, meeting: Meeting) -> Meeting:
    return replace(meeting, state=State.VALIDATED, validated_on=event.on)


@_change.register
def _(event: e.AddendumAdded, meeting: Meeting) -> Meeting:
    return replace(meeting, addenda=(*meeting.addenda, Addendum(event.on, event.text)))


@_change.register
def _(event: e.Archived, meeting: Meeting) -> Meeting:
    return replace(meeting, state=State.ARCHIVED)


@_change.register
def _(event: e.DocumentAttached, meeting: Meeting) -> Meeting:
    return replace(meeting, documents=(*meeting.documents, Attached(event.sha256, event.document, event.shared)))


@_change.register
def _(event: e.FileFrozen, meeting: Meeting) -> Meeting:
    return replace(meeting, files=(*meeting.files, Frozen(event.sha256, event.variant, event.on)))
