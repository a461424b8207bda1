"""Whatever is sent, either a table of texts comes out, or a sentence that says what to do."""

import re
import struct
import tracemalloc
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as rules
from hypothesis import strategies as st
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from config.thresholds import threshold
from etl.checks import RejectedFile
from etl.tables import read_table
from etl.workbooks import Workbook

Save = Callable[[openpyxl.Workbook], Path]
TWO_ROWS = "departement;nom\n01;Ain\n2A;Corse-du-Sud\n"


@pytest.fixture
def csv_file(tmp_path: Path) -> Callable[[bytes], Path]:
    def write(content: bytes) -> Path:
        path = tmp_path / "recu.csv"
        path.write_bytes(content)
        return path

    return write


@pytest.fixture
def save(tmp_path: Path) -> Save:
    def write(workbook: openpyxl.Workbook) -> Path:
        path = tmp_path / "recu.xlsx"
        workbook.save(path)
        return path

    return write


def a_workbook(*rows: list[object]) -> openpyxl.Workbook:
    workbook = openpyxl.Workbook()
    for row in rows:
        workbook.active.append(row)
    return workbook


def an_ods(path: Path, *rows: list[dict[str, object]]) -> Path:
    """Cells are given as the attributes of their element, with `text` for what is shown."""
    document, table = OpenDocumentSpreadsheet(), Table(name="Données")
    for cells in rows:
        row = TableRow()
        for cell in cells:
            shown = cell.pop("text", None)
            element = TableCell(**({"valuetype": "string"} if shown is not None else {}) | cell)
            if shown is not None:
                element.addElement(P(text=shown))
            row.addElement(element)
        table.addElement(row)
    document.spreadsheet.addElement(table)
    document.save(path)
    return path


def rewritten(path: Path, member: str, change: Callable[[bytes], bytes]) -> Path:
    """The same archive with one member changed."""
    with zipfile.ZipFile(path) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    contents[member] = change(contents.get(member, b""))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return path


def refusal(path: Path, **options: object) -> str:
    with pytest.raises(RejectedFile) as caught:
        read_table(path, **options)  # type: ignore[arg-type]
    return str(caught.value).replace("\u00a0", " ")


def table_or_sentence(path: Path) -> str:
    """The size of the table read, or the sentence; anything else is a crash."""
    try:
        return str(read_table(path).shape)
    except RejectedFile as refused:
        return str(refused) if str(refused).endswith((".", "?", "!")) else ""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_accents_and_zeros_survive_whatever_the_encoding_and_the_delimiter(csv_file, encoding, delimiter) -> None:
    content = "département;adresse\n01;Café de l’Évêché – 1er étage\n2A;Hôtel de ville\n".replace(";", delimiter)
    path = csv_file(content.encode(encoding))

    table = read_table(path)

    assert list(table.columns) == ["département", "adresse"]
    assert table["département"].to_dict() == {2: "01", 3: "2A"}
    assert table.at[2, "adresse"] == "Café de l’Évêché – 1er étage"


def test_a_line_break_inside_quotes_belongs_to_its_cell_and_counts_as_one_line(csv_file) -> None:
    path = csv_file(b'nom;ville\r\n"Maison\r\ndes associations";Mende\r\nCentre;Lyon\r\n')

    table = read_table(path)

    assert table.index.tolist() == [2, 3]
    assert table.at[2, "nom"] == "Maison\r\ndes associations"


def test_commas_inside_cells_do_not_make_a_file_with_semicolons_a_file_with_commas(csv_file) -> None:
    path = csv_file(b"nom;publics\nA, B, C;femmes, hommes\nD, E, F;mineurs, trans\n")

    table = read_table(path)

    assert list(table.columns) == ["nom", "publics"]
    assert table.at[3, "publics"] == "mineurs, trans"


def test_empty_rows_are_left_out_and_told_without_shifting_the_lines(csv_file) -> None:
    path = csv_file(b"departement;nom\n01;Ain\n;\n\n2A;Corse\n")

    table = read_table(path)

    assert table.index.tolist() == [2, 5]
    assert table.attrs["notes"] == ["2 lignes vides ignorées."]


