"""Who is here: the only place that turns a visitor into rights.

In production, the cookie of the browser names a session of the server, the session an account, and the account its
rights, all three read again at each run: nothing of it is kept by the page. Without a session, everybody is the public.
A session opened by a personal link has no account: its rights are one card, while the invitation holds.
In the demonstration alone, the visitor chooses the profile to look as (`demonstration_door`); a personal link wins.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import streamlit as st

from config.roles import Action, Level, Object
from config.settings import settings
from dashboard import demonstration_door, seen_by
from dashboard.identity import cookie
from geodata.database import Session, transaction
from geodata.perimetre import NotAllowed, Perimetre
from geodata.perimetre import perimetre as rights_of
from geodata.repositories import accounts, invitation_links, sessions
from geodata.repositories.accounts import Standing
from geodata.repositories.invitation_links import Invited
from geodata.repositories.invitation_rows import PROVIDER
from geodata.repositories.sessions import Identity
from geodata.rights import decide
from geodata.rights.standing import CLOSED

PUBLIC = "public"
CHANGED = "Vos droits ont changé depuis l’affichage de cette page : le fichier n’a pas été envoyé."
_LAST = "visiteur"


@dataclass(frozen=True)
class Visitor:
    """Somebody who is logged in: for whom a provider vouched, and the account, if there is one yet."""

    identity: Identity
    account_id: int | None
    standing: Standing | None
    leaving_token: str
    """What the log-out link must carry."""


@dataclass(frozen=True)
class Guest:
    """Somebody who holds the personal link of an organisation, without an account."""

    invited: Invited
    leaving_token: str
    """What « Quitter la fiche » must carry."""


def perimetre() -> Perimetre:
    """The rights with which the present visitor looks, read again at each run: his own, or those of a view."""
    return seen_by.applied(own())


def own() -> Perimetre:
    """The rights of the present visitor himself, whatever he looks as."""
    held = _present(_token())
    _forget_the_former_one(held)
    if settings().demonstration and held is None:
        return demonstration_door.perimetre()
    return _rights_of(held)


def may(
    obj: Object,
    action: Action,
    *,
    departement: str | None = None,
    mesure: int | None = None,
    structure: str | None = None,
    level: Level | None = None,
) -> bool:
    """Whether a page offers this to the present visitor; what is done is checked again where it is done."""
    asked = decide(perimetre(), obj, action, departement=departement, mesure=mesure, structure=structure, level=level)
    return asked.allowed


def check_at_the_click() -> Callable[[], None]:
    """What checks, once the page is drawn, that it could still be: a download is asked for outside of any run.

    It raises `NotAllowed`, with a sentence, when the rights of whoever is here are no longer those of the drawing.
    """
    token, drawn = _token(), perimetre()
    person = drawn.viewer or drawn
    by_the_door = settings().demonstration and _present(token) is None

    def check() -> None:
        now = person if by_the_door else _rights_of(_present(token))
        if (now, now.account) != (person, person.account):
            raise NotAllowed(CHANGED)

    return check


def present() -> Visitor | None:
    """Who is logged in; None for a visitor without a session that holds, a personal link, and in the demonstration."""
    held = _present(_token())
    _forget_the_former_one(held)
    return held if isinstance(held, Visitor) else None


def guest() -> Guest | None:
    """Whoever looks by a personal link that still holds; in the demonstration as well."""
    held = _present(_token())
    return held if isinstance(held, Guest) else None


def _rights_of(held: Visitor | Guest | None) -> Perimetre:
    if isinstance(held, Guest):
        return rights_of(f"{PROVIDER}:{held.invited.structure}")
    if held is None or held.account_id is None:
        return rights_of(PUBLIC)
    with transaction() as session:
        return accounts.perimetre_of(session, held.account_id, datetime.now(UTC).date())


def _present(token: str | None) -> Visitor | Guest | None:
    if not token:
        return None
    now = datetime.now(UTC)
    with transaction() as session:
        held = sessions.present(session, token, now)
        if held is None:
            return None
        if held.identity.provider == PROVIDER:
            invited = invitation_links.holding(session, held.identity, now)
            if invited is None:
                sessions.end(session, token, now)
                return None
            return Guest(invited, cookie.leaving_token(token))
        if settings().demonstration:
            return None
        account_id = held.account_id or _account_since(session, token, held.identity)
        standing = None if account_id is None else accounts.standing_of(session, account_id, now.date())
        if standing in CLOSED:
            # Whoever closed the account, and from wherever: its sessions end with it.
            sessions.end_all(session, account_id or 0, now)
            return None
        return Visitor(held.identity, account_id, standing, cookie.leaving_token(token))


def _account_since(session: Session, token: str, identity: Identity) -> int | None:
    """The account that this person received after logging in."""
    account = accounts.of_identity(session, identity.issuer, identity.subject, identity.email)
    if account is None:
        return None
    sessions.attach(session, token, account.id)
    return account.id


def _token() -> str | None:
    token = st.context.cookies.get(cookie.NAME)
    return token if isinstance(token, str) else None


def _forget_the_former_one(held: Visitor | Guest | None) -> None:
    """What a page kept for one person is not shown to the next one of the same window."""
    identity = held.identity if isinstance(held, Visitor) else None if held is None else held.invited.identity
    now = None if identity is None else (identity.issuer, identity.subject)
    if _LAST in st.session_state and st.session_state[_LAST] != now:
        st.session_state.clear()
    st.session_state[_LAST] = now
