"""A received file as a table of texts: CSV, XLSX or ODS, recognised by its content and never by its name."""

from pathlib import Path

import pandas as pd

from config.thresholds import threshold
from etl.files.archives import PASSWORD
from etl.files.delimited_text import read_delimited
from etl.files.titles import tabulate
from etl.files.workbooks import Workbook
from etl.rows.checks import RejectedFile

_SIGNATURES = {
    b"%PDF": "un document PDF",
    b"\x89PNG": "une image",
    b"\xff\xd8\xff": "une image",
    b"GIF8": "une image",
    b"\x1f\x8b": "une archive compressée (gzip)",
    b"7z\xbc\xaf": "une archive compressée (7z)",
    b"Rar!": "une archive compressée (RAR)",
    b"SQLite format 3": "une base de données",
    b"{\\rtf": "un document de texte (RTF)",
}
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def read_table(path: Path, sheet: str | None = None, header_rows: int = 1) -> pd.DataFrame:
    """The cells of a file as texts, empty where the file is empty, indexed by line as a spreadsheet numbers them.

    `sheet`: of a workbook, by name regardless of case and accents; by default the first one that is visible.
    `header_rows`: with 1, columns are the titles of line 1; with more, a MultiIndex of them; with 0, their numbers.
    Merged cells are accepted inside a header of several rows only. Numbers are written as people type them ("12",
    "0.5"), dates as 2015-01-31, yes and no as « oui » and « non ». Empty rows are left out, and told in
    `attrs["notes"]`; so is the column of reasons that Vigie adds to the rows that it sends back.

    Raises `RejectedFile`, with what to do, for a file that is empty, too big, damaged, protected by a password or of
    another kind, for a sheet that is absent, titles that are absent or doubled, merged cells, and formulas without a
    result.
    """
    if file_kind(path) == "workbook":
        with Workbook(path) as workbook:
            return workbook.read(sheet, header_rows)
    return tabulate(read_delimited(path.read_bytes()), header_rows)


def file_kind(path: Path) -> str:
    """ "workbook" or "text"; raises `RejectedFile` for anything that cannot be one of them."""
    size, limit = path.stat().st_size, int(threshold("files.max_bytes"))
    if size > limit:
        raise RejectedFile(f"le fichier pèse {size / 1e6:.0f} Mo, la limite est de {limit / 1e6:.0f} Mo.")
    with path.open("rb") as file:
        head = file.read(64)
    if not head.strip(b"\xef\xbb\xbf \t\r\n\0"):
        raise RejectedFile("le fichier est vide.")
    if head.startswith(b"PK\x03\x04"):
        return "workbook"
    if head.startswith(_OLD_OFFICE):
        raise RejectedFile(_old_office(path))
    for signature, what in _SIGNATURES.items():
        if head.startswith(signature):
            raise RejectedFile(f"ce fichier est {what}. Envoyer un tableau au format CSV, XLSX ou ODS.")
    return "text"


def _old_office(path: Path) -> str:
    content = path.read_bytes()
    if _ENCRYPTED in content:
        return PASSWORD
    return "ce fichier est à l’ancien format d’Office (.xls ou .doc). L’enregistrer au format .xlsx, .ods ou CSV."
