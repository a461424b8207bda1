"""A text that a spreadsheet would run stays a text in every file that leaves."""

import csv
import io
from io import BytesIO

import pytest
from openpyxl import load_workbook

from etl.run import JOBS, rejected_csv
from geodata.database import transaction
from geodata.perimetre import perimetre
from geodata.publication import Format, publish_listing, to_bytes
from geodata.repositories import imports
from tests.attacks.conftest import FORMULAS, MARK, Receive, program

STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
FIELDS = ("antenne", "commune", "publics", "services", "source")


@pytest.fixture
def hostile(receive: Receive) -> int | None:
    rows = [dict.fromkeys(FIELDS, formula) | {"nom": f"{formula} {n}"} for n, formula in enumerate(FORMULAS)]
    # Tabulations and line feeds are folded when a cell is read; one is sent at each end to see that they are.
    rows += [{"nom": f"\t={MARK}\r"}, {"nom": f"\r\n={MARK} bis"}, {"nom": FORMULAS[0], "departement": FORMULAS[1]}]
    return receive(*rows).run_id


def cells(content: bytes) -> list[str]:
    return [cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";") for cell in row]


def test_no_cell_of_a_csv_export_is_a_formula(hostile: int) -> None:
    with transaction() as session:
        content = to_bytes(publish_listing(session, perimetre("public")), Format.CSV)

    assert sum(MARK in cell for cell in cells(content)) >= len(FORMULAS) * 3
    assert [cell for cell in cells(content) if cell.startswith(STARTS)] == []


def test_no_cell_of_a_workbook_is_a_formula(hostile: int) -> None:
    with transaction() as session:
        content = to_bytes(publish_listing(session, perimetre("public")), Format.XLSX)

    found = [cell for sheet in load_workbook(BytesIO(content)) for row in sheet.iter_rows() for cell in row]
    assert sum(MARK in str(cell.value) for cell in found) >= len(FORMULAS) * 3
    assert [cell.value for cell in found if cell.data_type == "f"] == []


def test_no_cell_of_the_rejected_rows_is_a_formula(hostile: int) -> None:
    with transaction() as session:
        found = imports.rejects(session, perimetre("exploitation"), hostile)
    content = rejected_csv(JOBS["associations"].template, found)

    assert any(MARK in cell for cell in cells(content))
    assert [cell for cell in cells(content) if cell.startswith(STARTS)] == []


@pytest.mark.parametrize("command", [("geodata", "export", "listing"), ("etl", "rejects", "1")])
def test_no_cell_of_what_the_command_line_writes_is_a_formula(hostile: int, command: tuple[str, ...]) -> None:
    answer = program(*command)

    assert answer.returncode == 0
    assert any(MARK in cell for cell in cells(answer.stdout))
    assert [cell for cell in cells(answer.stdout) if cell.startswith(STARTS)] == []


def test_a_formula_in_the_title_of_a_column_is_refused_with_the_file(receive: Receive, tmp_path) -> None:
    file = tmp_path / "titres.csv"
    file.write_text(f'nom;departement;source;"{FORMULAS[1]}"\nEntraide;48;essai;x\n', encoding="utf-8")

    answer = program("etl", "run", "associations", str(file))

    assert answer.returncode == 1
    assert "colonne inconnue" in answer.stderr.decode()
