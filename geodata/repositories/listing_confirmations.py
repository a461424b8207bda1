"""« Rien n’a changé »: what associations confirm, block by block, and the day when a whole branch was verified."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from config.nomenclatures import Verifier
from config.thresholds import threshold
from geodata.instants import today_at, utc
from geodata.listing.fields import FIELDS, Block, Kind
from geodata.models import ListingAnswer, ListingConfirmation, ListingProposal
from geodata.perimetre import Perimetre
from geodata.repositories.listing_rows import (
    FROM_A_PAGE,
    Entry,
    ListingError,
    Origin,
    append,
    by,
    known_branch,
    known_structure,
    require_writing,
    tell,
)
from geodata.repositories.listing_writing import Cause, write_verified

OBJECT = "listing_confirmations"
OF_A_BRANCH = (Block.PLACE, Block.AID, Block.CONTACT, Block.REFERRAL, Block.ZONE, Block.CONSENT)
Said = dict[int | None, dict[Block, date]]


def confirm(
    session: Session,
    perimetre: Perimetre,
    structure: str,
    branch_id: int | None,
    blocks: Collection[Block],
    *,
    entry: Entry,
    origin: Origin = FROM_A_PAGE,
) -> None:
    """Say that blocks of a branch are still right (None: that of the organisation).

    Once every block of a branch was confirmed or proposed within the last days (`listing.same_check_days`), the branch
    is verified on that day by its association. Raises `NotAllowed`, `ListingError` for a block of something else.
    """
    require_writing(perimetre, structure)
    known_structure(session, structure)
    accepted: Iterable[Block] = (Block.ORGANISATION,)
    if branch_id is not None:
        known_branch(session, branch_id, structure=structure)
        accepted = OF_A_BRANCH
    wanted = [block for block in Block if block in set(blocks)]
    if wrong := [block.label for block in wanted if block not in accepted]:
        raise ListingError(f"Ce bloc ne se confirme pas ici : {', '.join(wrong)}.")
    common = {
        "structure": structure,
        "branch_id": branch_id,
        "confirmed_on": entry.day,
        "origin": origin.kind,
        "invitation_id": origin.invitation_id,
    } | by(perimetre, entry)
    ids = append(session, ListingConfirmation, [{**common, "block": block.value} for block in wanted])
    if branch_id is not None:
        verify_whole(session, perimetre, [branch_id], entry)
    if ids:
        tell(session, perimetre, OBJECT, ids, entry, structure=structure)


def said(session: Session, structure: str) -> Said:
    """The last day when each block of a card was confirmed or corrected by its association, by branch."""
    found: Said = {}
    columns = (ListingConfirmation.branch_id, ListingConfirmation.block, ListingConfirmation.confirmed_on)
    for branch_id, block, day in session.execute(select(*columns).where(ListingConfirmation.structure == structure)):
        _later(found.setdefault(branch_id, {}), Block(block), day)
    for proposal in session.scalars(
        select(ListingProposal)
        .outerjoin(ListingAnswer, ListingAnswer.proposal_id == ListingProposal.id)
        .where(
            ListingProposal.structure == structure,
            ListingProposal.origin != "import",
            ListingAnswer.kind.is_distinct_from("withdrawn"),
        )
    ):
        day = today_at(utc(proposal.recorded_at))
        for block in blocks_of(Kind(proposal.kind), proposal.changes):
            _later(found.setdefault(proposal.branch_id, {}), block, day)
    return found


def blocks_of(kind: Kind, changes: Mapping[str, object]) -> set[Block]:
    """The blocks of the fields that change."""
    return {Block.ZONE} if kind == Kind.ZONE else {FIELDS[name].block for name in changes if name in FIELDS}


def verify_whole(session: Session, perimetre: Perimetre, branches: Iterable[int], entry: Entry) -> None:
    """Date the branches of which every block was confirmed or proposed within the last days."""
    since = entry.day - timedelta(days=int(threshold("listing.same_check_days")))
    for branch_id in sorted(set(branches)):
        branch = known_branch(session, branch_id, locked=True)
        days = said(session, branch.structure).get(branch_id, {})
        if all(since <= days.get(block, date.min) for block in OF_A_BRANCH):
            write_verified(session, perimetre, branch, Verifier.ASSOCIATION, Cause("confirmation"), entry)


def _later(days: dict[Block, date], block: Block, day: date) -> None:
    days[block] = max(day, days.get(block, day))
