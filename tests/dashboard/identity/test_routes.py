"""The addresses of the login refuse what did not begin in this browser, and never send anybody elsewhere."""

from datetime import UTC, datetime

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from config.settings import settings
from dashboard.identity import cookie
from dashboard.identity.return_address import own_page
from dashboard.identity.routes import routes
from geodata.database import transaction
from geodata.repositories import sessions
from geodata.repositories.sessions import Identity


@pytest.fixture
def client(sqlite_database: str, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    monkeypatch.setenv("VIGIE_PUBLIC_URL", "https://vigie.exemple.fr")
    monkeypatch.setenv("VIGIE_COOKIE_SECRET", "Xq2-7vLmR9_tZ4bN8cKw1eYd6hJf3sPa")
    for name in ("ISSUER", "CLIENT_ID", "CLIENT_SECRET"):
        monkeypatch.setenv(f"VIGIE_OIDC_ESSAI_{name}", "https://identite.invalid")
    settings.cache_clear()
    return TestClient(Starlette(routes=routes()), base_url="https://vigie.exemple.fr", follow_redirects=False)


def _opened() -> str:
    token = sessions.new_token()
    with transaction() as session:
        who = Identity("essai", "https://identite.invalid", "agent-1")
        sessions.open_session(session, token, who, None, datetime.now(UTC))
    return token


def _holds(token: str) -> bool:
    with transaction() as session:
        return sessions.present(session, token, datetime.now(UTC)) is not None


@pytest.mark.parametrize("query", ["", "?code=x&state=y", "?error=access_denied", "?state=y"])
def test_a_return_that_did_not_begin_here_opens_no_session(client: TestClient, query: str) -> None:
    answer = client.get(f"/connexion/essai/retour{query}")

    assert answer.status_code == 400
    assert cookie.NAME not in answer.headers.get("set-cookie", "")
    assert "n’a pas abouti" in answer.text


def test_an_unknown_provider_is_not_found(client: TestClient) -> None:
    assert client.get("/connexion/autre").status_code == 404


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_another_site_cannot_log_somebody_out(client: TestClient, method: str) -> None:
    token = _opened()
    client.cookies.set(cookie.NAME, token)

    answer = client.request(method, "/deconnexion?jeton=devine")

    assert answer.status_code == 403
    assert _holds(token)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_logging_out_ends_the_session_and_takes_the_cookie_back(client: TestClient, method: str) -> None:
    token = _opened()
    client.cookies.set(cookie.NAME, token)
    shown = cookie.leaving_token(token)

    address = f"/deconnexion?jeton={shown}" if method == "GET" else "/deconnexion"
    answer = client.request(method, address, data={"jeton": shown} if method == "POST" else None)

    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert "Max-Age=0" in answer.headers["set-cookie"]
    assert not _holds(token)


def test_what_is_sealed_opens_with_its_token_alone() -> None:
    sealed = cookie.seal("un jeton", "identité")

    assert cookie.unseal("un jeton", sealed) == "identité"
    assert cookie.unseal("un autre", sealed) == ""


@pytest.mark.parametrize(
    "asked",
    [
        "https://ailleurs.example", "//ailleurs.example", "/\\ailleurs.example", "\\\\ailleurs.example",
        "javascript:alert(1)",
        "/\t/ailleurs.example", "/connexion/essai", "/deconnexion?jeton=x", "", None, "/" + "a" * 2000,
    ],
)  # fmt: skip
def test_a_return_address_elsewhere_is_the_first_page(asked: str | None) -> None:
    assert own_page(asked) == "/"


def test_the_demonstration_has_no_login(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIGIE_ENV", "demo")
    settings.cache_clear()

    assert routes() == []
