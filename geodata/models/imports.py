"""Every file received, and the rows that were sent back."""

from datetime import datetime

from sqlalchemy import JSON, DateTime, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from geodata.models.base import Base


class Import(Base):
    """One run of a job on one file. `rows_read = rows_loaded + rows_unchanged + rows_rejected`, always."""

    __tablename__ = "imports"

    id: Mapped[int] = mapped_column(primary_key=True)
    job: Mapped[str] = mapped_column(index=True)
    title: Mapped[str]
    producer: Mapped[str]
    vintage: Mapped[str]
    file_name: Mapped[str]
    sha256: Mapped[str] = mapped_column(index=True)
    size: Mapped[int]
    kept: Mapped[bool]
    """False when the file is secret or located a secure place: then neither its sha256 nor its size is kept."""
    demonstration: Mapped[bool]
    received_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    received_by: Mapped[str]
    rows_read: Mapped[int] = mapped_column(default=0)
    rows_loaded: Mapped[int] = mapped_column(default=0)
    rows_unchanged: Mapped[int] = mapped_column(default=0)
    rows_rejected: Mapped[int] = mapped_column(default=0)
    seconds: Mapped[float] = mapped_column(default=0.0)
    notes: Mapped[list[str]] = mapped_column(JSON, default=list)


class Reject(Base):
    """A row sent back to its sender, with what to correct. `content` is None when keeping it would endanger someone."""

    __tablename__ = "rejects"

    id: Mapped[int] = mapped_column(primary_key=True)
    import_id: Mapped[int] = mapped_column(ForeignKey("imports.id"), index=True)
    line: Mapped[int]
    content: Mapped[dict[str, str] | None] = mapped_column(JSON)
    reason: Mapped[str]
