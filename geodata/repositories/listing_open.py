"""What is already proposed for a part of a card, and waits."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.listing.fields import Kind
from geodata.models import ListingAnswer, ListingProposal
from geodata.repositories.listing_rows import from_json


def wanted_last(session: Session, structure: str, kind: Kind, branch_id: int | None) -> dict[str, Any]:
    """The value that the newest open proposal wants for each field of a part; nothing for the others."""
    query = (
        select(ListingProposal.changes)
        .outerjoin(ListingAnswer, ListingAnswer.proposal_id == ListingProposal.id)
        .where(
            ListingProposal.structure == structure,
            ListingProposal.kind == kind.value,
            ListingAnswer.proposal_id.is_(None),
            ListingProposal.branch_id == branch_id if branch_id else ListingProposal.branch_id.is_(None),
        )
        .order_by(ListingProposal.id)
    )
    found: dict[str, Any] = {}
    for changes in session.scalars(query):
        found |= {name: from_json(name, wanted) for name, (_, wanted) in changes.items()}
    return found
