"""What the listing will show of two branches once they are one, before anybody says so."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from geodata.listing.fields import BRANCH_FIELDS, FIELDS, Kind
from geodata.listing.merging import ADDRESS, folded
from geodata.listing.words import NOTHING, lines_of, place

ZONES = "Zone d’intervention"


@dataclass(frozen=True)
class Line:
    """A field of both branches, and of the card that will show them: texts, « non renseigné » for nothing."""

    label: str
    kept: str
    absorbed: str
    together: str


def preview(
    kept: Mapping[str, Any],
    absorbed: Mapping[str, Any],
    kept_zones: Mapping[str, str],
    absorbed_zones: Mapping[str, str],
) -> list[Line]:
    """The fields that either branch says; `…_zones`: département → mode. The values of the merge are those of
    `geodata.listing.merging`, which the listing itself uses.
    """
    rows = {1: _row(1, kept, kept_zones), 2: _row(2, absorbed, absorbed_zones)}
    shown = folded(rows, {2: 1})[1]
    shown["point"] = None if shown["lat"] is None else [shown["lat"], shown["lon"]]
    lines = [
        Line(FIELDS[name].label, *(_words(name, values[name]) for values in (kept, absorbed, shown)))
        for name in BRANCH_FIELDS
    ]
    zones = [
        ", ".join(place(code) for code in each) or NOTHING for each in (kept_zones, absorbed_zones, shown["zones"])
    ]
    return [each for each in [*lines, Line(ZONES, *zones)] if {each.kept, each.absorbed} != {NOTHING}]


def _row(number: int, values: Mapping[str, Any], zones: Mapping[str, str]) -> dict[str, Any]:
    lat, lon = values["point"] or (None, None)
    return {
        **dict.fromkeys(ADDRESS),
        **values,
        "id": number,
        "lat": lat,
        "lon": lon,
        "zones": list(zones),
        "modes": dict(zones),
        "zones_validated": dict.fromkeys(zones),
    }


def _words(name: str, value: Any) -> str:
    return ", ".join(lines_of(Kind.BRANCH, name, value)) or NOTHING
