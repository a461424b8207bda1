"""Who is logged in: kept by the server, so that a session can be ended at once."""

from datetime import datetime

from sqlalchemy import DateTime, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from geodata.models.base import Base


class LoginSession(Base):
    """One browser after a successful login, until it logs out, falls silent or reaches its term.

    The token that the browser holds is not here, only its sha256: a stolen copy of this table opens nothing. What the
    provider said of the person (`email`, `siret`, the sealed identity token) is erased when the session ends.
    """

    __tablename__ = "sessions"

    token_sha256: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    """None until somebody has given this person an account."""
    provider: Mapped[str]
    issuer: Mapped[str]
    subject: Mapped[str]
    email: Mapped[str]
    siret: Mapped[str]
    sealed_id_token: Mapped[str]
    """The identity token, needed to log out at the provider; only the token of the browser opens it."""
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    last_seen_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    expires_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    ended_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
