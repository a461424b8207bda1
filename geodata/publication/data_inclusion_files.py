"""The listing in the schema of data·inclusion as files: JSON lists, an archive, the workbook of its validator."""

import json
import zipfile
from collections.abc import Sequence
from io import BytesIO

import pandas as pd
from openpyxl import Workbook

from geodata.publication.data_inclusion import DataInclusion, Record
from geodata.publication.files import fill_sheet

LISTS = ("structures", "services", "complements")
IGNORED = "__ignore__"
"""A column that the validator asks for: it skips the rows that are marked there. None of ours is."""
_EPOCH = (1980, 1, 1, 0, 0, 0)


def to_json(records: Sequence[Record]) -> bytes:
    """The records as one JSON list, in UTF-8; an unknown value is `null`."""
    return json.dumps(list(records), ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def to_archive(written: DataInclusion) -> bytes:
    """`structures.json`, `services.json`, and `complements.json` with what the schema lacks; same data, same bytes."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in LISTS:
            member = zipfile.ZipInfo(f"{name}.json", date_time=_EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, to_json(getattr(written, name)))
    return buffer.getvalue()


def to_workbook(written: DataInclusion) -> bytes:
    """Two sheets, « Structures » and « Services », as the validator of data·inclusion reads them: lists with commas."""
    book = Workbook()
    book.remove(book.active)
    for title, records in (("Structures", written.structures), ("Services", written.services)):
        rows = [{IGNORED: None, **{name: _cell(value) for name, value in each.items()}} for each in records]
        fill_sheet(book.create_sheet(title), pd.DataFrame(rows, columns=list(rows[0]) if rows else [IGNORED, "id"]))
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _cell(value: object) -> object:
    return ",".join(map(str, value)) if isinstance(value, list) else value
