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


def unknown(archive: Archive, indicator_id: str, departement: str, choice: Choice) -> float:
    indicator = INDICATORS[indicator_id]
    assert indicator.unknown_share is not None
    return float(indicator.unknown_share(indicator.facts(archive.session, choice))[departement])


def test_a_sum_with_a_blank_row_says_how_much_of_it_is_unknown(archive: Archive):
    archive.diagnostic("13", public="femmes", places_dedicated=10)
    archive.diagnostic("13", public="mineurs", places_dedicated=None)
    archive.diagnostic("48", public="femmes", places_dedicated=10)

    assert unknown(archive, "places_dedicated", "13", Choice(2015)) == 0.5
    assert unknown(archive, "places_dedicated", "48", Choice(2015)) == 0
    assert unknown(archive, "places_dedicated", "01", Choice(2015)) == 1


def test_a_need_told_once_for_all_types_of_places_leaves_no_doubt(archive: Archive):
    archive.diagnostic("13", place_type="chrs", places_dedicated=2)
    archive.diagnostic("13", place_type="hotel", places_dedicated=3)
    archive.diagnostic("13", place_type="tous", places_needed=8)

    assert unknown(archive, "coverage_rate", "13", Choice(2015)) == 0


def test_places_for_all_publics_make_those_of_one_public_doubtful(archive: Archive):
    archive.diagnostic("13", public="femmes", place_type="hotel", places_dedicated=5)
    archive.diagnostic("13", public="tous", place_type="chrs", places_dedicated=100)
    archive.diagnostic("48", public="femmes", place_type="hotel", places_dedicated=5)
    archive.diagnostic("48", public="tous", place_type="chrs", places_dedicated=0)
    asked = Choice(2015, public="femmes")

    assert value(archive, "places_dedicated", "13", asked) == 5
    assert unknown(archive, "places_dedicated", "13", asked) == 0.5
    assert unknown(archive, "places_dedicated", "48", asked) == 0


def test_enough_places_leave_nothing_missing(archive: Archive):
    archive.diagnostic("48", places_needed=4, places_dedicated=9)

    assert value(archive, "places_missing", "48", Choice(2015)) == 0
