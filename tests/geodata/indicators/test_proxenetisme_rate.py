import pytest

from geodata import territories
from geodata.communes import communes
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


def census(archive: Archive, year: int, communes_of_lozere: list[str], people: int) -> None:
    import_id = archive.file("population")
    archive.session.add_all(
        Population(commune=code, year=year, departement="48", population=people, import_id=import_id)
        for code in communes_of_lozere
    )
    archive.session.flush()


def lozere() -> list[str]:
    return list(communes().query("departement == '48'").index)


def test_the_last_imported_census_replaces_the_reference_population(archive: Archive):
    archive.count("48", 5)
    census(archive, 2015, lozere(), people=100)
    census(archive, 2021, lozere(), people=500)

    assert rates(archive)["48"] == pytest.approx(5 / (500 * len(lozere())) * 100_000)


def test_a_census_of_a_few_communes_is_not_the_population_of_the_departement(archive: Archive):
    archive.count("48", 5)
    before = rates(archive)["48"]

    census(archive, 2021, ["48095"], people=12_000)

    assert rates(archive)["48"] == before
