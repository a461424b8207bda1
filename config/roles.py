"""The matrix of rights as data: `roles.toml`, read once and refused when anything in it is not understood."""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, TypeVar, get_args

FILE = Path(__file__).with_name("roles.toml")

Attachment = Literal["france", "departement", "region", "structure", "ministry"]


class Level(IntEnum):
    """Levels of secrecy: public, partners, restricted, secret."""

    N0 = 0
    N1 = 1
    N2 = 2
    N3 = 3


class Object(StrEnum):
    """What rights are about."""

    INDICATORS = "indicators"
    DRAFTS = "drafts"
    CDPD = "cdpd"
    STRUCTURES = "structures"
    PLACES = "places"
    SECURE_PLACES = "secure_places"
    PRIVATE_COMMENTS = "private_comments"
    ACCOUNTS = "accounts"
    JOURNAL = "journal"
    IMPORTS = "imports"


class Action(StrEnum):
    """What one does with an object; none of them carries another."""

    READ = "read"
    WRITE = "write"
    VALIDATE = "validate"
    ADMINISTER = "administer"


class Scope(StrEnum):
    """Where a right holds."""

    DEPARTEMENT = "D"
    REGION = "R"
    MESURES = "P"
    STRUCTURE = "S"
    OWN_ACTS = "O"
    FRANCE = "F"


@dataclass(frozen=True, order=True)
class Right:
    """One grant of the matrix: `scope` holds when every one of its letters does. `mesures`: only these, when any."""

    obj: Object
    action: Action
    scope: tuple[Scope, ...]
    level: Level
    mesures: tuple[int, ...] = ()


@dataclass(frozen=True)
class ObjectCard:
    """An object in French words. `level`: that of its usual content. `two_persons`: actions refused to its author."""

    label: str
    reading: str
    level: Level
    mesures: tuple[int, ...] = ()
    two_persons: frozenset[Action] = frozenset()


@dataclass(frozen=True)
class Ministry:
    """A ministry and the mesures that it steers."""

    label: str
    mesures: tuple[int, ...]


@dataclass(frozen=True)
class Profile:
    """A row of the matrix. `structure`: the structure that every account of this profile belongs to, if any."""

    label: str
    attached_to: Attachment
    rights: tuple[Right, ...]
    by_exception: tuple[Right, ...] = ()
    structure: str = ""


@dataclass(frozen=True)
class Rules:
    """What the matrix counts, in months and persons; `personal_mail`: domains refused as professional addresses."""

    dormant_after_months: int
    exception_at_most_months: int
    colleagues_at_most: int
    personal_mail: tuple[str, ...]


@dataclass(frozen=True)
class Roles:
    """The whole matrix; every mapping is read-only and in the order of the file."""

    rules: Rules
    objects: Mapping[Object, ObjectCard]
    ministries: Mapping[str, Ministry]
    profiles: Mapping[str, Profile]


_GRANT = re.compile(r"([DRPSOF](?:\+[DRPSO])*) (N[0-3])((?: M\d+)*)")
# Which letters mean something for an account attached there; O and F always do.
_LETTERS: Mapping[str, str] = MappingProxyType(
    {"france": "OF", "departement": "DPOF", "region": "ROF", "structure": "DSOF", "ministry": "POF"}
)
_Card = TypeVar("_Card")


def read_roles(path: Path) -> Roles:
    """The matrix of a file.

    Raises `ValueError`, naming the place in the file, for a key that is unknown or missing, an object, action, scope,
    level or attachment that does not exist, and a scope that an account of the profile could not have.
    """
    content = tomllib.loads(path.read_text("utf-8"))
    _require_keys(path.name, content, {"rules", "objects", "ministries", "profiles"})
    objects = {
        _member(Object, name, f"{path.name}: [objects.{name}]"): _card(ObjectCard, path, f"objects.{name}", fields)
        for name, fields in content["objects"].items()
    }
    if missing := set(Object) - set(objects):
        raise ValueError(f"{path.name}: [objects] lacks {', '.join(sorted(missing))}")
    return Roles(
        rules=_card(Rules, path, "rules", content["rules"]),
        objects=MappingProxyType(objects),
        ministries=_cards(Ministry, path, content, "ministries"),
        profiles=_cards(Profile, path, content, "profiles"),
    )


