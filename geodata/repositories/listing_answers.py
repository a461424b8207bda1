"""The one answer that each proposal receives, from the administration that answers for it, never from its author."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from config.nomenclatures import Verifier
from geodata.conflict import Conflict
from geodata.listing.checks import checked_all, checked_zone
from geodata.listing.fields import BRANCH_FIELDS, STRUCTURE_FIELDS, Kind
from geodata.models import ListingAnswer, ListingProposal
from geodata.perimetre import Perimetre
from geodata.repositories.listing_reading import LISTED
from geodata.repositories.listing_rows import (
    Entry,
    ListingError,
    Values,
    a_reason,
    as_json,
    by,
    from_json,
    insert_or_nothing,
    known_branch,
    known_structure,
    require_another,
    require_validating,
    tell,
)
from geodata.repositories.listing_writing import (
    Cause,
    write_listed,
    write_values,
    write_verified,
    write_zone,
)

OBJECT = "listing_answers"
TAKEN = (
    "Quelqu’un d’autre vient de répondre à cette proposition : votre réponse n’a rien changé. Relire la fiche telle "
    "qu’elle est maintenant."
)
_LABELS = {"accepted": "acceptée", "refused": "refusée", "corrected": "corrigée", "withdrawn": "retirée"}


def accept(session: Session, perimetre: Perimetre, proposal_ids: Sequence[int], *, entry: Entry) -> None:
    """Put proposals in force, as their authors wanted them: all of them or none.

    Raises `NotAllowed`, also to their author; `ListingError`, `FieldError` when what is in force has moved so that a
    value does not fit any more; `Conflict` for one that has already been answered.
    """
    found = [_answerable(session, perimetre, each) for each in sorted(set(proposal_ids))]
    for proposal in found:
        _close(session, perimetre, proposal, "accepted", _wanted(proposal), "", entry)
        _apply(session, perimetre, proposal, _wanted(proposal), entry)
    _told(session, perimetre, found, "accepted", entry)


def refuse(session: Session, perimetre: Perimetre, proposal_id: int, reason: str, *, entry: Entry) -> None:
    """Leave what is in force, and say why. Raises like `accept`, and `ListingError` without a reason."""
    proposal = _answerable(session, perimetre, proposal_id)
    _close(session, perimetre, proposal, "refused", {}, a_reason(reason, "la raison du refus"), entry)
    _told(session, perimetre, [proposal], "refused", entry)


def correct(
    session: Session,
    perimetre: Perimetre,
    proposal_id: int,
    values: Mapping[str, Any],
    reason: str,
    *,
    entry: Entry,
) -> None:
    """Put a proposal in force with other `values` for some of its fields, and say why.

    `values`: fields of the same part; for a zone, its code → mode. Raises like `accept`, and `ListingError` without a
    reason.
    """
    proposal = _answerable(session, perimetre, proposal_id)
    written = a_reason(reason, "la raison de la correction")
    applied = _wanted(proposal) | _checked(proposal, values, entry)
    if Kind(proposal.kind) == Kind.BRANCH and "departement" in applied:
        require_validating(perimetre, [applied["departement"]])
    _close(session, perimetre, proposal, "corrected", applied, written, entry)
    _apply(session, perimetre, proposal, applied, entry)
    _told(session, perimetre, [proposal], "corrected", entry)


def _answerable(session: Session, perimetre: Perimetre, proposal_id: int) -> ListingProposal:
    proposal = session.get(ListingProposal, proposal_id)
    if proposal is None:
        raise ListingError(f"Aucune proposition ne porte le numéro {proposal_id}.")
    require_validating(perimetre, [proposal.authority])
    require_another(proposal, perimetre)
    _require_open(session, proposal_id)
    return proposal


def _require_open(session: Session, proposal_id: int) -> None:
    answered = select(ListingAnswer.kind, ListingAnswer.reason).where(ListingAnswer.proposal_id == proposal_id)
    if (found := session.execute(answered).first()) is not None:
        told = f"Proposition {_LABELS[found.kind]}"
        raise Conflict(TAKEN, theirs=f"{told} : {found.reason}" if found.reason else f"{told}.")


def _wanted(proposal: ListingProposal) -> Values:
    return {name: from_json(name, wanted) for name, (_, wanted) in proposal.changes.items()}


def _checked(proposal: ListingProposal, values: Mapping[str, Any], entry: Entry) -> Values:
    if Kind(proposal.kind) == Kind.ZONE:
        corrected = dict(checked_zone(code, mode) for code, mode in values.items())
        if set(corrected) - set(proposal.changes):
            raise ListingError("Cette proposition porte sur un seul département : en corriger le mode seulement.")
        return corrected
    among = STRUCTURE_FIELDS if Kind(proposal.kind) == Kind.STRUCTURE else BRANCH_FIELDS
    return checked_all(values, among, entry.day)


def _close(
    session: Session,
    perimetre: Perimetre,
    proposal: ListingProposal,
    kind: str,
    applied: Mapping[str, Any],
    reason: str,
    entry: Entry,
) -> None:
    """Take the proposal first: whoever comes second waits here, then learns that there is nothing left to answer."""
    kept = {name: as_json(value) for name, value in applied.items() if name != LISTED}
    row = {"proposal_id": proposal.id, "kind": kind, "applied": kept, "reason": reason} | by(perimetre, entry)
    alone = insert_or_nothing(session, ListingAnswer, ["proposal_id"]).returning(ListingAnswer.proposal_id)
    if session.execute(alone, [row]).first() is None:
        _require_open(session, proposal.id)


def _apply(
    session: Session, perimetre: Perimetre, proposal: ListingProposal, values: Mapping[str, Any], entry: Entry
) -> None:
    cause, kind = Cause("proposal", proposal.id), Kind(proposal.kind)
    if kind == Kind.STRUCTURE:
        card = known_structure(session, proposal.structure, locked=True)
        write_values(session, perimetre, card, values, cause, entry)
        return
    branch = known_branch(session, proposal.branch_id, locked=True)
    if kind == Kind.ZONE:
        for code, mode in values.items():
            write_zone(session, perimetre, branch, code, mode, cause, entry)
        return
    write_values(session, perimetre, branch, {k: v for k, v in values.items() if k != LISTED}, cause, entry)
    if LISTED in values:
        write_listed(session, perimetre, branch, cause, entry)
    verifier = Verifier.MIPROF if perimetre.profile == Verifier.MIPROF else Verifier.PREFECTURE
    write_verified(session, perimetre, branch, verifier, cause, entry)


def _told(session: Session, perimetre: Perimetre, found: Sequence[ListingProposal], state: str, entry: Entry) -> None:
    if found:
        places = {proposal.authority for proposal in found}
        tell(session, perimetre, OBJECT, [each.id for each in found], entry, departements=places, state=state)
