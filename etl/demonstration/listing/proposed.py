"""What invented organisations propose and that waits for an answer: about forty, half of them in the Rhône."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from etl.demonstration.listing.cards import STREET, Invented
from etl.demonstration.steering.who import entry
from geodata.database import Session
from geodata.listing.fields import Kind
from geodata.repositories.listing_proposals import Wanted, propose_branch
from geodata.repositories.listing_proposals import propose as send

HOURS = "Tu-Sa 10:00-12:30,14:00-18:00"
LANGUAGES = ["en", "ro", "yo", "zh"]
BRANCHES = range(1, 11)
"""Numbers of the organisations whose every branch proposes hours, a telephone and languages, each by itself."""


def _asked_by(number: int) -> int:
    """How many of these three: all in the Rhône, fewer where a préfecture has one branch to answer for."""
    return 3 if number <= 3 else 1 if number > 8 else 2


def propose(session: Session, cards: Mapping[int, Invented], today: date) -> None:
    """Proposals of the last three weeks. Telephones are of the range kept for fiction, 04 65 71 00 00 and after."""
    for number in BRANCHES:
        card, day = cards[number], today - timedelta(days=2 * number)
        for rank, branch in enumerate(card.branches):
            wanted: list[Mapping[str, Any]] = [
                {"opening_hours": HOURS},
                {"phone": f"04 65 71 {number:02} {rank:02}"},
                {"languages": LANGUAGES[: 1 + (number + rank) % len(LANGUAGES)]},
            ]
            for values in wanted[: _asked_by(number)]:
                send(session, card.keeper, card.code, [Wanted(Kind.BRANCH, branch, values)], entry=entry(day))
    _in_the_rhone(session, cards, today)


def _in_the_rhone(session: Session, cards: Mapping[int, Invented], today: date) -> None:
    """Besides hours, telephones and languages: another address, another zone, a new branch."""
    first, second, third = cards[1], cards[2], cards[3]
    moved = {"street": f"{STREET} prolongée", "postcode": "69003", "city": "Lyon"}
    send(
        session, first.keeper, first.code, [Wanted(Kind.BRANCH, first.branches[0], moved)],
        entry=entry(today - timedelta(days=6)), note="Déménagement inventé.",
    )  # fmt: skip
    zone = {"01": "itinerant", "42": "distance", "69": "itinerant"}
    send(
        session, second.keeper, second.code, [Wanted(Kind.ZONE, second.branches[1], zone)],
        entry=entry(today - timedelta(days=5)),
    )  # fmt: skip
    new = {
        "called": "Permanence Exemple ouest", "departement": "69", "city": "Tassin-la-Demi-Lune", "postcode": "69160",
        "street": STREET, "publics": ["mineurs"], "forms": ["contrainte_delits"], "functions": ["mineurs", "social"],
    }  # fmt: skip
    propose_branch(
        session, third.keeper, third.code, new, {"69": "local", "42": "itinerant"},
        entry=entry(today - timedelta(days=4)),
    )  # fmt: skip
