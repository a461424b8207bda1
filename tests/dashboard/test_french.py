"""Dates, hours and texts of files, as French pages write them."""

from datetime import UTC, date, datetime

from dashboard.components.french import as_html, as_markdown, day, minute
from tests.dashboard.small_france import HOSTILE


def test_a_date_is_written_day_first() -> None:
    assert day(date(2016, 10, 8)) == "08/10/2016"


def test_an_instant_is_told_on_the_clock_of_paris() -> None:
    assert minute(datetime(2016, 10, 8, 12, 5, tzinfo=UTC)) == "08/10/2016 à 14\xa0h\xa005"
    assert day(datetime(2016, 12, 31, 23, 30, tzinfo=UTC)) == "01/01/2017"


def test_an_instant_that_lost_its_zone_in_sqlite_was_universal_time() -> None:
    assert minute(datetime(2016, 1, 8, 12, 5)) == minute(datetime(2016, 1, 8, 12, 5, tzinfo=UTC))


def test_a_text_of_a_file_brings_no_link_no_image_and_no_tag() -> None:
    assert "](" not in as_markdown(HOSTILE)
    assert "<" not in as_markdown(HOSTILE).replace("\\<", "")
    assert "<" not in as_html(HOSTILE)
