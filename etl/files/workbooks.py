"""An XLSX or ODS workbook, opened once and with care, sheet by sheet."""

import zipfile
from datetime import date, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pandas as pd
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum, load_workbook

from config.thresholds import threshold
from etl.files.archives import DAMAGED, PASSWORD, require_sound_archive
from etl.files.sheet_scan import Scan, scan_ods, scan_xlsx
from etl.files.titles import column_letters, tabulate
from etl.rows.checks import RejectedFile, header_key

_ODS = "application/vnd.oasis.opendocument.spreadsheet"
_SHOWN = 5


class Workbook:
    """`with Workbook(path) as workbook: workbook.read("Services PN 2014", header_rows=3)`.

    Raises `RejectedFile` for anything else than a sound XLSX or ODS workbook; see `etl.files.tables.read_table`.
    """

    def __init__(self, path: Path) -> None:
        members = require_sound_archive(path)
        self._archive = zipfile.ZipFile(path)
        self._file = path.open("rb")
        try:
            self._require_kind(members)
            # The library reads an ODS workbook whole as soon as it opens it: looked at before.
            self._scans: dict[str, Scan] = {} if "xl/workbook.xml" in members else scan_ods(self._archive)
            for scan in self._scans.values():
                _require_bounds(scan)
            self._book: CalamineWorkbook = load_workbook(self._file)
        except CalamineError:
            self.close()
            raise RejectedFile(DAMAGED) from None
        except RejectedFile:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._archive.close()
        self._file.close()

    @property
    def sheet_names(self) -> list[str]:
        """The visible sheets of cells, in the order of the workbook."""
        return [
            sheet.name
            for sheet in self._book.sheets_metadata
            if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
        ]

    @property
    def all_sheet_names(self) -> list[str]:
        """The sheets of cells, the hidden ones too."""
        return [sheet.name for sheet in self._book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]

    def cells(self, name: str) -> list[list[str]]:
        """The texts of a sheet by its exact name, row by row, hidden or not, whatever its titles."""
        self._scan(name)
        return self._texts(name)

    def read(self, sheet: str | None = None, header_rows: int = 1) -> pd.DataFrame:
        """A sheet as a table of texts, see `etl.files.tables.read_table`."""
        name = self._named(sheet)
        _require_readable(self._scan(name), header_rows)
        return tabulate(self._texts(name), header_rows)

    def first_row(self, sheet: str) -> list[str]:
        """The first row of a sheet as texts, to know what the sheet is before reading it; empty for an empty sheet."""
        name = self._named(sheet)
        self._scan(name)
        return next(iter(self._texts(name, rows=1)), [])

    def _scan(self, name: str) -> Scan:
        if name not in self._scans:
            self._scans[name] = scan_xlsx(self._archive, name)
            _require_bounds(self._scans[name])
        return self._scans[name]

    def _texts(self, name: str, rows: int | None = None) -> list[list[str]]:
        try:
            cells = self._book.get_sheet_by_name(name).to_python(skip_empty_area=False, nrows=rows)
        except CalamineError:
            raise RejectedFile(DAMAGED) from None
        return [[_text(cell) for cell in row] for row in cells]

    def _named(self, sheet: str | None) -> str:
        names = self.sheet_names
        if not names:
            raise RejectedFile("le classeur n’a aucune feuille de cellules visible.")
        if sheet is None:
            return names[0]
        for name in names:
            if header_key(name) == header_key(sheet):
                return name
        present = ", ".join(f"« {name} »" for name in names)
        raise RejectedFile(f"le classeur n’a pas de feuille « {sheet} ». Feuilles présentes : {present}.")

    def _require_kind(self, members: frozenset[str]) -> None:
        if "xl/workbook.xml" in members:
            return
        if "xl/workbook.bin" in members:
            raise RejectedFile("ce classeur est au format .xlsb. L’enregistrer au format .xlsx, .ods ou CSV.")
        if "mimetype" not in members or self._archive.read("mimetype").decode("ascii", "replace").strip() != _ODS:
            raise RejectedFile(
                "cette archive n’est pas un classeur. Envoyer un tableau au format CSV, XLSX ou ODS, sans l’empaqueter."
            )
        if "META-INF/manifest.xml" in members and b"encryption-data" in self._archive.read("META-INF/manifest.xml"):
            raise RejectedFile(PASSWORD)


def _require_bounds(scan: Scan) -> None:
    limit = int(threshold("files.max_cells"))
    if scan.rows * scan.columns > limit:
        corner = f"{column_letters(scan.columns - 1)}{scan.rows}"
        raise RejectedFile(
            f"la feuille s’étend jusqu’à la cellule {corner}, soit plus de {limit} cellules. Supprimer les lignes et "
            "les colonnes vides ou inutiles, ou envoyer le tableau au format CSV."
        )


def _require_readable(scan: Scan, header_rows: int) -> None:
    if merged := [area for _, last, area in scan.merged if not (header_rows > 1 and last <= header_rows)]:
        raise RejectedFile(f"cellules fusionnées : {_some(merged)}. Annuler la fusion, et remplir chaque cellule.")
    if scan.errors:
        raise RejectedFile(f"cellules en erreur (#REF!, #N/A…) : {_some(scan.errors)}. Les corriger ou les vider.")
    if scan.unsolved:
        raise RejectedFile(
            f"formules sans résultat enregistré : {_some(scan.unsolved)}. Ouvrir le fichier dans un tableur, "
            "l’enregistrer, puis l’envoyer de nouveau ; ou remplacer les formules par leurs valeurs."
        )


def _some(cells: list[str]) -> str:
    others = f" et {len(cells) - _SHOWN} autres" if len(cells) > _SHOWN else ""
    return ", ".join(cells[:_SHOWN]) + others


def _text(cell: Any) -> str:
    """What a person would type for the value of a cell."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "oui" if cell else "non"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ") if cell.time() != datetime.min.time() else cell.date().isoformat()
    return str(cell) if isinstance(cell, timedelta) else cell.isoformat() if isinstance(cell, date) else str(cell)
