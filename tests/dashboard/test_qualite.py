"""How far the listing can be relied on: figures for all, and what préfectures do about it."""

import pytest
from sqlalchemy import select

from geodata.database import transaction
from geodata.models import Branch, BranchMerge, ListingReview
from tests.dashboard.listing_france import FRIENDS, ask, branch_of
from tests.dashboard.small_france import HOSTILE
from tests.dashboard.test_pages import opened, text_of

EVERYONE = ("public", "partenaire:48", "prefecture:48", "prefet:48", "miprof", "dihal", "cncdh", "association:1:48")


def labels(app: object) -> list[str]:
    return [each.label for each in app.button]  # type: ignore[attr-defined]


@pytest.mark.parametrize("profile", EVERYONE)
def test_the_coverage_of_the_country_opens_for_everyone_and_each_row_adds_up(
    filled_database: str, profile: str
) -> None:
    app = opened("qualite", profile, partie="couverture", couverture="toutes", annee="2016")

    written = text_of(app)
    assert not app.exception
    assert not app.error
    assert "<caption>Nombre de départements par état</caption>" in written
    assert all(each in written for each in ("● Local", "◐ Voisin", "○ À distance", "✕ Aucun", "? Inconnu"))


def test_one_state_is_counted_form_by_form_and_function_by_function(filled_database: str) -> None:
    written = text_of(opened("qualite", "public", partie="couverture", couverture="unverified", annee="2016"))

    assert "Nombre de départements – Non vérifié" in written
    # Lozère and Creuse have said so; Paris and Guyane have a verified branch for legal support alone.
    assert ">99</td>" in written
    assert ">97</td>" in written


def test_an_empty_archive_says_that_nothing_was_received(empty_database: str) -> None:
    assert any("Aucune donnée" in each.value for each in opened("qualite", "public").info)


def test_a_prefecture_says_that_its_listing_is_complete_for_a_form(filled_database: str) -> None:
    app = opened("qualite", "prefecture:48", partie="complet")
    app = app.button(key="complet:mendicite_forcee").click().run()

    assert not app.exception
    assert any("est complet pour" in each.value for each in app.success)
    with transaction() as session:
        (kept,) = session.scalars(select(ListingReview).where(ListingReview.import_id.is_(None)))
    assert (kept.departement, kept.form, kept.profile) == ("48", "mendicite_forcee", "prefecture:48")
    assert "complet:mendicite_forcee" not in {each.key for each in app.button}


@pytest.mark.parametrize("profile", ["public", "partenaire:48", "association:1:48", "dihal", "cncdh"])
def test_nobody_else_is_offered_to_say_so(filled_database: str, profile: str) -> None:
    app = opened("qualite", profile, partie="complet")

    assert not any((each.key or "").startswith("complet") for each in app.button)


def test_what_waits_is_counted_on_the_first_page_and_opens_its_list(filled_database: str) -> None:
    with transaction() as session:
        ask(session, {"phone": "04 66 12 34 56"}, days_ago=40)
        ask(session, {"website": "https://exemple.org"})

    own = [each.label for each in opened("couverture", "prefecture:48").get("page_link")]
    assert "Fiches à valider\u00a0: 2" in own
    assert "Fiches en attente depuis plus de 30 jours\u00a0: 1" in own
    national = [each.label for each in opened("couverture", "miprof").get("page_link")]
    assert "Fiches en attente depuis plus de 30 jours\u00a0: 1" in national
    assert not any("Fiches" in each.label for each in opened("couverture", "public").get("page_link"))


def test_each_state_of_the_matrix_of_a_departement_has_a_sign_and_a_word(filled_database: str) -> None:
    written = text_of(opened("departement", "public", departement="48", annee="2016"))

    assert ">● Local</td>" in written
    assert ">○ À distance</td>" in written or ">✕ Aucun</td>" in written
    assert "ce n’est pas une absence" in written


@pytest.mark.parametrize("profile", EVERYONE)
def test_freshness_is_public_and_says_what_nobody_has_verified(filled_database: str, profile: str) -> None:
    app = opened("qualite", profile)

    written = text_of(app)
    assert not app.exception
    assert not app.error
    assert "Lozère (48)" in written
    assert "aucune campagne ouverte" in written
    assert "n’est pas une vérification" in written


