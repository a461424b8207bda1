"""Associations, one row per branch that receives the public, and where each one acts."""

from datetime import date, datetime

from sqlalchemy import JSON, DateTime, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from geodata.models.base import Base


class Structure(Base):
    """An organisation, whose branches receive people. `code`: what rights, links and open data call it; never changes.

    `association`: the name under which files of the listing know it. `mail`: where campaigns write; never published.
    `demonstration`: an invented organisation, to try the writing of cards; no public page or figure counts it.
    """

    __tablename__ = "structures"

    code: Mapped[str] = mapped_column(primary_key=True)
    association: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    description: Mapped[str]
    mail: Mapped[str]
    demonstration: Mapped[bool] = mapped_column(default=False)


class Branch(Base):
    """A branch (*antenne*) of an association, with its address as declared and the point found for it.

    Never a place of shelter: a branch has a public address or none. The declared address is never replaced; what the
    geocoder found stands beside it. `association` and `name` are the key under which files know it; `called` is the
    name that people read.
    """

    __tablename__ = "branches"
    __table_args__ = (UniqueConstraint("association", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    structure: Mapped[str] = mapped_column(ForeignKey("structures.code"), index=True)
    association: Mapped[str]
    name: Mapped[str]
    called: Mapped[str] = mapped_column(default="")
    """Empty: as `name`."""
    siret: Mapped[str] = mapped_column(default="")
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
    languages: Mapped[list[str]] = mapped_column(JSON, default=list)
    opening_hours: Mapped[str] = mapped_column(default="")
    """OpenStreetMap's opening_hours."""
    phone: Mapped[str] = mapped_column(default="")
    mail: Mapped[str] = mapped_column(default="")
    access: Mapped[str] = mapped_column(default="")
    """How to reach it."""
    referrers: Mapped[list[str]] = mapped_column(JSON, default=list)
    referral: Mapped[str] = mapped_column(default="")
    """How to refer somebody."""
    consents: Mapped[list[str]] = mapped_column(JSON, default=lambda: ["address"])
    """What the association agrees to publish (`geodata.listing.fields`); files give addresses of public pages."""
    listed: Mapped[bool] = mapped_column(default=True)
    """False until the préfecture has accepted a branch that its association proposes."""
    closed_on: Mapped[date | None]
    source: Mapped[str]
    verified_on: Mapped[date | None]
    verified_by: Mapped[str] = mapped_column(default="")
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
    import_id: Mapped[int | None] = mapped_column(ForeignKey("imports.id"))
    """None for a branch that no file has brought: its association proposed it."""


class Zone(Base):
    """A département where a branch acts, apart from its address; `FR` for the whole country.

    `mode`: local, itinerant or remote; empty where a file did not say. `validated_on`: the day when the préfecture of
    that département (Miprof for `FR`) accepted it.
    """

    __tablename__ = "zones"

    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id", ondelete="CASCADE"), primary_key=True)
    departement: Mapped[str] = mapped_column(primary_key=True, index=True)
    mode: Mapped[str] = mapped_column(default="")
    validated_on: Mapped[date | None] = mapped_column(default=None)


class ListingReview(Base):
    """A préfecture has checked the listing of its département for one form of exploitation, on a date.

    Without it, « no association » is unknown, not zero. Either a file brought it (`import_id`), or somebody said it on
    a page (`recorded_at` and who).
    """

    __tablename__ = "listing_reviews"

    departement: Mapped[str] = mapped_column(primary_key=True)
    form: Mapped[str] = mapped_column(primary_key=True)
    reviewed_on: Mapped[date] = mapped_column(primary_key=True)
    import_id: Mapped[int | None] = mapped_column(ForeignKey("imports.id"))
    recorded_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True), default=None)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), default=None)
    profile: Mapped[str] = mapped_column(default="")
    demonstration: Mapped[bool] = mapped_column(default=False)
