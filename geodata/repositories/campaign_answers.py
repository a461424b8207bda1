"""What organisations have answered since a day: « rien n’a changé », and what they proposed, block by block."""

from collections import defaultdict
from collections.abc import Collection
from datetime import UTC, date, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from config.nomenclatures import WHOLE_COUNTRY
from geodata.instants import PARIS
from geodata.listing.campaign import Answered, Part, expected_of, given_by_proposal
from geodata.listing.fields import Block, Kind
from geodata.listing.merging import Verdict, Word, shown, standing
from geodata.models import Branch, BranchMerge, ListingAnswer, ListingConfirmation, ListingProposal, Zone

BY_THE_ASSOCIATION = ("page", "link", "workbook")
WITHDRAWN = "withdrawn"
FRANCE = WHOLE_COUNTRY


def answered(session: Session, structures: Collection[str], since: date) -> dict[str, Answered]:
    """For each organisation, the parts of its card that are asked about, and those answered since a day included.

    A branch that is closed, not listed yet, or shown by another one is not asked about.
    """
    asked = {code: expected_of(branches) for code, branches in _shown(session, structures).items()}
    given = _given(session, structures, since)
    return {code: Answered(asked.get(code, expected_of(())), frozenset(given[code])) for code in structures}


def departements(session: Session, structures: Collection[str]) -> dict[str, tuple[str, ...]]:
    """The départements where each organisation has a branch or a zone, in order; the whole country is none of them."""
    found: dict[str, set[str]] = {code: set() for code in structures}
    home = {branch: code for code, branches in _shown(session, structures).items() for branch in branches}
    rows = session.execute(select(Branch.id, Branch.departement)).all()
    zones = session.execute(select(Zone.branch_id, Zone.departement)).all()
    for branch_id, departement in [*rows, *zones]:
        if branch_id in home and departement not in {"", FRANCE}:
            found[home[branch_id]].add(departement)
    return {code: tuple(sorted(places)) for code, places in found.items()}


def _shown(session: Session, structures: Collection[str]) -> dict[str, list[int]]:
    live = dict(
        session.execute(select(Branch.id, Branch.structure).where(Branch.listed, Branch.closed_on.is_(None))).all()
    )
    words = select(BranchMerge.kept_id, BranchMerge.absorbed_id, BranchMerge.kind).order_by(BranchMerge.id)
    absorbed = standing([Word(kept, other, Verdict(kind)) for kept, other, kind in session.execute(words)])
    found: dict[str, list[int]] = defaultdict(list)
    for branch_id in sorted(shown(live.keys(), absorbed)):
        if live[branch_id] in structures:
            found[live[branch_id]].append(branch_id)
    return found


def _given(session: Session, structures: Collection[str], since: date) -> dict[str, set[Part]]:
    given: dict[str, set[Part]] = defaultdict(set)
    unchanged = select(ListingConfirmation.structure, ListingConfirmation.branch_id, ListingConfirmation.block).where(
        ListingConfirmation.confirmed_on >= since
    )
    for code, branch_id, block in session.execute(unchanged):
        if code in structures:
            given[code].add((branch_id, Block(block)))
    beginning = datetime.combine(since, time(), tzinfo=PARIS).astimezone(UTC)
    withdrawn = select(ListingAnswer.proposal_id).where(ListingAnswer.kind == WITHDRAWN)
    proposed = select(ListingProposal).where(
        ListingProposal.recorded_at >= beginning,
        ListingProposal.origin.in_(BY_THE_ASSOCIATION),
        ListingProposal.id.not_in(withdrawn),
    )
    for each in session.scalars(proposed):
        if each.structure in structures:
            given[each.structure] |= given_by_proposal(Kind(each.kind), each.branch_id, each.changes)
    return given
