"""How secure places are kept and read: by whom the matrix names, and told to the journal at each reading."""

import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import Session

from config.roles import Action, Level, Object
from config.zones import zones as configured
from geodata import journal
from geodata.journal import Channel
from geodata.models import SecureCapacity
from geodata.perimetre import Perimetre
from geodata.repositories.loading import Loaded, upsert
from geodata.rights import FRANCE, decide, require
from geodata.zones import zones

WHAT = Object.SECURE_PLACES.value
FIGURES = ["places_financed", "places_open", "places_occupied"]
NATIONAL = Level.N2
"""Who reads secure places at this level reads the national total; by zone, the level is that of the object, N3."""


class ZoneTooSmall(ValueError):
    """A zone that a total would unveil; the message is a French sentence."""


def replace(session: Session, perimetre: Perimetre, rows: pd.DataFrame, import_id: int) -> Loaded:
    """Keep totals, by zone and year: columns zone, year, the three `FIGURES`, operators.

    Raises `NotAllowed` without the right to write them, `ZoneTooSmall` for fewer operators or places than the
    configuration asks, `KeyError` for an unknown zone.
    """
    require(perimetre, Object.SECURE_PLACES, Action.WRITE, departement=FRANCE)
    for row in rows.itertuples():
        require_large_enough(str(row.zone), int(row.operators), min(int(row.places_financed), int(row.places_open)))
    return upsert(session, SecureCapacity, rows, import_id)


def require_large_enough(zone: str, operators: int, places: int) -> None:
    """Raise `ZoneTooSmall` for a zone under the thresholds; the sentence does not say by how much."""
    minimum = configured()
    if operators < minimum.fewest_operators or places < minimum.fewest_places:
        raise ZoneTooSmall(
            f"La zone « {zones()[zone].label} » compte moins de {minimum.fewest_operators} organismes ou de "
            f"{minimum.fewest_places} places : son total désignerait des lieux. La réunir à une zone voisine. "
            "Rien n’a été conservé."
        )


def by_zone(session: Session, perimetre: Perimetre, year: int, channel: Channel = Channel.PAGE) -> pd.DataFrame:
    """Totals of a year, indexed by the zones that may be shown; columns `FIGURES`. The reading is told.

    Raises `NotAllowed` without a right at N3, which only a named exception gives.
    """
    require(perimetre, Object.SECURE_PLACES, Action.READ, departement=FRANCE, level=Level.N3)
    journal.consulted(session, perimetre, obj=WHAT, key=str(year), level=Level.N3, channel=channel)
    kept = _kept(session, year)
    return kept.loc[[code for code in kept.index if not zones()[code].national_only]]


def national(session: Session, perimetre: Perimetre, year: int, channel: Channel = Channel.PAGE) -> "pd.Series[int]":
    """The total of France in a year, by figure; empty when nothing is kept. The reading is told, as one of N3.

    Raises `NotAllowed` without a right to the national total.
    """
    require(perimetre, Object.SECURE_PLACES, Action.READ, departement=FRANCE, level=NATIONAL)
    journal.consulted(session, perimetre, obj=WHAT, key=str(year), level=Level.N3, channel=channel)
    kept = _kept(session, year)
    return kept.sum().astype("int64") if len(kept) else pd.Series(dtype="int64")


def for_plan(session: Session, perimetre: Perimetre, year: int, channel: Channel = Channel.PAGE) -> pd.DataFrame:
    """Every zone of a year, also one that is never shown by itself: for the counter to compute with, not to show.

    The reading is told, as one of N3. Raises `NotAllowed` without a right to the national total.
    """
    require(perimetre, Object.SECURE_PLACES, Action.READ, departement=FRANCE, level=NATIONAL)
    journal.consulted(session, perimetre, obj=WHAT, key=str(year), level=Level.N3, channel=channel)
    return _kept(session, year)


def reads_national(perimetre: Perimetre) -> bool:
    """Whether this visitor reads the national total of secure places, if nothing more."""
    return decide(perimetre, Object.SECURE_PLACES, Action.READ, departement=FRANCE, level=NATIONAL).allowed


def reads_zones(perimetre: Perimetre) -> bool:
    """Whether this visitor reads secure places by zone."""
    return decide(perimetre, Object.SECURE_PLACES, Action.READ, departement=FRANCE, level=Level.N3).allowed


def _kept(session: Session, year: int) -> pd.DataFrame:
    columns = [SecureCapacity.zone, *(getattr(SecureCapacity, name) for name in FIGURES)]
    found = session.execute(select(*columns).where(SecureCapacity.year == year)).all()
    kept = pd.DataFrame(found, columns=["zone", *FIGURES]).set_index("zone")
    return kept.loc[[code for code in zones() if code in kept.index]]
