"""How branches of associations are kept: their zone apart, and a point that a person corrected stays."""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import Any

import pandas as pd
from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from config.nomenclatures import Verifier
from geodata import journal
from geodata.instants import utc
from geodata.journal import Channel, Event
from geodata.listing.checks import require_inside
from geodata.listing.fields import Kind
from geodata.models import Branch, Import, ListingReview, Zone
from geodata.perimetre import Perimetre
from geodata.repositories import listing_imports, listing_proposals, structures
from geodata.repositories.listing_imports import Kept, Outcome
from geodata.repositories.listing_rows import Entry, Origin, values_of
from geodata.repositories.listing_writing import BY_HAND, Cause, remember
from geodata.repositories.loading import Loaded, upsert
from geodata.repositories.stored import as_stored

CORRECTED = ["lat", "lon", "geo_locked", "geo_status", "geo_source", "geo_reason"]

Key = tuple[str, str]


def replace(session: Session, perimetre: Perimetre, rows: pd.DataFrame, import_id: int) -> Loaded:
    """Keep branches, by association and name; `zones` (lists of codes) replaces the zone of each.

    What somebody has validated since stays, and what the file says instead becomes a proposal
    (`geodata.repositories.listing_imports`); the rest changes with a line of history. A new branch has none: the file
    is its first version. A branch that the file no longer gives stays; one that was only proposed becomes shown.
    """
    perimetre.require_write_rows("imports", rows)
    rows = rows.assign(structure=rows["association"].map(structures.known_as(session, rows["association"].unique())))
    archive, outcome = listing_imports.kept(session), Outcome()
    zones = {key: list(zone) for key, zone in zip(_keys(rows), rows["zones"], strict=True)}
    for key, before in archive.rows.items():
        if key in zones:
            zones[key] = sorted(listing_imports.settled_zone(zones[key], before, archive, outcome))
    settled = _settled(rows.drop(columns="zones"), archive, outcome)
    loaded = upsert(session, Branch, settled, import_id, not_compared=["geocoded_at", "verified_by"])
    loaded = _with_zones(loaded, rows, _replace_zones(session, zones, import_id))
    _remember(session, perimetre, zones, archive, outcome, import_id)
    return loaded


def _keys(rows: pd.DataFrame) -> list[Key]:
    return list(zip(rows["association"], rows["name"], strict=True))


def _settled(rows: pd.DataFrame, archive: Kept, outcome: Outcome) -> pd.DataFrame:
    """The rows as they are to be written, beside what the archive holds."""
    columns = {name: as_stored(Branch.__table__.c[name], rows[name]) for name in rows.columns}
    written = [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]
    for rank, (key, row) in enumerate(zip(_keys(rows), written, strict=True)):
        row["verified_by"] = Verifier.SOURCE.value if row.get("verified_on") is not None else ""
        if (before := archive.rows.get(key)) is not None:
            written[rank] = listing_imports.settled(row, before, archive, outcome)
    return pd.DataFrame(written, index=rows.index, columns=[*columns, "verified_by"], dtype=object)


def _remember(
    session: Session,
    perimetre: Perimetre,
    given: Collection[Key],
    archive: Kept,
    outcome: Outcome,
    import_id: int,
) -> None:
    """Write the history of what the file changed, and what it would have changed as proposals."""
    received = session.get_one(Import, import_id)
    entry = Entry(at=utc(received.received_at), channel=Channel.COMMAND_LINE, demonstration=received.demonstration)
    shown = [row["id"] for key, row in archive.rows.items() if key in given and not row["listed"]]
    outcome.history += [(Kind.BRANCH, str(branch_id), "listed", False, True) for branch_id in shown]
    session.execute(update(Branch).where(Branch.id.in_(shown)).values(listed=True))
    remember(session, perimetre, outcome.history, Cause("import", import_id), entry)
    origin = Origin("import", import_id=import_id)
    listing_proposals.add(session, perimetre, "", outcome.proposals, entry=entry, origin=origin)
    for read in list(session.identity_map.values()):
        if isinstance(read, Branch | Zone):
            session.expire(read)  # written beneath the session: what it had read of it is over


