"""Scenarios of places that somebody saved, and the départements to whose préfet one was shown."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, DateTime, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from geodata.models.base import Base


class SavedScenario(Base):
    """What was asked (`content`), what was found (`result`), on which data (`facts_sha256`); never changed.

    `replaces_id`: the earlier one of the same name. `removed`: this row takes the name out of the lists.
    """

    __tablename__ = "saved_scenarios"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    year: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    result: Mapped[dict[str, Any]] = mapped_column(JSON)
    facts_sha256: Mapped[str]
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("saved_scenarios.id"))
    removed: Mapped[bool]
    recorded_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    profile: Mapped[str]
    demonstration: Mapped[bool]


class ScenarioShare(Base):
    """A scenario is shown to whoever reads the places of a département: his own lines of it, and no other."""

    __tablename__ = "scenario_shares"

    scenario_id: Mapped[int] = mapped_column(ForeignKey("saved_scenarios.id"), primary_key=True)
    departement: Mapped[str] = mapped_column(primary_key=True, index=True)
    recorded_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    profile: Mapped[str]