@pytest.fixture
def twins(filled_database: str) -> tuple[int, int]:
    """Two branches of Mende with the same SIRET; the second one has a telephone."""
    with transaction() as session:
        first, second = branch_of(session, "Mende"), branch_of(session, "", HOSTILE)
        for each in (first, second):
            session.get_one(Branch, each).siret = "73282932000074"
        session.get_one(Branch, second).phone = "04 66 00 00 00"
    return min(first, second), max(first, second)


def verdicts() -> list[str]:
    with transaction() as session:
        return list(session.scalars(select(BranchMerge.kind).order_by(BranchMerge.id)))


def press(app: object, label: str) -> object:
    return next(each for each in app.button if each.label == label).click().run()  # type: ignore[attr-defined]


def test_duplicates_are_merged_with_a_preview_then_undone(twins: tuple[int, int]) -> None:
    app = opened("qualite", "prefecture:48", partie="doublons")

    written = text_of(app)
    assert "même SIRET" in written
    assert "Fiche montrée une fois réunies" in written
    assert "04\u00a066\u00a000\u00a000\u00a000" in written
    assert "<img src=x" not in written.replace("\\<", "")
    app = press(app, "Fusionner")
    assert verdicts() == ["merged"]
    assert "Antennes réunies (1)" in text_of(app)

    app = press(app, "Défaire la fusion")
    assert any("Donner la raison" in each.value for each in app.error)
    app.text_input(key=f"fusion:{twins[0]}:{twins[1]}:raison").set_value("Deux équipes.")
    press(app, "Défaire la fusion")
    assert verdicts() == ["merged", "undone"]


def test_two_branches_said_to_be_two_are_no_longer_proposed(twins: tuple[int, int]) -> None:
    app = press(opened("qualite", "miprof", partie="doublons"), "Ce sont deux antennes")

    assert verdicts() == ["distinct"]
    assert "Doublons possibles (0)" in text_of(app)


def test_a_doubtful_address_is_placed_from_a_candidate_and_locked(filled_database: str) -> None:
    with transaction() as session:
        number = branch_of(session, "Mende")
        row = session.get_one(Branch, number)
        row.geo_status, row.geo_reason, row.lat, row.lon = "review", "Deux rues portent ce nom.", None, None
    app = opened("qualite", "prefecture:48", partie="adresses")

    assert "Deux rues portent ce nom" in text_of(app)
    app = app.button(key=f"adresse:{number}:chercher").click().run()
    app = app.button(key=f"adresse:{number}:choisir:0").click().run()
    assert not app.exception
    with transaction() as session:
        row = session.get_one(Branch, number)
        assert (row.geo_locked, row.geo_status, round(row.lat or 0, 1)) == (True, "precise", 44.5)
    assert any("verrouillé" in each.value for each in app.success)


def test_a_point_put_by_hand_out_of_its_departement_is_refused(filled_database: str) -> None:
    with transaction() as session:
        number = branch_of(session, "Mende")
        session.get_one(Branch, number).geo_status = "failed"
    app = opened("qualite", "prefecture:48", partie="adresses")
    app = app.button(key=f"adresse:{number}:main").click().run()
    app.number_input(key=f"adresse:{number}:lat").set_value(48.85)
    app = press(app, "Enregistrer ce point et le verrouiller")

    assert any("n’est pas dans le département 48" in each.value for each in app.error)
    with transaction() as session:
        assert not session.get_one(Branch, number).geo_locked


def test_the_history_of_a_card_is_read_field_by_field(filled_database: str) -> None:
    with transaction() as session:
        number = ask(session, {"phone": "04 66 12 34 56"})
    opened("fiches", "prefecture:48").button(key=f"fiches:{number}:accepter").click().run()
    app = opened("qualite", "prefecture:48", partie="historique", structure=FRIENDS, champ="phone")

    written = text_of(app)
    assert not app.exception
    assert "Téléphone public" in written
    assert f"Proposition acceptée (n° {number})" in written.replace("\u00a0", " ")
    assert "non renseigné" in written


@pytest.mark.parametrize("profile", ["public", "partenaire:48", "association:1:48", "dihal"])
@pytest.mark.parametrize("part", ["doublons", "adresses", "complet"])
def test_what_validators_do_is_not_offered_to_others(twins: tuple[int, int], profile: str, part: str) -> None:
    app = opened("qualite", profile, partie=part)

    assert not app.exception
    assert "même SIRET" not in text_of(app)
    assert not [each.label for each in app.button if each.label in {"Fusionner", "Placer à la main"}]
