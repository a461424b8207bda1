"""What associations propose, and who answers: each préfecture its part, never the author."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.conflict import Conflict
from geodata.journal import verify
from geodata.listing.errors import FieldError
from geodata.listing.fields import Kind
from geodata.models import Account, Branch, JournalLine, ListingProposal, Zone
from geodata.perimetre import NotAllowed, perimetre
from geodata.repositories import listing_answers as answers
from geodata.repositories import listing_proposals as proposals
from geodata.repositories.listing_cards import card, structures
from geodata.repositories.listing_history import history
from geodata.repositories.listing_proposals import Wanted
from geodata.repositories.listing_rows import ListingError
from geodata.shelter_guard import LocatesAShelter
from tests.geodata.listing.conftest import ASSOCIATION, CODE, ENTRY, GARD, LINK, LOZERE, MIPROF, on, someone

TODAY = date(2016, 10, 18)


def phone(session: Session, branch_id: int, number: str = "04 66 00 00 01", who=ASSOCIATION, entry=ENTRY) -> list[int]:
    wanted = [Wanted(Kind.BRANCH, branch_id, {"phone": number})]
    return proposals.propose(session, who, CODE, wanted, entry=entry)


def an_account(number: int) -> Account:
    return Account(
        id=number, email=f"a{number}@exemple.gouv.fr", function="Bureau", profile="prefecture",
        departement="48", state="active", created_at=ENTRY.at, confirmed_at=ENTRY.at,
    )  # fmt: skip


def in_force(session: Session, branch_id: int) -> dict:
    return next(each.values for each in card(session, MIPROF, CODE).branches if each.id == branch_id)


def test_what_is_proposed_waits_while_the_version_in_force_stays(session: Session, mende: int) -> None:
    (number,) = phone(session, mende)

    (waiting,) = proposals.proposals(session, LOZERE, TODAY)

    assert in_force(session, mende)["phone"] == ""
    assert (waiting.id, waiting.authority, waiting.state, waiting.stale) == (number, "48", "open", False)
    assert (waiting.changes["phone"].before, waiting.changes["phone"].after) == ("", "04 66 00 00 01")


def test_what_is_sent_is_split_between_those_who_answer(session: Session, mende: int, nimes: int) -> None:
    wanted = [
        Wanted(Kind.STRUCTURE, None, {"description": "Accueil de jour."}),
        Wanted(Kind.BRANCH, mende, {"phone": "0466000001"}),
        Wanted(Kind.BRANCH, mende, {"languages": ["ro", "fr"]}),
        Wanted(Kind.BRANCH, nimes, {"phone": "0466000002"}),
        Wanted(Kind.ZONE, mende, {"12": "itinerant", "30": None, "FR": "distance"}),
    ]

    proposals.propose(session, ASSOCIATION, CODE, wanted, entry=ENTRY)

    kept = proposals.proposals(session, MIPROF, TODAY)
    assert [(each.kind, each.branch_id, each.authority) for each in kept] == [
        ("structure", None, "FR"),
        ("branch", mende, "48"),
        ("branch", nimes, "30"),
        ("zone", mende, "12"),
        ("zone", mende, "30"),
        ("zone", mende, "FR"),
    ]
    assert kept[1].changes["languages"].after == ["fr", "ro"]
    assert len({each.batch for each in kept}) == 1
    assert [each.authority for each in proposals.proposals(session, GARD, TODAY)] == ["30", "30"]
    assert len(proposals.proposals(session, LINK, TODAY)) == 6


def test_the_prefecture_of_the_new_departement_answers_for_a_move(session: Session, mende: int) -> None:
    wanted = Wanted(Kind.BRANCH, mende, {"departement": "30", "city": "Alès", "postcode": "30100"})
    (number,) = proposals.propose(session, ASSOCIATION, CODE, [wanted], entry=ENTRY)

    with pytest.raises(NotAllowed):
        answers.accept(session, LOZERE, [number], entry=ENTRY)
    answers.accept(session, GARD, [number], entry=ENTRY)

    assert in_force(session, mende)["departement"] == "30"


def test_an_accepted_proposal_is_in_force_verified_and_told(session: Session, mende: int) -> None:
    (number,) = phone(session, mende)

    answers.accept(session, LOZERE, [number], entry=on(20))

    shown = next(each for each in card(session, LOZERE, CODE).branches if each.id == mende)
    assert (shown.values["phone"], shown.verified_on, shown.verified_by) == (
        "04 66 00 00 01",
        date(2016, 10, 20),
        "prefecture",
    )
    facts = history(session, LOZERE, branch_id=mende)
    assert [(each.field, each.before, each.after, each.origin, each.origin_id) for each in facts] == [
        ("verified_on", None, date(2016, 10, 20), "proposal", number),
        ("phone", "", "04 66 00 00 01", "proposal", number),
    ]
    assert session.scalars(select(JournalLine.obj).order_by(JournalLine.number)).all() == [
        "listing_proposals",
        "listing_answers",
    ]
    (told,) = proposals.proposals(session, ASSOCIATION, TODAY, open_only=False)
    assert (told.state, told.applied) == ("accepted", {"phone": "04 66 00 00 01"})


def test_a_refusal_needs_a_reason_and_changes_nothing(session: Session, mende: int) -> None:
    (number,) = phone(session, mende)

    with pytest.raises(ListingError, match="raison"):
        answers.refuse(session, LOZERE, number, " ", entry=ENTRY)
    answers.refuse(session, LOZERE, number, "Ce numéro est celui d’un autre service.", entry=ENTRY)

    assert in_force(session, mende)["phone"] == ""
    (told,) = proposals.proposals(session, LINK, TODAY, open_only=False)
    assert (told.state, told.reason) == ("refused", "Ce numéro est celui d’un autre service.")


def test_a_correction_puts_other_values_in_force(session: Session, mende: int) -> None:
    wanted = Wanted(Kind.BRANCH, mende, {"phone": "0466000001", "access": "Porte B"})
    (number,) = proposals.propose(session, ASSOCIATION, CODE, [wanted], entry=ENTRY)

    answers.correct(session, LOZERE, number, {"phone": "04 66 00 00 09"}, "Numéro de l’accueil.", entry=ENTRY)

    assert in_force(session, mende)["phone"] == "04 66 00 00 09"
    assert in_force(session, mende)["access"] == "Porte B"


def test_a_proposal_is_taken_back_by_its_association(session: Session, mende: int) -> None:
    (number,) = phone(session, mende)

    with pytest.raises(NotAllowed):
        proposals.withdraw(session, perimetre("association:autre:48"), number, entry=ENTRY)
    proposals.withdraw(session, LINK, number, entry=ENTRY)

    with pytest.raises(Conflict):
        answers.accept(session, LOZERE, [number], entry=ENTRY)


def test_the_author_never_answers_his_own_proposal(session: Session, mende: int) -> None:
    (number,) = phone(session, mende)
    session.get_one(ListingProposal, number).profile = "prefecture:48"
    session.flush()

    with pytest.raises(NotAllowed, match="Deux personnes"):
        answers.accept(session, LOZERE, [number], entry=ENTRY)


@pytest.mark.parametrize("who", ["public", "partenaire:48", "region:76", "association:les-alouettes:48"])
def test_those_who_do_not_validate_cannot_answer(session: Session, mende: int, who: str) -> None:
    (number,) = phone(session, mende)

    with pytest.raises(NotAllowed):
        answers.accept(session, perimetre(who), [number], entry=ENTRY)


@pytest.mark.parametrize("who", ["public", "prefecture:48", "miprof", "association:autre:48", "lien:autre"])
def test_only_its_holders_propose_for_a_card(session: Session, mende: int, who: str) -> None:
    with pytest.raises(NotAllowed):
        phone(session, mende, who=perimetre(who))


def test_what_is_in_force_or_already_proposed_is_not_proposed_again(session: Session, mende: int) -> None:
    phone(session, mende)

    assert phone(session, mende, "+33 4 66 00 00 01") == []
    assert proposals.propose(session, LINK, CODE, [Wanted(Kind.BRANCH, mende, {"city": " Mende "})], entry=ENTRY) == []


def test_a_value_that_moved_since_it_was_read_is_told_to_the_reviewer(session: Session, mende: int) -> None:
    (first,) = phone(session, mende)
    (second,) = phone(session, mende, "04 66 00 00 02")

    answers.accept(session, LOZERE, [first], entry=ENTRY)

    (waiting,) = proposals.proposals(session, LOZERE, TODAY)
    assert (waiting.id, waiting.stale, waiting.changes["phone"].now) == (second, True, "04 66 00 00 01")


def test_a_new_branch_is_listed_once_it_is_accepted(session: Session, mende: int) -> None:
    values = {"called": "Alès", "departement": "30", "city": "Alès", "phone": "0466000003"}
    branch_id = proposals.propose_branch(session, ASSOCIATION, CODE, values, {"48": "local"}, entry=ENTRY)
    home, zone = proposals.proposals(session, MIPROF, TODAY)
    assert (home.authority, home.new_branch, zone.authority) == ("30", True, "48")
    assert not session.get_one(Branch, branch_id).listed

    answers.accept(session, GARD, [home.id], entry=ENTRY)
    answers.accept(session, LOZERE, [zone.id], entry=ENTRY)

    branch = session.get_one(Branch, branch_id)
    assert (branch.listed, branch.city, branch.phone) == (True, "Alès", "04 66 00 00 03")
    assert session.get_one(Zone, (branch_id, "48")).validated_on == TODAY


def test_an_accepted_zone_is_validated_and_one_left_disappears(session: Session, mende: int) -> None:
    wanted = Wanted(Kind.ZONE, mende, {"12": "itinerant", "30": None})
    numbers = proposals.propose(session, ASSOCIATION, CODE, [wanted], entry=ENTRY)

    answers.accept(session, MIPROF, numbers, entry=ENTRY)

    zones = session.execute(select(Zone.departement, Zone.mode).where(Zone.branch_id == mende)).all()
    assert sorted(zones) == [("12", "itinerant"), ("48", "")]


def test_an_address_that_moves_without_a_point_loses_the_old_one(session: Session, mende: int) -> None:
    (number,) = proposals.propose(
        session, ASSOCIATION, CODE, [Wanted(Kind.BRANCH, mende, {"street": "2 rue Haute"})], entry=ENTRY
    )
    answers.accept(session, LOZERE, [number], entry=ENTRY)

    branch = session.get_one(Branch, mende)
    assert (branch.lat, branch.lon, branch.geo_status, branch.geo_locked) == (None, None, "review", False)
    assert "à placer" in branch.geo_reason
    assert {each.field for each in history(session, LOZERE, branch_id=mende)} == {"street", "point", "verified_on"}


def test_a_point_accepted_from_a_person_is_locked(session: Session, mende: int) -> None:
    wanted = Wanted(Kind.BRANCH, mende, {"street": "1 rue Basse, bâtiment B", "point": [44.5189, 3.5]})
    (number,) = proposals.propose(session, ASSOCIATION, CODE, [wanted], entry=ENTRY)
    answers.accept(session, LOZERE, [number], entry=ENTRY)

    branch = session.get_one(Branch, mende)
    assert (branch.lat, branch.lon, branch.geo_status, branch.geo_locked) == (44.5189, 3.5, "precise", True)
    assert branch.geo_source == "correction manuelle"


def test_a_point_out_of_its_departement_is_refused(session: Session, mende: int) -> None:
    with pytest.raises(FieldError, match="48"):
        proposals.propose(session, LINK, CODE, [Wanted(Kind.BRANCH, mende, {"point": [48.85, 2.35]})], entry=ENTRY)


def test_what_would_locate_a_shelter_is_refused_in_a_sentence(session: Session, mende: int) -> None:
    wanted = Wanted(Kind.BRANCH, mende, {"access": "Hébergement sécurisé au 3 rue des Lilas, 48000 Mende"})

    with pytest.raises(LocatesAShelter, match="mise à l’abri"):
        proposals.propose(session, LINK, CODE, [wanted], entry=ENTRY)


def test_the_card_is_read_in_full_at_home_and_as_the_public_next_door(session: Session, mende: int, nimes: int) -> None:
    (number,) = phone(session, mende)
    answers.accept(session, LOZERE, [number], entry=ENTRY)

    lozere, gard = card(session, LOZERE, CODE), card(session, GARD, CODE)

    assert [(each.name, each.whole) for each in lozere.branches] == [("Mende", True)]
    assert [(each.name, each.whole) for each in gard.branches] == [("Mende", False), ("Nîmes", True)]
    assert (lozere.branches[0].values["phone"], gard.branches[0].values["phone"]) == ("04 66 00 00 01", "")
    with pytest.raises(NotAllowed):
        card(session, perimetre("public"), CODE)


def test_the_list_of_cards_is_that_of_those_who_read_them(session: Session, mende: int) -> None:
    phone(session, mende)

    told = structures(session, LOZERE)

    assert told.loc[CODE].tolist() == ["Les Alouettes", ("30", "48"), 2, None, 1]
    assert structures(session, perimetre("prefecture:01")).empty
    assert structures(session, perimetre("public")).empty
    assert list(structures(session, LINK).index) == [CODE]


def test_with_accounts_two_persons_of_one_profile_are_two_persons(session: Session, mende: int) -> None:
    session.add_all([an_account(3), an_account(4)])
    session.flush()
    (number,) = phone(session, mende)
    written = session.get_one(ListingProposal, number)
    written.account_id, written.profile = 3, "prefecture:48"
    session.flush()

    with pytest.raises(NotAllowed, match="Deux personnes"):
        answers.accept(session, someone("prefecture:48", 3), [number], entry=ENTRY)
    answers.accept(session, someone("prefecture:48", 4), [number], entry=ENTRY)

    assert verify(session).sound
