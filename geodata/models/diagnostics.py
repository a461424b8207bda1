"""Needs and ordinary places, from the territorial 360° diagnostics (mesure 7)."""

from datetime import date

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from geodata.models.base import Base


class DiagnosticRow(Base):
    """What a diagnostic says of one public and one type of place in a département, on a date.

    Numbers per département: there is no column for an address, a commune, a point or an operator, and secure places
    (mesure 8) are not told by département at all. None means that the diagnostic does not say; it never means zero.
    """

    __tablename__ = "diagnostic_rows"

    departement: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    observed_on: Mapped[date] = mapped_column(primary_key=True, index=True)
    public: Mapped[str] = mapped_column(primary_key=True)
    place_type: Mapped[str] = mapped_column(primary_key=True)
    validated_on: Mapped[date | None]
    version: Mapped[str]
    pilot: Mapped[str]
    trafficking_section: Mapped[bool | None]
    siao_referent: Mapped[bool | None]
    siao_referent_since: Mapped[date | None]
    in_pdalhpd: Mapped[bool | None]
    forms: Mapped[list[str]] = mapped_column(JSON)
    mode: Mapped[str]
    places_needed: Mapped[int | None]
    need_source: Mapped[str]
    need_method: Mapped[str]
    places_total: Mapped[int | None]
    places_accessible: Mapped[int | None]
    places_dedicated: Mapped[int | None]
    places_occupied: Mapped[int | None]
    capacity_updated_on: Mapped[date | None]
    centres: Mapped[int | None]
    centres_with_trained_referent: Mapped[int | None]
    requests: Mapped[int | None]
    requests_not_met: Mapped[int | None]
    mean_stay_days: Mapped[float | None]
    support_needed: Mapped[list[str]] = mapped_column(JSON)
    funding: Mapped[list[str]] = mapped_column(JSON)
    import_id: Mapped[int] = mapped_column(ForeignKey("imports.id"))
