"""The application as a web server serves it: Streamlit, the fixed files, a health check, and headers."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from streamlit.runtime.pages_manager import PagesManager

from config.safety import require_safe
from config.settings import settings
from dashboard import directory, fixed_files, open_data, pages
from dashboard.components import states
from dashboard.identity.link import routes as links
from dashboard.identity.routes import routes as login
from dashboard.middleware import FrenchFirstPage, SecurityHeaders, UnknownAddress

BLANK = '<!doctype html><html lang="fr"><meta charset="utf-8"><title>Nouvel onglet</title><body></body></html>'
A_YEAR = "public, max-age=31536000, immutable"


def fixed_file(request: Request) -> Response:
    """One of the files that never change; 404 for a name that no present content has."""
    file = fixed_files.find(request.path_params["name"])
    if file is None:
        return PlainTextResponse("Fichier inconnu : rechargez la page.", status_code=404)
    return Response(file.content, media_type=file.media_type, headers={"Cache-Control": A_YEAR})


def home(request: Request) -> Response:
    """The first page has no address of its own; a link that names it still opens it, with the view that it carries."""
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"/{query}")


def call_card(request: Request) -> Response:
    """*Qui appeler*: the card of a département, made of public fields alone; 404 for a code that is none."""
    try:
        content = directory.card_pdf(request.path_params["code"])
    except KeyError:
        return PlainTextResponse("Ce code n’est pas celui d’un département.", status_code=404)
    name = f"vigie_qui_appeler_{request.path_params['code']}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"', "Cache-Control": "public, max-age=3600"}
    return Response(content, media_type="application/pdf", headers=headers)


def blank(_request: Request) -> Response:
    """Where whoever must leave a page at once goes: nothing that names it, and nothing kept."""
    return HTMLResponse(BLANK, headers={"Cache-Control": "no-store"})


def health(_request: Request) -> Response:
    """For a supervisor: the process answers."""
    return JSONResponse({"etat": "ok"}, headers={"Cache-Control": "no-store"})


@asynccontextmanager
async def only_if_safe(_application: st.App) -> AsyncIterator[None]:
    """Whatever program serves the application, it does not open with unsafe settings."""
    require_safe(settings())
    yield


# Until a first visit has run app.py, Streamlit would take the folder pages/ for a navigation of its own, and open a
# page without asking who is there.
PagesManager.uses_pages_directory = False

OF_STREAMLIT = {"_stcore", "component", "media", "static", "app", "favicon.png", "manifest.json"}
ABSENT = pages.OF_THE_LOGIN if settings().demonstration else {pages.DEMONSTRATION}
KNOWN = frozenset(
    {
        fixed_files.FOLDER,
        open_data.FOLDER,
        "sante",
        "couverture",
        "qui-appeler",
        "quitter-vite",
        "deconnexion",
        "lien",
        *OF_STREAMLIT,
    }
    | {address for page, address in pages.ADDRESSES.items() if page not in ABSENT}
)

application = st.App(
    Path(__file__).with_name("app.py"),
    routes=[
        Route(f"/{fixed_files.FOLDER}/{{name}}", fixed_file),
        Route("/sante", health),
        Route("/couverture", home),
        *open_data.ROUTES,
        *links(),
        Route("/qui-appeler/{code}.pdf", call_card),
        Route("/quitter-vite", blank),
        *login(),
    ],
    middleware=[
        Middleware(SecurityHeaders),
        Middleware(UnknownAddress, known=KNOWN),
        Middleware(FrenchFirstPage),
    ],
    on_script_error=states.failed,
    lifespan=only_if_safe,
)
