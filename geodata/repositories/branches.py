"""How branches of associations are kept: their zone apart, and a point that a person corrected stays."""

from collections.abc import Mapping
from datetime import UTC, datetime

import pandas as pd
from shapely import Point
from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from geodata import journal, territories
from geodata.journal import Channel, Event
from geodata.models import Branch, ListingReview, Zone
from geodata.perimetre import Perimetre
from geodata.repositories import structures
from geodata.repositories.loading import Loaded, upsert

POINT = [
    "lat", "lon", "geo_status", "geo_precision", "geo_score", "geo_label", "geo_citycode", "geo_source", "geo_reason",
    "geocoded_at",
]  # fmt: skip
"""What the geocoder says of a branch, and what a locked branch keeps."""
BY_HAND = "correction manuelle"
CORRECTED = ["lat", "lon", "geo_locked", "geo_status", "geo_source", "geo_reason"]
NEARBY_DEGREES = 0.05
"""The outlines are simplified: a true point of the coast or of a border may fall a little outside (about 5 km)."""

Key = tuple[str, str]


def replace(session: Session, perimetre: Perimetre, rows: pd.DataFrame, import_id: int) -> Loaded:
    """Keep branches, by association and name; `zones` (lists of codes) replaces the zone of each.

    A branch whose point was corrected by hand keeps it. A branch that the file no longer gives stays.
    """
    perimetre.require_write_rows("imports", rows)
    rows = rows.assign(structure=rows["association"].map(structures.known_as(session, rows["association"].unique())))
    loaded = upsert(
        session,
        Branch,
        _with_locked_points(session, rows.drop(columns="zones")),
        import_id,
        not_compared=["geocoded_at"],
    )
    zones = {key: list(zone) for key, zone in zip(_keys(rows), rows["zones"], strict=True)}
    return _with_zones(loaded, rows, _replace_zones(session, zones, import_id))


def _keys(rows: pd.DataFrame) -> list[Key]:
    return list(zip(rows["association"], rows["name"], strict=True))


def _with_locked_points(session: Session, rows: pd.DataFrame) -> pd.DataFrame:
    columns = [Branch.association, Branch.name, *(Branch.__table__.c[name] for name in POINT)]
    locked = {tuple(found[:2]): found[2:] for found in session.execute(select(*columns).where(Branch.geo_locked))}
    corrected = rows.astype(dict.fromkeys(POINT, object))
    for line, key in zip(rows.index, _keys(rows), strict=True):
        if key in locked:
            for name, value in zip(POINT, locked[key], strict=True):
                corrected.at[line, name] = value
    return corrected


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
        connection.execute(delete(Zone).where(Zone.branch_id == bindparam("of")), which)
        connection.execute(update(Branch).where(Branch.id == bindparam("of")).values(import_id=bindparam("by")), which)
        zones = [{"branch_id": ids[key], "departement": code} for key, zone in differ.items() for code in sorted(zone)]
        connection.execute(insert(Zone), zones)
    return {key: (_text(kept.get(ids[key], set())), _text(zone)) for key, zone in differ.items()}


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
    branch = session.get(Branch, branch_id)
    if branch is None:
        raise ValueError(f"Aucune antenne ne porte le numéro {branch_id}.")
    perimetre.require_write("imports", branch.departement)
    if not reason.strip():
        raise ValueError("Dire en une phrase d’où vient la correction du point.")
    outline = territories.departements().geometry[branch.departement]
    if not outline.dwithin(Point(lon, lat), NEARBY_DEGREES):
        raise ValueError(f"Le point ({lat:.4f}, {lon:.4f}) n’est pas dans le département {branch.departement}.")
    before = {name: getattr(branch, name) for name in CORRECTED}
    branch.lat, branch.lon, branch.geo_locked = lat, lon, True
    branch.geo_status, branch.geo_precision, branch.geo_score = "precise", "housenumber", None
    branch.geo_source, branch.geo_reason, branch.geocoded_at = BY_HAND, reason.strip(), datetime.now(UTC)
    journal.record(
        session, perimetre, Event.WRITE, obj="branches", key=str(branch_id), channel=channel, before=before,
        after={name: getattr(branch, name) for name in CORRECTED}, departement=branch.departement,
    )  # fmt: skip


def replace_reviews(session: Session, perimetre: Perimetre, rows: pd.DataFrame, import_id: int) -> Loaded:
    """Keep the checks of the listing, by département, form and day."""
    perimetre.require_write_rows("imports", rows)
    return upsert(session, ListingReview, rows, import_id)
