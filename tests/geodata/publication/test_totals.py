from geodata.indicators import Choice
from geodata.perimetre import perimetre
from geodata.publication import State, publish, publish_case_counts
from tests.geodata.conftest import Archive

MIPROF, PREFET = perimetre("miprof"), perimetre("prefecture:59")


def test_a_rate_of_france_is_a_sum_over_a_sum_and_never_a_mean_of_rates(archive: Archive):
    archive.diagnostic("48", places_needed=10, places_dedicated=10)
    archive.diagnostic("34", places_needed=90, places_dedicated=0)

    totals = publish(archive.session, "coverage_rate", Choice(2015), MIPROF).totals

    assert totals.at["FR", "value"] == 10.0


def test_a_total_says_how_many_departements_are_behind_it(archive: Archive):
    archive.diagnostic("48", places_needed=10)
    archive.diagnostic("34", places_needed=90)

    totals = publish(archive.session, "places_needed", Choice(2015), MIPROF).totals

    assert totals.at["FR", "value"] == 100
    assert "partiel : 2 sur 101 départements" in totals.at["FR", "reading"]
    assert totals.at["24", "state"] == State.UNKNOWN


def test_a_small_count_takes_others_with_it_so_that_no_subtraction_gives_it_back(archive: Archive):
    for departement, requests in (("48", 2), ("34", 40), ("30", 60), ("11", 80), ("66", 100)):
        archive.diagnostic(departement, requests_not_met=requests)

    published = publish(archive.session, "requests_not_met", Choice(2015), PREFET)

    hidden = published.cells.index[published.cells["state"] == State.SECRET]
    told = published.totals.loc[["91", "FR"], "state"]
    assert "48" in hidden
    assert len(hidden) > 1 or (told == State.SECRET).all()


def test_every_reader_of_a_level_has_the_same_hidden_cells(archive: Archive):
    for departement, requests in (("48", 2), ("34", 40), ("30", 60), ("11", 80), ("67", 3), ("68", 50)):
        archive.diagnostic(departement, requests_not_met=requests)

    states = [
        publish(archive.session, "requests_not_met", Choice(2015), perimetre(f"prefecture:{home}")).cells["state"]
        for home in ("59", "62")
    ]

    assert states[0].tolist() == states[1].tolist()


def test_a_region_of_one_departement_is_hidden_with_it(archive: Archive):
    for departement, requests in (("971", 3), ("972", 40), ("34", 60), ("30", 90)):
        archive.diagnostic(departement, requests_not_met=requests)

    totals = publish(archive.session, "requests_not_met", Choice(2015), PREFET).totals

    assert totals.at["01", "state"] == State.SECRET


def test_the_men_are_not_told_by_the_women_and_all_persons(archive: Archive):
    common = {"source": "associations", "nomenclature": "B", "form": "toutes"}
    archive.count("48", 32, **common)
    archive.count("48", 30, sex="F", **common)

    rows = publish_case_counts(archive.session, perimetre("public")).rows

    assert (rows["count_state"] == State.SECRET).any()
