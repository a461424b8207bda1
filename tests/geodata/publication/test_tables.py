import pytest

from geodata.perimetre import NotAllowed, perimetre
from geodata.publication import State, publish_case_counts, publish_gap_cells, publish_listing, publish_places, years
from tests.geodata.conftest import Archive


def test_a_branch_without_a_known_commune_leaves_without_a_point(archive: Archive):
    archive.branch("Entraide", "07", lat=44.7, lon=4.4, geo_status="area")

    rows = publish_listing(archive.session, perimetre("public")).rows

    assert rows.loc[0, "association"] == "Entraide"
    assert rows[["lat", "lon"]].isna().all().all()


def test_the_listing_of_a_departement_holds_its_own_its_neighbours_and_the_national_lines(archive: Archive):
    archive.branch("Locale", "48")
    archive.branch("Voisine", "34", zones=("34", "48"))
    archive.branch("Nationale", "75", zones=("75", "FR"))
    archive.branch("Ailleurs", "59")

    rows = publish_listing(archive.session, perimetre("public"), departement="48").rows

    assert set(rows["association"]) == {"Locale", "Voisine", "Nationale"}


def test_a_small_count_of_persons_is_withheld_from_the_public_and_its_status_says_so(archive: Archive):
    archive.count("48", 3, source="associations", nomenclature="B", form="mendicite_forcee")

    row = publish_case_counts(archive.session, perimetre("public")).rows.iloc[0]

    assert row["count"] != row["count"]
    assert (row["count_state"], row["status"]) == (State.SECRET, "secret")


def test_facts_already_public_keep_their_small_numbers(archive: Archive):
    archive.count("48", 3)

    row = publish_case_counts(archive.session, perimetre("public")).rows.iloc[0]

    assert (row["count"], row["count_state"]) == (3, State.PUBLISHED)


def test_a_count_withheld_by_its_producer_stays_withheld_for_everyone(archive: Archive):
    archive.count("48", None, source="justice", status="secret")

    row = publish_case_counts(archive.session, perimetre("miprof")).rows.iloc[0]

    assert row["count_state"] == State.SECRET


@pytest.mark.parametrize("status", ["non_disponible", "non_demande"])
def test_a_count_that_nobody_has_is_unknown_and_keeps_its_reason(archive: Archive, status: str):
    archive.count("48", None, source="associations", nomenclature="B", form="toutes", status=status)

    row = publish_case_counts(archive.session, perimetre("miprof")).rows.iloc[0]

    assert (row["count_state"], row["status"]) == (State.UNKNOWN, status)


def test_invented_counts_are_told_apart_row_by_row(archive: Archive):
    archive.count("48", 3)
    invented = archive.file("case_counts", demonstration=True)
    archive.count("13", 40, source="associations", nomenclature="B", form="toutes")
    archive.session.connection().exec_driver_sql(
        f"UPDATE case_counts SET import_id = {invented} WHERE departement = '13'"
    )
    archive.session.expire_all()

    rows = publish_case_counts(archive.session, perimetre("public")).rows.set_index("departement")

    assert rows["demonstration"].to_dict() == {"13": True, "48": False}
    assert rows["sources"].str.contains("inventées").to_dict() == {"13": True, "48": False}


def test_places_are_for_those_who_may_read_them_in_that_departement(archive: Archive):
    archive.diagnostic("48", places_needed=3, places_total=40, places_dedicated=None)

    rows = publish_places(archive.session, perimetre("prefecture:48"), departement="48", year=2015).rows

    assert rows.loc[0, "places_needed"] == 3
    assert rows.loc[0, "places_dedicated_state"] == State.UNKNOWN
    with pytest.raises(NotAllowed, match="Lozère"):
        publish_places(archive.session, perimetre("prefecture:12"), departement="48", year=2015)


def test_a_diagnostic_that_does_not_distinguish_publics_says_so(archive: Archive):
    archive.diagnostic("48", public="tous", place_type="tous", places_needed=3)

    rows = publish_places(archive.session, perimetre("miprof"), departement="48", year=2015).rows

    assert rows.loc[0, ["public", "place_type"]].tolist() == ["Tous publics", "Tous types de places"]


def test_the_gap_table_has_a_row_for_each_form_and_function(archive: Archive):
    archive.review("48", "proxenetisme")

    rows = publish_gap_cells(archive.session, perimetre("public"), departement="48", year=2015).rows

    assert len(rows) == 7 * 9
    assert set(rows.loc[rows["form_code"] == "proxenetisme", "reading"]) == {"Aucun service, vérifié"}
    assert set(rows.loc[rows["form_code"] == "esclavage", "reading"]) == {"Non vérifié"}


def test_the_years_to_choose_from_are_those_received(archive: Archive):
    archive.diagnostic("48")
    archive.count("48", 3, year=2012)

    assert years(archive.session) == [2015, 2012]


def test_a_part_does_not_leave_beside_its_total_for_who_may_not_read_the_rest(archive: Archive):
    # 30 in all, 28 women: two others, whom a subtraction would tell.
    archive.count("48", 30, source="associations", nomenclature="B", form="toutes")
    archive.count("48", 28, source="associations", nomenclature="B", form="toutes", sex="F")

    seen = publish_case_counts(archive.session, perimetre("public")).rows.set_index("sex")["count_state"].to_dict()
    inside = publish_case_counts(archive.session, perimetre("prefecture:48")).rows["count"].tolist()

    assert seen == {"F": State.SECRET, "ensemble": State.PUBLISHED}
    assert inside == [28, 30]


def test_the_street_of_a_branch_that_offers_housing_does_not_leave(archive: Archive):
    archive.branch("Accueil", "48", street="2 rue Basse")
    archive.branch("Toit", "48", street="3 rue des Lilas", functions=["social", "hebergement"])

    rows = publish_listing(archive.session, perimetre("public")).rows.set_index("association")

    assert rows["street"].to_dict() == {"Accueil": "2 rue Basse", "Toit": ""}


def test_a_departement_without_a_diagnostic_has_no_row_beside_one_that_has(archive: Archive):
    archive.diagnostic("48", places_needed=3)

    assert publish_places(archive.session, perimetre("miprof"), departement="13", year=2015).rows.empty
