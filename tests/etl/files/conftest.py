"""How the tests of received files write what they receive."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from etl.files.tables import read_table
from etl.rows.checks import RejectedFile

Save = Callable[[openpyxl.Workbook], Path]


@pytest.fixture
def csv_file(tmp_path: Path) -> Callable[[bytes], Path]:
    def write(content: bytes) -> Path:
        path = tmp_path / "recu.csv"
        path.write_bytes(content)
        return path

    return write


@pytest.fixture
def save(tmp_path: Path) -> Save:
    def write(workbook: openpyxl.Workbook) -> Path:
        path = tmp_path / "recu.xlsx"
        workbook.save(path)
        return path

    return write


def a_workbook(*rows: list[object]) -> openpyxl.Workbook:
    workbook = openpyxl.Workbook()
    for row in rows:
        workbook.active.append(row)
    return workbook


def an_ods(path: Path, *rows: list[dict[str, object]]) -> Path:
    """Cells are given as the attributes of their element, with `text` for what is shown."""
    document, table = OpenDocumentSpreadsheet(), Table(name="Données")
    for cells in rows:
        row = TableRow()
        for cell in cells:
            shown = cell.pop("text", None)
            element = TableCell(**({"valuetype": "string"} if shown is not None else {}) | cell)
            if shown is not None:
                element.addElement(P(text=shown))
            row.addElement(element)
        table.addElement(row)
    document.spreadsheet.addElement(table)
    document.save(path)
    return path


def rewritten(path: Path, member: str, change: Callable[[bytes], bytes]) -> Path:
    """The same archive with one member changed."""
    with zipfile.ZipFile(path) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    contents[member] = change(contents.get(member, b""))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return path


def refusal(path: Path, **options: object) -> str:
    with pytest.raises(RejectedFile) as caught:
        read_table(path, **options)  # type: ignore[arg-type]
    return str(caught.value).replace("\u00a0", " ")


def table_or_sentence(path: Path) -> str:
    """The size of the table read, or the sentence; anything else is a crash."""
    try:
        return str(read_table(path).shape)
    except RejectedFile as refused:
        return str(refused) if str(refused).endswith((".", "?", "!")) else ""
