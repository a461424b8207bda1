"""The door to the quality of the listing: how complete and fresh it is, and what préfectures do about it."""

from collections.abc import Collection
from datetime import date

from config.roles import Action, Level, Object
from dashboard import meetings, steering, visitor
from dashboard.data import kept
from dashboard.steering import Version
from dashboard.steering import present_day as today
from geodata import publication, territories
from geodata.database import transaction
from geodata.perimetre import Perimetre
from geodata.publication import Table
from geodata.repositories import listing_reviews

OBJECT = Object.STRUCTURES.value


def answers_for() -> list[str]:
    """The départements whose listing the visitor validates, in the official order."""
    return [code for code in territories.CODES if _validates(code)]


def gap_states(year: int, perimetre: Perimetre) -> Table:
    """In how many départements each form finds each function of support, and how."""
    return _gap_states(year, perimetre, steering.version())


def last_reviews(perimetre: Perimetre, departement: str) -> dict[str, date]:
    """Form → the last day on which the préfecture said that its listing is complete."""
    with transaction() as session:
        return listing_reviews.last_reviews(session, perimetre, departement, today())


def record_review(departement: str, forms: Collection[str]) -> int:
    """Keep that the listing is complete today for these forms. Raises `NotAllowed`, `ListingError`."""
    return meetings.write(
        lambda session, rights, at: listing_reviews.record_review(
            session, rights, departement, forms, entry=steering.entry(at)
        ),
        key=departement,
        obj=OBJECT,
    )


def _validates(departement: str) -> bool:
    return visitor.may(Object.STRUCTURES, Action.VALIDATE, departement=departement, level=Level.N2)


@kept
def _gap_states(year: int, perimetre: Perimetre, version: Version) -> Table:
    with transaction() as session:
        return publication.publish_gap_states(session, perimetre, year=year)
