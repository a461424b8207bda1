"""The figures that decide something: thresholds.toml, read once."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

FILE = Path(__file__).with_name("thresholds.toml")

Value = int | float


@dataclass(frozen=True, slots=True)
class Threshold:
    """A figure and why it is that one (`reason` is French: pages show it)."""

    value: Value
    reason: str


def read_thresholds(path: Path) -> Mapping[str, Threshold]:
    """Every threshold of a file by dotted name ("geocoding.accept_score").

    Raises `ValueError` for an entry that is not exactly a number under `value` and a sentence under `reason`.
    """
    content = tomllib.loads(path.read_text("utf-8"))
    found: dict[str, Threshold] = {}
    for section, entries in content.items():
        for name, entry in entries.items() if isinstance(entries, dict) else [("", entries)]:
            where = f"{path.name}: [{section}.{name}]"
            if not isinstance(entry, dict) or set(entry) != {"value", "reason"}:
                raise ValueError(f"{where} must hold exactly `value` and `reason`")
            value, reason = entry["value"], entry["reason"]
            if isinstance(value, bool) or not isinstance(value, int | float):
                raise ValueError(f"{where} value must be a number, got {value!r}")  # noqa: TRY004
            if not isinstance(reason, str) or not reason.strip():
                raise ValueError(f"{where} needs a reason: a threshold that nobody can explain cannot be defended")
            found[f"{section}.{name}"] = Threshold(value, reason)
    return MappingProxyType(found)


@cache
def thresholds() -> Mapping[str, Threshold]:
    """Every threshold of the house, by dotted name; read-only."""
    return read_thresholds(FILE)


def threshold(name: str) -> Value:
    """The value of one threshold; raises `KeyError`, with the names of its section, for one that does not exist.

    >>> threshold("geocoding.accept_score")
    0.75
    """
    known = thresholds()
    if name not in known:
        section = name.partition(".")[0]
        raise KeyError(
            f"no threshold {name!r}; known: {', '.join(k for k in known if k.startswith(section)) or 'none'}"
        )
    return known[name].value
