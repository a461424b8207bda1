import pytest

from geodata.indicators import Choice
from geodata.perimetre import perimetre
from geodata.publication import State, publish, publish_case_counts, publish_case_totals, publish_places
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
