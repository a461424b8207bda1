"""Somebody with an account at the keyboard, in production, without a provider: a session of the server is enough."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session
from streamlit.testing.v1 import AppTest

from config.charter import current
from config.settings import settings
from dashboard import visitor
from geodata.database import transaction
from geodata.models import Account
from geodata.repositories import sessions
from geodata.repositories.account_rows import keep, new
from geodata.repositories.sessions import Identity
from geodata.rights import Standing
from tests.dashboard.test_pages import opened

NOW = datetime.now(UTC)
ISSUER = "https://identite.example"


def open_account(session: Session, profile: str, name: str) -> Account:
    """An account that is in order."""
    account = new(
        session, profile, email=f"{name}@essai.example", function="Chargé de mission", state=Standing.ACTIVE, now=NOW,
        issuer=ISSUER, subject=name,
    )  # fmt: skip
    account.charter_version = current().version
    keep(session, account)
    return account


@dataclass
class Desk:
    """Whoever sits down opens pages with his own session; several people may take turns."""

    monkeypatch: pytest.MonkeyPatch

    def account(self, profile: str, name: str = "") -> int:
        with transaction() as session:
            return open_account(session, profile, name or profile.replace(":", "")).id

    def sit(self, account_id: int) -> Callable[..., AppTest]:
        token = sessions.new_token()
        with transaction() as session:
            account = session.get_one(Account, account_id)
            who = Identity("essai", ISSUER, account.subject or "", account.email)
            sessions.open_session(session, token, who, account_id, datetime.now(UTC))
        self.monkeypatch.setattr(visitor, "_token", lambda: token)
        return opened


@pytest.fixture
def desk(filled_database: str, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv("VIGIE_ENV", "production")
    settings.cache_clear()
    return Desk(monkeypatch)
