"""All that a received file says, read or not by its job: hidden sheets, comments, properties, headers and footers.

A file is kept as it was received: what nobody looks at in it would be kept too.
"""

import html
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from etl.files.delimited_text import decoded, read_delimited
from etl.files.tables import file_kind
from etl.files.workbooks import Workbook
from etl.rows.checks import RejectedFile
from geodata.shelter_guard import inspect_record
from geodata.shelter_guard.inspection import has_word

_DATA = re.compile(r"<(?:\w+:)?sheetData\b.*</(?:\w+:)?sheetData>|<table:table-row\b.*</table:table-row>", re.DOTALL)
_ANNOTATION = re.compile(r"<office:annotation\b.*?</office:annotation>", re.DOTALL)
_END_OF_PIECE = re.compile(r"</(?:\w+:)?(?:si|comment|p|definedName|dc:\w+|property)>")
_ATTRIBUTE = re.compile(r"=\s*\"([^\"<]{12,})\"")
_TAG = re.compile(r"<[^>]*>")
_MARKUP = (".xml", ".rels", ".vml")
# What spreadsheets put in every workbook, and which shows nothing that a sheet does not.
_HARMLESS = re.compile(r"printerSettings\d*\.bin$|[Tt]humbnails?(?:/thumbnail)?\.\w+$|^mimetype$|^Configurations2/")


@dataclass(frozen=True)
class WholeText:
    """`locates`: somewhere in the file, a shelter is located. `unreadable`: it holds a picture or an object.

    `lines`: those that locate one in the sheet that jobs read, numbered as a spreadsheet does.
    """

    locates: bool = False
    unreadable: bool = False
    lines: frozenset[int] = frozenset()


def look_through(path: Path, around: Sequence[str] = (), public_address: bool = False) -> WholeText:
    """What the whole of a file says; `around`: texts that come with it (its name, its edition), beside each row.

    `public_address`: see `geodata.shelter_guard.inspect_record`. Raises `RejectedFile` for what cannot be opened.
    """

    def located(rows: Iterator[Sequence[str]], title: str = "") -> frozenset[int]:
        first = next(rows, None)
        if first is None:
            return frozenset()
        # A word of sheltering in a title is said of each row below it.
        context = [text for text in (*around, title, *first) if has_word(text)]
        own = {1} if inspect_refused([*around, title, *first]) else set()
        others = {
            line
            for line, row in enumerate(rows, start=2)
            if (context or any(has_word(cell) for cell in row if cell)) and inspect_refused([*context, *row])
        }
        return frozenset(own | others)

    def inspect_refused(cells: Sequence[str]) -> bool:
        found = inspect_record(cells, public_address)
        return found is not None and found.refused

    if file_kind(path) != "workbook":
        lines = located(iter(_lines(path.read_bytes())))
        return WholeText(bool(lines), lines=lines)
    with Workbook(path) as workbook:
        seen, unreadable, lines = False, False, frozenset[int]()
        for name in workbook.all_sheet_names:
            try:
                found = located(iter(workbook.cells(name)), name)
                seen = seen or bool(found)
                lines = found if name in workbook.sheet_names[:1] else lines
            except RejectedFile:
                unreadable = True  # a sheet beyond the bounds, which the job may never have to read
    with zipfile.ZipFile(path) as archive:
        names = [member.filename for member in archive.infolist() if not member.is_dir()]
        marked = [name for name in names if name.endswith(_MARKUP)]
        unreadable |= any(name not in marked and not _HARMLESS.search(name) for name in names)
        seen = seen or any(inspect_refused([*around, piece]) for piece in _pieces(archive, marked))
        seen = seen or inspect_refused([*names, archive.comment.decode("utf-8", errors="replace")])
    return WholeText(seen, unreadable, lines)


def _lines(data: bytes) -> list[list[str]]:
    try:
        return read_delimited(data)
    except RejectedFile:
        return [[line] for line in decoded(data).splitlines()]


def _pieces(archive: zipfile.ZipFile, names: Sequence[str]) -> Iterator[str]:
    """The texts that stand outside cells: comments, properties, drawings, headers, prompts, unused texts."""
    for name in names:
        content = archive.read(name).decode("utf-8", errors="replace")
        outside = " ".join(_ANNOTATION.findall(content)) if name == "content.xml" else _DATA.sub("", content)
        for piece in _END_OF_PIECE.split(outside):
            yield html.unescape(_TAG.sub(" ", piece)).strip()
        yield from (html.unescape(text) for text in _ATTRIBUTE.findall(outside))
        if name.startswith(("docProps/", "meta.xml", "xl/drawings/", "customXml/")):
            yield html.unescape(_TAG.sub(" ", outside))
