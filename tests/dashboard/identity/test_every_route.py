"""On a real server in production, no request whatever opens the demonstration, gives a session, or breaks anything."""

import http.client
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

import pytest
from sqlalchemy import func, select

from config.settings import PROJECT
from dashboard import demonstration_door, open_data, pages
from dashboard.identity import cookie
from geodata.database import engine, transaction
from geodata.models import Account, LoginSession
from geodata.schema import migrate
from tests.dashboard.small_france import fill
from tests.loopback import free_port, running

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
TOKEN = "un-jeton-que-personne-n-a-donne"
FORGED_COOKIES = "; ".join(
    f"{name}={value}"
    for name, value in {
        cookie.NAME: TOKEN,
        "__Host-vigie-aller": "eyJ2b2lyX2NvbW1lIjoibWlwcm9mIn0=.x.y",
        "session": "miprof",
        "voir_comme": "miprof",
        "VIGIE_ENV": "demo",
        "_streamlit_user": "miprof",
    }.items()
)
FORGED_HEADERS = {
    "Cookie": FORGED_COOKIES,
    "X-Forwarded-User": "miprof",
    "X-Forwarded-Email": "miprof@essai.example",
    "X-Forwarded-Host": "hote-forge.example",
    "Remote-User": "miprof",
    "Authorization": "Bearer miprof",
    "X-Vigie-Env": "demo",
}
FORGED_QUERY = (
    "voir_comme=miprof&profil=miprof&VIGIE_ENV=demo&demo=1&demonstration=1&retour=https%3A%2F%2Fhote-forge.example"
)
LIST_ROUTES = """
import json
from dashboard.server import application
built = application._build_starlette_app()
def paths(routes, above=""):
    for route in routes:
        yield above + route.path
        yield from paths(getattr(route, "routes", None) or [], above + route.path)
print(json.dumps(list(paths(built.routes))))
"""


@dataclass
class Production:
    host: str
    database_url: str
    paths: tuple[str, ...]

    def ask(self, method: str, path: str, headers: dict[str, str]) -> tuple[int, str, str]:
        """Status, cookies given, and text of the answer."""
        connection = http.client.HTTPConnection(self.host, timeout=20)
        try:
            connection.request(
                method, path, body=b"{}" if method in {"POST", "PUT", "PATCH"} else None, headers=headers
            )
            answer = connection.getresponse()
            given = "\n".join(answer.headers.get_all("set-cookie") or [])
            return answer.status, given, answer.read().decode("utf-8", "replace")
        finally:
            connection.close()


@pytest.fixture(scope="module")
def production(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Production]:
    folder = tmp_path_factory.mktemp("every_route")
    url = f"sqlite:///{folder / 'vigie.sqlite3'}"
    migrate(url)
    with transaction(url) as session:
        fill(session)
    engine(url).dispose()
    port = free_port()
    host = f"127.0.0.1:{port}"
    environment = os.environ | {
        "VIGIE_ENV": "production",
        "VIGIE_DATA_DIR": str(folder),
        "VIGIE_DATABASE_URL": url,
        "VIGIE_PUBLIC_URL": f"http://{host}",
        "VIGIE_LOOPBACK_TRIAL": "true",
        "VIGIE_COOKIE_SECRET": "Xq2-7vLmR9_tZ4bN8cKw1eYd6hJf3sPa",
        # Nobody listens there: these requests must be refused before anybody is asked.
        "VIGIE_OIDC_ESSAI_ISSUER": "http://127.0.0.1:9",
        "VIGIE_OIDC_ESSAI_CLIENT_ID": "vigie-essai",
        "VIGIE_OIDC_ESSAI_CLIENT_SECRET": "un-secret-pour-les-essais-seulement",
        "PYTHONPATH": str(PROJECT),
    }
    listed = subprocess.run(
        [sys.executable, "-c", LIST_ROUTES], cwd=folder, env=environment, check=True, capture_output=True, text=True
    )
    own = ["", *filter(None, pages.ADDRESSES.values()), "demo", "login", "admin", "voir_comme", "VIGIE_ENV"]
    served = [re.sub(r"\{name(:\w+)?\}", "essai", path) for path in json.loads(listed.stdout.splitlines()[-1])]
    paths = [re.sub(r"\{[^}]*\}", "miprof", path) for path in served] + [f"/{path}" for path in own]
    paths += [f"/{open_data.FOLDER}/{name}" for name in open_data.FILES]
    command = [sys.executable, "-m", "dashboard", "--port", str(port)]
    with running(command, f"http://{host}/sante", folder, environment):
        yield Production(host, url, tuple(dict.fromkeys(path or "/" for path in paths)))


