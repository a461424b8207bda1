"""What a workbook that came back says: what should change, what is asked again, what cannot be read."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from geodata.listing.fields import FIELDS, Kind
from geodata.repositories.listing_proposals import Wanted


@dataclass(frozen=True)
class CellError:
    """A cell that cannot be kept as it is, and what to do, in French."""

    sheet: str
    cell: str
    sentence: str


@dataclass(frozen=True)
class Emptied:
    """A cell that had a value and has none any more: « vider ? » is to be asked, for many cells are emptied by mistake.

    `field`: as in `Wanted` (for a zone, the département). `code`: the one of a list that was yes, when the cell is its
    own. `before`: the words of the cell, as read.
    """

    sheet: str
    cell: str
    kind: Kind
    branch_id: int | None
    field: str
    code: str
    label: str
    before: str
    read: Any

    @property
    def sentence(self) -> str:
        return f"{self.label} : « {self.before} » a disparu du classeur. Vider ?"


@dataclass(frozen=True)
class NewBranch:
    """A branch that the listing does not have yet: what `propose_branch` takes."""

    values: dict[str, Any]
    zones: dict[str, str]


@dataclass(frozen=True)
class Difference:
    """`stale`: the card has changed since the workbook was made; each `Wanted.read` holds what it said then."""

    wanted: list[Wanted]
    new_branches: list[NewBranch]
    errors: list[CellError]
    emptied: list[Emptied]
    stale: bool

    @property
    def unchanged(self) -> bool:
        return not (self.wanted or self.new_branches or self.errors or self.emptied)

    def wanted_with(self, emptied: Collection[Emptied]) -> list[Wanted]:
        """What should change, once a person has said which of the emptied cells are really to be emptied."""
        parts = {(each.kind, each.branch_id): each for each in self.wanted}
        for each in emptied:
            key = (each.kind, each.branch_id)
            part = parts.get(key) or Wanted(each.kind, each.branch_id, {}, {})
            if each.kind == Kind.ZONE:
                value: Any = None
            elif each.code:
                value = [code for code in part.values.get(each.field, each.read) if code != each.code]
            else:
                value = FIELDS[each.field].empty
            parts[key] = replace(
                part, values={**part.values, each.field: value}, read={**part.read, each.field: each.read}
            )
        return list(parts.values())
