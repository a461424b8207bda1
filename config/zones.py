"""Grandes zones: the only area by which secure places are counted, and the figures below which a zone is refused."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

FILE = Path(__file__).with_name("zones.toml")


@dataclass(frozen=True)
class Zone:
    """A group of régions (INSEE codes of 2016). `national_only`: counted for France, never shown by itself."""

    code: str
    label: str
    regions: tuple[str, ...]
    national_only: bool = False


@dataclass(frozen=True)
class Zones:
    """Every zone by code, and the smallest zone that may be recorded: operators, then places."""

    zones: Mapping[str, Zone]
    fewest_operators: int
    fewest_places: int


def read_zones(path: Path) -> Zones:
    """The zones of a file.

    Raises `ValueError` for a région that stands in two zones, a zone without région or label, an unknown key, and
    thresholds under 3 operators or 11 places: they may be raised, never lowered.
    """
    content = tomllib.loads(path.read_text("utf-8"))
    _require(set(content) == {"minimum", "zones"}, f"{path.name} must hold [minimum] and [zones], nothing else")
    _require(set(content["minimum"]) == {"operators", "places"}, f"{path.name}: [minimum] is operators and places")
    fewest = {name: entry["value"] for name, entry in content["minimum"].items()}
    for name, floor in (("operators", 3), ("places", 11)):
        _require(fewest[name] >= floor, f"{path.name}: [minimum.{name}] must be {floor} at least, got {fewest[name]}")
    found: dict[str, Zone] = {}
    owner: dict[str, str] = {}
    for code, entry in content["zones"].items():
        where = f"{path.name}: [zones.{code}]"
        _require(set(entry) <= {"label", "regions", "national_only"}, f"{where} has an unknown key")
        zone = Zone(code, entry.get("label", ""), tuple(entry.get("regions", ())), entry.get("national_only", False))
        _require(bool(zone.label and zone.regions), f"{where} needs a label and at least one région")
        for region in zone.regions:
            _require(region not in owner, f"{where} takes région {region}, which is in {owner.get(region)} already")
            owner[region] = code
        found[code] = zone
    return Zones(MappingProxyType(found), fewest["operators"], fewest["places"])


@cache
def zones() -> Zones:
    """The zones of the house."""
    return read_zones(FILE)


def _require(holds: bool, sentence: str) -> None:
    if not holds:
        raise ValueError(sentence)
