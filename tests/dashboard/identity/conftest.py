"""A browser of the tests in front of the login of Vigie, and the provider that answers it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, build_opener

import pytest
from httpx import Response
from sqlalchemy import func, select
from starlette.applications import Starlette
from starlette.testclient import TestClient

from config.settings import settings
from dashboard.identity import cookie
from dashboard.identity.providers import client
from dashboard.identity.routes import routes
from geodata.database import transaction
from geodata.models import JournalLine, LoginSession
from tests.loopback import free_port
from tests.oidc import liar as provider
from tests.oidc.liar import Liar

VIGIE = "https://vigie.exemple.fr"


@pytest.fixture(scope="session")
def provider_port() -> int:
    return free_port()


@pytest.fixture
def liar(provider_port: int) -> Iterator[Liar]:
    """A provider that tells the truth, and is forgotten between two tests."""
    client.cache_clear()
    with provider.listening(provider_port) as one:
        yield one


class _NoFollowing(HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


@dataclass
class Browser:
    """What a person's browser does: keeps cookies, follows the provider back."""

    client: TestClient

    def return_address(self, page: str = "/compte") -> str:
        """Where the provider sends this browser back, after a login that began here."""
        there = self.client.get(f"/connexion/essai?retour={page}").headers["location"]
        try:
            build_opener(_NoFollowing).open(there, timeout=10)
        except OSError as redirection:
            back = urlsplit(redirection.headers["Location"])  # type: ignore[attr-defined]
            return f"{back.path}?{back.query}"
        raise AssertionError("the provider did not send the browser back")

    def come_back(self, address: str) -> Response:
        return self.client.get(address)

    def log_in(self) -> Response:
        return self.come_back(self.return_address())

    @property
    def token(self) -> str | None:
        return self.client.cookies.get(cookie.NAME)


@pytest.fixture
def browser(liar: Liar, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Browser]:
    """Opens browsers in front of the login; ask for `database` or `sqlite_database` first."""
    monkeypatch.setenv("VIGIE_PUBLIC_URL", VIGIE)
    monkeypatch.setenv("VIGIE_COOKIE_SECRET", "Xq2-7vLmR9_tZ4bN8cKw1eYd6hJf3sPa")
    monkeypatch.setenv("VIGIE_OIDC_ESSAI_ISSUER", liar.issuer)
    monkeypatch.setenv("VIGIE_OIDC_ESSAI_CLIENT_ID", provider.CLIENT)
    monkeypatch.setenv("VIGIE_OIDC_ESSAI_CLIENT_SECRET", provider.SECRET)
    monkeypatch.setenv("VIGIE_OIDC_ESSAI_USERINFO_SIGNED", "true")
    settings.cache_clear()
    return lambda: Browser(TestClient(Starlette(routes=routes()), base_url=VIGIE, follow_redirects=False))


def sessions_kept() -> int:
    """How many sessions the server holds, ended or not."""
    with transaction() as session:
        return session.scalar(select(func.count()).select_from(LoginSession)) or 0


def session_kept() -> LoginSession:
    """The only session that was ever opened."""
    with transaction() as session:
        return session.scalars(select(LoginSession)).one()


def journal_lines() -> list[tuple[str, str, str, str]]:
    """What the journal tells: event, object, key, actor."""
    with transaction() as session:
        lines = session.scalars(select(JournalLine).order_by(JournalLine.number)).all()
        return [(each.event, each.obj, each.key, each.actor) for each in lines]
