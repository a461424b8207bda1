"""A préfecture says that it has checked its listing for a form of exploitation, on a day."""

from collections.abc import Callable
from datetime import date, timedelta

from sqlalchemy import select

from etl.jobs.listing_reviews import TEMPLATE
from etl.run import Report
from geodata.database import transaction
from geodata.models import ListingReview

JOB = "listing_reviews"
Send = Callable[..., Report]


def row(**cells: str) -> dict[str, str]:
    """A sound row, with other cells where the test says so."""
    return {"departement": "48", "forme": "mendicite_forcee", "date_verification": "15/10/2016"} | cells


def test_a_check_is_kept_by_departement_form_and_day(send: Send) -> None:
    report = send(JOB, [row(departement="2a", forme="Mendicité forcée")])

    with transaction() as session:
        (found,) = session.scalars(select(ListingReview)).all()
    assert report.loaded == 1
    assert (found.departement, found.form, found.reviewed_on) == ("2A", "mendicite_forcee", date(2016, 10, 15))


def test_a_check_to_come_and_several_forms_at_once_are_sent_back(send: Send) -> None:
    tomorrow = date.today() + timedelta(days=1)

    report = send(JOB, [row(date_verification=tomorrow.isoformat()), row(forme="proxenetisme;mendicite_forcee"), row()])

    assert list(report.rejects.index) == [2, 3]


def test_the_accounts_add_up_and_the_same_file_changes_nothing(send: Send) -> None:
    rows = [row(), row(), row(departement="07"), row(departement="")]

    first, again = send(JOB, rows), send(JOB, rows)

    assert (first.read, first.loaded, first.unchanged, first.rejected) == (4, 2, 0, 2)
    assert (again.read, again.loaded, again.unchanged, again.rejected) == (4, 0, 2, 2)


def test_a_prefecture_checks_its_own_listing_alone(send: Send) -> None:
    report = send(JOB, [row(), row(departement="30")], profile="prefecture:48")

    assert (report.loaded, report.rejected) == (1, 1)


def test_the_example_of_the_template_is_accepted(send: Send) -> None:
    report = send(JOB, [{column.name: column.example for column in TEMPLATE.columns}])

    assert (report.loaded, report.rejected) == (1, 0)
