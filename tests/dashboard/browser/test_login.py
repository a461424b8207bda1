"""A login through a real OpenID Connect provider, in a real browser, on a server in production mode."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import NoReturn

import pytest
from playwright.sync_api import expect
from sqlalchemy import select, update

from config.charter import current
from config.settings import PROJECT
from dashboard.identity import cookie
from geodata.database import engine, transaction
from geodata.models import Account, LoginSession
from geodata.perimetre import perimetre
from geodata.repositories import accounts
from geodata.schema import migrate
from tests.dashboard.browser.conftest import Server, Visit, serving
from tests.dashboard.small_france import fill
from tests.loopback import free_port, running

pytestmark = pytest.mark.browser
OIDC = PROJECT / "tests" / "oidc"
SECRET = "Xq2-7vLmR9_tZ4bN8cKw1eYd6hJf3sPa"
REQUESTS = "/?indicateur=requests_not_met&annee=2016"


def _cannot_run(sentence: str) -> NoReturn:
    if os.environ.get("CI") == "true":
        pytest.fail(sentence)
    pytest.skip(sentence)


@pytest.fixture(scope="module")
def production(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The application in production mode and its identity provider, both on loopback; ended by their own process."""
    node = shutil.which("node")
    if node is None:
        _cannot_run("Node is not installed (Debian: apt-get install nodejs npm)")
    if not (OIDC / "node_modules" / "oidc-provider").is_dir():
        npm = shutil.which("npm")
        done = npm and subprocess.run(
            [npm, "ci", "--no-audit", "--no-fund"], cwd=OIDC, check=False, capture_output=True
        )
        if not done or done.returncode:
            _cannot_run("the identity provider of the tests is not installed (npm ci in tests/oidc)")
    folder = tmp_path_factory.mktemp("production")
    url = f"sqlite:///{folder / 'vigie.sqlite3'}"
    migrate(url)
    now = datetime.now(UTC)
    with transaction(url) as session:
        fill(session)
        places = {"lozere": "48", "ain": "01", "creuse": "23", "cantal": "15", "lot": "46"}
        for login, profile in ((login, f"prefecture:{code}") for login, code in places.items()):
            email = f"{login}@essai.example"
            accounts.invite(session, perimetre("miprof"), profile, email=email, function="Chargé de mission", now=now)
    engine(url).dispose()
    app_port, oidc_port = free_port(), free_port()
    address, issuer = f"http://127.0.0.1:{app_port}", f"http://127.0.0.1:{oidc_port}"
    environment = {
        "VIGIE_ENV": "production",
        "VIGIE_PUBLIC_URL": address,
        "VIGIE_LOOPBACK_TRIAL": "true",
        "VIGIE_COOKIE_SECRET": SECRET,
        "VIGIE_OIDC_ESSAI_ISSUER": issuer,
        "VIGIE_OIDC_ESSAI_CLIENT_ID": "vigie-essai",
        "VIGIE_OIDC_ESSAI_CLIENT_SECRET": "un-secret-pour-les-essais-seulement",
        "VIGIE_OIDC_ESSAI_LABEL": "le fournisseur d’essai",
        "VIGIE_OIDC_ESSAI_SCOPES": "openid email siret",
        "VIGIE_OIDC_ESSAI_USERINFO_SIGNED": "true",
    }
    provider = running(
        [node, "provider.mjs", str(oidc_port), address], f"{issuer}/.well-known/openid-configuration", OIDC
    )
    with provider, serving(folder, url, environment, app_port) as server:
        yield server


def _log_in(visitor: Visit, login: str, page: str = "/compte") -> None:
    """As a person does: the button, the provider's own form, its consent, and back."""
    window = visitor.page
    # The provider's own trial page would fetch a typeface from a public host.
    window.context.route(re.compile(r"^https?://(?!127\.0\.0\.1[:/])"), lambda route: route.abort())
    visitor.open(f"/connexion?retour={page}")
    _at_the_provider(visitor, login)
    window.wait_for_url(f"{visitor.server.address}/**")


