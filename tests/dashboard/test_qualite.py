"""How far the listing can be relied on: figures for all, and what préfectures do about it."""

import pytest
from sqlalchemy import select

from geodata.database import transaction
from geodata.models import ListingReview
from tests.dashboard.listing_france import ask
from tests.dashboard.test_pages import opened, text_of

EVERYONE = ("public", "partenaire:48", "prefecture:48", "prefet:48", "miprof", "dihal", "cncdh", "association:1:48")


def labels(app: object) -> list[str]:
    return [each.label for each in app.button]  # type: ignore[attr-defined]


@pytest.mark.parametrize("profile", EVERYONE)
def test_the_coverage_of_the_country_opens_for_everyone_and_each_row_adds_up(
    filled_database: str, profile: str
) -> None:
    app = opened("qualite", profile, couverture="toutes", annee="2016")

    written = text_of(app)
    assert not app.exception
    assert not app.error
    assert "<caption>Nombre de départements par état</caption>" in written
    assert all(each in written for each in ("● Local", "◐ Voisin", "○ À distance", "✕ Aucun", "? Inconnu"))


def test_one_state_is_counted_form_by_form_and_function_by_function(filled_database: str) -> None:
    written = text_of(opened("qualite", "public", couverture="unverified", annee="2016"))

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
