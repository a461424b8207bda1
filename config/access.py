"""How access falls with distance, and what « little access » means: access.toml, read once."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

FILE = Path(__file__).with_name("access.toml")


@dataclass(frozen=True)
class Decay:
    """`steps`: weight (0 to 1, falling) up to each distance in km; beyond the last one, 0. `reason`: French."""

    steps: Mapping[float, float]
    reason: str

    @property
    def farthest_km(self) -> float:
        return max(self.steps)


@dataclass(frozen=True)
class AccessRules:
    """`little_share`: share of the mean access under which access is little (0 to 1)."""

    associations: Decay
    places: Decay
    little_share: float
    little_reason: str


def read_access(path: Path) -> AccessRules:
    """The rules of a file. Raises `ValueError` for an unknown key, a weight out of 0-1 or that grows, and no reason."""
    content = tomllib.loads(path.read_text("utf-8"))
    if set(content) != {"associations", "places", "little"}:
        raise ValueError(f"{path.name} must have exactly [associations], [places] and [little]")
    little = content["little"]
    if set(little) != {"share", "reason"} or not 0 < little["share"] < 1 or not little["reason"].strip():
        raise ValueError(f"{path.name}: [little] must hold a share between 0 and 1, and its reason")
    decays = {name: _decay(path.name, name, content[name]) for name in ("associations", "places")}
    return AccessRules(**decays, little_share=little["share"], little_reason=little["reason"])


def _decay(file: str, name: str, entry: dict[str, Any]) -> Decay:
    where = f"{file}: [{name}]"
    if set(entry) != {"steps", "reason"} or not entry["steps"] or not str(entry["reason"]).strip():
        raise ValueError(f"{where} must hold exactly `steps` and `reason`")
    steps = {float(km): float(weight) for km, weight in sorted(entry["steps"].items(), key=lambda step: float(step[0]))}
    weights = list(steps.values())
    if not all(0 < weight <= 1 for weight in weights) or weights != sorted(weights, reverse=True):
        raise ValueError(f"{where} weights must be between 0 and 1 and fall with distance")
    return Decay(MappingProxyType(steps), entry["reason"])


@cache
def access_rules() -> AccessRules:
    """The rules of the house."""
    return read_access(FILE)
