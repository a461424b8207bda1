"""What the repositories of meetings share: events read and added, who reads how much, conflicts."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from enum import IntEnum
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from config.roles import Action, Level, Object
from config.settings import settings
from geodata import journal
from geodata.conflict import Conflict
from geodata.instants import today_at
from geodata.meetings.events import Event, from_content, to_content
from geodata.meetings.machine import admit, after, fold
from geodata.meetings.meeting import Meeting
from geodata.meetings.wording import told
from geodata.models import CdpdMeeting, MeetingEvent
from geodata.perimetre import NotAllowed, Perimetre
from geodata.rights import FRANCE, decide, require, require_two_persons

OBJECT = Object.CDPD.value


class UnknownMeeting(ValueError):
    """No meeting bears this number; the message is a French sentence."""


class Sight(IntEnum):
    """How much of the meetings of a département someone reads.

    `SHARED`: what is shared with the members of the CDPD. `VALIDATED`: the same, once the minutes are validated; it is
    the sight of whoever reads the shared part of the whole country.
    """

    NONE = 0
    VALIDATED = 1
    SHARED = 2
    FULL = 3


def sight(perimetre: Perimetre, departement: str) -> Sight:
    """How much `perimetre` reads of the meetings of a département; a view, never more than its viewer."""
    own = _own_sight(perimetre, departement)
    return own if perimetre.viewer is None else min(own, sight(perimetre.viewer, departement))


def _own_sight(perimetre: Perimetre, departement: str) -> Sight:
    def reads(level: Level, where: str = departement) -> bool:
        return decide(perimetre, Object.CDPD, Action.READ, departement=where, level=level).allowed

    if reads(Level.N2):
        return Sight.FULL
    if not reads(Level.N1):
        return Sight.NONE
    return Sight.VALIDATED if reads(Level.N1, FRANCE) else Sight.SHARED


def found(session: Session, meeting_id: int) -> CdpdMeeting:
    """The row of a meeting. Raises `UnknownMeeting`."""
    row = session.get(CdpdMeeting, meeting_id)
    if row is None:
        raise UnknownMeeting(f"Aucune réunion ne porte le numéro {meeting_id}.")
    return row


def events_of(session: Session, meeting_id: int) -> list[Event]:
    rows = select(MeetingEvent.kind, MeetingEvent.content).where(MeetingEvent.meeting_id == meeting_id)
    return [from_content(kind, content) for kind, content in session.execute(rows.order_by(MeetingEvent.rank))]


def folded(session: Session, *conditions: ColumnElement[bool]) -> Iterator[tuple[CdpdMeeting, Meeting]]:
    """Every meeting that fulfils the conditions, as its events tell it, by number; two queries in all."""
    rows = {row.id: row for row in session.scalars(select(CdpdMeeting).where(*conditions))}
    columns = (MeetingEvent.meeting_id, MeetingEvent.kind, MeetingEvent.content)
    events = (
        select(*columns)
        .join(CdpdMeeting, CdpdMeeting.id == MeetingEvent.meeting_id)
        .where(*conditions)
        .order_by(MeetingEvent.meeting_id, MeetingEvent.rank)
    )
    for number, kept in groupby(session.execute(events), key=lambda row: row[0]):
        if number in rows:
            yield rows[number], fold(from_content(kind, content) for _, kind, content in kept)


def append(
    session: Session,
    perimetre: Perimetre,
    row: CdpdMeeting,
    events: Sequence[Event],
    *,
    expected: int,
    now: datetime,
) -> Meeting:
    """Add events to a meeting that stood at version `expected`; nothing is told to the journal yet.

    Raises `Refused` when a rule does not allow one of them, `Conflict` when somebody wrote since.
    """
    kept = events_of(session, row.id)
    if len(kept) != expected:
        raise _conflict(kept[expected:] if expected < len(kept) else kept[-1:], events, len(kept))
    meeting = fold(kept)
    rows = []
    for event in events:
        admitted = admit(meeting, event, today_at(now))
        meeting = after(meeting, admitted)
        rows.append(event_row(perimetre, row.id, meeting.rank, admitted, now))
    write_events(session, row.id, rows, events)
    return meeting


def write_events(session: Session, meeting_id: int, rows: list[MeetingEvent], events: Sequence[Event]) -> None:
    """Two people who write at the same instant take the same rank: the second one is told."""
    try:
        session.add_all(rows)
        session.flush()
    except IntegrityError as taken:
        with beside(session) as reading:
            kept = events_of(reading, meeting_id)
        raise _conflict(kept[rows[0].rank - 1 :] or kept[-1:], events, len(kept)) from taken


def beside(session: Session) -> Session:
    """Another session on the same database: after a refusal, the first one reads nothing until it is rolled back."""
    return Session(session.get_bind())


def event_row(perimetre: Perimetre, meeting_id: int, rank: int, event: Event, now: datetime) -> MeetingEvent:
    return MeetingEvent(
        meeting_id=meeting_id, rank=rank, kind=event.kind, content=to_content(event), **written_by(perimetre, now)
    )


def written_by(perimetre: Perimetre, now: datetime) -> dict[str, Any]:
    """The columns that say who wrote a row, and when."""
    return {"recorded_at": now, "account_id": perimetre.account, "profile": perimetre.profile}


def require_writer(perimetre: Perimetre, departement: str) -> None:
    """Raise `NotAllowed` for whoever does not keep the meetings of this département."""
    require(perimetre, Object.CDPD, Action.WRITE, departement=departement, level=Level.N2)


def require_second_person(row: CdpdMeeting, author: MeetingEvent, perimetre: Perimetre) -> None:
    """Raise `NotAllowed` when whoever validates also wrote.

    What is invented for the demonstration has no accounts: there, two profiles stand for two persons.
    """
    if (row.demonstration or settings().demonstration) and author.account_id is None and perimetre.account is None:
        if author.profile == perimetre.profile:
            raise NotAllowed("Celui qui a rédigé le compte rendu ne le valide pas : il faut une seconde personne.")
        return
    require_two_persons(Object.CDPD, Action.VALIDATE, author.account_id, perimetre.account)


def event_at(session: Session, meeting_id: int, rank: int) -> MeetingEvent:
    return session.scalars(
        select(MeetingEvent).where(MeetingEvent.meeting_id == meeting_id, MeetingEvent.rank == rank)
    ).one()


def tell(
    session: Session,
    perimetre: Perimetre,
    row: CdpdMeeting,
    action: str,
    channel: journal.Channel,
    after: dict[str, Any] | None = None,
) -> None:
    """One line of the journal; last of all, as its writers wait for each other."""
    journal.record(
        session,
        perimetre,
        journal.Event.WRITE,
        obj=OBJECT,
        key=str(row.id),
        channel=channel,
        after={"action": action, **(after or {})},
        level=Level.N2,
        departement=row.departement,
    )


def _conflict(theirs: Sequence[Event], mine: Sequence[Event], version: int) -> Conflict:
    return Conflict(
        "Quelqu’un d’autre a enregistré quelque chose pour cette réunion depuis que vous l’avez ouverte. "
        "Rien n’est perdu : relire ce qui a été enregistré, puis enregistrer à nouveau si besoin.",
        theirs="\n\n".join(told(each) for each in theirs),
        mine="\n\n".join(told(each) for each in mine),
        version=version,
    )
