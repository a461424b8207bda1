"""Branches that look alike are made one by a person, and come back as they were."""

import pandas as pd
import pytest
from sqlalchemy.orm import Session

from geodata.facts.branches import branches as shown
from geodata.models import Structure
from geodata.perimetre import NotAllowed, perimetre
from geodata.repositories import listing_merges as merges
from geodata.repositories.listing_cards import card
from geodata.repositories.listing_history import history
from geodata.repositories.listing_merges import CLOSE_NAME, SAME_SIRET
from geodata.repositories.listing_rows import ListingError
from tests.geodata.conftest import Archive
from tests.geodata.listing.conftest import CODE, ENTRY, LOZERE, MIPROF

SIRET = "73282932000074"


@pytest.fixture
def twins(session: Session, mende: int) -> tuple[int, int]:
    other = Archive(session).branch("Alouettes (Les)", "48", name="Accueil", city="MENDE", siret=SIRET, phone="0466")
    return mende, other


def test_a_close_name_in_the_same_commune_is_proposed(session: Session, twins: tuple[int, int]) -> None:
    (pair,) = merges.duplicates(session, LOZERE)

    assert (pair.first, pair.second, pair.reasons) == (*twins, (CLOSE_NAME,))
    assert pair.score >= 85


def test_the_same_siret_is_proposed_whatever_the_names(session: Session, twins: tuple[int, int]) -> None:
    elsewhere = Archive(session).branch("Autre nom", "30", city="Alès", siret=SIRET)

    assert [(pair.second, pair.reasons) for pair in merges.duplicates(session, MIPROF)] == [
        (elsewhere, (SAME_SIRET,)),
        (twins[1], (CLOSE_NAME,)),
    ]
    assert [pair.reasons for pair in merges.duplicates(session, perimetre("prefecture:30"))] == [(SAME_SIRET,)]


@pytest.mark.parametrize(("association", "city"), [("Les Alouettes", "Langogne"), ("Les Hirondelles", "Mende")])
def test_the_same_name_elsewhere_and_another_name_here_are_not(
    session: Session, mende: int, association: str, city: str
) -> None:
    Archive(session).branch(association, "48", name="Autre", city=city)

    assert merges.duplicates(session, MIPROF) == []


def test_an_invented_organisation_is_no_double_of_a_real_one(session: Session, twins: tuple[int, int]) -> None:
    session.get_one(Structure, "alouettes-les").demonstration = True
    session.flush()

    assert merges.duplicates(session, LOZERE) == []


def test_those_who_answer_for_nothing_are_proposed_nothing(session: Session, twins: tuple[int, int]) -> None:
    assert merges.duplicates(session, perimetre("public")) == []
    assert merges.duplicates(session, perimetre("prefecture:01")) == []


def test_a_merge_shows_one_branch_and_its_undoing_shows_both_as_before(
    session: Session, twins: tuple[int, int]
) -> None:
    before = shown(session)

    merges.merge(session, LOZERE, *twins, "Même accueil.", entry=ENTRY)
    merged = shown(session)
    assert twins[1] not in merged.index
    assert (merged.at[twins[0], "merged"], merged.at[twins[0], "phone"]) == ([twins[1]], "0466")
    assert merges.duplicates(session, LOZERE) == []
    assert card(session, MIPROF, "alouettes-les").branches[0].merged_into == twins[0]

    merges.undo(session, LOZERE, *twins, "Deux accueils en fait.", entry=ENTRY)
    pd.testing.assert_frame_equal(shown(session), before)
    assert [(each.origin, each.before, each.after) for each in history(session, MIPROF, branch_id=twins[1])] == [
        ("unmerge", twins[0], None),
        ("merge", None, twins[0]),
    ]


def test_two_branches_said_to_be_two_are_not_proposed_again(session: Session, twins: tuple[int, int]) -> None:
    merges.distinct(session, LOZERE, *twins, "Deux associations.", entry=ENTRY)

    assert merges.duplicates(session, LOZERE) == []


def test_merges_never_close_a_circle(session: Session, twins: tuple[int, int]) -> None:
    third = Archive(session).branch("Les Alouette", "48", city="Mende")
    merges.merge(session, LOZERE, twins[0], twins[1], "Même accueil.", entry=ENTRY)
    merges.merge(session, LOZERE, third, twins[0], "Même accueil.", entry=ENTRY)

    for kept, absorbed in [(twins[1], third), (twins[0], third), (twins[0], twins[1]), (third, twins[1])]:
        with pytest.raises(ListingError):
            merges.merge(session, LOZERE, kept, absorbed, "Même accueil.", entry=ENTRY)
    assert shown(session).at[third, "merged"] == list(twins)


@pytest.mark.parametrize("act", [merges.merge, merges.distinct, merges.undo])
def test_only_who_answers_for_both_decides_with_a_reason(
    session: Session, twins: tuple[int, int], nimes: int, act
) -> None:
    with pytest.raises(NotAllowed):
        act(session, LOZERE, twins[0], nimes, "Même accueil.", entry=ENTRY)
    with pytest.raises(NotAllowed):
        act(session, perimetre(f"association:{CODE}:48"), *twins, "Même accueil.", entry=ENTRY)
    with pytest.raises(ListingError):
        act(session, LOZERE, *twins, " ", entry=ENTRY)
    with pytest.raises(ListingError):
        act(session, LOZERE, twins[0], twins[0], "Même accueil.", entry=ENTRY)


def test_what_is_not_merged_cannot_be_undone_and_what_is_cannot_be_two(
    session: Session, twins: tuple[int, int]
) -> None:
    with pytest.raises(ListingError, match="n’est pas réunie"):
        merges.undo(session, LOZERE, *twins, "Erreur.", entry=ENTRY)

    merges.merge(session, LOZERE, *twins, "Même accueil.", entry=ENTRY)
    with pytest.raises(ListingError, match="annuler d’abord"):
        merges.distinct(session, LOZERE, *twins, "Erreur.", entry=ENTRY)
