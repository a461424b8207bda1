"""Requests to be housed far from danger, by grande zone of origin: for the computation of places, never to be shown."""

from dataclasses import dataclass

import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata import territories
from geodata.models import RelocationRequest
from geodata.zones import zones

_YEAR_OF_THE_ZONES = 2016


@dataclass(frozen=True)
class Relocations:
    """`by_origin`: requests of a year by zone. `asked`, `met`: of the country, None when nobody says.

    `silent`: départements that do not say how many were asked; the others make a minimum.
    """

    by_origin: dict[str, int]
    asked: int | None
    met: int | None
    silent: int


def of_zones(session: Session, year: int) -> Relocations:
    """The requests of a year."""
    columns = [RelocationRequest.departement, RelocationRequest.asked, RelocationRequest.met]
    query = select(*columns).where(RelocationRequest.year == year)
    rows = pd.DataFrame(session.execute(query).all(), columns=["departement", "asked", "met"])
    rows = rows.astype({"asked": "Int64", "met": "Int64"})
    zone_of = {region: code for code, zone in zones().items() for region in zone.regions}
    told = rows.dropna(subset="asked")
    zone = told["departement"].map(lambda code: zone_of[territories.region_of(code, _YEAR_OF_THE_ZONES)])
    return Relocations(
        by_origin={str(code): int(total) for code, total in told.groupby(zone)["asked"].sum().items()},
        asked=int(told["asked"].sum()) if len(told) else None,
        met=int(rows["met"].sum()) if rows["met"].notna().any() else None,
        silent=len(territories.CODES) - len(told),
    )
