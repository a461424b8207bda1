"""The workbook sent out guides the hand, and comes back without its example."""

import re
import zipfile
from pathlib import Path

import openpyxl
import pytest

from etl.jobs import JOBS
from etl.rows.checks import RejectedFile
from etl.rows.template import EXAMPLE_MARK, Template, read_template
from etl.rows.template_workbook import write_template
from tests.etl.toy import TEMPLATE

FILLED = ["01004", "2014", "01", "13927", "Grande", "oui", "mer;bois"]


@pytest.fixture
def blank(tmp_path: Path) -> Path:
    path = tmp_path / "modele.xlsx"
    write_template(TEMPLATE, path)
    return path


def filled(path: Path, *rows: list[str], example: list[str] | None = None) -> Path:
    workbook = openpyxl.load_workbook(path)
    for position, cell in enumerate(example or [], 1):
        workbook["Données"].cell(2, position, cell)
    for line, row in enumerate(rows, 3):
        for position, cell in enumerate(row, 1):
            workbook["Données"].cell(line, position, cell)
    workbook.save(path)
    return path


def test_the_titles_are_labels_with_a_note_and_obligatory_ones_stand_out(blank) -> None:
    sheet = openpyxl.load_workbook(blank)["Données"]

    assert [cell.value for cell in sheet[1]] == [column.label for column in TEMPLATE.columns]
    assert sheet["A1"].comment.text.startswith("Obligatoire. Code INSEE.")
    assert sheet["A1"].fill.fgColor.rgb != sheet["E1"].fill.fgColor.rgb


def test_closed_lists_are_offered_from_a_hidden_sheet(blank) -> None:
    workbook = openpyxl.load_workbook(blank)
    rules = {str(rule.sqref): rule for rule in workbook["Données"].data_validations.dataValidation}

    assert rules["E3:E5000"].formula1 == "Listes!$E$2:$E$3"
    assert [workbook["Listes"][cell].value for cell in ("E2", "E3")] == ["Petite", "=Grande"]
    assert workbook["Listes"].sheet_state == "hidden"
    assert [workbook["Listes"][cell].value for cell in ("F2", "F3")] == ["oui", "non"]
    assert rules["B3:B5000"].type == "whole"
    assert not any(area.startswith("G") for area in rules)


def test_codes_keep_their_zeros_because_the_column_holds_texts(blank) -> None:
    dimensions = openpyxl.load_workbook(blank)["Données"].column_dimensions

    assert dimensions["A"].number_format == "@"
    assert dimensions["B"].number_format == "0"


def test_no_text_of_the_template_is_a_formula(blank) -> None:
    with zipfile.ZipFile(blank) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]

    assert len(sheets) == 3
    assert not any(re.search(rb"<f[ >]", sheet) for sheet in sheets)


def test_the_notice_explains_each_column_in_french(blank) -> None:
    notice = openpyxl.load_workbook(blank)["Notice"]
    rows = [[cell.value for cell in row] for row in notice.iter_rows()]

    assert rows[0][0] == "Populations"
    explained = {row[1]: row for row in rows if row[1] in TEMPLATE.labels}
    assert list(explained) == list(TEMPLATE.labels)
    assert explained["size"][2:5] == ["non", "Au choix. Texte.", "Petite\u00a0; =Grande"]


def test_a_filled_template_is_read_under_the_names_of_the_house_without_its_example(blank) -> None:
    table = read_template(filled(blank, FILLED), TEMPLATE)

    assert list(table.columns) == [column.name for column in TEMPLATE.columns]
    assert table.loc[3].tolist() == FILLED
    assert table.index.tolist() == [3]
    assert table.attrs["notes"] == ["Ligne d’exemple du modèle ignorée (ligne 2)."]


def test_the_example_is_known_in_a_csv_too_whatever_became_of_its_spaces(tmp_path) -> None:
    path = tmp_path / "rempli.csv"
    example = [cell.replace("\u00a0", " ") for cell in TEMPLATE.example_row()]
    rows = [list(TEMPLATE.labels.values()), example, [*FILLED[:6], "mer"]]
    path.write_text("\n".join(";".join(row) for row in rows))

    assert read_template(path, TEMPLATE)["commune"].tolist() == ["01004"]


def test_an_example_that_someone_filled_in_is_not_ignored(blank) -> None:
    changed = [EXAMPLE_MARK + "01053", "2015", "01", "41000"]

    table = read_template(filled(blank, FILLED, example=changed), TEMPLATE)

    assert table.index.tolist() == [2, 3]
    assert table.at[2, "commune"].startswith("Exemple")


def test_a_template_that_nobody_filled_in_is_refused(blank) -> None:
    with pytest.raises(RejectedFile, match="le modèle n’est pas rempli"):
        read_template(blank, TEMPLATE)


@pytest.mark.parametrize("template", [job.template for job in JOBS.values() if job.template], ids=lambda one: one.title)
def test_the_template_of_every_source_is_written_and_explains_itself(tmp_path, template: Template) -> None:
    path = tmp_path / "modele.xlsx"

    write_template(template, path)

    workbook = openpyxl.load_workbook(path)
    assert [cell.value for cell in workbook["Données"][1]] == [column.label for column in template.columns]
    assert template.title
    assert all(column.note.endswith((".", "?", "!")) for column in template.columns)
