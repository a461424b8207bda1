"""CSV as it really arrives: a table of texts comes out, or a sentence that says what to do."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as rules
from hypothesis import strategies as st

from etl.files.tables import read_table
from tests.etl.files.conftest import refusal, table_or_sentence


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


def test_a_csv_of_too_many_cells_is_refused_while_it_is_read(csv_file) -> None:
    wide = b";".join([b"x"] * 2000) + b"\n"

    assert "dépasse 5000000 cellules" in refusal(csv_file(wide * 3000))


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
