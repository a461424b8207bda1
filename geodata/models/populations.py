"""Legal populations of communes."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from geodata.models.base import Base


class Population(Base):
    """Municipal population (*population municipale*) of a commune, in the vintage of a census."""

    __tablename__ = "populations"

    commune: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    departement: Mapped[str] = mapped_column(index=True)
    population: Mapped[int]
    import_id: Mapped[int] = mapped_column(ForeignKey("imports.id"))
