"""Who reads, who writes, where, and up to which level."""

import tomllib
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from pathlib import Path
from typing import Any

import config
from geodata import territories

_WRITTEN = {"imports": "un fichier reçu"}
"""What may be written, as people call it."""


class NotAllowed(Exception):
    """The visitor's rights do not go so far; the message is a French sentence for the visitor."""


class Level(IntEnum):
    """Levels of secrecy: public, partners, restricted. Secret (N3) is not held by any profile yet."""

    N0 = 0
    N1 = 1
    N2 = 2


@dataclass(frozen=True)
class Perimetre:
    """The rights of a visitor: a level inside some départements, another one elsewhere, and what may be written.

    Hashable, so that a cached answer is kept for each perimeter apart.
    """

    profile: str
    label: str
    departements: frozenset[str]
    level: Level
    level_elsewhere: Level
    writes: frozenset[str] = frozenset()

    def level_in(self, departement: str) -> Level:
        return self.level if departement in self.departements else self.level_elsewhere

    def readable(self, level: Level) -> tuple[str, ...]:
        """The départements in which this visitor reads what is kept at `level`."""
        return tuple(code for code in territories.CODES if self.level_in(code) >= level)

    def require_write(self, what: str, departement: str | None = None) -> None:
        """Raise `NotAllowed` unless this visitor may write `what`, in `departement` when one is given."""
        if what not in self.writes:
            raise NotAllowed(f"Le profil « {self.label} » ne permet pas d’enregistrer {_WRITTEN.get(what, what)}.")
        if departement is not None and departement not in self.departements:
            name = territories.names().get(departement, departement)
            raise NotAllowed(f"Le profil « {self.label} » ne permet pas d’enregistrer pour {name} ({departement}).")


@cache
def _roles() -> dict[str, dict[str, Any]]:
    return tomllib.loads((Path(config.__file__).parent / "roles.toml").read_text(encoding="utf-8"))


def profiles() -> dict[str, str]:
    """The profiles that exist, with their labels."""
    return {name: role["label"] for name, role in _roles().items()}


def perimetre(profile: str) -> Perimetre:
    """The rights of a profile, written `miprof`, or `prefecture:48` for one bound to a département.

    Raises `ValueError` for an unknown profile, a missing département or one too many.
    """
    name, _, where = profile.partition(":")
    if name not in _roles():
        raise ValueError(f"profil inconnu : « {name} ». Profils possibles : {', '.join(_roles())}")
    role = _roles()[name]
    bound = role["perimeter"] == "departement"
    if bound and not where:
        raise ValueError(f"le profil « {name} » est attaché à un département : écrire {name}:48, par exemple")
    if where and not bound:
        raise ValueError(f"le profil « {name} » couvre toute la France : écrire {name} seul")
    codes = frozenset({territories.require_departement(where)}) if bound else frozenset(territories.CODES)
    label = f"{role['label']} ({territories.names()[next(iter(codes))]})" if bound else role["label"]
    return Perimetre(
        # « prefecture:1 » and « prefecture:01 » are the same reader.
        profile=f"{name}:{next(iter(codes))}" if bound else name,
        label=label,
        departements=codes,
        level=Level[role["level"]],
        level_elsewhere=Level[role["level_elsewhere"]],
        writes=frozenset(role["writes"]),
    )
