"""Associations, one row per branch that receives the public, and where each one acts."""

from datetime import date, datetime

from sqlalchemy import JSON, DateTime, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from geodata.models.base import Base


class Branch(Base):
    """A branch (*antenne*) of an association, with its address as declared and the point found for it.

    Never a place of shelter: a branch has a public address or none. The declared address is never replaced; what the
    geocoder found stands beside it.
    """

    __tablename__ = "branches"
    __table_args__ = (UniqueConstraint("association", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    association: Mapped[str]
    name: Mapped[str]
    street: Mapped[str]
    postcode: Mapped[str]
    city: Mapped[str]
    departement: Mapped[str] = mapped_column(index=True)
    website: Mapped[str]
    publics_declared: Mapped[str]
    forms_declared: Mapped[str]
    services_declared: Mapped[str]
    publics: Mapped[list[str]] = mapped_column(JSON)
    forms: Mapped[list[str]] = mapped_column(JSON)
    functions: Mapped[list[str]] = mapped_column(JSON)
    source: Mapped[str]
    verified_on: Mapped[date | None]
    lat: Mapped[float | None]
    lon: Mapped[float | None]
    geo_status: Mapped[str]
    geo_precision: Mapped[str]
    geo_score: Mapped[float | None]
    geo_label: Mapped[str]
    geo_citycode: Mapped[str]
    geo_source: Mapped[str]
    geo_reason: Mapped[str]
    geocoded_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    geo_locked: Mapped[bool] = mapped_column(default=False)
    """True once a person has corrected the point: no job overwrites it."""
    import_id: Mapped[int] = mapped_column(ForeignKey("imports.id"))


class Zone(Base):
    """A département where a branch acts, apart from its address; `FR` for the whole country."""

    __tablename__ = "zones"

    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id", ondelete="CASCADE"), primary_key=True)
    departement: Mapped[str] = mapped_column(primary_key=True, index=True)


class ListingReview(Base):
    """A préfecture has checked the listing of its département for one form of exploitation, on a date.

    Without it, « no association » is unknown, not zero.
    """

    __tablename__ = "listing_reviews"

    departement: Mapped[str] = mapped_column(primary_key=True)
    form: Mapped[str] = mapped_column(primary_key=True)
    reviewed_on: Mapped[date] = mapped_column(primary_key=True)
    import_id: Mapped[int] = mapped_column(ForeignKey("imports.id"))
