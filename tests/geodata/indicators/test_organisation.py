from datetime import date

import pytest

from geodata.indicators import INDICATORS, Choice
from tests.geodata.conftest import Archive


def answer(archive: Archive, indicator_id: str, departement: str, year: int) -> float | None:
    indicator = INDICATORS[indicator_id]
    found = indicator.formula(indicator.facts(archive.session, Choice(year)))[departement]
    return None if found != found else float(found)


@pytest.mark.parametrize(
    ("observed_on", "section", "recent"),
    [
        (date(2015, 1, 2), True, 1.0),
        (date(2014, 12, 30), True, 0.0),
        (date(2015, 6, 1), False, 0.0),
        (date(2015, 6, 1), None, None),
    ],
)
def test_a_recent_diagnostic_is_younger_than_a_year_and_speaks_of_trafficking(
    archive: Archive, observed_on: date, section: bool | None, recent: float | None
):
    archive.diagnostic("48", observed_on=observed_on, trafficking_section=section)

    assert answer(archive, "recent_diagnostic", "48", 2015) == recent


def test_a_departement_that_never_sent_a_diagnostic_is_unknown(archive: Archive):
    assert answer(archive, "recent_diagnostic", "48", 2015) is None


def test_no_siao_referent_is_no_and_silence_is_unknown(archive: Archive):
    archive.diagnostic("48", siao_referent=False)
    archive.diagnostic("13", siao_referent=None)

    assert answer(archive, "siao_referent", "48", 2015) == 0.0
    assert answer(archive, "siao_referent", "13", 2015) is None


def test_the_share_of_trained_centres_divides_the_sums(archive: Archive):
    archive.diagnostic("48", place_type="chrs", centres=1, centres_with_trained_referent=1)
    archive.diagnostic("48", place_type="cada", centres=3, centres_with_trained_referent=0)

    assert answer(archive, "centres_with_trained_referent", "48", 2015) == 25.0
