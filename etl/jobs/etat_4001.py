"""Facts of proxénétisme recorded by the police and the gendarmerie (état 4001, index 45)."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pandas as pd

from config.nomenclatures import AgeClass, CountSource, CountStatus, Nomenclature, Sex
from etl.files.tables import file_kind
from etl.files.titles import column_letters
from etl.files.workbooks import Workbook
from etl.job import Job, Source, Tidied
from etl.rows.cells import Integer, OneOf
from etl.rows.checks import Check, RejectedFile
from etl.rows.sieve import Sieve
from geodata import territories
from geodata.reference.folding import fold_name
from geodata.repositories import case_counts

INDEX, LABEL = "45", "PROXENETISME"
COLUMNS = ["feuille", "departement", "annee", "service", "faits", "cellules"]
SERVICES = {"police": "Police nationale", "gendarmerie": "Gendarmerie nationale"}
HEADER_ROWS = {"police": 3, "gendarmerie": 2}
_TITLE = re.compile(r"Année\s+(\d{4})\s*-\s*(?:services de (police)|compagnies de (gendarmerie))", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,9}")
_ANOTHER_WORKBOOK = (
    "ce n’est pas l’état 4001 : aucune feuille ne commence par « Année 2012 - services de police » ou par « Année 2012 "
    "- compagnies de gendarmerie ». Envoyer le classeur publié par le ministère de l’Intérieur."
)


def read(path: Path) -> pd.DataFrame:
    """One row per sheet and département, texts: feuille, departement, annee, service, faits, cellules.

    The columns of the workbook are police districts and companies of gendarmerie; those of one département are added
    up here, so that a row read is a row to load. `faits` is their sum, or the first cell that is not a number;
    `cellules` says which cells were added. Rows are numbered from 1 in the order of the workbook, since all stand on
    one line of their sheet. Both layouts are known by the title in the first cell, not by the name of the file or of
    the sheet: three header rows for the police, two for the gendarmerie. Raises `RejectedFile` for another workbook.
    """
    if file_kind(path) != "workbook":
        raise RejectedFile(_ANOTHER_WORKBOOK)
    with Workbook(path) as workbook:
        titled = _titled(workbook)
        rows = [
            row
            for sheet, (year, service) in titled.items()
            for row in _rows(sheet, year, service, workbook.read(sheet, HEADER_ROWS[service]))
        ]
    if not rows:
        raise RejectedFile(_ANOTHER_WORKBOOK)
    return pd.DataFrame(rows, columns=COLUMNS, index=range(1, len(rows) + 1), dtype="str")


def _titled(workbook: Workbook) -> dict[str, tuple[str, str]]:
    """Year and service of the sheets whose first cell is a title; the others (a presentation) are not read."""
    titles = {sheet: _TITLE.match("".join(workbook.first_row(sheet)[:1]).strip()) for sheet in workbook.sheet_names}
    return {sheet: (title[1], (title[2] or title[3]).lower()) for sheet, title in titles.items() if title}


def _rows(sheet: str, year: str, service: str, cells: pd.DataFrame) -> Iterator[tuple[str, ...]]:
    headers = cells.columns.get_level_values(0)
    if fold_name(headers[1]) != "DEPARTEMENTS":
        raise RejectedFile(f"feuille « {sheet} » : la première ligne ne donne pas les départements.")
    line = _line_of_the_index(sheet, cells)
    addends: dict[str, list[tuple[str, str]]] = {}
    for column, (header, value) in enumerate(zip(headers[2:], cells.loc[line].iloc[2:], strict=True), start=2):
        # Some sheets have phantom columns on their right; a figure without département is kept, to be sent back.
        if header or value:
            addends.setdefault(header, []).append((f"{column_letters(column)}{line}", value))
    for departement, found in addends.items():
        wrong = [value or "(vide)" for _, value in found if not _NUMBER.fullmatch(value)]
        facts = wrong[0] if wrong else str(sum(int(value) for _, value in found))
        yield sheet, departement, year, service, facts, " ".join(cell for cell, _ in found)


def _line_of_the_index(sheet: str, cells: pd.DataFrame) -> int:
    lines = cells.index[cells.iloc[:, 0] == INDEX]
    if len(lines) != 1 or fold_name(cells.loc[lines[0]].iat[1]) != LABEL:
        raise RejectedFile(
            f"feuille « {sheet} » : l’index {INDEX} « Proxénétisme » doit y figurer une seule fois, sous ce libellé."
        )
    return int(lines[0])


def tidy(raw: pd.DataFrame) -> Tidied:
    """One row per service, year and département or overseas collectivité that the workbook has a column for.

    A département without a column for a service is absent: nobody counted there, which is not zero. Facts are
    procedures, not victims.
    """
    sieve = Sieve(raw)
    sieve.parse(
        Check("departement", _departement, required=True),
        Check("annee", Integer(1972, pd.Timestamp.today().year), required=True),
        Check("service", OneOf(SERVICES), required=True),
        Check("faits", Integer(), required=True),
    )
    sieve.refuse_duplicates(["departement", "annee", "service"])
    tidied = sieve.tidied()
    rows = tidied.rows.rename(columns={"annee": "year", "faits": "count"}).assign(
        source=CountSource.ETAT_4001.value,
        nomenclature=Nomenclature.ADMINISTRATIVE.value,
        form="proxenetisme",
        sex=Sex.ALL.value,
        age_class=AgeClass.ALL.value,
        status=CountStatus.DECLARED.value,
    )
    return replace(tidied, rows=rows)


def _departement(text: str) -> str:
    return text if text in territories.COLLECTIVITES else territories.require_departement(text)


SOURCE = Source(
    "Crimes et délits enregistrés par les services de gendarmerie et de police depuis 2012 (état 4001)",
    producer="Ministère de l’Intérieur",
    cadence="annuelle",
)
JOB = Job("etat_4001", "État 4001 : faits de proxénétisme", SOURCE, read, tidy, load=case_counts.replace)
