"""A branch is located offline unless the deployment asks for the State's geocoder."""

from collections.abc import Iterator

import pytest

from config.settings import settings
from etl.geocoding.branch_location import geocoder


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """The environment of a deployment, read again by the test and after it."""
    monkeypatch.setenv("VIGIE_GEOCODER", "gazetteer")
    settings.cache_clear()
    yield monkeypatch
    monkeypatch.undo()
    settings.cache_clear()


def test_nothing_leaves_the_machine_by_default(environment: pytest.MonkeyPatch) -> None:
    assert geocoder().remote is False


def test_the_geocoder_of_the_state_comes_after_the_gazetteer_where_it_is_asked_for(
    environment: pytest.MonkeyPatch,
) -> None:
    environment.setenv("VIGIE_GEOCODER", "ban")
    settings.cache_clear()

    assert geocoder().remote is True
    assert "géoplateforme" in geocoder().version
