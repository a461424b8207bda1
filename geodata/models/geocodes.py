"""Answers of the geocoder, kept so that an address is asked once."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, DateTime
from sqlalchemy.orm import Mapped, mapped_column

from geodata.models.base import Base


class Geocode(Base):
    """What a geocoder answered for a fingerprint of an address, until a date. Never a sensitive address."""

    __tablename__ = "geocodes"

    key: Mapped[str] = mapped_column(primary_key=True)
    answer: Mapped[dict[str, Any]] = mapped_column(JSON)
    expires_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)
