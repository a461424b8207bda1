"""The application as it is deployed, on each kind of database, for the journeys of the listing."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from config.settings import settings
from dashboard.identity import cookie
from geodata.database import engine, transaction
from geodata.repositories import sessions
from geodata.repositories.sessions import Identity
from tests.conftest import fresh_postgresql
from tests.dashboard.browser.conftest import Server, Visit, serving
from tests.dashboard.browser.listing_journey_archive import Archive, fill_listing
from tests.dashboard.logged_in import ISSUER, open_account
from tests.loopback import free_port

SECRET = "Xq2-7vLmR9_tZ4bN8cKw1eYd6hJf3sPa"
_ESSAI = "VIGIE_OIDC_ESSAI"


@dataclass(frozen=True)
class Journey:
    """A server in production mode, its archive, and the kind of its database."""

    kind: str
    server: Server
    archive: Archive


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def journey(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journey]:
    """The application as it is deployed, once on each kind of database, with the listing of the journeys."""
    folder, kind = tmp_path_factory.mktemp("journey"), str(request.param)
    if kind == "sqlite":
        file = folder / "vigie.sqlite3"
        file.write_bytes(request.getfixturevalue("migrated_sqlite").read_bytes())
        database = nullcontext(f"sqlite:///{file}")
    else:
        database = contextmanager(fresh_postgresql)(request.getfixturevalue("postgresql_server"))
    port = free_port()
    environment = {
        "VIGIE_ENV": "production",
        "VIGIE_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "VIGIE_LOOPBACK_TRIAL": "true",
        "VIGIE_COOKIE_SECRET": SECRET,
        # Nobody logs in by it here: sessions are opened in the archive.
        f"{_ESSAI}_ISSUER": "http://127.0.0.1:9",
        f"{_ESSAI}_CLIENT_ID": "vigie-essai",
        f"{_ESSAI}_CLIENT_SECRET": "un-secret-pour-les-essais-seulement",
    }
    with database as url:
        archive = _filled(url, folder, environment)
        with serving(folder, url, environment, port) as server:
            yield Journey(kind, server, archive)


def _filled(url: str, folder: Path, environment: dict[str, str]) -> Archive:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (environment | {"VIGIE_DATA_DIR": str(folder), "VIGIE_DATABASE_URL": url}).items():
            patch.setenv(name, value)
        settings.cache_clear()
        archive = fill_listing()
        engine(url).dispose()
    settings.cache_clear()
    return archive


def sit(visitor: Visit, profile: str) -> None:
    """Give the browser the session of an account that is in order."""
    token, name = sessions.new_token(), profile.replace(":", "-")
    with transaction(visitor.server.database_url) as session:
        account = open_account(session, profile, name)
        who = Identity("essai", ISSUER, name, account.email)
        sessions.open_session(session, token, who, account.id, datetime.now(UTC))
    held = {"name": cookie.NAME, "value": token, "domain": "127.0.0.1", "path": "/", "secure": True, "httpOnly": True}
    visitor.page.context.add_cookies([held])  # type: ignore[list-item]
