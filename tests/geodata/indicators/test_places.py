from datetime import date

from geodata.indicators import INDICATORS, Choice
from tests.geodata.conftest import Archive


def value(archive: Archive, indicator_id: str, departement: str, choice: Choice) -> float:
    indicator = INDICATORS[indicator_id]
    return float(indicator.formula(indicator.facts(archive.session, choice))[departement])


def test_the_rows_of_one_diagnostic_are_added_up(archive: Archive):
    archive.diagnostic("13", public="femmes", places_needed=10)
    archive.diagnostic("13", public="mineurs", places_needed=5)

    assert value(archive, "places_needed", "13", Choice(2015)) == 15


def test_one_public_can_be_asked_for_alone(archive: Archive):
    archive.diagnostic("13", public="femmes", places_needed=10)
    archive.diagnostic("13", public="mineurs", places_needed=5)

    assert value(archive, "places_needed", "13", Choice(2015, public="mineurs")) == 5


def test_the_last_diagnostic_of_the_year_replaces_the_earlier_ones(archive: Archive):
    archive.diagnostic("13", observed_on=date(2015, 2, 1), places_needed=10)
    archive.diagnostic("13", observed_on=date(2015, 11, 1), places_needed=4)
    archive.diagnostic("13", observed_on=date(2016, 1, 1), places_needed=99)

    assert value(archive, "places_needed", "13", Choice(2015)) == 4


def test_a_prostitution_diagnostic_is_not_a_360_one(archive: Archive):
    archive.diagnostic("13", kind="prostitution", places_needed=10)

    assert value(archive, "places_needed", "13", Choice(2015)) != 10


def test_a_blank_beside_a_number_does_not_erase_it(archive: Archive):
    archive.diagnostic("13", public="femmes", places_dedicated=10)
    archive.diagnostic("13", public="mineurs", places_dedicated=None)

    assert value(archive, "places_dedicated", "13", Choice(2015)) == 10


def test_enough_places_leave_nothing_missing(archive: Archive):
    archive.diagnostic("48", places_needed=4, places_dedicated=9)

    assert value(archive, "places_missing", "48", Choice(2015)) == 0
