"""Whoever answers for a département reads differences, and answers each in one click."""

import re

import pytest
from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from dashboard import listing_review
from geodata.database import transaction
from geodata.journal import Channel
from geodata.listing.fields import Kind
from geodata.models import Branch, ListingAnswer
from geodata.perimetre import perimetre
from geodata.repositories import listing_answers
from geodata.repositories.listing_rows import Entry
from tests.dashboard.listing_france import FRIENDS, ask, ask_branch, branch_of
from tests.dashboard.logged_in import NOW
from tests.dashboard.small_france import HOSTILE
from tests.dashboard.test_pages import opened, text_of


def answers() -> dict[int, str]:
    with transaction() as session:
        return {row.proposal_id: row.kind for row in session.scalars(select(ListingAnswer))}


def branch(name: str = "Mende") -> Branch:
    with transaction() as session:
        return session.get_one(Branch, branch_of(session, name))


def click(app: AppTest, number: int, what: str) -> AppTest:
    assert not app.exception
    return app.button(key=f"fiches:{number}:{what}").click().run()


@pytest.fixture
def phone(filled_database: str) -> int:
    with transaction() as session:
        return ask(session, {"phone": "04 66 12 34 56", "publics": ["mineurs", "femmes"]}, note="Nouveau <b>poste</b>")


def test_a_proposal_is_read_as_a_difference_with_its_author_its_door_and_its_effect(phone: int) -> None:
    written = text_of(opened("fiches", "prefecture:48"))

    assert "Amicale d’essai – Mende" in written
    assert '<span aria-hidden="true">+ </span><ins>Mineurs</ins> <small>ajouté</small>' in written
    assert "04\u00a066\u00a012\u00a034\u00a056" in written
    assert "par l’association, depuis la page" in written
    assert "L’antenne reçoit aussi\u00a0: mineurs." in written
    assert "Nouveau \\<b\\>poste" in written


def test_accepting_is_one_click_and_the_list_keeps_its_place(phone: int) -> None:
    with transaction() as session:
        other = ask(session, {"website": "https://exemple.org"})
    app = click(opened("fiches", "prefecture:48"), phone, "accepter")

    assert answers() == {phone: "accepted"}
    assert branch().phone == "04 66 12 34 56"
    done, waiting = app.get("markdown"), app.button(key=f"fiches:{other}:accepter")
    assert any("Mende – Téléphone public, Publics reçus" in each.value and "Acceptée" in each.value for each in done)
    assert waiting
    assert "Ranger ce qui est traité (1)" in [each.label for each in app.button]


def test_each_answer_says_what_it_answers_to_those_who_hear_the_page(phone: int) -> None:
    with transaction() as session:
        other = ask(session, {"website": "https://exemple.org"})
    app = opened("fiches", "prefecture:48")

    for what, word in (("accepter", "Accepter"), ("corriger", "Corriger"), ("refuser", "Refuser")):
        said = [app.button(key=f"fiches:{number}:{what}").label for number in (phone, other)]
        assert all(each.startswith(word) for each in said)
        assert "Site web" in said[1]
        assert said[0] != said[1]


def test_several_are_accepted_at_once(phone: int) -> None:
    with transaction() as session:
        other = ask(session, {"website": "https://exemple.org"})
    app = opened("fiches", "prefecture:48")
    app = app.button(key="fiches_tout_haut").click().run()
    app = app.button(key="fiches_cochees_haut").click().run()

    assert not app.exception
    assert answers() == {phone: "accepted", other: "accepted"}


def test_a_refusal_needs_a_reason_and_a_usual_one_is_enough(phone: int) -> None:
    app = click(opened("fiches", "prefecture:48"), phone, "refuser")
    app.radio(key=f"fiches:{phone}:motif").set_value("Autre motif, à écrire")
    app = next(each for each in app.button if each.label == "Refuser la proposition").click().run()

    assert any("Donner la raison du refus" in each.value for each in app.error)
    assert answers() == {}

    app.radio(key=f"fiches:{phone}:motif").set_value("L’information contredit ce que la préfecture constate.")
    app = next(each for each in app.button if each.label == "Refuser la proposition").click().run()
    assert answers() == {phone: "refused"}
    assert branch().phone == ""


