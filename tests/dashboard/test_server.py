"""What the server answers around the pages: first HTML in French, security headers, fixed files, health."""

import json
import re
import tomllib

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from config.settings import PROJECT
from dashboard import fixed_files
from dashboard.middleware import FrenchFirstPage, SecurityHeaders, UnknownAddress
from dashboard.server import KNOWN, fixed_file, health, home

PAGE = '<!DOCTYPE html><html lang="en"><head><title>Streamlit</title></head><body>é</body></html>'


def _client() -> TestClient:
    async def page(_: Request) -> HTMLResponse:
        return HTMLResponse(PAGE, headers={"ETag": "unchanged"})

    async def data(_: Request) -> JSONResponse:
        return JSONResponse({"lang": '<html lang="en"'})

    routes = [
        Route("/", page),
        Route("/data", data),
        Route("/sante", health),
        Route("/couverture", home),
        Route(f"/{fixed_files.FOLDER}/{{name}}", fixed_file),
    ]
    middleware = [
        Middleware(SecurityHeaders),
        Middleware(UnknownAddress, known=KNOWN | {"data"}),
        Middleware(FrenchFirstPage),
    ]
    return TestClient(Starlette(routes=routes, middleware=middleware))


def test_the_first_html_is_in_french_before_any_script_runs() -> None:
    answer = _client().get("/", headers={"Accept": "text/html"})

    assert '<html lang="fr"' in answer.text
    assert "<title>Vigie – lutte contre la traite" in answer.text
    assert answer.text.endswith("<body>é</body></html>")
    assert "etag" not in answer.headers


def test_an_answer_that_is_not_a_page_is_left_as_it_is() -> None:
    answer = _client().get("/data", headers={"Accept": "text/html,application/json"})

    assert answer.json() == {"lang": '<html lang="en"'}


def test_every_answer_forbids_other_hosts() -> None:
    headers = _client().get("/data").headers

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert not re.search(r"https?://|\*", headers["Content-Security-Policy"])


def test_a_supervisor_can_ask_whether_the_server_is_well() -> None:
    answer = _client().get("/sante")

    assert (answer.status_code, answer.json()) == (200, {"etat": "ok"})


def test_the_files_of_the_map_may_be_kept_for_ever() -> None:
    for address in vars(fixed_files.addresses()).values():
        answer = _client().get("/" + address.removeprefix("../../"))

        assert answer.status_code == 200
        assert "immutable" in answer.headers["Cache-Control"]
        assert re.search(r"-[0-9a-f]{16}\.", address)


def test_the_outlines_that_are_served_name_the_departements_alone() -> None:
    address = fixed_files.addresses().outlines

    content = _client().get("/" + address.removeprefix("../../")).json()

    assert set(content) == {"departements", "frames"}


def test_the_public_points_are_served_under_the_fingerprint_of_their_content() -> None:
    address = fixed_files.keep_public_points(json.dumps([{"at": [3.5, 44.5]}]).encode())

    answer = _client().get("/" + address.removeprefix("../../"))

    assert answer.json() == [{"at": [3.5, 44.5]}]


def test_an_unknown_file_is_not_found() -> None:
    assert _client().get("/fichiers/departements-0000.json").status_code == 404


def test_a_link_that_names_the_first_page_opens_it_with_its_view() -> None:
    answer = _client().get("/couverture?annee=2015&indicateur=coverage_gap", follow_redirects=False)

    assert answer.headers["Location"] == "/?annee=2015&indicateur=coverage_gap"


def test_an_address_that_no_page_has_is_answered_in_french() -> None:
    answer = _client().get("/nulle_part", headers={"accept": "text/html"})

    assert answer.status_code == 404
    assert "Cette page n’existe pas" in answer.text
    assert 'lang="fr"' in answer.text
    assert answer.headers["Content-Security-Policy"]


def test_a_file_that_is_too_large_is_told_the_limit_that_the_server_holds() -> None:
    folder = PROJECT / "dashboard"
    written = (folder / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    style = (folder / "style.css").read_text(encoding="utf-8").partition("st-key-document_")[0]

    limit = tomllib.loads(written)["server"]["maxUploadSize"]
    assert set(re.findall(r"(\d+) Mo au plus", style)) == {str(limit)}
