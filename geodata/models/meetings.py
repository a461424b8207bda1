"""Meetings of the CDPD: events, decisions and what became of them, documents, contacts. Rows are only added."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from geodata.models.base import Base


class CdpdMeeting(Base):
    """What never changes of a meeting; all the rest is in its events. `year`: the one whose duty it is for."""

    __tablename__ = "meetings"

    id: Mapped[int] = mapped_column(primary_key=True)
    departement: Mapped[str] = mapped_column(index=True)
    body: Mapped[str]
    year: Mapped[int]
    demonstration: Mapped[bool]
    recorded_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    profile: Mapped[str]


class MeetingEvent(Base):
    """One thing that happened to a meeting; see `geodata.meetings.events`. Two people never take the same rank."""

    __tablename__ = "meeting_events"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), primary_key=True)
    rank: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str]
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    recorded_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    profile: Mapped[str]


class Decision(Base):
    """A decision of a meeting. A correction is another row that `replaces_id` the former one.

    `responsible`: an organisation. `shared`: members of the CDPD read it too.
    """

    __tablename__ = "decisions"
    __table_args__ = (UniqueConstraint("replaces_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), index=True)
    number: Mapped[int]
    text: Mapped[str]
    plan: Mapped[str]
    mesure: Mapped[int | None]
    responsible: Mapped[str]
    due_on: Mapped[date | None]
    shared: Mapped[bool]
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("decisions.id"))
    recorded_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    profile: Mapped[str]


class DecisionUpdate(Base):
    """What became of a decision. `decision_id`: its first row, whatever corrected it. `proof`: sha256 of a document."""

    __tablename__ = "decision_updates"

    decision_id: Mapped[int] = mapped_column(ForeignKey("decisions.id"), primary_key=True)
    rank: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    state: Mapped[str]
    note: Mapped[str]
    proof: Mapped[str]
    due_on: Mapped[date | None]
    """The new deadline, where one was set."""
    recorded_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    profile: Mapped[str]


class MeetingDocument(Base):
    """A file of a meeting, kept under the fingerprint of what is left of it once its metadata are stripped.

    `attested`: whoever sent it has said that no shelter can be recognised in it. `shared`: members read it too.
    """

    __tablename__ = "meeting_documents"
    __table_args__ = (UniqueConstraint("meeting_id", "sha256", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), index=True)
    sha256: Mapped[str]
    kind: Mapped[str]
    suffix: Mapped[str]
    name: Mapped[str]
    size: Mapped[int]
    shared: Mapped[bool]
    attested: Mapped[bool]
    recorded_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    profile: Mapped[str]


class DepartementContact(Base):
    """Someone reminded a préfecture of its yearly meeting. `by_function`: a function, never a name."""

    __tablename__ = "departement_contacts"

    id: Mapped[int] = mapped_column(primary_key=True)
    departement: Mapped[str] = mapped_column(index=True)
    year: Mapped[int]
    contacted_on: Mapped[date]
    by_function: Mapped[str]
    how: Mapped[str]
    answer: Mapped[str]
    note: Mapped[str]
    recorded_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    profile: Mapped[str]


class ReminderSent(Base):
    """A reminder that left, or is leaving: `sent_at` is NULL until the server of mails has taken it."""

    __tablename__ = "reminders_sent"

    key: Mapped[str] = mapped_column(primary_key=True)
    claimed_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    sent_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    recipients: Mapped[int]