def test_a_correction_opens_the_fields_concerned_filled_with_what_was_proposed(phone: int) -> None:
    app = click(opened("fiches", "prefecture:48"), phone, "corriger")

    assert app.text_input(key=f"fiches:{phone}:champ:phone").value == "04 66 12 34 56"
    app.text_input(key=f"fiches:{phone}:champ:phone").set_value("pas un numéro")
    app.text_area(key=f"fiches:{phone}:raison").set_value("Numéro du standard.")
    app = next(each for each in app.button if each.label == "Accepter ainsi corrigé").click().run()
    assert app.error
    assert app.text_input(key=f"fiches:{phone}:champ:phone").value == "pas un numéro"

    app.text_input(key=f"fiches:{phone}:champ:phone").set_value("04 66 00 00 00")
    app = next(each for each in app.button if each.label == "Accepter ainsi corrigé").click().run()
    assert not app.exception
    assert answers() == {phone: "corrected"}
    assert branch().phone == "04 66 00 00 00"
    assert branch().publics == ["femmes", "mineurs"]


def test_a_text_that_locates_a_shelter_is_refused_and_nothing_typed_is_lost(filled_database: str) -> None:
    with transaction() as session:
        number = ask(session, {"access": "Près de la gare."})
    app = click(opened("fiches", "prefecture:48"), number, "corriger")
    shelter = "Refuge Exemple, mise à l’abri, 12 impasse de l’Essai, 48999 Ville-Essai."
    app.text_area(key=f"fiches:{number}:champ:access").set_value(shelter)
    app.text_area(key=f"fiches:{number}:raison").set_value("Plus précis.")
    app = next(each for each in app.button if each.label == "Accepter ainsi corrigé").click().run()

    assert not app.exception
    assert app.error
    assert answers() == {}
    assert app.text_area(key=f"fiches:{number}:champ:access").value == shelter


def test_a_value_that_has_moved_is_shown_beside_the_two_others(filled_database: str) -> None:
    with transaction() as session:
        number = ask(session, {"city": "Florac"}, read={"city": "Mende"})
        session.get_one(Branch, branch_of(session, "Mende")).city = "Langogne"
    app = opened("fiches", "prefecture:48")

    written = text_of(app)
    assert any("La fiche a changé" in each.value for each in app.warning)
    assert all(each in written for each in ("Lu par l’auteur", "En vigueur aujourd’hui", "Langogne", "Florac"))
    assert f"fiches:{number}:accepter" in {each.key for each in app.button}
    assert "fiches_tout_haut" not in {each.key for each in app.button}


def test_two_reviewers_at_once_the_second_one_is_told_and_changes_nothing(phone: int) -> None:
    app = opened("fiches", "prefecture:48")
    with transaction() as session:
        entry = Entry(NOW, Channel.PAGE, demonstration=True)
        listing_answers.refuse(session, perimetre("prefet:48"), phone, "Numéro inconnu.", entry=entry)

    app = app.button(key=f"fiches:{phone}:accepter").click().run()

    assert not app.exception
    assert answers() == {phone: "refused"}
    assert any("Quelqu’un d’autre vient de répondre" in each.value for each in app.warning)
    assert branch().phone == ""


def test_a_zone_waits_for_the_prefecture_of_that_departement_alone(filled_database: str) -> None:
    with transaction() as session:
        number = ask(session, {"01": "distance"}, kind=Kind.ZONE)

    assert f"fiches:{number}:accepter" not in {each.key for each in opened("fiches", "prefecture:48").button}
    app = opened("fiches", "prefecture:01")
    assert "Zone\u00a0: Ain (01)" in text_of(app)
    assert "à distance seulement" in text_of(app)
    click(app, number, "accepter")
    assert answers() == {number: "accepted"}