def _at_the_provider(visitor: Visit, login: str) -> None:
    window = visitor.page
    window.get_by_role("link", name="Se connecter avec le fournisseur d’essai").click()
    window.get_by_placeholder("Enter any login").fill(login)
    window.get_by_placeholder("and password").fill("sans importance")
    window.get_by_role("button", name="Sign-in").click()
    window.get_by_role("button", name="Continue").click()


def _accept_the_charter(visitor: Visit) -> None:
    visitor.open("/charte")
    visitor.page.get_by_text("J’ai lu cette charte").click()
    visitor.page.get_by_role("button", name="Accepter la charte").click()
    expect(visitor.page.get_by_role("heading", name="Couverture du territoire")).to_be_visible()


def _sees_restricted(visitor: Visit) -> bool:
    """Whether the small counts of the Lozère reach this browser."""
    visitor.open(REQUESTS)
    return visitor.page.get_by_text("ne donne pas accès").count() == 0


def _session_of(server: Server, login: str) -> LoginSession:
    with transaction(server.database_url) as session:
        query = select(LoginSession).where(LoginSession.subject == login).order_by(LoginSession.created_at.desc())
        found = session.scalars(query).first()
        assert found is not None
        return found


def test_a_prefecture_logs_in_accepts_the_charter_reads_its_departement_and_logs_out(
    visit: Callable[..., Visit], production: Server
) -> None:
    visitor, other = visit(at=production), visit(at=production)
    assert not _sees_restricted(visitor)

    _log_in(visitor, "lozere")
    expect(visitor.page.get_by_text("En attente de l’acceptation de la charte")).to_be_visible()
    assert not _sees_restricted(visitor)
    _accept_the_charter(visitor)
    assert _sees_restricted(visitor)
    visitor.painted("Demandes non pourvues")
    expect(visitor.map.locator(visitor.departement("48"))).to_have_attribute(
        "aria-label", re.compile(r"^Lozère \(48\)\s: 12\sdemandes")
    )

    held = [each for each in visitor.page.context.cookies() if each["name"] == cookie.NAME]
    assert [(each["httpOnly"], each["secure"], each["sameSite"], each["path"]) for each in held] == [
        (True, True, "Lax", "/")
    ]
    kept = _session_of(production, "lozere")
    assert held[0]["value"] not in str(vars(kept))
    assert kept.siret == "00000000000000"

    visitor.open("/compte")
    visitor.page.get_by_role("link", name="Se déconnecter").click()
    visitor.page.get_by_role("button", name="Yes, sign me out").click()
    visitor.page.wait_for_url(f"{production.address}/**")
    assert not _sees_restricted(visitor)
    ended = _session_of(production, "lozere")
    assert ended.ended_at is not None
    assert (ended.email, ended.siret, ended.sealed_id_token) == ("", "", "")

    other.page.context.add_cookies(held)
    assert not _sees_restricted(other)


def _entered(visitor: Visit, login: str) -> None:
    with transaction(visitor.server.database_url) as session:
        chosen = update(Account).where(Account.email == f"{login}@essai.example")
        session.execute(chosen.values(charter_version=current().version))
    _log_in(visitor, login, page="/")
    assert _sees_restricted(visitor)


def test_a_silent_session_ends_and_its_next_action_is_that_of_the_public(
    visit: Callable[..., Visit], production: Server
) -> None:
    visitor = visit(at=production)
    _entered(visitor, "ain")

    with transaction(production.database_url) as session:
        long_ago = datetime.now(UTC) - timedelta(hours=1)
        session.execute(update(LoginSession).where(LoginSession.subject == "ain").values(last_seen_at=long_ago))

    visitor.choose("Indicateur", "Places dédiées")
    expect(visitor.page.get_by_text("ne donne pas accès")).to_be_visible()


def test_an_account_suspended_while_its_page_is_open_loses_everything_at_the_next_action(
    visit: Callable[..., Visit], production: Server
) -> None:
    visitor = visit(at=production)
    _entered(visitor, "creuse")

    with transaction(production.database_url) as session:
        account = session.scalars(select(Account).where(Account.email == "creuse@essai.example")).one()
        accounts.suspend(session, perimetre("miprof"), account.id, now=datetime.now(UTC))

    visitor.choose("Indicateur", "Places dédiées")
    expect(visitor.page.get_by_text("ne donne pas accès")).to_be_visible()
    assert _session_of(production, "creuse").ended_at is not None


