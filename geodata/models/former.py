"""Figures of persons that a later file replaced: they were published, and nobody unlearns them."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from geodata.models.base import Base


class FormerCount(Base):
    """A row of `case_counts` as it stood before an import changed it; `import_id` is the one that had brought it."""

    __tablename__ = "former_counts"

    source: Mapped[str] = mapped_column(primary_key=True)
    departement: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    service: Mapped[str] = mapped_column(primary_key=True)
    nomenclature: Mapped[str] = mapped_column(primary_key=True)
    form: Mapped[str] = mapped_column(primary_key=True)
    sex: Mapped[str] = mapped_column(primary_key=True)
    age_class: Mapped[str] = mapped_column(primary_key=True)
    import_id: Mapped[int] = mapped_column(ForeignKey("imports.id"), primary_key=True)
    count: Mapped[int | None]


class FormerNeed(Base):
    """The persons of a row of `diagnostic_rows` before an import changed it; `import_id` had brought them."""

    __tablename__ = "former_needs"

    departement: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    observed_on: Mapped[date] = mapped_column(primary_key=True, index=True)
    public: Mapped[str] = mapped_column(primary_key=True)
    place_type: Mapped[str] = mapped_column(primary_key=True)
    import_id: Mapped[int] = mapped_column(ForeignKey("imports.id"), primary_key=True)
    places_needed: Mapped[int | None]
    places_occupied: Mapped[int | None]
    requests: Mapped[int | None]
    requests_not_met: Mapped[int | None]