@cache
def roles() -> Roles:
    """The matrix of the house."""
    return read_roles(FILE)


def _require_keys(where: str, content: Mapping[str, Any], expected: set[str]) -> None:
    if set(content) != expected:
        odd = ", ".join(sorted(set(content) ^ expected))
        raise ValueError(f"{where} must have exactly {', '.join(sorted(expected))}; unknown or missing: {odd}")


def _cards(kind: type[_Card], path: Path, content: Mapping[str, Any], section: str) -> Mapping[str, _Card]:
    return MappingProxyType(
        {name: _card(kind, path, f"{section}.{name}", fields) for name, fields in content[section].items()}
    )


def _card(kind: type[_Card], path: Path, section: str, fields: Mapping[str, Any]) -> _Card:
    where = f"{path.name}: [{section}]"
    if not isinstance(fields, dict):
        raise ValueError(f"{where} must be a section")  # noqa: TRY004
    attached_to = fields.get("attached_to", "")
    if "attached_to" in fields and attached_to not in get_args(Attachment):
        raise ValueError(f"{where} attached_to must be one of {', '.join(get_args(Attachment))}")
    letters = _LETTERS.get(attached_to, "") + ("S" if fields.get("structure") else "")
    convert: dict[str, Callable[[Any], Any]] = {
        "level": lambda value: _level(value, where),
        "mesures": lambda value: _numbers(value, where),
        "personal_mail": lambda value: tuple(str(_plain(each, where)) for each in value),
        "two_persons": lambda value: frozenset(_member(Action, each, where) for each in value),
        "rights": lambda value: _rights(value, where, letters),
        "by_exception": lambda value: _rights(value, where, letters),
    }
    try:
        return kind(**{name: convert.get(name, lambda value: _plain(value, where))(v) for name, v in fields.items()})
    except TypeError as error:
        raise ValueError(f"{where} {error}") from error


def _plain(value: Any, where: str) -> str | int:
    if isinstance(value, bool) or not isinstance(value, str | int) or not value:
        raise ValueError(f"{where} {value!r} must be a text or a whole number above zero")
    return value


def _numbers(value: Any, where: str) -> tuple[int, ...]:
    if not isinstance(value, list) or not value or not all(type(each) is int for each in value):
        raise ValueError(f"{where} mesures must be a list of numbers, got {value!r}")
    return tuple(value)


_Enum = TypeVar("_Enum", bound=StrEnum)


def _member(kind: type[_Enum], name: Any, where: str) -> _Enum:
    try:
        return kind(name)
    except ValueError as error:
        raise ValueError(f"{where} unknown {kind.__name__.lower()} {name!r}; known: {', '.join(kind)}") from error


def _level(name: Any, where: str) -> Level:
    if name not in Level.__members__:
        raise ValueError(f"{where} unknown level {name!r}; known: {', '.join(Level.__members__)}")
    return Level[name]


def _rights(content: Any, where: str, letters: str) -> tuple[Right, ...]:
    if not isinstance(content, dict):
        raise ValueError(f"{where} rights must be a section")  # noqa: TRY004
    found: list[Right] = []
    for name, actions in content.items():
        obj = _member(Object, name, where)
        if not isinstance(actions, dict) or not actions:
            raise ValueError(f'{where} {name} must give actions, like {{ read = "F N0" }}')
        for verb, grants in actions.items():
            action = _member(Action, verb, f"{where} {name}")
            found += [_grant(obj, action, text, f"{where} {name}.{verb}", letters) for text in str(grants).split(", ")]
    return tuple(sorted(found))


def _grant(obj: Object, action: Action, text: str, where: str, letters: str) -> Right:
    parts = _GRANT.fullmatch(text)
    if parts is None:
        raise ValueError(f'{where} {text!r} is not a grant: write a scope, a level, and mesures, like "D+P N2 M7"')
    scope = tuple(Scope(letter) for letter in parts[1].split("+"))
    if strange := [letter for letter in scope if letter not in letters]:
        raise ValueError(f"{where} {text!r}: an account of this profile has no {', '.join(strange)}")
    return Right(obj, action, scope, Level[parts[2]], tuple(int(number[1:]) for number in parts[3].split()))
