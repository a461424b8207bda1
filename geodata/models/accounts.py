"""Who has an account: a professional address and a function, nothing else of the person."""

from datetime import date, datetime

from sqlalchemy import JSON, DateTime, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from geodata.models.base import Base


class Account(Base):
    """A person's account, attached to one profile and one place; see `geodata.rights.standing` for what it is worth.

    `issuer` and `subject` are NULL until a first login. `departement`, `region`, `structure`, `ministry` are empty when
    the profile is not attached to one; `mesures` are those assigned to a service.
    """

    __tablename__ = "accounts"
    __table_args__ = (UniqueConstraint("issuer", "subject"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    function: Mapped[str]
    issuer: Mapped[str | None]
    subject: Mapped[str | None]
    siret: Mapped[str] = mapped_column(default="")
    profile: Mapped[str]
    departement: Mapped[str] = mapped_column(default="", index=True)
    region: Mapped[str] = mapped_column(default="")
    structure: Mapped[str] = mapped_column(default="")
    ministry: Mapped[str] = mapped_column(default="")
    mesures: Mapped[list[int]] = mapped_column(JSON, default=list)
    state: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    confirmed_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    """When an administrator last said that this account is needed; its creation at first."""
    invited_by: Mapped[str] = mapped_column(default="")
    """Number of the account, or profile; empty while a request waits."""
    approved_by: Mapped[str] = mapped_column(default="")
    ends_on: Mapped[date | None]
    last_used_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    charter_version: Mapped[str] = mapped_column(default="")
    charter_accepted_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class CharterAcceptance(Base):
    """An account has accepted a version of the charter; kept for every version."""

    __tablename__ = "charter_acceptances"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    version: Mapped[str] = mapped_column(primary_key=True)
    accepted_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
