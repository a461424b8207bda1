"""What associations propose for their cards: one proposal for each part and each authority that answers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.listing.checks import checked_all, checked_zone, require_inside
from geodata.listing.fields import BRANCH_FIELDS, FIELDS, STRUCTURE_FIELDS, Kind
from geodata.models import Branch, ListingAnswer, ListingProposal, Structure
from geodata.perimetre import Perimetre
from geodata.repositories import listing_confirmations
from geodata.repositories.listing_open import wanted_last
from geodata.repositories.listing_reading import Change, Proposal, proposals
from geodata.repositories.listing_rows import (
    FROM_A_PAGE,
    Entry,
    ListingError,
    Origin,
    Values,
    a_note,
    append,
    as_json,
    by,
    changed,
    insert_or_nothing,
    known_branch,
    known_structure,
    require_writing,
    same,
    tell,
    values_of,
    zones_of,
)
from geodata.repositories.listing_writing import ADDRESS, answers_for

__all__ = ["OBJECT", "Change", "Proposal", "Wanted", "add", "proposals", "propose", "propose_branch", "withdraw"]

OBJECT = "listing_proposals"
ANSWERED = "Cette proposition a déjà reçu une réponse."
FROM_FILES = "import"


@dataclass(frozen=True)
class Wanted:
    """What one part of a card should say. `kind` ZONE: `values` is code → mode, None to leave it.

    `read`: the values that the author had before him, by default those in force.
    """

    kind: Kind
    branch_id: int | None
    values: Mapping[str, Any]
    read: Mapping[str, Any] = field(default_factory=dict)


def propose(
    session: Session,
    perimetre: Perimetre,
    structure: str,
    wanted: Sequence[Wanted],
    *,
    entry: Entry,
    origin: Origin = FROM_A_PAGE,
    note: str = "",
) -> list[int]:
    """Keep what should change in a card, split by authority; gives the ids of the proposals, in the same batch.

    What is already in force, or was already proposed last, is dropped: the list may be empty. Raises `NotAllowed`,
    `FieldError` for a value that a field cannot hold, `ListingError`, and what the guard of shelters refuses.
    """
    require_writing(perimetre, structure)
    card = known_structure(session, structure)
    rows: list[Values] = []
    for each in _together(wanted):
        rows += _proposals_for(session, card, each, entry.day)
    ids = add(session, perimetre, card.code, rows, entry=entry, origin=origin, note=note)
    touched = {row["branch_id"] for row in rows if row["branch_id"] is not None}
    listing_confirmations.verify_whole(session, perimetre, touched, entry)
    return ids


def propose_branch(
    session: Session,
    perimetre: Perimetre,
    structure: str,
    values: Mapping[str, Any],
    zones: Mapping[str, str],
    *,
    entry: Entry,
    origin: Origin = FROM_A_PAGE,
    note: str = "",
) -> int:
    """Keep a branch that the listing does not show yet, and give its number; it is shown once it is accepted.

    Raises like `propose`; a branch needs its département.
    """
    require_writing(perimetre, structure)
    card = known_structure(session, structure)
    fields = checked_all({"departement": None, **values}, BRANCH_FIELDS, entry.day)
    if fields.get("point") is not None:
        require_inside(fields["point"], fields["departement"])
    branch = _unlisted(session, card, fields)
    empty = values_of(branch)
    said = {name: value for name, value in fields.items() if not same(name, FIELDS[name].empty, value)}
    changes = {name: [as_json(empty[name]), as_json(value)] for name, value in said.items()} | {"listed": [False, True]}
    rows = [_row(Kind.BRANCH, branch.id, answers_for(branch, fields), changes)]
    for code, mode in sorted(zones.items()):
        place, how = checked_zone(code, mode)
        rows.append(_row(Kind.ZONE, branch.id, place, {place: [None, how]}))
    add(session, perimetre, card.code, rows, entry=entry, origin=origin, note=note)
    return branch.id


def withdraw(session: Session, perimetre: Perimetre, proposal_id: int, *, entry: Entry) -> None:
    """Take back what one's own organisation proposed, before it is answered.

    Raises `NotAllowed`, `ListingError`.
    """
    proposal = session.get(ListingProposal, proposal_id)
    if proposal is None:
        raise ListingError(f"Aucune proposition ne porte le numéro {proposal_id}.")
    require_writing(perimetre, proposal.structure)
    if proposal.origin == FROM_FILES:
        raise ListingError("Cette proposition vient d’un fichier reçu : elle attend la réponse de l’administration.")
    row = {"proposal_id": proposal.id, "kind": "withdrawn", "applied": {}, "reason": ""} | by(perimetre, entry)
    alone = insert_or_nothing(session, ListingAnswer, ["proposal_id"]).returning(ListingAnswer.proposal_id)
    if session.execute(alone, [row]).first() is None:
        raise ListingError(ANSWERED)
    tell(
        session,
        perimetre,
        "listing_answers",
        [proposal.id],
        entry,
        departements=[proposal.authority],
        state="withdrawn",
    )


def add(
    session: Session,
    perimetre: Perimetre,
    structure: str,
    rows: Sequence[Values],
    *,
    entry: Entry,
    origin: Origin,
    note: str = "",
) -> list[int]:
    """Keep proposals made of their parts (kind, branch_id, authority, changes), in one batch, and tell the journal.

    `structure`: of all of them; empty when each part says its own.
    """
    if not rows:
        return []
    common = {
        "structure": structure,
        "note": a_note(note, "la remarque"),
        "origin": origin.kind,
        "batch": uuid4().hex,
        "import_id": origin.import_id,
        "invitation_id": origin.invitation_id,
    } | by(perimetre, entry)
    ids = append(session, ListingProposal, [{**common, **row} for row in rows])
    places = {row["authority"] for row in rows}
    tell(session, perimetre, OBJECT, ids, entry, departements=places, structure=structure)
    return ids


def _together(wanted: Iterable[Wanted]) -> list[Wanted]:
    """One part for each (kind, branch): blocks of the same branch are answered together."""
    parts: dict[tuple[Kind, int | None], Wanted] = {}
    for each in wanted:
        key = (each.kind, each.branch_id)
        known = parts.get(key, Wanted(each.kind, each.branch_id, {}))
        parts[key] = Wanted(each.kind, each.branch_id, {**known.values, **each.values}, {**known.read, **each.read})
    return list(parts.values())


def _proposals_for(session: Session, card: Structure, part: Wanted, today: date) -> list[Values]:
    if part.kind == Kind.STRUCTURE:
        values = checked_all(part.values, STRUCTURE_FIELDS, today)
        changes = _changes(session, card, part, values, values_of(card))
        homes = session.scalars(
            select(Branch.departement).where(Branch.structure == card.code, Branch.listed, Branch.closed_on.is_(None))
        )
        return [_row(Kind.STRUCTURE, None, answers_for(card, {}, homes), changes)] if changes else []
    branch = known_branch(session, part.branch_id, structure=card.code)
    if part.kind == Kind.ZONE:
        return _zone_proposals(session, card, part, branch)
    values = checked_all(part.values, BRANCH_FIELDS, today)
    if values.get("point") is not None:
        require_inside(values["point"], values.get("departement", branch.departement))
    changes = _changes(session, card, part, values, values_of(branch))
    return [_row(Kind.BRANCH, branch.id, answers_for(branch, values), changes)] if changes else []


def _changes(session: Session, card: Structure, part: Wanted, values: Values, now: Values) -> dict[str, list[Any]]:
    last = wanted_last(session, card.code, part.kind, part.branch_id)
    different = {
        name: value
        for name, value in changed(now, values).items()
        if name not in last or not same(name, last[name], value)
    }
    if values.get("point") is not None and any(name in ADDRESS for name in different):
        different["point"] = values["point"]  # said again for another address: without it, the point would be lost
    return {name: [as_json(part.read.get(name, now[name])), as_json(value)] for name, value in different.items()}


def _zone_proposals(session: Session, card: Structure, part: Wanted, branch: Branch) -> list[Values]:
    now = {code: zone.mode for code, zone in zones_of(session, [branch.id])[branch.id].items()}
    last = wanted_last(session, card.code, Kind.ZONE, branch.id)
    rows = []
    for code, mode in part.values.items():
        place, how = checked_zone(code, mode)
        if how != now.get(place) and (place not in last or last[place] != how):
            before = part.read.get(place, now.get(place))
            rows.append(_row(Kind.ZONE, branch.id, place, {place: [before, how]}))
    return rows


def _row(kind: Kind, branch_id: int | None, authority: str, changes: Mapping[str, Any]) -> Values:
    return {"kind": kind.value, "branch_id": branch_id, "authority": authority, "changes": dict(changes)}


def _unlisted(session: Session, card: Structure, fields: Values) -> Branch:
    taken = set(session.scalars(select(Branch.name).where(Branch.association == card.association)))
    called = fields.get("called") or fields.get("city") or "Nouvelle antenne"
    name, number = called, 1
    while name in taken:
        number += 1
        name = f"{called} ({number})"
    empty = dict.fromkeys(("street", "postcode", "city", "website", "source"), "")
    empty |= dict.fromkeys(("publics_declared", "forms_declared", "services_declared"), "")
    empty |= dict.fromkeys(("geo_precision", "geo_label", "geo_citycode", "geo_source", "geo_reason"), "")
    branch = Branch(
        structure=card.code, association=card.association, name=name, departement=fields["departement"],
        publics=[], forms=[], functions=[], languages=[], referrers=[], consents=[], opening_hours="", phone="",
        mail="", access="", referral="", called="", siret="", listed=False, closed_on=None, verified_on=None,
        verified_by="", lat=None, lon=None, geo_status="review", geo_score=None, geocoded_at=None, import_id=None,
        **empty,
    )  # fmt: skip
    session.add(branch)
    session.flush()
    return branch
