"""The invented listing: organisations that do not exist, so that people can try to keep, answer and count cards.

The 65 real organisations stay what their public pages say: no proposal, answer, confirmation, merge or invitation of
the demonstration concerns any of them. Those that are invented say so in their name, are flagged in the database
(`structures.demonstration`), and are in no figure, map, directory or open file. Added through the repositories, once.
"""

from datetime import date, datetime

from etl.demonstration.listing.answered import answer
from etl.demonstration.listing.asked import ask
from etl.demonstration.listing.cards import fill
from etl.demonstration.listing.proposed import propose
from geodata.database import transaction
from geodata.instants import PARIS
from geodata.repositories.demonstration import listing_is_invented


def load_listing(today: date | None = None) -> bool:
    """Invented cards, a campaign, proposals that wait and answers; False when they are already there.

    The campaign runs around `today` (by default, the present day), so that its reminders can be tried.
    """
    day = today or datetime.now(PARIS).date()
    with transaction() as session:
        if listing_is_invented(session):
            return False
        cards = fill(session, day)
        ask(session, cards, day)
        answer(session, cards, day)
        propose(session, cards, day)
    return True
