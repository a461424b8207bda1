"""The personal link: without an account, it opens a session of the server for one card, in the demonstration too.

Reading its page does nothing, whoever reads it; only the button opens. The link is in no address after that.
"""

from datetime import UTC, datetime

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from config.thresholds import threshold
from dashboard.identity import cookie, link_pages, refusals
from dashboard.identity.opening import end_former
from geodata import journal
from geodata.database import Session, transaction
from geodata.journal import Channel, Event
from geodata.listing.personal_link import ADDRESS
from geodata.perimetre import perimetre
from geodata.repositories import invitation_links, sessions
from geodata.repositories.invitation_links import Invited, LinkRefused
from geodata.repositories.invitation_rows import PROVIDER

CARD = "/ma-fiche"
LEAVE = f"/{ADDRESS}/quitter"
OBJECT = "invitations"
_OURS = {None, "same-origin", "none"}


async def look(request: Request) -> Response:
    """The page of a link: whose card it opens, and the button."""
    try:
        found = await run_in_threadpool(_behind, request.path_params["token"])
    except LinkRefused as refused:
        return await _refused(refused)
    return link_pages.invitation(found)


async def open_card(request: Request) -> Response:
    """Open a session for this card, in place of whatever session the browser had, and go there."""
    # Otherwise another site could open its own card in the browser of somebody, who would then write in it.
    if request.headers.get("sec-fetch-site") not in _OURS:
        return link_pages.from_elsewhere()
    try:
        token = await run_in_threadpool(_open, request.path_params["token"], request.cookies.get(cookie.NAME))
    except LinkRefused as refused:
        return await _refused(refused)
    answer = RedirectResponse(CARD, status_code=303, headers=link_pages.HEADERS)
    cookie.give(answer, token, int(threshold("session.longest_hours") * 3600))
    return answer


async def leave(request: Request) -> Response:
    """End the session of a link, for whoever holds it."""
    token, shown = request.cookies.get(cookie.NAME), request.query_params.get("jeton", "")
    if token is None:
        return link_pages.left()
    if not cookie.may_leave(token, shown):
        return link_pages.not_yours()
    await run_in_threadpool(_close, token)
    answer = link_pages.left()
    cookie.take_back(answer)
    return answer


def routes() -> list[Route]:
    """The addresses of personal links, for `st.App`."""
    return [
        Route(LEAVE, leave, methods=["GET", "POST"]),
        Route(f"/{ADDRESS}/{{token:path}}", look, methods=["GET"]),
        Route(f"/{ADDRESS}/{{token:path}}", open_card, methods=["POST"]),
    ]


def _behind(link: str) -> Invited:
    with transaction() as session:
        return invitation_links.behind(session, link, datetime.now(UTC))


def _open(link: str, former_token: str | None) -> str:
    now, token = datetime.now(UTC), sessions.new_token()
    with transaction() as session:
        found = invitation_links.opened(session, link, now)
        end_former(session, former_token, now)
        sessions.open_session(session, token, found.identity, None, now)
        _tell_login(session, found)
    return token


def _close(token: str) -> None:
    with transaction() as session:
        end_former(session, token, datetime.now(UTC))


def _tell_login(session: Session, found: Invited) -> None:
    rights = perimetre(f"lien:{found.structure}")
    key = str(found.invitation_id)
    journal.record(session, rights, Event.LOGIN, obj=OBJECT, key=key, channel=Channel.LOGIN)


async def _refused(refused: LinkRefused) -> Response:
    await run_in_threadpool(refusals.tell, PROVIDER, refused.refusal.value)
    return link_pages.refusal(refused.refusal)
