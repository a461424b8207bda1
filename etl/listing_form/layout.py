"""Which cell of the workbook says which field of a card, and in which words: changes are found among these words."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from geodata import territories
from geodata.listing.checks import WHOLE_COUNTRY
from geodata.listing.fields import BRANCH_FIELDS, FIELDS, STRUCTURE_FIELDS, ZONE_MODES, Field, Shape
from geodata.repositories.listing_cards import BranchCard, Card

NOTICE, ORGANISATION, BRANCHES, ZONES, AS_READ = (
    "Mode d’emploi", "Organisation", "Antennes", "Zones", "Valeurs lues",
)  # fmt: skip
CODE, FINGERPRINT = "Code de l’organisation", "Empreinte de la fiche"
ANSWER = "Réponse"
YES, NO = "oui", "non"
SEVERAL = " ; "
NO_MORE, NOT_SAID = "N’y intervient plus", "Manière à préciser"
NEW_BRANCHES = ("Nouvelle antenne 1", "Nouvelle antenne 2")
OWN_LINES = 12
"""A list of at most so many codes has one line a code; a longer one, all its labels in one cell."""
_SPACE = "\N{NO-BREAK SPACE}"

Key = tuple[str, str, str]
"""Sheet, title of the column, label of the line."""


@dataclass(frozen=True)
class Line:
    """A line of a sheet. `name`: the field, or a département for a zone; `code`: the one that it says yes or no to."""

    label: str
    name: str
    code: str = ""
    help: str = ""
    block: str = ""


@cache
def lines(sheet: str) -> tuple[Line, ...]:
    """The lines of a sheet under its title, in order."""
    if sheet == ORGANISATION:
        return tuple(each for name in STRUCTURE_FIELDS for each in _of_field(FIELDS[name]))
    if sheet == BRANCHES:
        # A point is put right on a map, not in a cell.
        return tuple(each for name in BRANCH_FIELDS if name != "point" for each in _of_field(FIELDS[name]))
    return tuple(Line(place(code), code) for code in (*territories.CODES, WHOLE_COUNTRY))


def _of_field(field: Field) -> list[Line]:
    if not in_lines(field):
        return [Line(field.label, field.name, help=field.help, block=field.block.label)]
    return [
        Line(f"{field.label}{_SPACE}: {label}", field.name, code, field.help, field.block.label)
        for code, label in field.choices.items()
    ]


def in_lines(field: Field) -> bool:
    """Whether each code of the field has its own line, with yes or no."""
    return field.shape == Shape.CODES and len(field.choices) <= OWN_LINES


def place(code: str) -> str:
    """How a département is written.

    >>> place("48"), place("FR")
    ('48 – Lozère', 'FR – Toute la France')
    """
    if code == WHOLE_COUNTRY:
        return f"{code} – Toute la France"
    return f"{code} – {territories.name_of(code)}" if territories.is_departement(code) else code


def column(branch_id: int) -> str:
    """The title of the column of a branch."""
    return f"Antenne n°{_SPACE}{branch_id}"


def branches_of(card: Card) -> list[BranchCard]:
    """The branches that the workbook holds: those that its reader keeps whole, open, and shown by no other one."""
    return [each for each in card.branches if each.whole and each.closed_on is None and each.merged_into is None]


def cells_of(card: Card) -> dict[Key, str]:
    """Each cell that is not empty, in the words of the workbook."""
    found = {(ORGANISATION, ANSWER, line.label): _text(line, card.values) for line in lines(ORGANISATION)}
    for branch in branches_of(card):
        title = column(branch.id)
        found |= {(BRANCHES, title, line.label): _text(line, branch.values) for line in lines(BRANCHES)}
        modes = {code: ZONE_MODES.get(zone.mode, NOT_SAID) for code, zone in branch.zones.items()}
        found |= {(ZONES, title, line.label): modes.get(line.name, "") for line in lines(ZONES)}
    return {key: text for key, text in found.items() if text}


def _text(line: Line, values: Mapping[str, Any]) -> str:
    field, value = FIELDS[line.name], values[line.name]
    if line.code:
        return YES if line.code in value else ""
    if field.shape == Shape.CODES:
        return SEVERAL.join(field.choices[code] for code in value)
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return place(value) if field.shape == Shape.DEPARTEMENT and value else clean(str(value or ""))


def clean(text: str) -> str:
    """A text as it is compared: spreadsheets move spaces and ends of lines.

    >>> clean(" au  fond \\r\\nde la cour ")
    'au fond\\nde la cour'
    """
    visible = ILLEGAL_CHARACTERS_RE.sub("", text)
    return "\n".join(" ".join(line.split()) for line in visible.splitlines()).strip()


def fingerprint(structure: str, cells: Mapping[Key, str]) -> str:
    """What tells that a card has not changed since a workbook was made of it."""
    content = json.dumps([structure, sorted([*key, text] for key, text in cells.items())], ensure_ascii=False)
    return hashlib.sha256(content.encode()).hexdigest()[:32]
