"""The addresses of the login: start, return, and log-out. They exist only where there is a provider."""

import logging
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from config.settings import settings
from config.thresholds import threshold
from dashboard.identity import answers, cookie, opening, refusals
from dashboard.identity.providers import client, described
from dashboard.identity.return_address import HOME, own_page
from dashboard.identity.vouched import vouched
from geodata.repositories.accounts import Standing

LOGGER = logging.getLogger("vigie.identity")
TRIP_COOKIE = "__Host-vigie-aller"
_RETURN = "retour"
FAILED = (
    "Connexion impossible",
    "La connexion n’a pas abouti : elle a été refusée, a trop duré, ou n’a pas commencé dans ce navigateur. "
    "Recommencez ; si cela se répète, prévenez l’équipe qui exploite Vigie.",
)
_WHO_REOPENS = (
    "Adressez-vous à l’administrateur de votre périmètre : la préfecture pour un département, la Miprof pour la "
    "France. Les pages publiques restent ouvertes à tous."
)
CLOSED_ACCOUNT = {
    Standing.SUSPENDED: f"Vous avez été reconnu, mais votre compte est suspendu. {_WHO_REOPENS}",
    Standing.REFUSED: f"Vous avez été reconnu, mais votre demande d’accès a été refusée. {_WHO_REOPENS}",
    Standing.ENDED: f"Vous avez été reconnu, mais votre compte est arrivé à sa date de fin. {_WHO_REOPENS}",
}


async def start(request: Request) -> Response:
    """Send the browser to the provider, bound to it by a state, a nonce and a PKCE challenge."""
    provider = described(request.path_params["name"])
    if provider is None:
        return answers.refusal("Fournisseur inconnu", "Ce moyen de connexion n’existe pas ici.", 404)
    request.session[_RETURN] = own_page(request.query_params.get("retour"))
    try:
        return _uncached(await client(provider).authorize_redirect(request, _callback(provider.name)))
    except Exception as failure:  # noqa: BLE001 - whatever it is, nobody is logged in, and it is told
        LOGGER.warning("login with %s could not start: %s", provider.name, type(failure).__name__)
        sentence = f"{provider.label} ne répond pas. Recommencez dans quelques minutes."
        return answers.refusal("Connexion impossible", sentence, 502)


async def come_back(request: Request) -> Response:
    """Verify what the provider sends, open a session of the server, and go on to the page that was asked."""
    provider = described(request.path_params["name"])
    if provider is None:
        return answers.refusal("Fournisseur inconnu", "Ce moyen de connexion n’existe pas ici.", 404)
    page = own_page(request.session.get(_RETURN))
    try:
        found = await vouched(provider, request)
    except Exception as failure:  # noqa: BLE001 - whatever it is, nobody is logged in, and it is told
        # Only its kind: the texts of these errors can hold what the provider says of a person.
        LOGGER.warning("login with %s failed: %s", provider.name, type(failure).__name__)
        await run_in_threadpool(refusals.tell, provider.name, refusals.code_of(failure))
        return answers.refusal(*FAILED, 400)
    finally:
        request.session.clear()
    try:
        token = await run_in_threadpool(opening.open_for, found, request.cookies.get(cookie.NAME))
    except opening.ClosedAccount as closed:
        refused = answers.refusal("Compte fermé", CLOSED_ACCOUNT[closed.standing], 403)
        cookie.take_back(refused)
        return refused
    answer = RedirectResponse(page, status_code=303)
    cookie.give(answer, token, int(threshold("session.longest_hours") * 3600))
    return _uncached(answer)


async def leave(request: Request) -> Response:
    """End the session here, then at the provider, which sends back to the first page."""
    token = request.cookies.get(cookie.NAME)
    shown = request.query_params.get("jeton", "")
    if request.method == "POST":
        async with request.form() as form:
            shown = str(form.get("jeton", ""))
    if token is None:
        return RedirectResponse(HOME, status_code=303)
    if not cookie.may_leave(token, shown):
        sentence = "Ce lien de déconnexion n’est pas celui de votre session. Utilisez celui de la page « Mon compte »."
        return answers.refusal("Déconnexion refusée", sentence, 403)
    ended = await run_in_threadpool(opening.close, token)
    answer = RedirectResponse(await _farewell(ended) if ended else HOME, status_code=303)
    cookie.take_back(answer)
    return _uncached(answer)


async def _farewell(ended: tuple[str, str]) -> str:
    """The log-out address of the provider; ours when it has none or does not answer."""
    name, id_token = ended
    provider = described(name)
    if provider is None or not id_token:
        return HOME
    try:
        farewell: dict[str, Any] = await client(provider).create_logout_url(
            post_logout_redirect_uri=f"{settings().public_url}/", id_token_hint=id_token
        )
    except Exception as failure:  # noqa: BLE001 - the session has already ended here
        LOGGER.warning("log-out at %s could not start: %s", name, type(failure).__name__)
        return HOME
    return str(farewell["url"])


def _callback(name: str) -> str:
    # From the settings, never from the request: a forged Host header must not choose where codes are sent.
    return f"{settings().public_url}/connexion/{name}/retour"


def _uncached(answer: Response) -> Response:
    answer.headers["Cache-Control"] = "no-store"
    return answer


def routes() -> list[Route]:
    """The addresses of the login, for `st.App`; none in the demonstration, none without a provider."""
    if settings().demonstration or not settings().providers:
        return []
    trip = Middleware(
        SessionMiddleware,
        secret_key=settings().cookie_secret.get_secret_value(),
        session_cookie=TRIP_COOKIE,
        max_age=int(threshold("session.login_minutes") * 60),
        same_site="lax",
        https_only=True,
    )
    return [
        Route("/connexion/{name}", start, middleware=[trip]),
        Route("/connexion/{name}/retour", come_back, middleware=[trip]),
        Route("/deconnexion", leave, methods=["GET", "POST"]),
    ]
