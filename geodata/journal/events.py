"""What the doors tell: readings of restricted objects, files taken away, refusals."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.database import transaction
from geodata.journal.protection import SECRET_LEVEL, code
from geodata.journal.record import Channel, Event, actor, instant, record, role
from geodata.models import JournalLine
from geodata.perimetre import NotAllowed, Perimetre

SAME_READING = timedelta(minutes=10)
"""A page is drawn again at each click: the same reading by the same person within this time is one consultation."""
RESTRICTED_LEVEL = 2


def consulted(
    session: Session,
    perimetre: Perimetre,
    *,
    obj: str,
    key: str = "",
    level: int,
    channel: Channel = Channel.PAGE,
    departement: str | None = None,
) -> None:
    """Tell that a restricted (N2) or secret (N3) object was read; nothing for the levels below.

    At N2 the same reading is told once in `SAME_READING`; at N3 each reading is told.
    """
    if level < RESTRICTED_LEVEL:
        return
    if level < SECRET_LEVEL and _told(session, perimetre, Event.CONSULTATION, obj, key, channel):
        return
    record(
        session, perimetre, Event.CONSULTATION, obj=obj, key=key, channel=channel, level=level, departement=departement
    )


def exported(
    session: Session,
    perimetre: Perimetre,
    *,
    obj: str,
    key: str = "",
    channel: Channel,
    after: Mapping[str, Any] | None = None,
    level: int | None = None,
) -> None:
    """Tell that a file leaves the house; commit before the file is handed over."""
    record(session, perimetre, Event.EXPORT, obj=obj, key=key, channel=channel, after=after, level=level)


def fetched(session: Session, perimetre: Perimetre, *, obj: str, key: str = "", channel: Channel) -> None:
    """Tell that a file open to everybody was taken: once in `SAME_READING`, for machines fetch it again and again, and
    anybody may repeat a request, which must not fill the journal.
    """
    if not _told(session, perimetre, Event.EXPORT, obj, key, channel):
        exported(session, perimetre, obj=obj, key=key, channel=channel)


def refused(perimetre: Perimetre, *, obj: str, key: str = "", channel: Channel) -> None:
    """Tell a refusal, in a transaction of its own: the one that was refused has been rolled back.

    Call it once that transaction has ended: it may hold the journal. A page repeats its refusals at each click, and
    anybody may repeat a login that fails, which must not fill the journal: both are told once in `SAME_READING`.
    """
    repeated = channel in {Channel.PAGE, Channel.LOGIN}
    with transaction() as session:
        if not (repeated and _told(session, perimetre, Event.REFUSAL, obj, key, channel)):
            record(session, perimetre, Event.REFUSAL, obj=obj, key=key, channel=channel)


@contextmanager
def refusals(perimetre: Perimetre, *, obj: str, key: str = "", channel: Channel) -> Iterator[None]:
    """Tell the refusal that the block may raise, which goes on; to be opened around its transaction, not inside."""
    try:
        yield
    except NotAllowed:
        refused(perimetre, obj=obj, key=key, channel=channel)
        raise


def _told(session: Session, perimetre: Perimetre, event: Event, obj: str, key: str, channel: Channel) -> bool:
    since = instant(datetime.now(UTC) - SAME_READING)
    lines = select(JournalLine.number).where(
        JournalLine.actor == actor(perimetre),
        JournalLine.event == event.value,
        JournalLine.at > since,
        JournalLine.role == role(perimetre),
        JournalLine.obj == code(obj),
        JournalLine.key == code(key),
        JournalLine.channel == channel.value,
    )
    return session.scalar(lines.limit(1)) is not None
