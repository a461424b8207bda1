"""What two branches will show once they are one, told before anybody decides."""

from sqlalchemy.orm import Session

from geodata.facts.branches import branches as shown
from geodata.listing.merge_preview import preview
from geodata.models import Branch
from geodata.perimetre import perimetre
from geodata.repositories.listing_cards import card
from geodata.repositories.listing_merges import merge
from geodata.repositories.listing_pairs import alike, merged
from tests.geodata.conftest import Archive
from tests.geodata.listing.conftest import CODE, ENTRY, GARD, LOZERE, MIPROF


def told(session: Session, kept: int, absorbed: int) -> dict[str, tuple[str, str, str]]:
    cards = {each.id: each for each in card(session, MIPROF, CODE).branches}
    zones = [{code: zone.mode for code, zone in cards[each].zones.items()} for each in (kept, absorbed)]
    lines = preview(cards[kept].values, cards[absorbed].values, *zones)
    return {line.label: (line.kept, line.absorbed, line.together) for line in lines}


def test_the_preview_says_what_the_listing_then_shows(session: Session, mende: int, nimes: int) -> None:
    session.get_one(Branch, nimes).phone = "04 66 00 00 00"
    session.get_one(Branch, nimes).publics = ["mineurs"]
    before = told(session, mende, nimes)
    merge(session, MIPROF, mende, nimes, "Même équipe.", entry=ENTRY)

    row = shown(session).loc[mende]
    assert before["Téléphone public"] == (
        "non renseigné",
        "04\u00a066\u00a000\u00a000\u00a000",
        "04\u00a066\u00a000\u00a000\u00a000",
    )
    assert row["phone"] == "04 66 00 00 00"
    assert before["Publics reçus"][2] == "Femmes, Mineurs"
    assert set(row["publics"]) == {"femmes", "mineurs"}
    assert before["Zone d’intervention"][2].count("(") == len(row["zones"]) == 2
    assert before["Numéro et voie"] == ("1 rue Basse", "non renseigné", "1 rue Basse")


def test_a_pair_is_shown_to_both_prefectures_and_decided_by_who_answers_for_both(
    session: Session, mende: int, nimes: int
) -> None:
    for each in (mende, nimes):
        session.get_one(Branch, each).siret = "73282932000074"
    session.flush()

    (seen,), (other,), (whole,) = (alike(session, who) for who in (LOZERE, GARD, MIPROF))
    assert [seen.decidable, other.decidable, whole.decidable] == [False, False, True]
    assert whole.reasons == ("même SIRET",)
    assert {side.decides for side in (seen.first, seen.second)} == {True, False}


def test_a_merge_that_stands_is_listed_with_both_cards(session: Session, mende: int, nimes: int) -> None:
    merge(session, MIPROF, mende, nimes, "Même équipe.", entry=ENTRY)

    (found,) = merged(session, MIPROF)
    assert (found.first.id, found.second.id) == (mende, nimes)
    assert found.first.card is not None
    assert found.second.card is not None


def test_nobody_but_who_validates_sees_pairs(session: Session, mende: int, nimes: int) -> None:
    Archive(session).branch("Les Alouettes", "48", name="Mende (2)", city="Mende")

    assert alike(session, perimetre("public")) == []
    assert merged(session, perimetre("public")) == []
