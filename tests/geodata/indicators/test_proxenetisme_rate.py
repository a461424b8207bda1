import pytest

from geodata import territories
from geodata.indicators import INDICATORS, Choice
from geodata.models import Population
from tests.geodata.conftest import Archive


def rates(archive: Archive):
    indicator = INDICATORS["proxenetisme_rate"]
    return indicator.formula(indicator.facts(archive.session, Choice(2015)))


def test_police_and_gendarmerie_are_added_for_they_record_different_facts(archive: Archive):
    archive.count("13", 30, service="police")
    archive.count("13", 10, service="gendarmerie")

    population = territories.departements().at["13", "population"]
    assert rates(archive)["13"] == pytest.approx(40 / population * 100_000)


def test_paris_without_gendarmerie_keeps_its_police_figure(archive: Archive):
    archive.count("75", 100, service="police")

    assert rates(archive)["75"] > 0


def test_no_column_is_not_zero(archive: Archive):
    archive.count("13", 0)

    assert rates(archive)["13"] == 0
    assert rates(archive).isna()["48"]


def test_other_sources_are_never_added(archive: Archive):
    archive.count("13", 30)
    archive.count("13", 500, source="associations", nomenclature="B", form="exploitation_sexuelle")

    population = territories.departements().at["13", "population"]
    assert rates(archive)["13"] == pytest.approx(30 / population * 100_000)


def test_an_imported_census_replaces_the_reference_population(archive: Archive):
    archive.count("48", 5)
    import_id = archive.file("population")
    for year, people in ((2015, 40_000), (2021, 50_000)):
        archive.session.add(
            Population(commune="48095", year=year, departement="48", population=people, import_id=import_id)
        )
    archive.session.flush()

    assert rates(archive)["48"] == pytest.approx(10.0)
