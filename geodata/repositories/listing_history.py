"""The history of a card, field by field, for whoever reads that card."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.instants import utc
from geodata.listing.fields import FIELDS, Kind
from geodata.models import ListingFact
from geodata.perimetre import Perimetre
from geodata.repositories.listing_cards import require_card
from geodata.repositories.listing_rows import ListingError, from_json, known_branch

_LABELS = {
    "verified_on": "Vérifié le",
    "listed": "Affichée dans l’annuaire",
    "merged_into": "Réunie à l’antenne n°",
}


@dataclass(frozen=True)
class Fact:
    """A field that took another value. `field`: for a zone, the code of the département. `label`: as people read it."""

    id: int
    kind: Kind
    branch_id: int | None
    field: str
    label: str
    before: Any
    after: Any
    origin: str
    origin_id: int | None
    recorded_at: datetime
    profile: str
    demonstration: bool


def history(
    session: Session, perimetre: Perimetre, *, structure: str | None = None, branch_id: int | None = None
) -> list[Fact]:
    """What changed in a card, the newest first; of one branch when its number is given.

    Branches that the visitor does not read in full are left out. Raises `NotAllowed`, `ListingError`.
    """
    if branch_id is not None:
        structure = known_branch(session, branch_id, structure=structure or "").structure
    if structure is None:
        raise ListingError("Dire de quelle organisation, ou de quelle antenne, lire l’historique.")
    readable = require_card(session, perimetre, structure)
    subjects = [str(each.id) for each in readable.whole if branch_id in {None, each.id}]
    of_the_card = ListingFact.kind == Kind.STRUCTURE.value
    wanted = ~of_the_card & ListingFact.subject.in_(subjects)
    if branch_id is None:
        wanted |= of_the_card & (ListingFact.subject == structure)
    query = select(ListingFact).where(wanted).order_by(ListingFact.id.desc())
    return [_kept(row) for row in session.scalars(query)]


def _kept(row: ListingFact) -> Fact:
    kind = Kind(row.kind)
    known = FIELDS.get(row.field)
    return Fact(
        id=row.id,
        kind=kind,
        branch_id=None if kind == Kind.STRUCTURE else int(row.subject),
        field=row.field,
        label="Zone d’intervention"
        if kind == Kind.ZONE
        else known.label
        if known
        else _LABELS.get(row.field, row.field),
        before=from_json(row.field, row.before),
        after=from_json(row.field, row.after),
        origin=row.origin,
        origin_id=row.origin_id,
        recorded_at=utc(row.recorded_at),
        profile=row.profile,
        demonstration=row.demonstration,
    )
