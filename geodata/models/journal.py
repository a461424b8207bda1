"""The journal: who did or read what, one line each, never changed afterwards."""

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from geodata.models.base import Base


class JournalLine(Base):
    """One line; `hash` covers every other column and the hash of the line before. See `geodata.journal.chain`.

    `at`, `before` and `after` are kept as the very texts that were hashed: neither database may write them otherwise.
    """

    __tablename__ = "journal"
    __table_args__ = (Index("ix_journal_actor_event_at", "actor", "event", "at"),)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """1, 2, 3… without a gap: a missing number is a removed line."""
    at: Mapped[str]
    """Instant in UTC, ISO 8601 with microseconds."""
    actor: Mapped[str]
    """Number of the account, or profile of a command line; never a name."""
    role: Mapped[str]
    event: Mapped[str]
    obj: Mapped[str]
    key: Mapped[str]
    departement: Mapped[str]
    """Empty when the line concerns no département in particular."""
    channel: Mapped[str]
    level: Mapped[int | None]
    before: Mapped[str]
    """JSON object, or empty."""
    after: Mapped[str]
    previous: Mapped[str]
    hash: Mapped[str]


class JournalHead(Base):
    """The only row: how many lines were written and the hash of the last. Writers wait for each other on it."""

    __tablename__ = "journal_head"
    __table_args__ = (CheckConstraint("id = 1", name="alone"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    count: Mapped[int]
    hash: Mapped[str]
