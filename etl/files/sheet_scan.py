"""A first look at a sheet, before the library that reads it allocates a cell for everything between its corners.

Also sees what that library turns into an empty cell: a formula without a result, an error such as #REF!.
"""

import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.parsers import expat

from etl.files.archives import DAMAGED, DEFINITIONS
from etl.files.titles import column_letters
from etl.rows.checks import RejectedFile

_Start = Callable[[str, dict[str, str]], None]
_REFERENCE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")


@dataclass
class Scan:
    """What a sheet holds: its last row and column with content, and the cells that cannot be read as they are."""

    rows: int = 0
    columns: int = 0
    unsolved: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    merged: list[tuple[int, int, str]] = field(default_factory=list)
    """First row, last row (1 is the first of the sheet) and name of each group of merged cells."""

    def extend(self, row: int, column: int) -> None:
        self.rows, self.columns = max(self.rows, row), max(self.columns, column)


def scan_xlsx(archive: zipfile.ZipFile, sheet: str) -> Scan:
    """Look at the sheet of a workbook, by its exact name. Raises `RejectedFile` when it cannot be followed."""
    scan = Scan()
    row = column = 0
    inside = has_formula = has_value = False
    kind = ""

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal row, column, inside, has_formula, has_value, kind
        tag = name.rpartition(":")[2]
        if tag == "sheetData":
            inside = True
        elif tag == "mergeCell":
            scan.merged.append((*_rows_of(attributes["ref"]), attributes["ref"]))
        elif not inside:
            return
        elif tag == "row":
            row, column = int(attributes.get("r", row + 1)), 0
        elif tag == "c":
            column += 1
            if "r" in attributes:
                row, column = _position(attributes["r"])
            has_formula = has_value = False
            kind = attributes.get("t", "")
        elif tag == "f":
            has_formula = True
        elif tag in ("v", "is"):
            scan.extend(row, column)
            # An empty text is a result; for a number, the result is what stands between the tags.
            has_value = kind == "str"
            if kind == "e":
                scan.errors.append(f"{column_letters(column - 1)}{row}")
            if has_formula and not has_value:
                parser.CharacterDataHandler = value

    def value(text: str) -> None:
        nonlocal has_value
        has_value = has_value or bool(text.strip())

    def end(name: str) -> None:
        nonlocal inside, has_formula
        tag = name.rpartition(":")[2]
        if tag == "sheetData":
            inside = False
        elif tag == "c" and inside:
            parser.CharacterDataHandler = None
            if has_formula and not has_value:
                scan.extend(row, column)
                scan.unsolved.append(f"{column_letters(column - 1)}{row}")
            has_formula = False

    parser = _parser(start, end)
    _parse(archive, _member_of(archive, sheet), parser)
    return scan


def scan_ods(archive: zipfile.ZipFile) -> dict[str, Scan]:
    """The same for every sheet of an ODS workbook, where one element may stand for a million cells."""
    scans: dict[str, Scan] = {}
    scan = Scan()
    row = column = last = 0
    height = width = 1

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal scan, row, column, last, height, width
        if name == "table:table":
            scan, row = Scan(), 0
            scans[attributes.get("table:name", "")] = scan
        elif name == "table:table-row":
            height, column, last = int(attributes.get("table:number-rows-repeated", 1)), 0, 0
        elif name in ("table:table-cell", "table:covered-table-cell"):
            width = int(attributes.get("table:number-columns-repeated", 1))
            _look_at_ods_cell(scan, attributes, row + 1, column)
            if "office:value-type" in attributes or "table:formula" in attributes:
                last = column + width
            column += width
        elif name == "text:p":
            last = column

    def end(name: str) -> None:
        nonlocal row
        if name == "table:table-row":
            row += height
            if last:
                scan.extend(row, last)

    _parse(archive, "content.xml", _parser(start, end))
    return scans


def _look_at_ods_cell(scan: Scan, attributes: dict[str, str], row: int, column: int) -> None:
    name = f"{column_letters(column)}{row}"
    spanned = int(attributes.get("table:number-rows-spanned", 1))
    if spanned > 1 or int(attributes.get("table:number-columns-spanned", 1)) > 1:
        scan.merged.append((row, row + spanned - 1, name))
    if attributes.get("calcext:value-type") == "error":
        scan.errors.append(name)
    elif "table:formula" in attributes and "office:value-type" not in attributes:
        scan.unsolved.append(name)


def _member_of(archive: zipfile.ZipFile, sheet: str) -> str:
    """The member of an XLSX archive that holds a sheet: the workbook names a relation, the relation names a member."""
    relation: list[str] = []
    targets: dict[str, str] = {}

    def in_workbook(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == "sheet" and attributes.get("name") == sheet:
            relation.extend(value for key, value in attributes.items() if key.rpartition(":")[2] == "id")

    def in_relations(_name: str, attributes: dict[str, str]) -> None:
        targets[attributes.get("Id", "")] = attributes.get("Target", "")

    _parse(archive, "xl/workbook.xml", _parser(in_workbook))
    _parse(archive, "xl/_rels/workbook.xml.rels", _parser(in_relations))
    target = targets.get(relation[0], "") if relation else ""
    member = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    if member not in archive.NameToInfo:
        raise RejectedFile(DAMAGED)
    return member


def _parser(start: _Start, end: Callable[[str], None] | None = None) -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.StartDoctypeDeclHandler = _refuse_definitions
    return parser


def _refuse_definitions(*_: object) -> None:
    raise RejectedFile(DEFINITIONS)


def _parse(archive: zipfile.ZipFile, member: str, parser: expat.XMLParserType) -> None:
    try:
        with archive.open(member) as content:
            parser.ParseFile(content)
    except (expat.ExpatError, KeyError, ValueError, zipfile.BadZipFile):
        raise RejectedFile(DAMAGED) from None


def _position(reference: str) -> tuple[int, int]:
    parts = _REFERENCE.fullmatch(reference)
    if parts is None:
        raise ValueError(reference)
    column = 0
    for letter in parts[1].upper():
        column = 26 * column + ord(letter) - 64
    return int(parts[2]), column


def _rows_of(area: str) -> tuple[int, int]:
    first, _, last = area.partition(":")
    return _position(first)[0], _position(last or first)[0]
