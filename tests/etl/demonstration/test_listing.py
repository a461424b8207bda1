"""The invented cards can be tried in every way, and nothing invented is ever said of a real organisation."""

from datetime import date

import pytest
from sqlalchemy import select

from etl.demonstration import LISTING
from etl.demonstration.listing import load_listing
from etl.run import run
from geodata.database import transaction
from geodata.facts import branches
from geodata.listing.campaign import State
from geodata.listing.fields import Kind
from geodata.models import (
    Branch,
    BranchMerge,
    Invitation,
    ListingAnswer,
    ListingConfirmation,
    ListingFact,
    ListingProposal,
    Structure,
)
from geodata.perimetre import perimetre
from geodata.publication import publish_data_inclusion, publish_listing
from geodata.repositories.campaign_progress import progress
from geodata.repositories.listing_merges import duplicates
from geodata.repositories.listing_proposals import Proposal, proposals

TODAY = date(2026, 11, 26)


@pytest.fixture
def loaded(database: str) -> None:
    run("associations", LISTING, perimetre("exploitation"), vintage="essai", received_by="essai")
    assert load_listing(TODAY)


@pytest.mark.usefixtures("loaded")
def test_nothing_invented_is_said_of_a_real_organisation() -> None:
    with transaction() as session:
        invented = set(session.scalars(select(Structure.code).where(Structure.demonstration)))
        names = session.scalars(select(Structure.name).where(Structure.demonstration)).all()
        its = {number for number, code in session.execute(select(Branch.id, Branch.structure)) if code in invented}
        real = session.scalars(select(Branch).where(Branch.id.not_in(its))).all()
        told = {
            code
            for each in (ListingProposal, ListingConfirmation, Invitation)
            for code in session.scalars(select(each.structure))
        }
        merged = session.execute(select(BranchMerge.kept_id, BranchMerge.absorbed_id)).all()
        facts = session.scalars(select(ListingFact).where(ListingFact.demonstration)).all()

    assert len(real) == 65
    assert all("(invention)" in name for name in names)
    assert told <= invented
    assert {number for pair in merged for number in pair} <= its
    assert {each.subject for each in facts if each.kind != "structure"} <= {str(number) for number in its}
    assert {each.subject for each in facts if each.kind == "structure"} <= invented
    assert all(each.verified_on is None for each in real)


@pytest.mark.usefixtures("loaded")
def test_nobody_who_looks_for_help_is_sent_to_an_invented_organisation() -> None:
    with transaction() as session:
        listing = publish_listing(session, perimetre("public"))
        written = publish_data_inclusion(session, perimetre("public"))
        facts = branches.branches(session)

    assert len(listing.rows) == len(facts) == 65
    assert not listing.rows["association"].str.contains("invention|exemple", case=False).any()
    assert not [each for each in written.structures if "exemple" in each["id"]]
    assert not listing.demonstration


@pytest.mark.usefixtures("loaded")
def test_every_kind_of_proposal_waits_in_the_rhone() -> None:
    waiting = _proposals(open_only=True)
    rhone = [each for each in waiting if each.authority == "69"]

    assert 35 <= len(waiting) <= 60
    assert len(rhone) >= 10
    assert {each.authority for each in waiting} >= {"69", "13", "75", "33", "974"}
    fields = {name for each in rhone for name in each.changes}
    assert {"opening_hours", "phone", "languages", "street"} <= fields
    assert any(each.new_branch for each in rhone)
    assert any(each.kind == Kind.ZONE for each in rhone)


@pytest.mark.usefixtures("loaded")
def test_every_kind_of_answer_was_given() -> None:
    answered = {each.state for each in _proposals(open_only=False)}

    assert answered == {"open", "accepted", "refused", "corrected", "withdrawn"}
    with transaction() as session:
        assert all(session.scalars(select(ListingAnswer.demonstration)))


@pytest.mark.usefixtures("loaded")
def test_invitations_stand_in_every_state() -> None:
    with transaction() as session:
        rows = progress(
            session, perimetre("miprof"), session.scalars(select(Invitation.campaign_id)).first() or 0, TODAY
        )

    assert set(rows["state"]) == set(State)
    assert rows["demonstration"].all()
    assert rows["mail"].str.endswith(".example").all()


@pytest.mark.usefixtures("loaded")
def test_a_pair_looks_alike_and_another_was_made_one() -> None:
    with transaction() as session:
        pairs = duplicates(session, perimetre("prefecture:69"))
        merges = session.scalars(select(BranchMerge.kind)).all()

    assert len(pairs) == 1
    assert merges == ["merged"]


@pytest.mark.usefixtures("loaded")
def test_it_is_loaded_once() -> None:
    before = len(_proposals(open_only=False))

    assert not load_listing(TODAY)
    assert len(_proposals(open_only=False)) == before


def _proposals(*, open_only: bool) -> list[Proposal]:
    with transaction() as session:
        return proposals(session, perimetre("miprof"), TODAY, open_only=open_only)
