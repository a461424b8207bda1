"""Play the invented meetings through the repositories, each act on its day, by who may do it."""

from datetime import date, timedelta

from etl.demonstration.steering.meetings import Outcome, Script
from etl.demonstration.steering.minutes import NAME, minutes
from etl.demonstration.steering.seats import PLAN
from etl.demonstration.steering.who import at, prefecture, prefet
from geodata.database import Session
from geodata.journal import Channel
from geodata.meetings import Attendance, Character, DocumentKind, Member
from geodata.meetings import events as e
from geodata.repositories import decisions, meeting_documents, meetings

NOTICE = timedelta(days=15)
SECOND_NOTICE = timedelta(days=8)
_CHANNEL = Channel.COMMAND_LINE


def play(session: Session, script: Script) -> None:
    """One meeting, from its opening to where its outcome leaves it."""
    opened = script.planned_on - timedelta(days=60)
    number = meetings.open_meeting(
        session, prefecture(script.departement), script.departement, script.body, script.year,
        now=at(opened), character=script.character, demonstration=True, channel=_CHANNEL,
    )  # fmt: skip
    version = _prepared(session, number, script, opened)
    if script.outcome == Outcome.SECOND_CONVENING:
        version = _convened_again(session, number, version, script)
    if script.outcome.held:
        version = _held(session, number, version, script)
    if script.outcome.documented or script.outcome == Outcome.MINUTES_WAITING:
        _documented(session, number, version, script)


def _prepared(session: Session, number: int, script: Script, opened: date) -> int:
    """Until the convocation has left, or the meeting is given up; gives the version of the meeting."""
    planned = [
        e.Scheduled(script.planned_on),
        e.AgendaSet(script.agenda),
        e.MembersSet(tuple(_seat(each) for each in script.members), script.quorum),
    ]
    version = _record(session, number, 1, script, opened, *planned)
    just_before = script.planned_on - timedelta(days=3)
    match script.outcome:
        case Outcome.FORGOTTEN:
            return version
        case Outcome.CANCELLED:
            reason = "Intérim à la tête de la préfecture."
            return _record(session, number, version, script, just_before, e.Cancelled(reason))
        case Outcome.MOVED_TO_NEXT_YEAR:
            put_off = e.Postponed("Calendrier des services de fin d’année.", script.held_on)
            version = _record(session, number, version, script, just_before, put_off)
            leaves = script.held_on - NOTICE
        case _:
            leaves = script.planned_on - NOTICE
    return _record(session, number, version, script, leaves, e.Convened(leaves))


def _convened_again(session: Session, number: int, version: int, script: Script) -> int:
    """Too few came the first time: the second convening asks for no quorum."""
    few = [Attendance.PRESENT, Attendance.PRESENT, *[Attendance.EXCUSED] * (len(script.members) - 2)]
    came = tuple(_seat(each, how) for each, how in zip(script.members, few, strict=True))
    version = _record(
        session, number, version, script, script.planned_on,
        e.AttendanceRecorded(came), e.QuorumLacked(script.planned_on), e.Scheduled(script.held_on),
    )  # fmt: skip
    leaves = script.held_on - SECOND_NOTICE
    return _record(session, number, version, script, leaves, e.Convened(leaves))


def _held(session: Session, number: int, version: int, script: Script) -> int:
    day, who = script.held_on, prefecture(script.departement)
    attended, held = e.AttendanceRecorded(script.members), e.Held(day, "préfet")
    version = _record(session, number, version, script, day, attended, held)
    for said in script.decisions:
        decisions.take(
            session, who, number, text=said.text, responsible=said.responsible, plan=PLAN, mesure=said.mesure,
            due_on=day + timedelta(days=30 * said.months), expected=version, now=at(day, 15), channel=_CHANNEL,
        )  # fmt: skip
        version += 1
    if not script.decisions:
        version = _record(session, number, version, script, day, e.NoDecision())
    return version


def _documented(session: Session, number: int, version: int, script: Script) -> None:
    written, validated = script.held_on + timedelta(days=20), script.held_on + timedelta(days=45)
    shared = script.character == Character.DEDICATED
    sha256 = meeting_documents.deposit(
        session, prefecture(script.departement), number, name=NAME, content=minutes(script),
        kind=DocumentKind.MINUTES, attested=True, shared=shared, expected=version, now=at(written), channel=_CHANNEL,
    )  # fmt: skip
    version = _record(session, number, version + 1, script, written, e.MinutesWritten(sha256))
    if script.outcome.documented:
        meetings.record(
            session, prefet(script.departement), number, e.MinutesValidated(validated),
            expected=version, now=at(validated), channel=_CHANNEL,
        )  # fmt: skip


def _record(session: Session, number: int, version: int, script: Script, day: date, *events: e.Event) -> int:
    who = prefecture(script.departement)
    return meetings.record(session, who, number, *events, expected=version, now=at(day, 16), channel=_CHANNEL).rank


def _seat(member: Member, how: Attendance = Attendance.TO_CONVENE) -> Member:
    return Member(member.organisation, member.function, how)
