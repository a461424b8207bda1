"""XLSX and ODS: a table of texts comes out, or a sentence that says what to do."""

import re
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from etl.files.tables import read_table
from etl.files.workbooks import Workbook
from etl.rows.checks import RejectedFile
from tests.etl.files.conftest import a_workbook, an_ods, refusal, rewritten


def test_a_workbook_gives_what_a_person_would_have_typed(save) -> None:
    path = save(
        a_workbook(
            ["code", "places", "taux", "date", "heure", "dédié"],
            ["01", 12, 0.5, date(2015, 1, 31), datetime(2015, 1, 31, 10, 5), True],
            [2, 12.0, 1e15, None, " deux\nlignes ", False],
        )
    )

    table = read_table(path)

    assert table.loc[2].tolist() == ["01", "12", "0.5", "2015-01-31", "2015-01-31 10:05:00", "oui"]
    assert table.loc[3].tolist() == ["2", "12", "1000000000000000.0", "", "deux\nlignes", "non"]


def test_lines_are_those_of_the_spreadsheet_even_when_columns_on_the_left_are_empty(save) -> None:
    workbook = openpyxl.Workbook()
    workbook.active["A1"], workbook.active["B1"], workbook.active["B4"] = "code", "nom", "Ain"

    table = read_table(save(workbook))

    assert table.index.tolist() == [4]
    assert table.at[4, "nom"] == "Ain"


def test_a_sheet_is_found_regardless_of_case_and_accents_and_never_guessed(save) -> None:
    workbook = a_workbook(["a"], ["1"])
    workbook.create_sheet("Données 2014").append(["b"])
    workbook["Données 2014"].append(["2"])
    path = save(workbook)

    assert list(read_table(path, sheet="DONNEES 2014").columns) == ["b"]
    assert "pas de feuille « 2015 ». Feuilles présentes : « Sheet », « Données 2014 »" in refusal(path, sheet="2015")


def test_a_hidden_sheet_is_not_read_by_default(save) -> None:
    workbook = a_workbook(["caché"], ["1"])
    workbook.create_sheet("Visible").append(["a"])
    workbook["Visible"].append(["2"])
    workbook["Sheet"].sheet_state = "hidden"

    assert list(read_table(save(workbook)).columns) == ["a"]


def test_merged_cells_are_refused_except_in_a_header_of_several_rows(save) -> None:
    workbook = a_workbook(["Année", ""], ["code", "faits"], ["01", "3"], ["", "4"])
    workbook.active.merge_cells("A1:B1")
    path = save(workbook)

    assert read_table(path, header_rows=2).columns.tolist() == [("Année", "code"), ("", "faits")]
    assert "cellules fusionnées : A1:B1" in refusal(path)

    workbook.active.merge_cells("A3:A4")
    assert "cellules fusionnées : A3:A4" in refusal(save(workbook), header_rows=2)


def test_a_formula_is_read_by_its_result_and_refused_without_one(save) -> None:
    path = save(a_workbook(["a", "b"], [1, "=A2+1"], [2, "=A3+1"]))

    assert "formules sans résultat enregistré : B2, B3" in refusal(path)

    with_results = rewritten(path, "xl/worksheets/sheet1.xml", lambda xml: re.sub(rb"<v ?/>|<v></v>", b"<v>7</v>", xml))
    assert read_table(with_results)["b"].tolist() == ["7", "7"]


def test_a_formula_that_gives_an_empty_text_is_an_empty_cell(save) -> None:
    path = save(a_workbook(["a", "b"], [1, '=""']))
    saved = rewritten(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b'<c r="B2">', b'<c r="B2" t="str">'))

    assert read_table(saved)["b"].tolist() == [""]


def test_an_error_in_a_cell_is_never_read_as_an_empty_cell(save) -> None:
    workbook = a_workbook(["a", "b"], [1, "#REF!"])
    workbook.active["B2"].data_type = "e"

    assert "cellules en erreur (#REF!, #N/A…) : B2" in refusal(save(workbook))


def test_a_workbook_protected_by_a_password_is_named_as_such(save) -> None:
    path = save(a_workbook(["a"], ["1"]))
    content = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        position = content.find(signature)
        content[position + offset] |= 1
    path.write_bytes(content)

    assert "protégé par un mot de passe" in refusal(path)


def test_a_document_that_is_not_a_workbook_is_named_as_such(tmp_path) -> None:
    path = tmp_path / "lettre.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<document/>")

    assert "cette archive n’est pas un classeur" in refusal(path)


def test_an_ods_workbook_is_read_with_its_repeated_cells(tmp_path) -> None:
    path = an_ods(
        tmp_path / "recu.ods",
        [{"text": "code"}, {"text": "nom"}, {"text": "actif"}],
        [{"text": "01"}, {"text": "oui", "numbercolumnsrepeated": 2}],
        [{"numbercolumnsrepeated": 16384}],
    )

    assert read_table(path).to_numpy().tolist() == [["01", "oui", "oui"]]


def test_an_ods_workbook_has_the_same_refusals(tmp_path) -> None:
    merged = an_ods(
        tmp_path / "m.ods",
        [{"text": "a"}, {"text": "b"}],
        [{"text": "1", "numbercolumnsspanned": 2, "numberrowsspanned": 1}],
    )
    unsolved = an_ods(tmp_path / "f.ods", [{"text": "a"}], [{"formula": "of:=1+1"}])

    assert "cellules fusionnées : A2" in refusal(merged)
    assert "formules sans résultat enregistré : A2" in refusal(unsolved)


@pytest.mark.shared_data
def test_the_real_workbook_of_the_ministry_is_read_sheet_by_sheet(shared_data: Path) -> None:
    with Workbook(next((shared_data / "etat_4001").glob("*.xlsx"))) as workbook:
        names = workbook.sheet_names
        police = workbook.read("Services PN 2014", header_rows=3)

    assert len(names) == 19
    assert police.loc[48].iloc[:2].tolist() == ["45", "Proxénétisme"]


def test_the_first_row_of_a_sheet_is_seen_without_its_other_rows_and_with_the_same_care(save) -> None:
    workbook = a_workbook(["Année 2014"], [1, "=A2+1"])
    workbook.create_sheet("vide")
    workbook.create_sheet("immense")["XFD1048576"] = "z"
    path = save(workbook)

    with Workbook(path) as opened:
        assert opened.first_row("Sheet")[0] == "Année 2014"
        assert opened.first_row("vide") == []
        with pytest.raises(RejectedFile, match="XFD1048576"):
            opened.first_row("immense")
