"""A workbook that came back, as the difference with what it was made of."""

from collections.abc import Iterator, Mapping
from typing import Any

from etl.listing_form.answers import Texts, answered, as_read, mode, mode_as_read
from etl.listing_form.difference import CellError, Difference, Emptied, NewBranch
from etl.listing_form.layout import (
    ANSWER,
    BRANCHES,
    NEW_BRANCHES,
    ORGANISATION,
    ZONES,
    Line,
    branches_of,
    cells_of,
    column,
    lines,
)
from etl.listing_form.received import Cell, Received, received
from geodata.listing.errors import FieldError
from geodata.listing.fields import FIELDS, Kind
from geodata.repositories.listing_cards import Card
from geodata.repositories.listing_proposals import Wanted
from geodata.shelter_guard import inspect_record

NEEDS_A_PLACE = "Une nouvelle antenne a besoin de son département."


def read(content: bytes, card: Card) -> Difference:
    """What a workbook made by `write` asks to change in the card.

    Nothing is kept of the file. A cell that cannot be read is an error and the others are read; what locates a shelter
    is an error that repeats nothing of it. Raises `RejectedFile` for a file that is not a sound workbook, is not one of
    this organisation, or whose « Valeurs lues » no longer say what the card said.
    """
    return _Reader(received(content, card), card).difference()


class _Reader:
    def __init__(self, form: Received, card: Card) -> None:
        self.form, self.card, self.now = form, card, cells_of(card)
        self.errors: list[CellError] = list(form.errors)
        self.emptied: list[Emptied] = []
        self.wanted: list[Wanted] = []
        self.new: list[NewBranch] = []

    def difference(self) -> Difference:
        self._part(ORGANISATION, ANSWER, Kind.STRUCTURE, None, self.card.values)
        for branch in branches_of(self.card):
            self._part(BRANCHES, column(branch.id), Kind.BRANCH, branch.id, branch.values)
        for branch in branches_of(self.card):
            self._zone(column(branch.id), branch.id)
        for title in NEW_BRANCHES:
            self._new_branch(title)
        return Difference(self.wanted, self.new, self.errors, self.emptied, self.form.stale)

    def _part(self, sheet: str, title: str, kind: Kind, branch_id: int | None, in_force: Mapping[str, Any]) -> None:
        values: dict[str, Any] = {}
        read: dict[str, Any] = {}
        changed: list[Cell] = []
        for name, cells in self._fields(sheet, title):
            whole = [line for line in lines(sheet) if line.name == name]
            before = {line: self.form.before.get((sheet, title, line.label), "") for line in whole}
            told = all(text == self.now.get((sheet, title, line.label), "") for line, text in before.items())
            was = in_force[name] if told else as_read(before)
            for line, cell in cells.items():
                if not cell.text and before[line]:
                    self._ask(sheet, cell, kind, branch_id, line, before[line], was)
            if all(cell.text in {"", before[line]} for line, cell in cells.items()):
                continue
            try:
                value = answered({line: cell.text for line, cell in cells.items()}, before)
            except FieldError as refusal:
                self._refuse(sheet, cells, before, refusal)
                continue
            if value != was:
                values[name], read[name] = value, was
                changed += [cell for line, cell in cells.items() if cell.text != before[line]]
        if values and not self._locates_a_shelter(sheet, title, changed):
            self.wanted.append(Wanted(kind, branch_id, values, read))

    def _zone(self, title: str, branch_id: int) -> None:
        values: dict[str, Any] = {}
        read: dict[str, Any] = {}
        for line in lines(ZONES):
            cell = self.form.cells.get((ZONES, title, line.label))
            before = self.form.before.get((ZONES, title, line.label), "")
            if cell is None or cell.text == before:
                continue
            was = mode_as_read(before)
            if not cell.text:
                self._ask(ZONES, cell, Kind.ZONE, branch_id, line, before, was)
                continue
            try:
                value = mode(line, cell.text)
            except FieldError as refusal:
                self.errors.append(CellError(ZONES, cell.at, str(refusal)))
                continue
            if value != was:
                values[line.name], read[line.name] = value, was
        if values:
            self.wanted.append(Wanted(Kind.ZONE, branch_id, values, read))

    def _new_branch(self, title: str) -> None:
        written = [cell for (sheet, its, _), cell in self.form.cells.items() if its == title and cell.text]
        if not written:
            return
        values: dict[str, Any] = {}
        zones: dict[str, str] = {}
        known = len(self.errors)
        for name, cells in self._fields(BRANCHES, title):
            try:
                if any(cell.text for cell in cells.values()):
                    values[name] = answered({line: cell.text for line, cell in cells.items()}, {})
            except FieldError as refusal:
                self._refuse(BRANCHES, cells, {}, refusal)
        for line in lines(ZONES):
            cell = self.form.cells.get((ZONES, title, line.label))
            try:
                if cell is not None and cell.text and (said := mode(line, cell.text)) is not None:
                    zones[line.name] = said
            except FieldError as refusal:
                self.errors.append(CellError(ZONES, cell.at if cell else "", str(refusal)))
        if "departement" not in values and len(self.errors) == known:
            self.errors.append(CellError(BRANCHES, written[0].at, NEEDS_A_PLACE))
        if len(self.errors) == known and not self._locates_a_shelter(BRANCHES, title, written):
            self.new.append(NewBranch(values, zones))

    def _fields(self, sheet: str, title: str) -> Iterator[tuple[str, dict[Line, Cell]]]:
        """The cells of each field that the column still holds."""
        found: dict[str, dict[Line, Cell]] = {}
        for line in lines(sheet):
            if (cell := self.form.cells.get((sheet, title, line.label))) is not None:
                found.setdefault(line.name, {})[line] = cell
        yield from found.items()

    def _ask(
        self, sheet: str, cell: Cell, kind: Kind, branch_id: int | None, line: Line, before: str, was: Any
    ) -> None:
        if kind != Kind.ZONE and FIELDS[line.name].required:
            self.errors.append(CellError(sheet, cell.at, f"{line.label} : cette réponse est nécessaire."))
            return
        self.emptied.append(Emptied(sheet, cell.at, kind, branch_id, line.name, line.code, line.label, before, was))

    def _refuse(self, sheet: str, cells: Mapping[Line, Cell], before: Texts, refusal: FieldError) -> None:
        at = next((cell.at for line, cell in cells.items() if cell.text != before.get(line, "")), "")
        found = inspect_record([str(refusal)], public_address=True)
        self.errors.append(CellError(sheet, at, found.sentence if found and found.refused else str(refusal)))

    def _locates_a_shelter(self, sheet: str, title: str, changed: list[Cell]) -> bool:
        """All that a column says is one record: the word may stand in one cell and the street in another."""
        texts = [
            cell.text for (its, column_of, _), cell in self.form.cells.items() if (its, column_of) == (sheet, title)
        ]
        found = inspect_record(texts, public_address=True)
        if found is None or not found.refused:
            return False
        self.errors.append(CellError(sheet, changed[0].at, found.sentence))
        return True
