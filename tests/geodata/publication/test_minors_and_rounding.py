from io import BytesIO

import pytest
from openpyxl import load_workbook

from geodata.indicators import Choice
from geodata.perimetre import perimetre
from geodata.publication import (
    Format,
    State,
    publish,
    publish_case_counts,
    publish_case_totals,
    publish_places,
    to_bytes,
)
from tests.geodata.conftest import Archive

COMMON = {"source": "associations", "nomenclature": "B", "form": "toutes"}


@pytest.mark.parametrize("profile", ["prefecture:48", "miprof"])
def test_a_small_count_of_minors_is_withheld_even_from_readers_of_exact_figures(archive: Archive, profile: str):
    archive.count("48", 33, **COMMON)
    archive.count("48", 3, age_class="mineurs", **COMMON)
    archive.count("48", 30, age_class="majeurs", **COMMON)

    rows = publish_case_counts(archive.session, perimetre(profile), departement="48").rows.set_index("age_class")

    assert rows.at["mineurs", "count_state"] == State.SECRET
    assert rows.at["majeurs", "count_state"] == State.SECRET or rows.at["ensemble", "count_state"] == State.SECRET


def test_eleven_minors_are_told_to_readers_of_exact_figures(archive: Archive):
    archive.count("48", 11, age_class="mineurs", **COMMON)

    rows = publish_case_counts(archive.session, perimetre("miprof"), departement="48").rows

    assert rows["count"].tolist() == [11]


def test_adults_do_not_tell_how_many_minors_there_are(archive: Archive):
    archive.count("48", 33, **COMMON)
    archive.count("48", 30, age_class="majeurs", **COMMON)

    rows = publish_case_counts(archive.session, perimetre("miprof"), departement="48").rows

    assert (rows["count_state"] == State.SECRET).any()


def test_places_for_minors_are_told_neither_by_row_nor_by_map(archive: Archive):
    archive.diagnostic("48", public="mineurs", place_type="chrs", places_needed=4)
    archive.diagnostic("48", public="femmes", place_type="chrs", places_needed=20)
    miprof = perimetre("miprof")

    rows = publish_places(archive.session, miprof, departement="48", year=2015).rows.set_index("public")
    map_of_minors = publish(archive.session, "places_needed", Choice(2015, public="mineurs"), miprof)

    assert rows.at["Mineurs", "places_needed_state"] == State.SECRET
    assert map_of_minors.cells.at["48", "state"] == State.SECRET
    assert map_of_minors.totals.at["91", "state"] == State.SECRET
    assert map_of_minors.totals.at["FR", "state"] == State.SECRET


def test_the_public_reads_counts_of_persons_rounded_to_five(archive: Archive):
    for departement, number in (("48", 13), ("34", 42), ("30", 0)):
        archive.count(departement, number, **COMMON)

    rows = publish_case_counts(archive.session, perimetre("public")).rows.set_index("departement")
    totals = publish_case_totals(archive.session, perimetre("public")).rows.set_index("territory")

    assert rows["count"].to_dict() == {"48": 15, "34": 40, "30": 0}
    assert totals.at["91", "count"] == 55


def test_partners_read_what_was_counted(archive: Archive):
    archive.count("48", 13, **COMMON)

    rows = publish_case_counts(archive.session, perimetre("prefecture:48")).rows

    assert rows["count"].tolist() == [13]


@pytest.mark.parametrize("format", [Format.CSV, Format.XLSX])
def test_a_file_says_that_rounded_counts_do_not_add_up(archive: Archive, format: Format):
    archive.count("48", 13, **COMMON)
    table = publish_case_counts(archive.session, perimetre("public"))

    content = to_bytes(table, format)

    assert "arrondis au multiple de 5" in table.notes[0]
    assert publish_case_totals(archive.session, perimetre("public")).notes == table.notes
    assert "arrondis au multiple de 5" in _texts(content, format)


def _texts(content: bytes, format: Format) -> str:
    if format == Format.CSV:
        return content.decode("utf-8-sig")
    sheet = load_workbook(BytesIO(content))["Sources"]
    return " ".join(str(row[0]) for row in sheet.iter_rows(values_only=True))


@pytest.mark.parametrize(("profile", "source"), [("prefecture:48", "associations"), ("public", "etat_4001")])
def test_nothing_is_said_of_rounding_where_nothing_is_rounded(archive: Archive, profile: str, source: str):
    archive.count("48", 13, **COMMON | {"source": source})

    table = publish_case_counts(archive.session, perimetre(profile), departement="48")

    assert table.notes == ()
    assert b"arrondis" not in to_bytes(table, Format.CSV)
