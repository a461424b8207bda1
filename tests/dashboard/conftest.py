"""Databases for the pages: one empty, one filled, and who looks."""

import pytest
import streamlit as st

from config.settings import settings
from geodata.database import transaction
from tests.dashboard.small_france import fill


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