def test_the_column_of_reasons_is_ignored_when_a_corrected_file_comes_back(csv_file) -> None:
    path = csv_file(b"departement;nom;Motif du rejet\n01;Ain;ligne 3 : corriger.\n")

    table = read_table(path)

    assert list(table.columns) == ["departement", "nom"]


def test_an_apostrophe_that_disarms_a_formula_is_taken_off(csv_file) -> None:
    path = csv_file("nom;note\n'=1+1;l'été\n'quote;'-5\n".encode())

    table = read_table(path)

    assert table.to_numpy().tolist() == [["=1+1", "l'été"], ["'quote", "-5"]]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "le fichier est vide"),
        (b"\xef\xbb\xbf \r\n", "le fichier est vide"),
        (b";;;\n;;\n", "le tableau est vide"),
        (b"\n\na;b\n1;2\n", "la ligne 1 doit porter les titres"),
        (b"departement;nom\n", "n’a que des titres"),
        (b"a;a\n1;2\n", "titre en double : « a » (colonnes A, B)"),
        (b"Code ;code\n1;2\n", "titre en double"),
        (b"a;;c\n1;2;3\n", "colonne sans titre : B"),
        (b"a;b\n1;2\n1;2;3\n", "ligne 3 : 3 cellules pour 2 colonnes"),
        (b"a;b\n1;2\na;b\n", "ligne 3 : cette ligne répète les titres"),
        (b'a;b\n1;2\n3;"4\n5;6\n', "ligne 3 : un guillemet ouvert"),
        (b"a;b\n1;2\x00\n", "ligne 2 : le fichier contient des caractères de contrôle"),
        (b"a;b\n1;\xe9\x00\n", "caractères de contrôle"),
        (bytes(range(256)) * 40, "caractères de contrôle"),
        (b"\x89PNG\r\n\x1a\n" + bytes(500), "ce fichier est une image"),
        (b"%PDF-1.7 ...", "ce fichier est un document PDF"),
        (b"PK\x03\x04 and nothing that follows", "le classeur est abîmé"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "ancien format d’Office (.xls ou .doc)"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000) + "EncryptedPackage".encode("utf-16-le"),
            "protégé par un mot de passe",
        ),
        (
            "nom;ville\nÉvêché;Mâcon été à Noël çà où\n".encode() + b"Lyon;\xff\n",
            "ligne 3 : un caractère est illisible",
        ),
    ],
)
def test_a_file_that_cannot_be_read_gets_a_sentence(csv_file, content, sentence) -> None:
    assert sentence in refusal(csv_file(content))


