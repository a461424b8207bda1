"""What a proposal changes, as a reader sees it: a difference, not a form."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from geodata.listing.fields import FIELDS, Kind, Shape
from geodata.listing.words import NOT_THERE, NOTHING, label_of, lines_of, moved

_WORDS = re.compile(r"\s*\S+|\s+$")
_LISTED = {Shape.CODES, Shape.HOURS}


class Part(StrEnum):
    """What became of a piece of a text."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True)
class Piece:
    """Some words of a text, or one line of a list."""

    part: Part
    text: str


@dataclass(frozen=True)
class Difference:
    """A field of a proposal. `before`, `after`: in words; pieces say what left and what came.

    `listed`: each piece is an item of a list; otherwise pieces follow one another in a sentence. `remark`: what the two
    values do not show by themselves (« déplacé de 240 m »). `now`: the value in force when it is no longer `before`,
    in words; None when the proposal has read what is in force.
    """

    name: str
    label: str
    before: str
    after: str
    listed: bool
    old: tuple[Piece, ...]
    new: tuple[Piece, ...]
    remark: str = ""
    now: str | None = None

    @property
    def added(self) -> tuple[str, ...]:
        return tuple(piece.text for piece in self.new if piece.part == Part.ADDED)

    @property
    def removed(self) -> tuple[str, ...]:
        return tuple(piece.text for piece in self.old if piece.part == Part.REMOVED)


def difference(kind: Kind, name: str, before: Any, after: Any, now: Any) -> Difference:
    """The difference of one field: `before` as the author read it, `after` as he wants it, `now` as it is in force."""
    old, new = lines_of(kind, name, before), lines_of(kind, name, after)
    listed = kind != Kind.ZONE and FIELDS[name].shape in _LISTED
    left, right = (_items if listed else _sentences)(old, new)
    silent = NOT_THERE if kind == Kind.ZONE else NOTHING
    known = lines_of(kind, name, now)
    return Difference(
        name,
        label_of(kind, name),
        before=", ".join(old) or silent,
        after=", ".join(new) or silent,
        listed=listed,
        old=left,
        new=right,
        remark=_remark(kind, name, before, after),
        now=None if known == old else ", ".join(known) or silent,
    )


def differences(kind: Kind, changes: Mapping[str, Any]) -> list[Difference]:
    """Those of a proposal, in the order of a card; `changes`: name → `before`, `after`, `now`.

    A new branch says nothing where it brings nothing: a field empty before and after is left out.
    """
    order = list(FIELDS)
    names = sorted(changes, key=lambda name: order.index(name) if name in FIELDS else -1)
    made = [difference(kind, each, changes[each].before, changes[each].after, changes[each].now) for each in names]
    return [each for each in made if each.before != each.after or each.now is not None or each.remark]


def _items(old: Sequence[str], new: Sequence[str]) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    return (
        tuple(Piece(Part.KEPT if each in new else Part.REMOVED, each) for each in old),
        tuple(Piece(Part.KEPT if each in old else Part.ADDED, each) for each in new),
    )


def _sentences(old: Sequence[str], new: Sequence[str]) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Word by word: in a long text, what changed has to be found at a glance."""
    before, after = (_WORDS.findall(" ".join(each)) for each in (old, new))
    left: list[Piece] = []
    right: list[Piece] = []
    for tag, from_1, to_1, from_2, to_2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        same = tag == "equal"
        _add(left, Part.KEPT if same else Part.REMOVED, "".join(before[from_1:to_1]))
        _add(right, Part.KEPT if same else Part.ADDED, "".join(after[from_2:to_2]))
    return tuple(left), tuple(right)


def _add(pieces: list[Piece], part: Part, text: str) -> None:
    if text:
        pieces.append(Piece(part, text))


def _remark(kind: Kind, name: str, before: Any, after: Any) -> str:
    if kind == Kind.ZONE or FIELDS[name].shape != Shape.POINT:
        return ""
    if before and after:
        return moved(before, after)
    return "point placé" if after else "point retiré"
