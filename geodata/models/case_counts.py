"""Counts of cases, as each producer publishes them."""

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from geodata.models.base import Base


class CaseCount(Base):
    """A number of facts, persons or permits for one département and year, in the producer's own field.

    `status` says what the number is worth, or why there is none; a missing number is never zero. Two sources are never
    added up, nor two forms of one source: the same person may stand in several.
    """

    __tablename__ = "case_counts"
    __table_args__ = (CheckConstraint("(count IS NOT NULL) = (status IN ('declare', 'estime'))", name="count_status"),)

    source: Mapped[str] = mapped_column(primary_key=True)
    departement: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    service: Mapped[str] = mapped_column(primary_key=True)
    nomenclature: Mapped[str] = mapped_column(primary_key=True)
    form: Mapped[str] = mapped_column(primary_key=True)
    sex: Mapped[str] = mapped_column(primary_key=True)
    age_class: Mapped[str] = mapped_column(primary_key=True)
    count: Mapped[int | None]
    status: Mapped[str]
    import_id: Mapped[int] = mapped_column(ForeignKey("imports.id"))
