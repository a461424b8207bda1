"""Who can help, where, for whom: the page answers, says why, and gives no life to what it shows."""

import pytest
from starlette.testclient import TestClient

from dashboard import server
from tests.dashboard.small_france import HOSTILE
from tests.dashboard.test_pages import PROFILES, opened, text_of


def reached(**query: str) -> str:
    app = opened("annuaire", "public", **query)
    assert not app.exception
    return text_of(app)


@pytest.mark.parametrize("profile", PROFILES)
def test_the_directory_opens_for_each_visitor(filled_database: str, profile: str) -> None:
    app = opened("annuaire", profile)

    assert not app.exception
    assert not app.error
    assert [title.value for title in app.title] == ["Annuaire"]


def test_an_empty_archive_says_so_below_whom_to_call(empty_database: str) -> None:
    told = reached()

    assert "17 ou 112" in told
    assert "Aucun" in told


def test_a_question_in_the_address_is_answered_and_its_parts_can_be_removed(filled_database: str) -> None:
    app = opened("annuaire", "public", q="Mende femmes")

    assert {"Lieu", "Public"} == {
        button.label.partition(" ")[0] for button in app.button if "retirer" in str(button.key)
    }
    assert "Amicale d’essai" in text_of(app)
    public = next(button for button in app.button if button.label.startswith("Public"))
    public.click().run()
    assert app.text_input[0].value == "Mende"
    assert app.query_params["q"] == "Mende"


def test_each_answer_has_its_distance_and_its_reserves(filled_database: str) -> None:
    told = reached(q="Mende")

    assert "à moins de 1\N{NO-BREAK SPACE}km" in told
    assert "À confirmer" in told or "Vérifié le" in told
    assert "De portée nationale" in told


def test_a_received_text_is_shown_as_a_text(filled_database: str) -> None:
    told = reached(q="Mende")

    assert HOSTILE not in told
    assert "&lt;img src=x" in told


def test_the_card_of_a_departement_is_served_to_everybody(filled_database: str) -> None:
    client = TestClient(server.application)

    answer = client.get("/qui-appeler/48.pdf")

    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF")
    assert client.get("/qui-appeler/20.pdf").status_code == 404


def test_whoever_must_leave_finds_a_page_that_names_nothing(filled_database: str) -> None:
    answer = TestClient(server.application).get("/quitter-vite")

    assert "Vigie" not in answer.text
    assert answer.headers["cache-control"] == "no-store"
