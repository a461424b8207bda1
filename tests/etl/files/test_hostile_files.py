"""Files made to harm: refused in little time and memory, with a sentence."""

import struct
import tracemalloc

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as rules
from hypothesis import strategies as st

from config.thresholds import threshold
from etl.files.tables import read_table
from tests.etl.files.conftest import a_workbook, an_ods, refusal, rewritten, table_or_sentence


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
