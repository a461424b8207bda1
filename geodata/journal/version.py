"""Which writings have been told so far: what is read again must say so in the key under which it is kept."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.journal.record import Event
from geodata.models import JournalLine


def last_write(session: Session) -> int:
    """The number of the last line that tells a writing, whatever was written; 0 before the first one.

    Everything that is recorded or imported is told in its own transaction, so this number moves with what it wrote.
    """
    last = select(JournalLine.number).where(JournalLine.event == Event.WRITE.value)
    return session.scalar(last.order_by(JournalLine.number.desc()).limit(1)) or 0


def last_written_at(session: Session) -> datetime | None:
    """The instant of that line, in UTC; None before the first one."""
    last = select(JournalLine.at).where(JournalLine.event == Event.WRITE.value)
    at = session.scalar(last.order_by(JournalLine.number.desc()).limit(1))
    return None if at is None else datetime.fromisoformat(at)
