"""The proposals that a visitor may read, each beside what is in force now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, false, or_, select
from sqlalchemy.orm import Session

from config.roles import Action, Level, Object
from geodata import territories
from geodata.instants import today_at, utc
from geodata.listing.fields import Kind
from geodata.models import Branch, ListingAnswer, ListingProposal, Structure
from geodata.perimetre import Perimetre
from geodata.repositories.listing_rows import Values, from_json, same, values_of, zones_of
from geodata.rights import FRANCE, decide

State = Literal["open", "accepted", "refused", "corrected", "withdrawn"]
LISTED = "listed"
"""Among the changes of a branch that its association proposes; it is no field of a card."""


@dataclass(frozen=True)
class Change:
    """A field: the value that the author had before him, the one that he wants, and the one in force now."""

    before: Any
    after: Any
    now: Any


@dataclass(frozen=True)
class Proposal:
    """A proposal as it is kept. `stale`: a field has moved since its author read it, while it waits.

    `applied`: what its answer wrote. `new_branch`: accepted, it shows a branch that the listing does not have yet.
    `days_open`: until its answer, or until today.
    """

    id: int
    structure: str
    structure_name: str
    branch_id: int | None
    branch_name: str
    kind: Kind
    authority: str
    changes: dict[str, Change]
    note: str
    origin: str
    batch: str
    recorded_at: datetime
    profile: str
    state: State
    reason: str
    applied: dict[str, Any]
    answered_at: datetime | None
    days_open: int
    stale: bool
    new_branch: bool


def proposals(
    session: Session,
    perimetre: Perimetre,
    today: date,
    *,
    structure: str | None = None,
    authority: str | None = None,
    open_only: bool = True,
) -> list[Proposal]:
    """The proposals that the visitor may read, the oldest first: where he reads cards, and his own organisation's."""
    query = (
        select(ListingProposal, ListingAnswer, Structure, Branch)
        .outerjoin(ListingAnswer, ListingAnswer.proposal_id == ListingProposal.id)
        .join(Structure, Structure.code == ListingProposal.structure)
        .outerjoin(Branch, Branch.id == ListingProposal.branch_id)
        .where(readable(perimetre))
        .order_by(ListingProposal.id)
    )
    if structure is not None:
        query = query.where(ListingProposal.structure == structure)
    if authority is not None:
        query = query.where(ListingProposal.authority == authority)
    if open_only:
        query = query.where(ListingAnswer.proposal_id.is_(None))
    found = session.execute(query.execution_options(populate_existing=True)).all()
    in_force = _in_force(session, [(proposal, card, branch) for proposal, _, card, branch in found])
    return [
        _kept(proposal, answer, card, branch, now, today)
        for (proposal, answer, card, branch), now in zip(found, in_force, strict=True)
    ]


def readable(perimetre: Perimetre) -> ColumnElement[bool]:
    """The WHERE clause of the proposals that a visitor may read."""
    places = [code for code in (*territories.CODES, FRANCE) if _reads(perimetre, departement=code)]
    clauses: list[ColumnElement[bool]] = [ListingProposal.authority.in_(places)] if places else []
    if perimetre.structure and _reads(perimetre, structure=perimetre.structure):
        clauses.append(ListingProposal.structure == perimetre.structure)
    return or_(*clauses) if clauses else false()


def _reads(perimetre: Perimetre, *, departement: str | None = None, structure: str | None = None) -> bool:
    obj, action = Object.STRUCTURES, Action.READ
    return decide(perimetre, obj, action, departement=departement, structure=structure, level=Level.N2).allowed


def _in_force(session: Session, found: Sequence[tuple[ListingProposal, Structure, Branch | None]]) -> list[Values]:
    zones = zones_of(session, {branch.id for _, _, branch in found if branch is not None})
    values: list[Values] = []
    for proposal, card, branch in found:
        if proposal.kind == Kind.ZONE and branch is not None:
            values.append({code: zone.mode for code, zone in zones[branch.id].items()})
        else:
            values.append(values_of(card if branch is None else branch))
    return values


def _kept(
    row: ListingProposal, answer: ListingAnswer | None, card: Structure, branch: Branch | None, now: Values, today: date
) -> Proposal:
    changes = {
        name: Change(from_json(name, before), from_json(name, after), now.get(name))
        for name, (before, after) in row.changes.items()
        if name != LISTED
    }
    ended = today if answer is None else min(today, today_at(utc(answer.recorded_at)))
    moved = any(not same(name, each.before, each.now) for name, each in changes.items())
    return Proposal(
        id=row.id,
        structure=row.structure,
        structure_name=card.name,
        branch_id=row.branch_id,
        branch_name="" if branch is None else branch.called or branch.name,
        kind=Kind(row.kind),
        authority=row.authority,
        changes=changes,
        note=row.note,
        origin=row.origin,
        batch=row.batch,
        recorded_at=utc(row.recorded_at),
        profile=row.profile,
        state="open" if answer is None else answer.kind,  # type: ignore[arg-type]
        reason="" if answer is None else answer.reason,
        applied={} if answer is None else {name: from_json(name, value) for name, value in answer.applied.items()},
        answered_at=None if answer is None else utc(answer.recorded_at),
        days_open=max(0, (ended - today_at(utc(row.recorded_at))).days),
        stale=answer is None and moved,
        new_branch=LISTED in row.changes,
    )