def _replace_zones(session: Session, wanted: Mapping[Key, list[str]], import_id: int) -> dict[Key, tuple[str, str]]:
    """Write the zones that differ; for these branches, the zone before and after, as text."""
    ids = {
        (branch[1], branch[2]): branch[0]
        for branch in session.execute(select(Branch.id, Branch.association, Branch.name))
    }
    kept: dict[int, set[str]] = {}
    for branch_id, departement in session.execute(select(Zone.branch_id, Zone.departement)):
        kept.setdefault(branch_id, set()).add(departement)
    differ = {key: set(zone) for key, zone in wanted.items() if kept.get(ids[key], set()) != set(zone)}
    if differ:
        # One statement and many parameters: databases limit the length of a list inside a statement.
        connection, which = session.connection(), [{"of": ids[key], "by": import_id} for key in differ]
        gone = _zones({ids[key]: kept.get(ids[key], set()) - zone for key, zone in differ.items()})
        if gone:
            one = (Zone.branch_id == bindparam("branch_id")) & (Zone.departement == bindparam("departement"))
            connection.execute(delete(Zone).where(one), gone)
        if new := _zones({ids[key]: zone - kept.get(ids[key], set()) for key, zone in differ.items()}):
            connection.execute(insert(Zone), new)
        connection.execute(update(Branch).where(Branch.id == bindparam("of")).values(import_id=bindparam("by")), which)
    return {key: (_text(kept.get(ids[key], set())), _text(zone)) for key, zone in differ.items()}


def _zones(by_branch: Mapping[int, set[str]]) -> list[dict[str, Any]]:
    return [{"branch_id": of, "departement": code} for of, codes in by_branch.items() for code in sorted(codes)]


def _text(zone: set[str]) -> str:
    return ", ".join(sorted(zone))


def _with_zones(loaded: Loaded, rows: pd.DataFrame, zones: Mapping[Key, tuple[str, str]]) -> Loaded:
    """A branch whose zone alone changed is a changed branch."""
    told = set(loaded.changes["line"])
    new = set(loaded.changes.loc[loaded.changes["column"] == "", "line"])
    lines = dict(zip(_keys(rows), rows.index, strict=True))
    changed = {key: texts for key, texts in zones.items() if lines[key] not in new}
    alone = sum(lines[key] not in told for key in changed)
    described = pd.DataFrame(
        [(lines[key], " · ".join(key), "zones", before, after) for key, (before, after) in changed.items()],
        columns=loaded.changes.columns,
    )
    return Loaded(
        new=loaded.new,
        changed=loaded.changed + alone,
        unchanged=loaded.unchanged - alone,
        changes=pd.concat([loaded.changes, described]).sort_values("line", kind="stable", ignore_index=True),
    )


def correct_point(
    session: Session,
    perimetre: Perimetre,
    branch_id: int,
    lat: float,
    lon: float,
    reason: str,
    *,
    channel: Channel = Channel.COMMAND_LINE,
) -> None:
    """Put a branch where a person says it is (degrees, EPSG:4326), and lock it there.

    Raises `NotAllowed` outside the visitor's perimeter, `ValueError` (in French) for an unknown branch, a point out of
    its département, or no reason.
    """
    branch = session.get(Branch, branch_id, populate_existing=True, with_for_update=True)
    if branch is None:
        raise ValueError(f"Aucune antenne ne porte le numéro {branch_id}.")
    perimetre.require_write("imports", branch.departement)
    if not reason.strip():
        raise ValueError("Dire en une phrase d’où vient la correction du point.")
    require_inside((lat, lon), branch.departement)
    point = values_of(branch)["point"]
    before, now = {name: getattr(branch, name) for name in CORRECTED}, datetime.now(UTC)
    branch.lat, branch.lon, branch.geo_locked = lat, lon, True
    branch.geo_status, branch.geo_precision, branch.geo_score = "precise", "housenumber", None
    branch.geo_source, branch.geo_reason, branch.geocoded_at = BY_HAND, reason.strip(), now
    line = (Kind.BRANCH, str(branch_id), "point", point, [lat, lon])
    remember(session, perimetre, [line], Cause("point", branch_id), Entry(at=now, channel=channel))
    journal.record(
        session, perimetre, Event.WRITE, obj="branches", key=str(branch_id), channel=channel, before=before,
        after={name: getattr(branch, name) for name in CORRECTED}, departement=branch.departement,
    )  # fmt: skip


def replace_reviews(session: Session, perimetre: Perimetre, rows: pd.DataFrame, import_id: int) -> Loaded:
    """Keep the checks of the listing, by département, form and day."""
    perimetre.require_write_rows("imports", rows)
    return upsert(session, ListingReview, rows, import_id)
