"""General supply of accommodation, as the DREES publishes it: what trafficking places are compared with."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from geodata.models.base import Base


class GeneralSupply(Base):
    """A category of accommodation in a département on a day. `value` None: the source leaves it blank or says « nd ».

    `category`: a code of `config.supply_lists`. Places, but for the *taux d'équipement* (places for 1,000 adults aged
    20 to 59).
    """

    __tablename__ = "general_supply"

    departement: Mapped[str] = mapped_column(primary_key=True)
    observed_on: Mapped[date] = mapped_column(primary_key=True)
    category: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[float | None]
    import_id: Mapped[int] = mapped_column(ForeignKey("imports.id"))


class RelocationRequest(Base):
    """Requests to house somebody far from danger, by département of origin and year (mesure 8). N2.

    Where anybody was housed is kept nowhere. None: the source does not say.
    """

    __tablename__ = "relocation_requests"

    departement: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    asked: Mapped[int | None]
    met: Mapped[int | None]
    refused_no_place: Mapped[int | None]
    refused_criteria: Mapped[int | None]
    withdrawn: Mapped[int | None]
    import_id: Mapped[int] = mapped_column(ForeignKey("imports.id"))
