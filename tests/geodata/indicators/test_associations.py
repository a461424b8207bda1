from datetime import date

import pytest

from config.nomenclatures import Form
from geodata.indicators import INDICATORS, Choice
from tests.geodata.conftest import Archive

ALL_FORMS = tuple(form.value for form in Form)
LYON = {"lat": 45.757, "lon": 4.835, "geo_status": "commune"}


def answer(archive: Archive, indicator_id: str, departement: str, choice: Choice | None = None) -> float | None:
    indicator = INDICATORS[indicator_id]
    found = indicator.formula(indicator.facts(archive.session, choice or Choice(2015)))[departement]
    return None if found != found else float(found)


def test_two_branches_of_one_association_count_once(archive: Archive):
    archive.branch("Entraide", "69", name="Accueil")
    archive.branch("Entraide", "69", name="Permanence")

    assert answer(archive, "specialised_associations", "69") == 1


def test_a_declared_zone_counts_as_much_as_an_address(archive: Archive):
    archive.branch("Entraide", "69", zones=("69", "42"))

    assert answer(archive, "specialised_associations", "42") == 1


def test_help_from_a_distance_is_not_an_association_that_acts_there(archive: Archive):
    branch = archive.branch("Entraide", "69")
    archive.zone(branch, "42", "distance")
    archive.zone(branch, "01", "itinerant")

    assert answer(archive, "specialised_associations", "42") is None
    assert answer(archive, "specialised_associations", "01") == 1
    assert answer(archive, "specialised_associations", "69") == 1


def test_a_national_line_covers_no_departement_by_itself(archive: Archive):
    archive.branch("Entraide", "75", zones=("75", "FR"))

    assert answer(archive, "specialised_associations", "75") == 1
    assert answer(archive, "specialised_associations", "48") is None


def test_none_listed_is_zero_only_where_the_prefecture_has_checked_every_form(archive: Archive):
    archive.review("48", *ALL_FORMS)
    archive.review("12", "proxenetisme")

    assert answer(archive, "specialised_associations", "48") == 0
    assert answer(archive, "specialised_associations", "12") is None
    assert answer(archive, "specialised_associations", "12", Choice(2015, form="proxenetisme")) == 0


def test_a_check_older_than_thirteen_months_proves_nothing_any_more(archive: Archive):
    archive.review("48", *ALL_FORMS, on=date(2014, 11, 30))

    assert answer(archive, "specialised_associations", "48") is None


def test_the_form_and_the_public_narrow_the_count(archive: Archive):
    archive.branch("Entraide", "69", forms=["mendicite_forcee"], publics=["mineurs"])

    assert answer(archive, "specialised_associations", "69", Choice(2015, form="mendicite_forcee")) == 1
    assert answer(archive, "specialised_associations", "69", Choice(2015, form="proxenetisme")) is None
    assert answer(archive, "specialised_associations", "69", Choice(2015, public="hommes")) is None


def test_the_share_of_forms_needs_every_form_to_be_known(archive: Archive):
    archive.branch("Entraide", "69", forms=["proxenetisme"])
    archive.branch("Secours", "48", forms=["proxenetisme"])
    archive.review("48", *ALL_FORMS)

    assert answer(archive, "forms_covered", "48") == pytest.approx(100 / 7)
    assert answer(archive, "forms_covered", "69") is None


def test_people_near_a_branch_of_the_next_departement_are_counted(archive: Archive):
    archive.branch("Entraide", "69", **LYON)

    near, far = answer(archive, "population_within_30_km", "69"), answer(archive, "population_within_60_km", "69")

    assert 80 < near < far <= 100
    assert answer(archive, "population_within_60_km", "01") > 30
    assert answer(archive, "population_within_60_km", "974") is None


def test_a_branch_known_only_by_its_departement_is_near_nobody(archive: Archive):
    archive.branch("Entraide", "69", lat=45.75, lon=4.83, geo_status="area")

    assert answer(archive, "population_within_60_km", "69") is None
