"""Secure places as one visitor may read them: on the screen alone, never in a file."""

from dataclasses import dataclass

import pandas as pd
from sqlalchemy.orm import Session

from geodata.journal import Channel
from geodata.perimetre import Perimetre
from geodata.repositories import secure_places
from geodata.zones import zones

LABELS = {"places_financed": "Places financées", "places_open": "Places ouvertes", "places_occupied": "Places occupées"}


@dataclass(frozen=True)
class SecurePlaces:
    """`rows`: index, the label of a grande zone or « France » ; columns, the keys of `labels`. It has no file format.

    The zone that is counted for France only has no row. `by_zone`: False when the visitor reads the national total.
    """

    year: int
    rows: pd.DataFrame
    by_zone: bool
    labels: "dict[str, str]"


def publish_secure_places(
    session: Session, perimetre: Perimetre, year: int, channel: Channel = Channel.PAGE
) -> SecurePlaces:
    """Totals per grande zone at N3, the national total below; empty when nothing is kept for the year.

    Raises `NotAllowed` for everybody else. Each call is a line of the journal.
    """
    if secure_places.reads_zones(perimetre):
        rows = secure_places.by_zone(session, perimetre, year, channel)
        rows = rows.rename(index={code: zone.label for code, zone in zones().items()})
        return SecurePlaces(year, rows.rename_axis("zone"), True, LABELS)
    total = secure_places.national(session, perimetre, year, channel)
    rows = (
        pd.DataFrame([total], index=["France"], columns=list(LABELS))
        if len(total)
        else pd.DataFrame(columns=list(LABELS))
    )
    return SecurePlaces(year, rows.rename_axis("zone"), False, LABELS)
