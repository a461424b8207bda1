"""A received file never changes, silently, what somebody has validated since."""

from datetime import date
from time import process_time
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from geodata.listing.fields import Kind
from geodata.models import Branch, ListingFact, ListingProposal, Zone
from geodata.perimetre import Perimetre, perimetre
from geodata.repositories import branches
from geodata.repositories import listing_answers as answers
from geodata.repositories import listing_proposals as proposals
from geodata.repositories.listing_history import history
from geodata.repositories.listing_proposals import Wanted
from tests.geodata.conftest import Archive
from tests.geodata.listing.conftest import ASSOCIATION, CODE, LOZERE, MIPROF, on
from tests.geodata.repositories.test_branches import listing

TODAY = date(2016, 10, 18)
EXPLOITATION = perimetre("exploitation")


def given(session: Session, *changes: dict[str, Any]) -> int:
    """Import a file of branches of the Alouettes at Mende; gives the number of the import."""
    number = Archive(session).file("associations")
    branches.replace(session, EXPLOITATION, listing(*changes), number)
    return number


def accepted(session: Session, values: dict[str, Any], kind: Kind = Kind.BRANCH, who: Perimetre = LOZERE) -> None:
    branch_id = session.scalars(select(Branch.id)).first()
    numbers = proposals.propose(session, ASSOCIATION, CODE, [Wanted(kind, branch_id, values)], entry=on(1))
    answers.accept(session, who, numbers, entry=on(2))


def branch(session: Session) -> Branch:
    return session.scalars(select(Branch).execution_options(populate_existing=True)).one()


def waiting(session: Session) -> list[dict[str, Any]]:
    return [
        {name: each.after for name, each in proposal.changes.items()}
        for proposal in proposals.proposals(session, MIPROF, TODAY)
    ]


def test_what_an_association_has_had_accepted_stays_and_the_file_becomes_a_proposal(session: Session) -> None:
    given(session, {"website": "https://ancien.example.org"})
    accepted(session, {"website": "https://nouveau.example.org", "forms": ["mendicite_forcee"]})

    number = given(session, {"website": "https://fichier.example.org"})

    kept = branch(session)
    assert (kept.website, kept.forms) == ("https://nouveau.example.org", ["mendicite_forcee"])
    assert waiting(session) == [{"website": "https://fichier.example.org", "forms": ["proxenetisme"]}]
    (proposal,) = session.scalars(select(ListingProposal).where(ListingProposal.origin == "import"))
    assert (proposal.import_id, proposal.authority) == (number, "48")


def test_the_same_file_again_proposes_nothing_more_even_once_it_was_refused(session: Session) -> None:
    given(session, {})
    accepted(session, {"website": "https://nouveau.example.org"})
    given(session, {"website": "https://fichier.example.org"})
    given(session, {"website": "https://fichier.example.org"})
    assert len(waiting(session)) == 1

    (number,) = [each.id for each in proposals.proposals(session, LOZERE, TODAY)]
    answers.refuse(session, LOZERE, number, "Le site a changé.", entry=on(3))
    given(session, {"website": "https://fichier.example.org"})

    assert waiting(session) == []


def test_what_nobody_has_validated_is_overwritten_with_its_history(session: Session) -> None:
    given(session, {"website": "https://ancien.example.org"})
    number = given(session, {"website": "https://nouveau.example.org", "verified_on": date(2016, 9, 1), "lat": 44.6})

    told = [
        (each.field, each.before, each.after, each.origin, each.origin_id)
        for each in history(session, LOZERE, structure=CODE)
    ]

    assert told == [
        ("point", [44.52, 3.5], [44.6, 3.5], "import", number),
        ("verified_on", None, date(2016, 9, 1), "import", number),
        ("website", "https://ancien.example.org", "https://nouveau.example.org", "import", number),
    ]
    assert (branch(session).verified_by, waiting(session)) == ("source", [])


def test_an_address_that_was_accepted_keeps_its_point_with_it(session: Session) -> None:
    given(session, {"street": "1 rue Basse"})
    accepted(session, {"street": "2 rue Haute", "point": [44.519, 3.501]})

    given(session, {"street": "1 rue Basse", "lat": 44.6})

    kept = branch(session)
    assert (kept.street, kept.lat, kept.lon) == ("2 rue Haute", 44.519, 3.501)
    assert waiting(session) == [{"street": "1 rue Basse"}]


def test_an_accepted_address_without_a_point_takes_that_of_the_file_which_agrees(session: Session) -> None:
    given(session, {"street": "1 rue Basse"})
    accepted(session, {"street": "2 rue Haute"})
    assert branch(session).lat is None

    given(session, {"street": "2 rue Haute", "lat": 44.51})

    assert (branch(session).lat, branch(session).geo_status, waiting(session)) == (44.51, "commune", [])


def test_a_zone_that_a_prefecture_accepted_stays(session: Session) -> None:
    given(session, {"zones": ["48"]})
    accepted(session, {"12": "itinerant", "48": None}, Kind.ZONE, MIPROF)

    given(session, {"zones": ["48", "30"]})

    zones = session.execute(select(Zone.departement, Zone.mode).order_by(Zone.departement)).all()
    assert zones == [("12", "itinerant"), ("30", "")]
    assert waiting(session) == [{"12": None}, {"48": ""}]


def test_an_older_date_in_a_file_does_not_hide_a_verification(session: Session) -> None:
    given(session, {})
    accepted(session, {"phone": "0466000001"})

    given(session, {"verified_on": date(2016, 3, 1)})
    assert (branch(session).verified_on, branch(session).verified_by) == (date(2016, 10, 2), "prefecture")

    given(session, {"verified_on": date(2016, 10, 5)})
    assert (branch(session).verified_on, branch(session).verified_by) == (date(2016, 10, 5), "source")


def test_a_branch_that_was_only_proposed_is_shown_once_a_file_names_it(session: Session) -> None:
    given(session, {})
    proposed = proposals.propose_branch(
        session, ASSOCIATION, CODE, {"called": "Langogne", "departement": "48"}, {}, entry=on(1)
    )

    given(session, {"name": "Langogne"})

    assert session.get_one(Branch, proposed).listed
    assert history(session, LOZERE, branch_id=proposed)[0].field == "listed"


def test_new_branches_have_no_history_of_their_own(session: Session) -> None:
    given(session, {}, {}, {})

    assert session.scalars(select(ListingFact.id)).all() == []


def test_a_point_moved_by_hand_is_in_the_history_with_the_former_one(session: Session) -> None:
    given(session, {})
    branches.correct_point(session, LOZERE, branch(session).id, 44.53, 3.49, "vu sur place")

    (fact,) = history(session, LOZERE, structure=CODE)
    given(session, {"lat": 44.6})

    assert (fact.field, fact.before, fact.after, fact.origin) == ("point", [44.52, 3.5], [44.53, 3.49], "point")
    assert (branch(session).lat, waiting(session)) == (44.53, [])


def test_a_codes_list_that_changes_takes_its_declared_words_along(session: Session) -> None:
    given(session, {"forms_declared": "exploitation sexuelle"})
    accepted(session, {"forms": ["mendicite_forcee"]})

    assert branch(session).forms_declared == "Mendicité forcée"


def test_a_thousand_branches_that_all_change_do_not_take_long(session: Session) -> None:
    given(session, *({"name": f"A{rank}"} for rank in range(1000)))

    start = process_time()
    given(session, *({"name": f"A{rank}", "city": "Langogne", "zones": ["30"]} for rank in range(1000)))

    assert process_time() - start < 15
    assert session.scalar(select(func.count()).select_from(ListingFact)) == 3000
