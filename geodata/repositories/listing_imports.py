"""What a received file may change of the listing: never, silently, what somebody has validated since.

A field whose last word is an accepted proposal, or a point moved by hand, stays; what the file says instead becomes a
proposal, once. The address and its point go together: a file that gives another street gives the point of that street.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from config.nomenclatures import WHOLE_COUNTRY
from geodata.listing.fields import FIELDS, Kind
from geodata.models import Branch, ListingAnswer, ListingFact, ListingProposal, Zone
from geodata.repositories.listing_rows import Values, as_json, same
from geodata.repositories.listing_writing import ADDRESS, DECLARED, Change

BY_PERSONS = ("proposal", "point")
POINT = (
    "lat", "lon", "geo_status", "geo_precision", "geo_score", "geo_label", "geo_citycode", "geo_source", "geo_reason",
    "geocoded_at",
)  # fmt: skip
"""What the geocoder says of a branch, and what a locked branch keeps."""
_LISTED = tuple(name for name in FIELDS if name in Branch.__table__.columns and name not in {*ADDRESS, "closed_on"})


@dataclass(frozen=True)
class Kept:
    """What the archive holds before a file: branches by key, their zones, and what persons said last.

    `said`: (kind, subject, field) whose last word is a person's. `dated`: branches whose last date is a verification by
    somebody. `told`: (kind, branch, field) → the values already proposed (open) or refused.
    """

    rows: Mapping[tuple[str, str], Mapping[str, Any]]
    zones: Mapping[int, Mapping[str, Zone]]
    said: frozenset[tuple[str, str, str]]
    dated: frozenset[int]
    told: Mapping[tuple[str, int | None, str], list[Any]]


@dataclass
class Outcome:
    """What a file changes beside its rows: lines of history, and parts that become proposals."""

    history: list[Change] = field(default_factory=list)
    proposals: list[Values] = field(default_factory=list)


def kept(session: Session) -> Kept:
    """Read, and hold until the end of the transaction, what a file is about to meet."""
    rows = session.execute(select(Branch.__table__).order_by(Branch.id).with_for_update()).mappings().all()
    zones: dict[int, dict[str, Zone]] = {}
    for zone in session.scalars(select(Zone).execution_options(populate_existing=True)):
        zones.setdefault(zone.branch_id, {})[zone.departement] = zone
    said, dated = _last_words(session)
    return Kept({(row["association"], row["name"]): dict(row) for row in rows}, zones, said, dated, _told(session))


def settled(row: Values, before: Mapping[str, Any], archive: Kept, outcome: Outcome) -> Values:
    """The values to write for a branch that the archive knows, where `row` is what the file says of it."""
    wanted, branch_id = dict(row), before["id"]
    said = {name for name in FIELDS if (Kind.BRANCH.value, str(branch_id), name) in archive.said}
    refused: Values = {}
    moved = [name for name in ADDRESS if name in row and row[name] != before[name]]
    if moved and said & set(ADDRESS):
        refused |= {name: row[name] for name in moved}
        _keep(wanted, before, (*ADDRESS, *POINT))
    if before["geo_locked"]:
        _keep(wanted, before, POINT)
    for name in _LISTED:
        if name in said and name in row and not same(name, before[name], row[name]):
            refused[name] = row[name]
            _keep(wanted, before, [name, *([DECLARED[name]] if name in DECLARED else [])])
    _date(wanted, before, verified=branch_id in archive.dated)
    home = refused.get("departement") or before["departement"]
    _propose(before, Kind.BRANCH, home, before, refused, archive, outcome)
    outcome.history += _history(branch_id, before, wanted)
    return wanted


def settled_zone(wanted: Iterable[str], before: Mapping[str, Any], archive: Kept, outcome: Outcome) -> set[str]:
    """The codes to keep in the zone of a branch that the archive knows, where `wanted` is what the file says."""
    branch_id, zones = before["id"], archive.zones.get(before["id"], {})
    asked, now = set(wanted), set(zones)
    for code in sorted(asked ^ now):
        mode = zones[code].mode if code in now else None
        by_a_person = (Kind.ZONE.value, str(branch_id), code) in archive.said
        if by_a_person or (code in now and zones[code].validated_on is not None):
            said = {code: "" if code in asked else None}
            _propose(before, Kind.ZONE, code, {code: mode}, said, archive, outcome)
            asked ^= {code}
        else:
            outcome.history.append((Kind.ZONE, str(branch_id), code, mode, "" if code in asked else None))
    return asked


def _keep(wanted: Values, before: Mapping[str, Any], names: Iterable[str]) -> None:
    wanted.update({name: before[name] for name in names if name in wanted})


def _date(wanted: Values, before: Mapping[str, Any], *, verified: bool) -> None:
    """A file is only believed about verifications that are newer than those that people made here."""
    given: date | None = wanted.get("verified_on")
    if verified and (given is None or given <= before["verified_on"]):
        wanted["verified_on"], wanted["verified_by"] = before["verified_on"], before["verified_by"]


def _history(branch_id: int, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    changes: list[Change] = [
        (Kind.BRANCH, str(branch_id), name, before[name], after[name])
        for name in (*ADDRESS, *_LISTED, "verified_on")
        if name in after and not same(name, before[name], after[name])
    ]
    if "lat" in after:
        here, there = _point(before), _point(after)
        if not same("point", here, there):
            changes.append((Kind.BRANCH, str(branch_id), "point", here, there))
    return changes


def _point(row: Mapping[str, Any]) -> list[float] | None:
    return None if row["lat"] is None or row["lon"] is None else [row["lat"], row["lon"]]


def _propose(
    branch: Mapping[str, Any],
    kind: Kind,
    authority: str,
    now: Mapping[str, Any],
    wanted: Mapping[str, Any],
    archive: Kept,
    outcome: Outcome,
) -> None:
    branch_id = branch["id"]
    changes = {
        name: [as_json(now[name]), as_json(value)]
        for name, value in wanted.items()
        if not any(same(name, as_json(value), each) for each in archive.told.get((kind.value, branch_id, name), ()))
    }
    if changes:
        outcome.proposals.append(
            {
                "structure": branch["structure"], "kind": kind.value, "branch_id": branch_id,
                "authority": authority or WHOLE_COUNTRY, "changes": changes,
            }
        )  # fmt: skip


def _last_words(session: Session) -> tuple[frozenset[tuple[str, str, str]], frozenset[int]]:
    key = (ListingFact.kind, ListingFact.subject, ListingFact.field)
    last = select(func.max(ListingFact.id)).group_by(*key)
    found = session.execute(select(*key, ListingFact.origin).where(ListingFact.id.in_(last))).all()
    said = {(kind, subject, name) for kind, subject, name, origin in found if origin in BY_PERSONS}
    dated = {int(subject) for kind, subject, name, origin in found if name == "verified_on" and origin != "import"}
    return frozenset(said), frozenset(dated)


def _told(session: Session) -> dict[tuple[str, int | None, str], list[Any]]:
    query = (
        select(ListingProposal.kind, ListingProposal.branch_id, ListingProposal.changes)
        .outerjoin(ListingAnswer, ListingAnswer.proposal_id == ListingProposal.id)
        .where(ListingAnswer.kind.is_(None) | (ListingAnswer.kind == "refused"))
    )
    found: dict[tuple[str, int | None, str], list[Any]] = {}
    for kind, branch_id, changes in session.execute(query):
        for name, (_, wanted) in changes.items():
            found.setdefault((kind, branch_id, name), []).append(wanted)
    return found