def _requests(found: Production) -> Iterator[tuple[str, str, dict[str, str]]]:
    for path in found.paths:
        for method in METHODS:
            for headers in (FORGED_HEADERS, FORGED_HEADERS | {"Accept": "text/html"}):
                yield method, f"{path}?{FORGED_QUERY}", headers


def test_every_route_is_walked(production: Production) -> None:
    walked = set(production.paths)

    assert {"/sante", "/connexion/essai", "/connexion/essai/retour", "/deconnexion", "/demonstration"} <= walked
    assert {"/donnees-ouvertes/", "/donnees-ouvertes/indicateurs.json", "/donnees-ouvertes/annuaire.csv"} <= walked
    assert {"/lien/miprof", "/lien/quitter"} <= walked
    assert any(path.startswith("/_stcore/agent") for path in walked)
    assert any(path.startswith("/_stcore/upload_file") for path in walked)


def test_no_request_opens_the_demonstration_or_a_session_in_production(production: Production) -> None:
    words = [label for name, label in demonstration_door.CHOICES.items() if name != "public"]
    words += ["Entrer dans la démonstration", "hote-forge.example", TOKEN, "Traceback"]
    asked = 0

    for method, address, headers in _requests(production):
        status, given, text = production.ask(method, address, headers)

        asked += 1
        what = f"{method} {urlsplit(address).path} answered {status}"
        assert status < 500 or urlsplit(address).path == "/connexion/essai", what
        assert not [word for word in words if word in text], what
        assert not re.search(rf"{cookie.NAME}=(?!\"\")[^;]", given), what

    with transaction(production.database_url) as session:
        opened = session.scalar(select(func.count()).select_from(LoginSession))
        accounts = session.scalar(select(func.count()).select_from(Account))
    print(f"{asked} requests on {len(production.paths)} addresses: no session, no account, no demonstration")
    assert (opened, accounts) == (0, 0)


@pytest.mark.parametrize("path", ["/_stcore/agent/interact", "/_stcore/agent/mcp"])
def test_the_pages_cannot_be_driven_without_a_browser(production: Production, path: str) -> None:
    status, _, text = production.ask("POST", path, FORGED_HEADERS | {"Content-Type": "application/json"})

    assert status in {400, 403}
    assert "Couverture" not in text


@pytest.mark.parametrize("page", ["demonstration", "demonstration/", "demonstration/x"])
def test_the_page_of_the_door_is_not_found(production: Production, page: str) -> None:
    status, _, text = production.ask("GET", f"/{page}?{FORGED_QUERY}", FORGED_HEADERS | {"Accept": "text/html"})

    assert status == 404
    assert "Cette page n’existe pas" in text


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("link", ["miprof", "WzEsMV0.abc", "WzEsMV0", "é", "a" * 5000])
def test_a_forged_personal_link_is_a_french_page_kept_by_nobody(production: Production, method: str, link: str) -> None:
    connection = http.client.HTTPConnection(production.host, timeout=20)
    connection.request(method, f"/lien/{quote(link, safe='%')}", headers={"Accept": "text/html"})
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()

    assert answer.status == 404
    assert "Lien inconnu" in text
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "frame-ancestors" in answer.headers["Content-Security-Policy"]
    assert answer.headers.get("set-cookie") is None
