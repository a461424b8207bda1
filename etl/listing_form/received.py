"""A workbook that came back: opened with care, recognised, and its cells named by what they say."""

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from etl.files.tables import file_kind
from etl.files.titles import column_letters
from etl.files.workbooks import Workbook
from etl.listing_form.difference import CellError
from etl.listing_form.layout import (
    ANSWER,
    AS_READ,
    BRANCHES,
    CODE,
    FINGERPRINT,
    NEW_BRANCHES,
    NOTICE,
    ORGANISATION,
    ZONES,
    Key,
    branches_of,
    cells_of,
    clean,
    column,
    fingerprint,
    lines,
)
from etl.rows.checks import RejectedFile
from geodata.repositories.listing_cards import Card

NOT_OURS = (
    "ce classeur n’est pas celui d’une fiche de Vigie, ou sa feuille « Mode d’emploi » a été modifiée. Télécharger de "
    "nouveau le classeur de la fiche, et y reporter les corrections."
)
ANOTHER = "ce classeur est celui d’une autre organisation : rien n’a été lu."
ALTERED = (
    "la feuille « Valeurs lues » a été modifiée, et la fiche a changé depuis que le classeur a été fait : les "
    "différences ne peuvent plus être dites. Télécharger de nouveau le classeur de la fiche, et y reporter les "
    "corrections."
)


@dataclass(frozen=True)
class Cell:
    """`at`: « D12 », as a spreadsheet shows it."""

    at: str
    text: str


@dataclass(frozen=True)
class Received:
    """`cells`: those that are there, empty or not. `before`: what the card said when the workbook was made."""

    cells: Mapping[Key, Cell]
    before: Mapping[Key, str]
    errors: list[CellError]
    stale: bool


def received(content: bytes, card: Card) -> Received:
    """The cells of a workbook made by `write` for this card. Raises `RejectedFile`, in French, for any other file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "fiche.xlsx"
        path.write_bytes(content)
        if file_kind(path) != "workbook":
            raise RejectedFile(NOT_OURS)
        with Workbook(path) as workbook:
            if NOTICE not in workbook.sheet_names:
                raise RejectedFile(NOT_OURS)
            named = _identity(workbook.read(NOTICE, header_rows=0))
            if named[CODE] != card.structure:
                raise RejectedFile(ANOTHER)
            now = cells_of(card)
            stale = named[FINGERPRINT] != fingerprint(card.structure, now)
            before = _before(workbook, named[FINGERPRINT], card.structure) if stale else now
            known = [column(each.id) for each in branches_of(card)]
            cells: dict[Key, Cell] = {}
            errors: list[CellError] = []
            for sheet in (ORGANISATION, BRANCHES, ZONES):
                titles = [ANSWER] if sheet == ORGANISATION else [*known, *NEW_BRANCHES]
                _read_sheet(sheet, workbook.read(sheet, header_rows=0), titles, cells, errors)
    return Received(cells, before, errors, stale)


def _identity(notice: pd.DataFrame) -> dict[str, str]:
    rows = {clean(row[0]): clean(row[1]) for row in notice.itertuples(index=False) if len(row) > 1}
    if not {CODE, FINGERPRINT} <= set(rows):
        raise RejectedFile(NOT_OURS)
    return rows


def _before(workbook: Workbook, mark: str, structure: str) -> dict[Key, str]:
    if AS_READ not in workbook.sheet_names:
        raise RejectedFile(ALTERED)
    table = workbook.read(AS_READ, header_rows=0).iloc[1:]
    if len(table.columns) != 4 and not table.empty:
        raise RejectedFile(ALTERED)
    titled = _titles_of_layout()
    before = {
        (clean(sheet), _as_titled(title, titled), _as_titled(label, titled)): clean(text)
        for sheet, title, label, text in table.itertuples(index=False)
    }
    if fingerprint(structure, before) != mark:
        raise RejectedFile(ALTERED)
    return before


def _read_sheet(
    sheet: str, table: pd.DataFrame, titles: list[str], cells: dict[Key, Cell], errors: list[CellError]
) -> None:
    labels = {clean(line.label): line.label for line in lines(sheet)}
    known = {clean(title): title for title in titles}
    first, rows = table.iloc[0], table.iloc[1:]
    label_at = 0 if sheet == ZONES else 1
    heads = {clean(text) for text in ("Partie", "Question", "Aide", "Département")}
    columns: dict[int, str] = {}
    for position, title in enumerate(first):
        if clean(title) in known and known[clean(title)] not in columns.values():
            columns[position] = known[clean(title)]
        elif clean(title) not in heads and rows.iloc[:, position].str.strip().any():
            errors.append(CellError(sheet, f"{column_letters(position)}{table.index[0]}", _unknown_title(title)))
    for line, row in zip(rows.index, rows.itertuples(index=False), strict=True):
        label = labels.get(clean(row[label_at]))
        if label is None:
            if any(row[position].strip() for position in columns):
                sentence = "Cette ligne n’est pas une ligne du classeur : remettre son titre, ou la vider."
                errors.append(CellError(sheet, f"{column_letters(label_at)}{line}", sentence))
            continue
        for position, title in columns.items():
            cells[sheet, title, label] = Cell(f"{column_letters(position)}{line}", clean(row[position]))


def _unknown_title(title: str) -> str:
    if not title.strip():
        return "Cette colonne a des réponses et pas de titre : remettre son titre, ou la vider."
    return (
        f"« {clean(title)} » n’est pas une colonne de cette fiche, ou s’y trouve deux fois. Une antenne nouvelle "
        f"s’écrit dans une colonne « {NEW_BRANCHES[0]} »."
    )


def _titles_of_layout() -> dict[str, str]:
    return {clean(line.label): line.label for sheet in (ORGANISATION, BRANCHES, ZONES) for line in lines(sheet)}


def _as_titled(text: str, known: Mapping[str, str]) -> str:
    """A title as the workbook writes it: its non-breaking spaces may have become ordinary ones."""
    written = clean(text)
    if written in known:
        return known[written]
    return (
        column(int(written.split()[-1]))
        if written.startswith("Antenne n° ") and written.split()[-1].isdigit()
        else written
    )
