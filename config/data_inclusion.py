"""In which words of data·inclusion (schema v1) the listing is published: an editorial choice, kept in a text file."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from config.nomenclatures import Function, Labelled, Public, Referrer, ZoneMode

FILE = Path(__file__).with_name("data_inclusion.toml")
ALWAYS = "always"


@dataclass(frozen=True)
class ServiceGroup:
    """Functions of a branch that make one service. `publics`: added to those of the branch."""

    code: str
    functions: tuple[Function, ...]
    name: str
    type: str
    thematiques: tuple[str, ...]
    reason: str
    publics: tuple[str, ...] = ()


@dataclass(frozen=True)
class Correspondence:
    """Our codes → theirs. `left_out`: function → why it makes no service."""

    source: str
    publics_precisions: str
    publics: Mapping[str, tuple[str, ...]]
    modes_accueil: Mapping[str, str]
    mobilisable_par: Mapping[str, str]
    services: tuple[ServiceGroup, ...]
    left_out: Mapping[str, str]


@cache
def correspondence() -> Correspondence:
    """The correspondence of the file. Raises `ValueError` unless each of our codes stands in it exactly once."""
    return read_correspondence(FILE)


def read_correspondence(path: Path) -> Correspondence:
    """The correspondence written in `path`; see `correspondence`."""
    written = tomllib.loads(path.read_text("utf-8"))
    services = tuple(_group(each) for each in written.pop("services", []))
    found = Correspondence(
        services=services,
        publics={name: tuple(codes) for name, codes in written.pop("publics", {}).items()},
        **written,
    )
    _each_once(path, "publics", [name for name in found.publics if name != ALWAYS], Public)
    _each_once(path, "modes_accueil", found.modes_accueil, ZoneMode)
    _each_once(path, "mobilisable_par", found.mobilisable_par, Referrer)
    told = [function for group in services for function in group.functions]
    _each_once(path, "services and left_out", [*told, *found.left_out], Function)
    return found


def _group(written: Mapping[str, Any]) -> ServiceGroup:
    return ServiceGroup(
        **{
            **written,
            "functions": tuple(Function(each) for each in written["functions"]),
            "thematiques": tuple(written["thematiques"]),
            "publics": tuple(written.get("publics", ())),
        }
    )


def _each_once(path: Path, what: str, told: Any, members: type[Labelled]) -> None:
    if sorted(map(str, told)) != sorted(member.value for member in members):
        raise ValueError(
            f"{path.name}, {what}: each code of {members.__name__} must stand there once, got {list(told)}"
        )
