"""The door to the quality of the listing: how complete and fresh it is, and what préfectures do about it."""

from collections.abc import Callable, Collection
from datetime import date

import pandas as pd

from config.roles import Action, Level, Object
from dashboard import data, meetings, steering, visitor
from dashboard.data import WrittenVersion, kept
from dashboard.steering import present_day as today
from geodata import publication, territories
from geodata.database import transaction
from geodata.journal import Channel
from geodata.perimetre import Perimetre
from geodata.publication import Table
from geodata.repositories import (
    branches,
    listing_cards,
    listing_history,
    listing_merges,
    listing_pairs,
    listing_points,
    listing_reviews,
)
from geodata.repositories.listing_history import Fact
from geodata.repositories.listing_pairs import SideBySide
from geodata.repositories.listing_points import ToPlace

OBJECT = Object.STRUCTURES.value


def answers_for() -> list[str]:
    """The départements whose listing the visitor validates, in the official order."""
    return [code for code in territories.CODES if _validates(code)]


def gap_states(year: int, perimetre: Perimetre) -> Table:
    """In how many départements each form finds each function of support, and how."""
    return _gap_states(year, perimetre, data.listing_version())


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


def freshness(perimetre: Perimetre) -> Table:
    """The listing by state of verification, and the response to the last campaign, by département then for France."""
    return _freshness(perimetre, today(), data.listing_version())


def response_sentence(perimetre: Perimetre, departement: str | None = None) -> str | None:
    """How many organisations answered the last campaign; None before the first one."""
    with transaction() as session:
        return publication.response_sentence(session, perimetre, today(), departement)


def alike(perimetre: Perimetre) -> list[SideBySide]:
    """The pairs of branches that may be one."""
    with data.told(perimetre, OBJECT, "doublons", Level.N2), transaction() as session:
        return listing_pairs.alike(session, perimetre)


def merged(perimetre: Perimetre) -> list[SideBySide]:
    """The merges that stand."""
    with data.told(perimetre, OBJECT, "fusions", Level.N2), transaction() as session:
        return listing_pairs.merged(session, perimetre)


def merge(kept_id: int, absorbed_id: int, reason: str) -> None:
    """Raises `NotAllowed`, `ListingError`, as `distinct` and `undo` do."""
    _about(listing_merges.merge, kept_id, absorbed_id, reason)


def distinct(first_id: int, second_id: int, reason: str) -> None:
    _about(listing_merges.distinct, first_id, second_id, reason)


def undo(kept_id: int, absorbed_id: int, reason: str) -> None:
    _about(listing_merges.undo, kept_id, absorbed_id, reason)


def to_place(perimetre: Perimetre) -> list[ToPlace]:
    """The branches whose point a person has to look at."""
    with data.told(perimetre, OBJECT, "points", Level.N2), transaction() as session:
        return listing_points.to_place(session, perimetre)


def places_points(departement: str) -> bool:
    """Whether the visitor may put a point right there."""
    return visitor.may(Object.IMPORTS, Action.WRITE, departement=departement)


def put(branch_id: int, lat: float, lon: float, reason: str) -> None:
    """Put a branch there, and lock it. Raises `NotAllowed`, `ValueError` (French)."""
    meetings.write(
        lambda session, rights, _: branches.correct_point(
            session, rights, branch_id, lat, lon, reason, channel=Channel.PAGE
        ),
        key=str(branch_id),
        obj=OBJECT,
    )


def structures(perimetre: Perimetre) -> pd.DataFrame:
    """The organisations whose card the visitor reads."""
    with transaction() as session:
        return listing_cards.structures(session, perimetre)


def history(perimetre: Perimetre, structure: str) -> list[Fact]:
    """What changed in a card, the newest first. Raises `NotAllowed`, `ListingError`."""
    with data.told(perimetre, OBJECT, structure, Level.N2), transaction() as session:
        return listing_history.history(session, perimetre, structure=structure)


def _about(act: Callable[..., None], first: int, second: int, reason: str) -> None:
    meetings.write(
        lambda session, rights, at: act(session, rights, first, second, reason, entry=steering.entry(at)),
        key=str(second),
        obj=OBJECT,
    )


def _validates(departement: str) -> bool:
    return visitor.may(Object.STRUCTURES, Action.VALIDATE, departement=departement, level=Level.N2)


@kept
def _gap_states(year: int, perimetre: Perimetre, version: WrittenVersion) -> Table:
    with transaction() as session:
        return publication.publish_gap_states(session, perimetre, year=year)


@kept
def _freshness(perimetre: Perimetre, day: date, version: WrittenVersion) -> Table:
    with transaction() as session:
        return publication.publish_freshness(session, perimetre, today=day)
