from pathlib import Path

import pytest

from etl.geocoding.address_file import AddressFile
from etl.rows.checks import RejectedFile


def given(folder: Path, content: str, encoding: str = "utf-8") -> Path:
    file = folder / "adresses.csv"
    file.write_bytes(content.encode(encoding))
    return file


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_file_comes_back_as_it_was(tmp_path: Path, delimiter: str, encoding: str):
    lines = ["id,rue,ville", "1,  4 place du Marché ,Mende", ",,", '3,"a, b",Évry', "3,,"]
    content = "\n".join(line.replace(",", delimiter) if '"' not in line else line for line in lines) + "\n"
    if delimiter != ",":
        content = content.replace('3,"a, b",Évry', delimiter.join(["3", "a, b", "Évry"]))
    file = given(tmp_path, content, encoding)

    addresses = AddressFile.read(file)

    assert addresses.with_columns(addresses.cells) == file.read_bytes()


def test_columns_are_known_whatever_their_case_and_accents(tmp_path: Path):
    addresses = AddressFile.read(given(tmp_path, "N° et Voie;Code Postal\n;48000\n"))

    assert addresses.column("code postal") == "Code Postal"
    assert addresses.column("commune") == "commune"


def test_a_doubled_column_is_refused_only_when_it_is_asked_for(tmp_path: Path):
    addresses = AddressFile.read(given(tmp_path, "ville;note;note\nMende;a;b\n"))

    assert addresses.column("ville") == "ville"
    with pytest.raises(RejectedFile, match="2 fois"):
        addresses.column("note")


def test_a_row_longer_than_the_titles_is_refused_with_its_line(tmp_path: Path):
    with pytest.raises(RejectedFile, match="plus de cellules"):
        AddressFile.read(given(tmp_path, "ville;rue\nMende;a;b\n"))
