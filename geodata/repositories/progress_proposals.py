"""Figures that a département or a structure proposes to the owner of a mesure, each with its reason and its answer."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, false, or_, select
from sqlalchemy.orm import Session

from config.roles import Action, Level, Object
from config.thresholds import threshold
from geodata.instants import today_at, utc
from geodata.models import ProposalAnswer, ValueProposal, ValueValidation
from geodata.perimetre import NotAllowed, Perimetre
from geodata.progress.states import ProposalState, ValueKind
from geodata.repositories import progress_values
from geodata.repositories.progress_rows import (
    Entry,
    ProgressError,
    a_text,
    append,
    by,
    insert_or_nothing,
    known_plan,
    require_another,
    tell,
)
from geodata.repositories.progress_scope import places_of
from geodata.repositories.progress_values import NewValue, known_indicator
from geodata.rights import FRANCE, decide, require

OBJECT = "value_proposals"
ANSWERED = "Cette proposition a déjà reçu une réponse."


@dataclass(frozen=True)
class NewProposal:
    """A figure, with the `reason` to keep it and where it comes from; `structure`: the association that proposes it."""

    plan: str
    indicator: str
    departement: str
    value_on: date
    kind: ValueKind
    value: float
    reason: str
    source: str
    structure: str = ""


@dataclass(frozen=True)
class Proposal:
    """A proposal as it is kept; `overdue` once it has waited for an answer longer than the threshold."""

    row_id: int
    indicator: str
    mesure: int
    departement: str
    value_on: date
    kind: ValueKind
    value: float
    reason: str
    source: str
    structure: str
    state: ProposalState
    answer: str
    answered_at: datetime | None
    value_id: int | None
    recorded_at: datetime
    account_id: int | None
    profile: str
    demonstration: bool
    days_open: int
    overdue: bool


def propose(session: Session, perimetre: Perimetre, row: NewProposal, *, entry: Entry) -> int:
    """Keep a proposal and give its id. A structure proposes in its own département.

    Raises `NotAllowed`; `ProgressError` for a figure that the indicator cannot have.
    """
    _require_proposing(perimetre, row)
    progress_values.checked(session, _value(row), entry)
    kept = {
        "plan": row.plan,
        "indicator": row.indicator,
        "departement": row.departement,
        "value_on": row.value_on,
        "kind": row.kind.value,
        "value": float(row.value),
        "reason": a_text(row.reason, "la raison de la proposition"),
        "source": a_text(row.source, "la source de la proposition"),
        "structure": row.structure,
    }
    ids = append(session, ValueProposal, [kept | by(perimetre, entry)])
    tell(session, perimetre, OBJECT, ids, entry, departements=[row.departement], indicator=row.indicator)
    return ids[0]


def answer(
    session: Session, perimetre: Perimetre, proposal_id: int, *, accepted: bool, answer: str, entry: Entry
) -> int | None:
    """Accept or refuse, with an answer; gives the id of the value kept, validated at once, when it is accepted.

    By the owner of the mesure: who writes about it, or answers for it, in the whole country; for the proposal of a
    structure, also the préfet's side. Never by its author. Raises `NotAllowed`, `ProgressError`.
    """
    proposal, mesure = _open(session, proposal_id)
    _require_owner(perimetre, proposal, mesure)
    require_another(proposal, perimetre, entry)
    written = a_text(answer, "la réponse")
    value_id = None
    if accepted:
        # The figure stays its author's; only the validation is the owner's.
        figure = _value(proposal)
        figure = replace(figure, replaces_id=progress_values.standing_id(session, figure))
        value_id = progress_values.keep_as(session, figure, _author(proposal), entry=entry)
        word = {"value_id": value_id, "accepted": True, "answer": written, "evidence": ""}
        append(session, ValueValidation, [word | by(perimetre, entry)])
    state = ProposalState.ACCEPTED if accepted else ProposalState.REFUSED
    _close(session, perimetre, proposal, state, written, value_id, entry)
    return value_id


def withdraw(session: Session, perimetre: Perimetre, proposal_id: int, *, entry: Entry) -> None:
    """Take back one's own proposal, before it is answered. Raises `NotAllowed`, `ProgressError`."""
    proposal, _ = _open(session, proposal_id)
    _require_proposing(perimetre, proposal)
    if (proposal.account_id, proposal.profile) != (perimetre.account, perimetre.profile):
        raise NotAllowed("Une proposition se retire par qui l’a faite.")
    _close(session, perimetre, proposal, ProposalState.WITHDRAWN, "", None, entry)


def proposals(
    session: Session,
    perimetre: Perimetre,
    plan: str,
    today: date,
    *,
    departement: str | None = None,
    indicator: str | None = None,
    open_only: bool = True,
) -> list[Proposal]:
    """The proposals that the visitor may read, the oldest first: where he reads drafts, and his own structure's."""
    query = (
        select(ValueProposal, ProposalAnswer)
        .outerjoin(ProposalAnswer, ProposalAnswer.proposal_id == ValueProposal.id)
        .where(ValueProposal.plan == plan, _readable(perimetre, plan))
        .order_by(ValueProposal.id)
    )
    if departement is not None:
        query = query.where(ValueProposal.departement == departement)
    if indicator is not None:
        query = query.where(ValueProposal.indicator == indicator)
    if open_only:
        query = query.where(ProposalAnswer.proposal_id.is_(None))
    found = (_kept(row, word, today) for row, word in session.execute(query))
    return [each for each in found if today_at(each.recorded_at) <= today]