def test_miprof_answers_for_national_organisations_first_and_may_read_all(phone: int) -> None:
    with transaction() as session:
        national = ask(session, {"name": "Amicale nationale d’essai"}, branch=None, kind=Kind.STRUCTURE)

    first = {each.key for each in opened("fiches", "miprof").button}
    every = {each.key for each in opened("fiches", "miprof", autorite="toutes").button}
    assert f"fiches:{national}:accepter" in first
    assert f"fiches:{phone}:accepter" not in first
    assert {f"fiches:{national}:accepter", f"fiches:{phone}:accepter"} <= every


def test_a_new_branch_is_shown_without_a_before_and_appears_once_accepted(filled_database: str) -> None:
    with transaction() as session:
        made = ask_branch(session, {"called": "Florac", "city": "Florac", "departement": "48"}, {"48": "local"})
        assert not session.get_one(Branch, made).listed
    app = opened("fiches", "prefecture:48")

    written = text_of(app)
    assert "Florac (nouvelle antenne)".replace("(", "\\(").replace(")", "\\)") in written
    assert "Une antenne de plus paraît dans l’annuaire." in written
    app = app.button(key="fiches_tout_haut").click().run()
    app = app.button(key="fiches_cochees_haut").click().run()
    with transaction() as session:
        assert session.get_one(Branch, made).listed


def test_what_waits_too_long_is_counted_and_listed_apart(phone: int) -> None:
    with transaction() as session:
        old = ask(session, {"website": "https://exemple.org"}, days_ago=31)
    app = opened("fiches", "prefecture:48", etat="retard")

    keys = {each.key for each in app.button}
    assert f"fiches:{old}:accepter" in keys
    assert f"fiches:{phone}:accepter" not in keys
    assert "en retard" in text_of(app)


def test_answered_proposals_remain_readable_with_what_was_answered(phone: int) -> None:
    with transaction() as session:
        entry = Entry(NOW, Channel.PAGE, demonstration=True)
        reason = "Standard <script>alert(1)</script>"
        listing_answers.correct(session, perimetre("prefet:48"), phone, {"phone": "0466000000"}, reason, entry=entry)
    app = opened("fiches", "prefecture:48", etat="repondues")

    written = text_of(app)
    assert "Acceptée avec correction" in written
    assert "04\u00a066\u00a000\u00a000\u00a000" in written
    assert "\\<script\\>" in written
    assert not [each for each in app.button if each.key and each.key.endswith("accepter")]


def test_hostile_texts_stay_texts(filled_database: str) -> None:
    with transaction() as session:
        ask(session, {"access": "<img src=x onerror=alert(1)>", "called": "**gras** <b>Pirate</b>"}, note=HOSTILE)
    written = text_of(opened("fiches", "prefecture:48"))

    assert "&lt;img src=x" in written
    assert re.search(r"(?<!\\)<(img|b)\b", written) is None


@pytest.mark.parametrize("profile", ["public", "partenaire:48", "siao:48", "dihal", f"association:{FRIENDS}", "acse"])
def test_the_page_is_refused_to_whoever_validates_nowhere(phone: int, profile: str) -> None:
    app = opened("fiches", profile)

    assert not app.exception
    assert not any((each.key or "").endswith("accepter") for each in app.button)
    assert "04\u00a066" not in text_of(app)


@pytest.mark.parametrize("profile", ["prefecture:48", "referent:48", "prefet:48", "miprof"])
def test_the_page_opens_for_whoever_validates_even_when_nothing_waits(filled_database: str, profile: str) -> None:
    app = opened("fiches", profile)

    assert not app.exception
    assert any("Aucune proposition n’attend" in each.value for each in app.info)


def test_the_door_gives_a_prefecture_its_own_part_alone(phone: int) -> None:
    assert [each.id for each in listing_review.waiting(perimetre("prefecture:48"), "48")] == [phone]
    assert listing_review.waiting(perimetre("prefecture:01"), "48") == []
