"""The invented campaign: its invitations in every state, and what organisations said to it."""

from collections.abc import Mapping
from datetime import date, timedelta

from etl.demonstration.listing.cards import Invented
from etl.demonstration.steering.who import at, entry, miprof
from geodata.database import Session
from geodata.listing.fields import Block
from geodata.repositories.campaigns import open_campaign
from geodata.repositories.invitation_rows import Happened, tell
from geodata.repositories.invitations import invite
from geodata.repositories.listing_confirmations import OF_A_BRANCH, confirm

OPENED_DAYS_AGO, CLOSES_IN_DAYS = 45, 30
NOT_SENT = (15,)
SENT_LATELY = (14,)
SILENT = (12, 13)
STARTED = (5, 6, 7, 8, 9, 10, 11)
CONFIRMED = (1, 2, 3, 4)
"""Numbers of the invented organisations, by where their invitation stands: whoever proposes something has started."""


def ask(session: Session, cards: Mapping[int, Invented], today: date) -> None:
    """A campaign that runs today, of which every invited organisation is invented. No mail leaves, no link is made."""
    opens_on = today - timedelta(days=OPENED_DAYS_AGO)
    title = f"Campagne {opens_on.year} (invention)"
    opened = entry(opens_on)
    number = open_campaign(
        session, miprof(), title, opens_on, today + timedelta(days=CLOSES_IN_DAYS), entry=opened
    )  # fmt: skip
    codes = {card.code: card for card in cards.values()}
    made = invite(session, miprof(), number, list(codes), entry=opened)
    # Numbers are given in the order of the codes.
    invitations = {codes[code].number: invitation for code, invitation in zip(sorted(codes), made, strict=True)}
    for each in (*SILENT, *STARTED, *CONFIRMED):
        tell(session, invitations[each], Happened.SENT, at(opens_on + timedelta(days=1)))
    for each in SENT_LATELY:
        tell(session, invitations[each], Happened.SENT, at(today - timedelta(days=3)))
    for each in SILENT:
        tell(session, invitations[each], Happened.REMINDED, at(opens_on + timedelta(days=16)))
    for each in (*STARTED, *CONFIRMED):
        tell(session, invitations[each], Happened.OPENED, at(opens_on + timedelta(days=5 + each)))
        _said(session, cards[each], opens_on + timedelta(days=5 + each), whole=each in CONFIRMED)


def _said(session: Session, card: Invented, day: date, *, whole: bool) -> None:
    """« Rien n’a changé »: of all of the card, or of its organisation and its first branch in part."""
    confirm(session, card.keeper, card.code, None, [Block.ORGANISATION], entry=entry(day))
    for branch in card.branches if whole else card.branches[:1]:
        blocks = OF_A_BRANCH if whole else (Block.PLACE, Block.AID)
        confirm(session, card.keeper, card.code, branch, blocks, entry=entry(day))
