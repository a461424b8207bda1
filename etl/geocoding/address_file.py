"""A table of addresses as its owner wrote it, given back as it was with columns added."""

import csv
import io
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import pandas as pd

from etl.files.delimited_text import decoded, delimiter_of, read_delimited
from etl.files.tables import file_kind, read_table
from etl.rows.checks import RejectedFile, header_key

BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class AddressFile:
    """Cells untouched, in their order; `delimiter` and `marked` (a byte order mark) are those of the file received."""

    cells: pd.DataFrame
    delimiter: str = ";"
    marked: bool = False

    @classmethod
    def read(cls, path: Path) -> Self:
        """CSV as it stands, even its rows of empty cells; a workbook's first sheet, as CSV with `;`.

        Raises `RejectedFile` for what is not a table, and for a row longer than the titles.
        """
        if file_kind(path) == "workbook":
            return cls(read_table(path).reset_index(drop=True))
        data = path.read_bytes()
        titles, *rows = [row for row in read_delimited(data) if row]
        if long := next((number for number, row in enumerate(rows, start=2) if len(row) > len(titles)), None):
            raise RejectedFile("cette ligne a plus de cellules que la ligne de titres.", long)
        padded = [row + [""] * (len(titles) - len(row)) for row in rows]
        return cls(pd.DataFrame(padded, columns=titles, dtype="str"), delimiter_of(decoded(data)), data.startswith(BOM))

    def column(self, name: str) -> str:
        """The title that `name` means, regardless of case and accents; `name` itself when there is none.

        Raises `RejectedFile` when the file has it several times.
        """
        found = [str(title) for title in self.cells.columns if header_key(str(title)) == header_key(name)]
        if len(found) > 1:
            raise RejectedFile(f"la colonne « {name} » figure {len(found)} fois.")
        return found[0] if found else name

    def with_columns(self, placed: pd.DataFrame) -> bytes:
        """`placed` as a CSV of the same kind as the file received."""
        buffer = io.StringIO()
        placed.to_csv(buffer, sep=self.delimiter, index=False, quoting=csv.QUOTE_MINIMAL)
        return (BOM if self.marked else b"") + buffer.getvalue().encode()
