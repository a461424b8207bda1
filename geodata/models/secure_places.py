"""Secure places (mesure 8): totals per grande zone and year, and nothing that leads anywhere."""

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from geodata.models.base import Base


class SecureCapacity(Base):
    """Secure places of a grande zone in a year. N3: read by named grant, each reading told to the journal.

    No key to any structure, no geometry, no département, no free text. A zone with fewer than three operators or eleven
    places cannot be written: the database itself refuses it.
    """

    __tablename__ = "secure_capacity"
    __table_args__ = (
        CheckConstraint("operators >= 3", name="operators"),
        CheckConstraint("places_financed >= 11 AND places_open >= 11", name="places"),
        CheckConstraint("places_occupied BETWEEN 0 AND places_open", name="occupied"),
    )

    zone: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    places_financed: Mapped[int]
    places_open: Mapped[int]
    places_occupied: Mapped[int]
    operators: Mapped[int]
    import_id: Mapped[int] = mapped_column(ForeignKey("imports.id"))
