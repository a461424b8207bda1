"""« Rien n’a changé », block by block, dates a branch once it has been said of all of it."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from geodata.listing.fields import Block, Kind
from geodata.models import Branch
from geodata.perimetre import NotAllowed, perimetre
from geodata.repositories import listing_proposals as proposals
from geodata.repositories.listing_cards import card
from geodata.repositories.listing_confirmations import OF_A_BRANCH, confirm
from geodata.repositories.listing_history import history
from geodata.repositories.listing_proposals import Wanted
from geodata.repositories.listing_rows import ListingError
from tests.geodata.listing.conftest import CODE, LINK, LOZERE, on


def test_every_block_confirmed_verifies_the_branch_by_its_association(session: Session, mende: int) -> None:
    confirm(session, LINK, CODE, mende, OF_A_BRANCH, entry=on(18))

    branch = session.get_one(Branch, mende)
    (fact,) = history(session, LOZERE, branch_id=mende)
    assert (branch.verified_on, branch.verified_by) == (date(2016, 10, 18), "association")
    assert (fact.field, fact.origin, fact.after) == ("verified_on", "confirmation", date(2016, 10, 18))


def test_one_block_left_out_verifies_nothing(session: Session, mende: int) -> None:
    confirm(session, LINK, CODE, mende, OF_A_BRANCH[:-1], entry=on(18))

    assert session.get_one(Branch, mende).verified_on is None


def test_a_block_that_is_corrected_counts_like_one_that_is_confirmed(session: Session, mende: int) -> None:
    confirm(session, LINK, CODE, mende, set(OF_A_BRANCH) - {Block.CONTACT}, entry=on(18))
    wanted = Wanted(Kind.BRANCH, mende, {"phone": "0466000001"})
    proposals.propose(session, LINK, CODE, [wanted], entry=on(19))

    assert session.get_one(Branch, mende).verified_on == date(2016, 10, 19)
    (shown,) = [each for each in card(session, LOZERE, CODE).branches if each.id == mende]
    assert shown.confirmed == dict.fromkeys(OF_A_BRANCH, date(2016, 10, 18)) | {Block.CONTACT: date(2016, 10, 19)}


@pytest.mark.parametrize(("month", "day", "verified"), [(8, 19, True), (8, 18, False)])
def test_blocks_of_the_last_sixty_days_make_one_verification(
    session: Session, mende: int, month: int, day: int, verified: bool
) -> None:
    confirm(session, LINK, CODE, mende, OF_A_BRANCH[:3], entry=on(day, month))
    confirm(session, LINK, CODE, mende, OF_A_BRANCH[3:], entry=on(18))

    assert (session.get_one(Branch, mende).verified_on == date(2016, 10, 18)) == verified


def test_the_block_of_the_organisation_is_its_own(session: Session, mende: int) -> None:
    confirm(session, LINK, CODE, None, [Block.ORGANISATION], entry=on(18))

    assert card(session, LINK, CODE).confirmed == {Block.ORGANISATION: date(2016, 10, 18)}
    with pytest.raises(ListingError):
        confirm(session, LINK, CODE, mende, [Block.ORGANISATION], entry=on(18))
    with pytest.raises(ListingError):
        confirm(session, LINK, CODE, None, [Block.AID], entry=on(18))


@pytest.mark.parametrize("who", ["public", "prefecture:48", "miprof", "lien:autre"])
def test_only_the_holders_of_a_card_confirm_it(session: Session, mende: int, who: str) -> None:
    with pytest.raises(NotAllowed):
        confirm(session, perimetre(who), CODE, mende, OF_A_BRANCH, entry=on(18))
