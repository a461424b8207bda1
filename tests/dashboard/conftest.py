"""Databases for the pages: one empty, one filled, and who looks."""

import pytest
import streamlit as st

from config.settings import settings
from geodata.database import transaction
from tests.dashboard.planned_france import plan_needs
from tests.dashboard.small_france import fill
from tests.dashboard.steering_france import tell


@pytest.fixture
def empty_database(sqlite_database: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Nothing received yet; the visitor may choose a profile (demonstration)."""
    monkeypatch.setenv("VIGIE_ENV", "demo")
    settings.cache_clear()
    st.cache_data.clear()
    return sqlite_database


@pytest.fixture
def filled_database(empty_database: str) -> str:
    """The small France of the pages."""
    with transaction() as session:
        fill(session)
    return empty_database


@pytest.fixture
def told(filled_database: str) -> str:
    """The small France, whose préfectures have said where a mesure stands."""
    with transaction() as session:
        tell(session)
    return filled_database


@pytest.fixture
def planned(filled_database: str) -> str:
    """The same, with needs that a plan can answer."""
    with transaction() as session:
        plan_needs(session)
    return filled_database
