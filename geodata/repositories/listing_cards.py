"""The cards of organisations, as those who keep them, or answer for them, read them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from config.nomenclatures import WHOLE_COUNTRY, Function, ZoneMode
from geodata import territories
from geodata.listing.fields import CONSENT_OF, FIELDS, Block
from geodata.listing.merging import Verdict, Word, standing
from geodata.models import Branch, BranchMerge, ListingAnswer, ListingProposal, Structure, Zone
from geodata.perimetre import NotAllowed, Perimetre
from geodata.repositories.listing_confirmations import said
from geodata.repositories.listing_reading import readable
from geodata.repositories.listing_rows import known_structure, reads, values_of, zones_of

_HIDDEN = ("street", "point")
"""Never told of a branch that offers housing, but to those who read its whole card."""


@dataclass(frozen=True)
class ZoneCard:
    """How a branch acts in a département, and when its préfecture accepted it."""

    mode: str
    validated_on: date | None

    @property
    def label(self) -> str:
        return ZoneMode(self.mode).label if self.mode else ""


@dataclass(frozen=True)
class BranchCard:
    """A branch as it is in force. `name`: what people read. `point`, in `values`: [lat, lon], or None.

    `whole`: False when the visitor only reads what is published of it, because it acts in his département. `confirmed`:
    the last day when its association confirmed or corrected each block. `merged_into`: the branch that shows it.
    """

    id: int
    structure: str
    name: str
    listed: bool
    closed_on: date | None
    values: dict[str, Any]
    zones: dict[str, ZoneCard]
    verified_on: date | None
    verified_by: str
    source: str
    geo_status: str
    geo_label: str
    geo_reason: str
    merged_into: int | None
    confirmed: dict[Block, date]
    whole: bool = True


@dataclass(frozen=True)
class Card:
    """An organisation and its branches."""

    structure: str
    values: dict[str, Any]
    branches: tuple[BranchCard, ...]
    confirmed: dict[Block, date]


@dataclass(frozen=True)
class Readable:
    """The branches of a card that a visitor reads in full (`whole`), and those of which he reads what is published."""

    card: Structure
    whole: tuple[Branch, ...]
    part: tuple[Branch, ...]
    zones: dict[int, dict[str, Zone]]


def card(session: Session, perimetre: Perimetre, structure: str) -> Card:
    """The card of an organisation, for its holders and for those who answer for one of its places.

    Raises `NotAllowed`, `ListingError`.
    """
    found = require_card(session, perimetre, structure)
    confirmed, absorbed = said(session, structure), standing(words(session))
    whole = {branch.id for branch in found.whole}
    branches = [
        _branch_card(each, found.zones[each.id], confirmed.get(each.id, {}), absorbed, whole=each.id in whole)
        for each in sorted((*found.whole, *found.part), key=lambda each: (each.called or each.name, each.id))
    ]
    return Card(structure, values_of(found.card), tuple(branches), confirmed.get(None, {}))


def require_card(session: Session, perimetre: Perimetre, structure: str) -> Readable:
    """What a visitor reads of a card. Raises `NotAllowed` when it is nothing more than the public does."""
    row = known_structure(session, structure)
    rows = session.scalars(select(Branch).where(Branch.structure == structure).order_by(Branch.id)).all()
    zones = zones_of(session, [branch.id for branch in rows])
    asked = _asked(session, structure)
    whole = tuple(each for each in rows if reads(perimetre, structure, [each.departement]))
    part = tuple(
        each
        for each in rows
        if each not in whole and reads(perimetre, structure, {*zones[each.id], *asked.get(each.id, ())})
    )
    if not (whole or part or reads(perimetre, structure, ())):
        raise NotAllowed(
            f"Le profil «\u00a0{perimetre.label}\u00a0» ne donne pas accès à la fiche entière de cette organisation."
        )
    return Readable(row, whole, part, zones)


def structures(session: Session, perimetre: Perimetre) -> pd.DataFrame:
    """The organisations whose card the visitor reads, by code (index), in the order of their names.

    `name`, `departements` (tuple of codes: addresses and zones, `FR` last), `branches` (those shown and open),
    `last_verified_on` (None: never), `open_proposals` (that the visitor may read).
    """
    rows = session.scalars(select(Branch)).all()
    zones = zones_of_all(session)
    waiting = _waiting(session, perimetre)
    places: dict[str, set[str]] = {}
    kept: dict[str, list[Branch]] = {}
    for branch in rows:
        places.setdefault(branch.structure, set()).update({branch.departement, *zones.get(branch.id, ())} - {""})
        kept.setdefault(branch.structure, []).append(branch)
    memory: dict[str, bool] = {}
    told = {}
    for row in session.scalars(select(Structure).order_by(Structure.name)):
        where = places.get(row.code, set())
        if not (row.code in waiting or _reads_one(perimetre, row.code, where, memory)):
            continue
        live = [each for each in kept.get(row.code, []) if each.listed and each.closed_on is None]
        verified = [each.verified_on for each in live if each.verified_on is not None]
        told[row.code] = (
            row.name, _ordered(where), len(live), max(verified, default=None), waiting.get(row.code, 0),
        )  # fmt: skip
    columns = ["name", "departements", "branches", "last_verified_on", "open_proposals"]
    table = pd.DataFrame(list(told.values()), index=pd.Index(list(told), name="code", dtype=object), columns=columns)
    return table.astype(
        {"name": object, "departements": object, "last_verified_on": object, "branches": int, "open_proposals": int}
    )


def words(session: Session) -> list[Word]:
    """The verdicts on pairs of branches, in the order in which they were said."""
    columns = (BranchMerge.kept_id, BranchMerge.absorbed_id, BranchMerge.kind)
    told = session.execute(select(*columns).order_by(BranchMerge.id))
    return [Word(kept, absorbed, Verdict(kind)) for kept, absorbed, kind in told]


def zones_of_all(session: Session) -> dict[int, list[str]]:
    """The codes of the zone of every branch."""
    found: dict[int, list[str]] = {}
    for branch_id, code in session.execute(select(Zone.branch_id, Zone.departement)):
        found.setdefault(branch_id, []).append(code)
    return found


def _reads_one(perimetre: Perimetre, structure: str, places: Iterable[str], memory: dict[str, bool]) -> bool:
    """A place is asked once for all organisations: a hundred rights, not a thousand."""
    if perimetre.structure == structure and reads(perimetre, structure, ()):
        return True
    for code in places:
        if code not in memory:
            memory[code] = reads(perimetre, "", [code])
    return any(memory[code] for code in places)


def _waiting(session: Session, perimetre: Perimetre) -> dict[str, int]:
    query = (
        select(ListingProposal.structure, func.count().label("waiting"))
        .outerjoin(ListingAnswer, ListingAnswer.proposal_id == ListingProposal.id)
        .where(ListingAnswer.proposal_id.is_(None), readable(perimetre))
        .group_by(ListingProposal.structure)
    )
    return {row.structure: row.waiting for row in session.execute(query)}


def _asked(session: Session, structure: str) -> dict[int | None, set[str]]:
    """The authorities that have a proposal to answer about each branch."""
    query = (
        select(ListingProposal.branch_id, ListingProposal.authority)
        .outerjoin(ListingAnswer, ListingAnswer.proposal_id == ListingProposal.id)
        .where(ListingProposal.structure == structure, ListingAnswer.proposal_id.is_(None))
    )
    found: dict[int | None, set[str]] = {}
    for branch_id, authority in session.execute(query):
        found.setdefault(branch_id, set()).add(authority)
    return found


def _branch_card(
    row: Branch,
    zones: Mapping[str, Zone],
    confirmed: Mapping[Block, date],
    absorbed: Mapping[int, int],
    *,
    whole: bool,
) -> BranchCard:
    values = values_of(row)
    shown = whole or not _hides(values)
    return BranchCard(
        id=row.id,
        structure=row.structure,
        name=row.called or row.name,
        listed=row.listed,
        closed_on=row.closed_on,
        values=values if whole else published(values),
        zones={code: ZoneCard(zone.mode, zone.validated_on) for code, zone in zones.items()},
        verified_on=row.verified_on,
        verified_by=row.verified_by,
        source=row.source,
        geo_status=row.geo_status,
        geo_label=row.geo_label if shown else "",
        geo_reason=row.geo_reason if shown else "",
        merged_into=absorbed.get(row.id),
        confirmed=dict(confirmed),
        whole=whole,
    )


def published(values: Mapping[str, Any]) -> dict[str, Any]:
    """What anybody may read of a branch: fields that its association agrees to publish, no door of a house."""
    hidden = {name for name, consent in CONSENT_OF.items() if consent not in values["consents"]}
    if Function.HEBERGEMENT in values["functions"]:
        hidden |= set(_HIDDEN)
    return {name: FIELDS[name].empty if name in hidden else value for name, value in values.items()}


def _hides(values: Mapping[str, Any]) -> bool:
    return Function.HEBERGEMENT in values["functions"] or "address" not in values["consents"]


def _ordered(places: Iterable[str]) -> tuple[str, ...]:
    known: Sequence[str] = (*territories.CODES, WHOLE_COUNTRY)
    return tuple(code for code in known if code in set(places))