def _readable(perimetre: Perimetre, plan: str) -> ColumnElement[bool]:
    mesures = known_plan(plan).mesures
    together: dict[frozenset[str], list[str]] = {}
    places = places_of(perimetre, Object.DRAFTS, tuple(mesure.number for mesure in mesures))
    for mesure in mesures:
        if places[mesure.number]:
            codes = [indicator.code for indicator in mesure.indicators]
            together.setdefault(places[mesure.number], []).extend(codes)
    clauses: list[ColumnElement[bool]] = [
        and_(ValueProposal.indicator.in_(codes), ValueProposal.departement.in_(sorted(where)))
        for where, codes in together.items()
    ]
    if perimetre.structure:
        # The structure reads its own by no right of the matrix: its viewer must read them by his.
        own = ValueProposal.structure == perimetre.structure
        clauses.append(own if perimetre.viewer is None else and_(own, _readable(perimetre.viewer, plan)))
    return or_(*clauses) if clauses else false()


def _require_proposing(perimetre: Perimetre, row: NewProposal | ValueProposal) -> None:
    mesure, _ = known_indicator(row.plan, row.indicator)
    if not row.structure:
        require(perimetre, Object.DRAFTS, Action.WRITE, departement=row.departement, mesure=mesure.number)
        return
    if row.departement not in perimetre.departements:
        raise NotAllowed("Une structure propose une valeur dans son département.")
    require(
        perimetre,
        Object.DRAFTS,
        Action.WRITE,
        departement=row.departement,
        structure=row.structure,
        mesure=mesure.number,
        level=Level.N1,
    )


def _require_owner(perimetre: Perimetre, proposal: ValueProposal, mesure: int) -> None:
    national = (Action.VALIDATE, Action.WRITE)
    if any(decide(perimetre, Object.DRAFTS, each, departement=FRANCE, mesure=mesure).allowed for each in national):
        return
    if not proposal.structure:
        raise NotAllowed("La réponse appartient à l’administration qui pilote la mesure, ou à la Miprof.")
    require(perimetre, Object.DRAFTS, Action.VALIDATE, departement=proposal.departement, mesure=mesure)


def _open(session: Session, proposal_id: int) -> tuple[ValueProposal, int]:
    proposal = session.get(ValueProposal, proposal_id)
    if proposal is None:
        raise ProgressError(f"Aucune proposition ne porte le numéro {proposal_id}.")
    if session.get(ProposalAnswer, proposal_id, populate_existing=True) is not None:
        raise ProgressError(ANSWERED)
    return proposal, known_indicator(proposal.plan, proposal.indicator)[0].number


def _close(
    session: Session,
    perimetre: Perimetre,
    proposal: ValueProposal,
    state: ProposalState,
    text: str,
    value_id: int | None,
    entry: Entry,
) -> None:
    kept: dict[str, Any] = {"proposal_id": proposal.id, "state": state.value, "answer": text, "value_id": value_id}
    answered = insert_or_nothing(session, ProposalAnswer, ["proposal_id"]).returning(ProposalAnswer.proposal_id)
    if session.execute(answered, [kept | by(perimetre, entry)]).first() is None:
        raise ProgressError(ANSWERED)
    tell(session, perimetre, OBJECT, [proposal.id], entry, departements=[proposal.departement], state=state.value)


def _value(row: NewProposal | ValueProposal) -> NewValue:
    return NewValue(
        row.plan,
        row.indicator,
        row.departement,
        row.value_on,
        ValueKind(row.kind),
        row.value,
        source=row.source,
    )


def _author(row: ValueProposal) -> dict[str, Any]:
    return {
        "recorded_at": row.recorded_at,
        "account_id": row.account_id,
        "profile": row.profile,
        "demonstration": row.demonstration,
    }


def _kept(row: ValueProposal, word: ProposalAnswer | None, today: date) -> Proposal:
    state = ProposalState.OPEN if word is None else ProposalState(word.state)
    ended = today if word is None else min(today, utc(word.recorded_at).date())
    days = max(0, (ended - utc(row.recorded_at).date()).days)
    return Proposal(
        row_id=row.id,
        indicator=row.indicator,
        mesure=known_indicator(row.plan, row.indicator)[0].number,
        departement=row.departement,
        value_on=row.value_on,
        kind=ValueKind(row.kind),
        value=row.value,
        reason=row.reason,
        source=row.source,
        structure=row.structure,
        state=state,
        answer="" if word is None else word.answer,
        answered_at=None if word is None else utc(word.recorded_at),
        value_id=None if word is None else word.value_id,
        recorded_at=utc(row.recorded_at),
        account_id=row.account_id,
        profile=row.profile,
        demonstration=row.demonstration,
        days_open=days,
        overdue=state == ProposalState.OPEN and days > threshold("progress.proposal_days"),
    )
