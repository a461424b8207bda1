"""Two people, two transactions, one proposal or one branch: one of them is told, and nothing is half done."""

from threading import Barrier, Thread

import pytest
from sqlalchemy import select

from geodata.conflict import Conflict
from geodata.database import transaction
from geodata.listing.fields import Kind
from geodata.models import Branch, ListingAnswer, ListingFact
from geodata.repositories import listing_answers as answers
from geodata.repositories import listing_proposals as proposals
from geodata.repositories.listing_proposals import Wanted
from tests.geodata.conftest import Archive
from tests.geodata.listing.conftest import CODE, ENTRY, LINK, LOZERE, MIPROF, alouettes


@pytest.fixture
def waiting(database: str) -> list[int]:
    """Two proposals about the telephone of Mende, and the number of that branch first."""
    with transaction(database) as session:
        mende, _ = alouettes(Archive(session))
        numbers = [
            proposals.propose(session, LINK, CODE, [Wanted(Kind.BRANCH, mende, {"phone": phone})], entry=ENTRY)[0]
            for phone in ("0466000001", "0466000002")
        ]
    return [mende, *numbers]


def test_of_two_who_answer_at_the_same_moment_the_second_is_told(database: str, waiting: list[int]) -> None:
    start, told = Barrier(2), []

    def accept() -> None:
        start.wait()
        try:
            with transaction(database) as session:
                answers.accept(session, LOZERE, [waiting[1]], entry=ENTRY)
        except Conflict as conflict:
            told.append(conflict)

    def refuse() -> None:
        start.wait()
        try:
            with transaction(database) as session:
                answers.refuse(session, MIPROF, waiting[1], "Faux numéro.", entry=ENTRY)
        except Conflict as conflict:
            told.append(conflict)

    reviewers = [Thread(target=accept), Thread(target=refuse)]
    for reviewer in reviewers:
        reviewer.start()
    for reviewer in reviewers:
        reviewer.join()

    with transaction(database) as session:
        kind = session.scalars(select(ListingAnswer.kind)).one()
        phone = session.get_one(Branch, waiting[0]).phone
        (conflict,) = told
    assert (kind, phone) in {("accepted", "04 66 00 00 01"), ("refused", "")}
    assert ("acceptée" in conflict.theirs) == (kind == "accepted")


def test_two_proposals_of_one_field_accepted_at_once_leave_a_history_in_order(
    database: str, waiting: list[int]
) -> None:
    start = Barrier(2)

    def accept(number: int) -> None:
        start.wait()
        with transaction(database) as session:
            answers.accept(session, MIPROF, [number], entry=ENTRY)

    reviewers = [Thread(target=accept, args=[number]) for number in waiting[1:]]
    for reviewer in reviewers:
        reviewer.start()
    for reviewer in reviewers:
        reviewer.join()

    with transaction(database) as session:
        query = select(ListingFact.before, ListingFact.after).where(ListingFact.field == "phone")
        (first, second) = session.execute(query.order_by(ListingFact.id)).all()
        in_force = session.get_one(Branch, waiting[0]).phone
    assert (first.before, second.before, second.after) == ("", first.after, in_force)


def test_the_loser_keeps_nothing_of_what_he_accepted_together(database: str, waiting: list[int]) -> None:
    with transaction(database) as session:
        answers.refuse(session, MIPROF, waiting[2], "Faux numéro.", entry=ENTRY)

    with pytest.raises(Conflict, match="vient de répondre"), transaction(database) as session:
        answers.accept(session, LOZERE, waiting[1:], entry=ENTRY)

    with transaction(database) as session:
        assert session.get_one(Branch, waiting[0]).phone == ""
        assert session.scalars(select(ListingAnswer.proposal_id)).all() == [waiting[2]]
