"""Rights given to one account beside the matrix."""

from datetime import date, datetime

from sqlalchemy import DateTime, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from geodata.models.base import Base


class RightException(Base):
    """One object, one action, one perimeter (a département, or `FR`), with a reason, an author and a last day.

    At N3 it opens nothing until a second person, `second_id`, has confirmed it.
    """

    __tablename__ = "right_exceptions"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    object: Mapped[str]
    action: Mapped[str]
    level: Mapped[int]
    departement: Mapped[str]
    reason: Mapped[str]
    author_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    second_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    ends_on: Mapped[date]
    revoked_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