def test_a_stranger_logs_in_and_may_only_ask_for_an_account(visit: Callable[..., Visit], production: Server) -> None:
    visitor = visit(at=production)

    _log_in(visitor, "inconnu", page="/acces")

    expect(visitor.page.get_by_role("heading", name="Demander un accès")).to_be_visible()
    assert not _sees_restricted(visitor)
    visitor.open("/acces")
    visitor.page.get_by_label("Fonction").fill("Déléguée départementale")
    visitor.page.get_by_role("button", name="Envoyer la demande").click()
    visitor.settled()
    with transaction(production.database_url) as session:
        asked = session.scalars(select(Account).where(Account.email == "inconnu@essai.example")).one()
    assert (asked.state, asked.subject) == ("requested", "inconnu")
    assert not _sees_restricted(visitor)


def test_a_login_returns_to_the_page_that_was_looked_at(visit: Callable[..., Visit], production: Server) -> None:
    visitor = visit(at=production)
    window = visitor.page
    window.context.route(re.compile(r"^https?://(?!127\.0\.0\.1[:/])"), lambda route: route.abort())
    visitor.open("/departement?departement=46&annee=2016")

    window.get_by_role("link", name="Se connecter").first.click()
    _at_the_provider(visitor, "lot")

    window.wait_for_url(re.compile(r"/departement\?.*departement=46"))
    expect(window.get_by_role("heading", name=re.compile("Lot"))).to_be_visible()


def test_a_person_whose_account_was_suspended_reads_why_at_the_next_login(
    visit: Callable[..., Visit], production: Server
) -> None:
    visitor = visit(at=production)
    _entered(visitor, "cantal")
    with transaction(production.database_url) as session:
        account = session.scalars(select(Account).where(Account.email == "cantal@essai.example")).one()
        accounts.suspend(session, perimetre("miprof"), account.id, now=datetime.now(UTC))

    visitor.open("/compte")
    expect(visitor.page.get_by_text("votre session a pris fin")).to_be_visible()
    visitor.page.get_by_role("link", name="Se connecter").last.click()
    visitor.page.get_by_role("link", name="Se connecter avec le fournisseur d’essai").click()

    expect(visitor.page.get_by_role("alert")).to_contain_text("votre compte est suspendu")
    held = [each for each in visitor.page.context.cookies() if each["name"] == cookie.NAME]
    assert held == []


def test_forged_cookies_and_addresses_show_the_public_its_pages(
    visit: Callable[..., Visit], production: Server
) -> None:
    visitor = visit(at=production)
    names = (cookie.NAME, "__Host-vigie-aller", "session", "voir_comme", "VIGIE_ENV", "profil")
    forged = [{"name": each, "value": "miprof", "domain": "127.0.0.1", "path": "/", "secure": True} for each in names]
    visitor.page.context.add_cookies(forged)  # type: ignore[arg-type]

    visitor.open(f"{REQUESTS}&voir_comme=miprof&profil=miprof&VIGIE_ENV=demo&demonstration=1")

    expect(visitor.page.get_by_text("ne donne pas accès")).to_be_visible()
    expect(visitor.page.get_by_role("link", name="Se connecter")).to_be_visible()
    expect(visitor.page.get_by_text("Démonstration. Vous regardez comme")).to_have_count(0)
    visitor.open("/demonstration")
    expect(visitor.page.get_by_role("heading", name="Cette page n’existe pas")).to_be_visible()


@pytest.mark.parametrize("page", ["comptes", "exceptions", "voir-comme"])
def test_a_page_for_others_says_so_and_shows_the_way_in(
    visit: Callable[..., Visit], production: Server, page: str
) -> None:
    visitor = visit(at=production, width=390).open(f"/{page}")

    expect(visitor.page.get_by_role("heading", level=1, name="Page réservée")).to_be_visible()
    expect(visitor.page.get_by_text("n’est pas ouverte à votre profil")).to_be_visible()
    expect(visitor.page.get_by_text("Page not found")).to_have_count(0)
    expect(visitor.page.get_by_role("link", name="Se connecter").last).to_be_visible()
