"""The door to what préfectures and Miprof do with the listing: answering proposals, and keeping its quality.

Proposals are read again at each run: two people may answer at the same time, and each must see what the other did.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from config.roles import Action, Level, Object
from config.thresholds import threshold
from dashboard import data, meetings, steering, visitor
from dashboard.steering import present_day as today
from geodata.database import Session, transaction
from geodata.listing.errors import ListingError
from geodata.perimetre import NotAllowed, Perimetre
from geodata.repositories import listing_answers, listing_cards, listing_proposals
from geodata.repositories.listing_cards import Card
from geodata.repositories.listing_proposals import Proposal
from geodata.shelter_guard.inspection import LocatesAShelter

T = TypeVar("T")
OBJECT = Object.STRUCTURES.value
SAID = (NotAllowed, ListingError, LocatesAShelter)
"""Refusals whose message is a French sentence for whoever asked."""
LATE_DAYS = int(threshold("listing.proposal_days"))


def validates(authority: str | None = None) -> bool:
    """Whether the visitor answers for the listing of a département, of `FRANCE`; somewhere at all, without a place."""
    return visitor.may(Object.STRUCTURES, Action.VALIDATE, departement=authority, level=Level.N2)


def waiting(perimetre: Perimetre, authority: str | None = None) -> list[Proposal]:
    """The proposals that wait for an answer of this visitor, the oldest first."""
    return [each for each in _proposals(perimetre, authority, open_only=True) if validates(each.authority)]


def answered(perimetre: Perimetre, authority: str | None = None) -> list[Proposal]:
    """Those that have received an answer, the last answered first."""
    found = [each for each in _proposals(perimetre, authority, open_only=False) if each.state != "open"]
    return sorted(found, key=lambda each: each.answered_at or each.recorded_at, reverse=True)


def late(proposals: Sequence[Proposal]) -> list[Proposal]:
    """Those that have waited longer than an association should have to."""
    return [each for each in proposals if each.days_open > LATE_DAYS]


def card(perimetre: Perimetre, structure: str) -> Card:
    """The card in force. Raises `NotAllowed`, `ListingError`."""
    with data.told(perimetre, OBJECT, structure, Level.N2), transaction() as session:
        return listing_cards.card(session, perimetre, structure)


def accept(ids: Sequence[int]) -> None:
    """Raises `NotAllowed`, `ListingError` (answered meanwhile, for example)."""
    _write(lambda session, rights, at: listing_answers.accept(session, rights, ids, entry=steering.entry(at)))


def refuse(proposal_id: int, reason: str) -> None:
    _write(
        lambda session, rights, at: listing_answers.refuse(
            session, rights, proposal_id, reason, entry=steering.entry(at)
        )
    )


def correct(proposal_id: int, values: Mapping[str, Any], reason: str) -> None:
    _write(
        lambda session, rights, at: listing_answers.correct(
            session, rights, proposal_id, values, reason, entry=steering.entry(at)
        )
    )


def _proposals(perimetre: Perimetre, authority: str | None, *, open_only: bool) -> list[Proposal]:
    key = f"propositions:{authority or 'toutes'}"
    with data.told(perimetre, OBJECT, key, Level.N2, authority), transaction() as session:
        found = listing_proposals.proposals(session, perimetre, today(), authority=authority, open_only=open_only)
    return sorted(found, key=lambda each: (each.recorded_at, each.id))


def _write(act: Callable[[Session, Perimetre, datetime], T]) -> T:
    return meetings.write(act, obj=OBJECT)