def test_a_file_of_100_megabytes_is_refused_before_it_is_read(tmp_path) -> None:
    path = tmp_path / "enorme.csv"
    with path.open("wb") as file:
        file.truncate(100_000_000)

    tracemalloc.start()
    sentence = refusal(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert sentence == "le fichier pèse 100 Mo, la limite est de 50 Mo."
    assert peak < 1_000_000


def test_a_csv_of_too_many_cells_is_refused_while_it_is_read(csv_file) -> None:
    wide = b";".join([b"x"] * 2000) + b"\n"

    assert "dépasse 5000000 cellules" in refusal(csv_file(wide * 3000))


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

    with_results = rewritten(path, "xl/worksheets/sheet1.xml", lambda xml: re.sub(rb"<v ?/>", b"<v>7</v>", xml))
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


def test_a_zip_bomb_is_refused_by_what_it_declares(save) -> None:
    path = rewritten(save(a_workbook(["a"], ["1"])), "xl/media/image1.png", lambda _: bytes(450_000_000))

    tracemalloc.start()
    sentence = refusal(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert "une fois décompressé, le classeur dépasse la limite de 400 Mo" in sentence
    assert peak < 1_000_000


def test_a_zip_bomb_that_lies_about_its_size_is_refused_by_what_comes_out(save) -> None:
    path = rewritten(save(a_workbook(["a"], ["1"])), "xl/media/image1.png", lambda _: bytes(100_000_000))
    content = bytearray(path.read_bytes())
    honest = struct.pack("<I", 100_000_000)
    while (position := content.find(honest)) >= 0:
        content[position : position + 4] = struct.pack("<I", 10)
    path.write_bytes(content)

    tracemalloc.start()
    sentence = refusal(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert "se décompresse plus de 150 fois" in sentence
    assert peak < 5_000_000


def test_a_million_empty_rows_are_skipped(save) -> None:
    path = save(a_workbook(["code", "nom"], ["01", "Ain"]))
    rows = b"".join(b'<row r="%d"><c r="A%d" s="0"/></row>' % (row, row) for row in range(3, 1_000_001))
    path = rewritten(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"</sheetData>", rows + b"</sheetData>"))

    table = read_table(path)

    assert table.to_numpy().tolist() == [["01", "Ain"]]


@pytest.mark.parametrize("corner", ["XFD1048576", "Z999999"])
def test_two_cells_at_the_corners_of_a_sheet_are_refused_and_do_not_fill_the_memory(save, corner) -> None:
    workbook = a_workbook(["a"])
    workbook.active[corner] = "z"

    sentence = refusal(save(workbook))

    assert f"la feuille s’étend jusqu’à la cellule {corner}" in sentence
    assert str(int(threshold("files.max_cells"))) in sentence


def test_a_cell_repeated_over_a_whole_ods_sheet_is_refused(tmp_path) -> None:
    path = an_ods(tmp_path / "recu.ods", [{"text": "a", "numbercolumnsrepeated": 16384}] * 1)
    rows = b' table:number-rows-repeated="1048576"'
    path = rewritten(path, "content.xml", lambda xml: xml.replace(b"<table:table-row", b"<table:table-row" + rows))

    assert "la feuille s’étend jusqu’à la cellule XFD1048576" in refusal(path)


def test_an_external_entity_is_never_opened(save, tmp_path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("ne doit jamais sortir")
    definition = f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{secret}">]>'.encode()
    for member in ("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"):
        path = save(a_workbook(["a"], ["valeur"]))
        path = rewritten(path, member, lambda xml: definition + xml.split(b"?>")[-1].replace(b"valeur", b"&e;"))

        assert "définitions XML" in refusal(path)


def test_entities_that_multiply_are_never_expanded(save) -> None:
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "' + b"&a;" * 1000 + b'"><!ENTITY c "' + b"&b;" * 1000 + b'">]>'
    hidden = b"<!--" + b"x" * 200_000 + b"-->" + laughs
    path = rewritten(
        save(a_workbook(["a"], ["1"])),
        "xl/worksheets/sheet1.xml",
        lambda xml: hidden + xml.replace(b"<sheetData>", b"&c;<sheetData>"),
    )

    assert "définitions XML" in refusal(path) or "abîmé" in refusal(path)


@rules(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cuts=st.lists(st.tuples(st.integers(0, 6000), st.binary(max_size=8)), min_size=1, max_size=6))
def test_a_damaged_workbook_never_crashes(save, cuts) -> None:
    path = save(a_workbook(["code", "nom", "n"], ["01", "Ain", 3], ["2A", "Corse", 4.5]))
    content = bytearray(path.read_bytes())
    for position, replacement in cuts:
        content[position : position + len(replacement)] = replacement
    path.write_bytes(content)

    assert table_or_sentence(path)


@rules(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=400))
def test_no_bytes_at_all_make_the_reader_crash(csv_file, content) -> None:
    path = csv_file(content)

    assert table_or_sentence(path)


@pytest.mark.shared_data
def test_the_39_line_breaks_inside_real_addresses_do_not_make_39_lines(shared_data: Path) -> None:
    table = read_table(shared_data / "france_services" / "liste-fs-20240801.csv")

    assert len(table) == 2845
    assert table.index[-1] == 2846


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
