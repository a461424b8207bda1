"""The door of the demonstration exists in the demonstration, and nowhere else."""

import pytest

from config.settings import settings
from dashboard import demonstration_door
from geodata.perimetre import NotAllowed
from tests.dashboard.test_pages import opened, text_of

RESTRICTED = {"indicateur": "requests_not_met", "annee": "2016"}


@pytest.fixture
def production(filled_database: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("VIGIE_ENV", "production")
    settings.cache_clear()
    return filled_database


@pytest.mark.parametrize("profile", demonstration_door.CHOICES)
def test_in_the_demonstration_a_button_enters_as_each_profile(filled_database: str, profile: str) -> None:
    app = opened("demonstration")

    app.button(key=f"entrer_{profile}").click().run()

    assert not app.exception
    assert not app.error
    assert app.session_state["voir_comme"] == profile
    assert demonstration_door.CHOICES[profile] in text_of(app)


@pytest.mark.parametrize("profile", [*demonstration_door.CHOICES, "miprof", "exploitation"])
def test_in_production_a_profile_put_in_the_session_changes_nothing(production: str, profile: str) -> None:
    app = opened("couverture", profile, **RESTRICTED)

    assert any("ne donne pas accès" in info.value for info in app.info)
    assert not any("Démonstration" in caption.value for caption in app.sidebar.caption)


@pytest.mark.parametrize("name", ["profil", "voir_comme", "demo", "demonstration", "VIGIE_ENV", "profile"])
def test_in_production_no_parameter_of_the_address_opens_the_door(production: str, name: str) -> None:
    app = opened("couverture", **RESTRICTED, **{name: "miprof"})

    assert any("ne donne pas accès" in info.value for info in app.info)


def test_in_production_the_page_of_the_door_is_not_one(production: str) -> None:
    with pytest.raises(ValueError, match="Could not find a navigation page"):
        opened("demonstration")


def test_in_production_the_functions_of_the_door_refuse(production: str) -> None:
    with pytest.raises(NotAllowed):
        demonstration_door.perimetre()
    with pytest.raises(NotAllowed):
        demonstration_door.enter_as("miprof")
