"""A download in a real browser: the file arrives, and no longer does once the account is suspended."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import expect
from sqlalchemy import select, update

from dashboard import visitor
from dashboard.identity import cookie
from geodata.database import engine, transaction
from geodata.models import Account, JournalLine
from geodata.repositories import sessions
from geodata.repositories.sessions import Identity
from geodata.rights import Standing
from geodata.schema import migrate
from tests.dashboard.browser.conftest import Server, Visit, serving
from tests.dashboard.logged_in import open_account
from tests.dashboard.small_france import fill
from tests.loopback import free_port

pytestmark = pytest.mark.browser
PAGE = "/?indicateur=requests_not_met&annee=2016"
PROVIDER = "https://identite.invalid"


@pytest.fixture
def production(tmp_path: Path) -> Iterator[Server]:
    """The application in production mode; nobody logs in, so that its provider need not exist."""
    url = f"sqlite:///{tmp_path / 'vigie.sqlite3'}"
    migrate(url)
    with transaction(url) as session:
        fill(session)
    engine(url).dispose()
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    environment = {
        "VIGIE_ENV": "production", "VIGIE_PUBLIC_URL": address, "VIGIE_LOOPBACK_TRIAL": "true",
        "VIGIE_COOKIE_SECRET": "Xq2-7vLmR9_tZ4bN8cKw1eYd6hJf3sPa", "VIGIE_OIDC_ESSAI_ISSUER": PROVIDER,
        "VIGIE_OIDC_ESSAI_CLIENT_ID": "vigie-essai", "VIGIE_OIDC_ESSAI_CLIENT_SECRET": "un-secret-pour-les-essais",
    }  # fmt: skip
    with serving(tmp_path, url, environment, port) as server:
        yield server


def test_a_file_arrives_until_the_account_is_suspended(production: Server, visit: Callable[..., Visit]) -> None:
    token = sessions.new_token()
    with transaction(production.database_url) as session:
        account = open_account(session, "miprof", "miprof").id
        who = Identity("essai", PROVIDER, "miprof", "miprof@essai.example")
        sessions.open_session(session, token, who, account, datetime.now(UTC))
    window = visit(at=production)
    window.page.context.add_cookies(
        [{"name": cookie.NAME, "value": token, "domain": "127.0.0.1", "path": "/", "secure": True, "httpOnly": True}]
    )
    window.open(PAGE)
    button = window.page.get_by_role("button", name="CSV")

    with window.page.expect_download() as arriving:
        button.click()
    content = Path(arriving.value.path()).read_text("utf-8-sig")
    window.settled()
    arrived: list[object] = []
    window.page.on("download", lambda file: arrived.append(file))
    with transaction(production.database_url) as session:
        session.execute(update(Account).where(Account.id == account).values(state=Standing.SUSPENDED.value))
    button.click()

    expect(window.page.get_by_text(visitor.CHANGED)).to_be_visible()
    assert "Lozère" in content
    assert arrived == []
    with transaction(production.database_url) as session:
        told = list(session.scalars(select(JournalLine.event).where(JournalLine.channel == "csv")))
    assert told == ["export", "refusal"]
