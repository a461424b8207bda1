"""Where what is in force changes, each field with its line of history, in the same transaction."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from config.nomenclatures import Verifier
from geodata.listing.checks import require_inside
from geodata.listing.fields import FIELDS, Kind
from geodata.models import Branch, ListingFact, Structure, Zone
from geodata.perimetre import Perimetre
from geodata.repositories.listing_rows import (
    Entry,
    Values,
    as_json,
    by,
    changed,
    home_of,
    kind_of,
    subject_of,
    values_of,
)
from geodata.rights import FRANCE

BY_HAND = "correction manuelle"
ADDRESS = ("street", "postcode", "city", "departement")
DECLARED = {"publics": "publics_declared", "forms": "forms_declared", "functions": "services_declared"}
"""The words of the file beside the codes that were read in them: codes that somebody changes have their own words."""
TO_PLACE = "L’adresse a changé : le point de la précédente a été retiré, le nouveau reste à placer."


@dataclass(frozen=True)
class Cause:
    """Why a field changes: `import`, `proposal`, `confirmation`, `point`, `merge` or `unmerge`, and which one."""

    origin: str
    number: int | None = None


Change = tuple[Kind, str, str, Any, Any]
"""Kind, subject, field, before, after: a line of history without its circumstances."""


def remember(session: Session, perimetre: Perimetre, changes: Iterable[Change], cause: Cause, entry: Entry) -> None:
    """Add a line of history for each change, in one statement."""
    circumstances = {**by(perimetre, entry), "origin": cause.origin, "origin_id": cause.number}
    rows = [
        {
            "kind": kind.value, "subject": subject, "field": field, "before": as_json(before), "after": as_json(after),
            **circumstances,
        }
        for kind, subject, field, before, after in changes
    ]  # fmt: skip
    if rows:
        session.execute(insert(ListingFact), rows)


def write_values(
    session: Session,
    perimetre: Perimetre,
    row: Structure | Branch,
    values: Mapping[str, Any],
    cause: Cause,
    entry: Entry,
) -> Values:
    """Put values of fields in force, and give those that changed. The row must be locked by the caller.

    An address that moves without a point loses the one that it had: it is to be placed again. Raises `FieldError` for a
    point that would be out of its département.
    """
    before = values_of(row)
    wanted = dict(values)
    if isinstance(row, Branch):
        moved = any(name in ADDRESS for name in changed(before, wanted))
        if moved and "point" not in wanted:
            wanted["point"] = None
        # A point given again for an address that did not move is a person's word too: it is locked.
        _place(row, wanted, before, moved, cause, entry)
    different = changed(before, wanted)
    for name, value in different.items():
        if name != "point":
            setattr(row, name, value)
        if name in DECLARED:
            setattr(row, DECLARED[name], "; ".join(FIELDS[name].choices[code] for code in value))
    changes = [(kind_of(row), subject_of(row), name, before[name], value) for name, value in different.items()]
    remember(session, perimetre, changes, cause, entry)
    session.flush()
    return different


def _place(row: Branch, wanted: Values, before: Values, moved: bool, cause: Cause, entry: Entry) -> None:
    if "point" not in wanted:
        return
    point = wanted["point"]
    if point is None:
        if before["point"] is None and not moved:
            return
        row.lat = row.lon = row.geo_score = row.geocoded_at = None
        row.geo_locked, row.geo_status, row.geo_precision = False, "review", ""
        row.geo_label = row.geo_citycode = row.geo_source = ""
        row.geo_reason = TO_PLACE
        return
    require_inside(point, wanted.get("departement", row.departement))
    if changed(before, {"point": point}):
        row.lat, row.lon = point
    row.geo_locked, row.geo_status, row.geo_precision, row.geo_score = True, "precise", "housenumber", None
    row.geo_source, row.geo_reason, row.geocoded_at = BY_HAND, _told(cause), entry.at.astimezone(UTC)
    if moved:
        row.geo_label = row.geo_citycode = ""


def _told(cause: Cause) -> str:
    return f"point accepté avec la proposition n° {cause.number}" if cause.origin == "proposal" else ""


def write_zone(
    session: Session, perimetre: Perimetre, branch: Branch, code: str, mode: str | None, cause: Cause, entry: Entry
) -> bool:
    """Put a département (or `FR`) in the zone of a branch, accepted on the day, or take it out of it (None)."""
    zone = session.get(Zone, (branch.id, code), populate_existing=True)
    before = None if zone is None else zone.mode
    if mode is None and zone is not None:
        session.delete(zone)
    elif mode is not None:
        if zone is None:
            zone = Zone(branch_id=branch.id, departement=code)
            session.add(zone)
        zone.mode, zone.validated_on = mode, entry.day
    if before != mode:
        remember(session, perimetre, [(Kind.ZONE, str(branch.id), code, before, mode)], cause, entry)
    session.flush()
    return before != mode


def write_verified(
    session: Session, perimetre: Perimetre, branch: Branch, verifier: Verifier, cause: Cause, entry: Entry
) -> None:
    """Say that a branch was verified on the day; an older word never takes the place of a newer one."""
    before = branch.verified_on
    if before is not None and before > entry.day:
        return
    branch.verified_on, branch.verified_by = entry.day, verifier.value
    if before != entry.day:
        line = (Kind.BRANCH, str(branch.id), "verified_on", before, entry.day)
        remember(session, perimetre, [line], cause, entry)
    session.flush()


def write_listed(session: Session, perimetre: Perimetre, branch: Branch, cause: Cause, entry: Entry) -> None:
    """Show a branch that its association had proposed."""
    if not branch.listed:
        branch.listed = True
        remember(session, perimetre, [(Kind.BRANCH, str(branch.id), "listed", False, True)], cause, entry)
        session.flush()


def answers_for(row: Structure | Branch, wanted: Mapping[str, Any], homes: Iterable[str] = ()) -> str:
    """Which authority answers for fields: of a branch, the département that it has or wants; of an organisation, the
    only one of its branches (`homes`), or `FR`."""
    if isinstance(row, Branch):
        return str(wanted["departement"]) if wanted.get("departement") else home_of(row)
    places = set(homes)
    return places.pop() if len(places) == 1 else FRANCE
