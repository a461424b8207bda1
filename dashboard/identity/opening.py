"""Opening and closing a session in the database, told in the journal."""

from datetime import UTC, datetime

from dashboard.identity import cookie, refusals
from dashboard.identity.vouched import Vouched
from geodata import journal
from geodata.database import Session, transaction
from geodata.journal import Channel, Event
from geodata.perimetre import Perimetre, perimetre
from geodata.repositories import accounts, invitation_links, sessions
from geodata.repositories.accounts import Standing
from geodata.repositories.sessions import Present
from geodata.rights.standing import CLOSED


class ClosedAccount(Exception):
    """The provider has recognised the person, whose account opens no session."""

    def __init__(self, standing: Standing) -> None:
        super().__init__(standing.value)
        self.standing = standing


def open_for(vouched: Vouched, former_token: str | None) -> str:
    """A new session for this person, never the former one of the browser, which ends; returns its token.

    Whoever has no account yet gets a session too: it opens nothing but the form that asks for one. Raises
    `ClosedAccount` for an account that is suspended, refused or over: no session, and the journal tells it.
    """
    now, token, who = datetime.now(UTC), sessions.new_token(), vouched.identity
    with transaction() as session:
        end_former(session, former_token, now)
        account = accounts.of_identity(session, who.issuer, who.subject, who.email)
        account_id = None if account is None else account.id
        where = None if account_id is None else accounts.standing_of(session, account_id, now.date())
        if where not in CLOSED:
            sealed = cookie.seal(token, vouched.id_token)
            sessions.open_session(session, token, who, account_id, now, sealed_id_token=sealed)
            if account_id is not None:
                accounts.used(session, account_id, now)
            session.flush()
        rights = _rights(session, account_id, now)
        if where not in CLOSED:
            _tell(session, Event.LOGIN, rights)
    if where in CLOSED:
        # In a transaction of its own, once the former session has ended.
        refusals.tell(who.provider, where.value, rights)
        raise ClosedAccount(where)
    return token


def close(token: str) -> tuple[str, str] | None:
    """End the session of a token; returns its provider and identity token when it still held."""
    now = datetime.now(UTC)
    with transaction() as session:
        found = end_former(session, token, now)
        return None if found is None else (found.identity.provider, cookie.unseal(token, found.sealed_id_token))


def end_former(session: Session, token: str | None, now: datetime) -> Present | None:
    """End the session that a browser had, and tell it, when it held."""
    found = sessions.present(session, token, now) if token else None
    if found is None or token is None:
        return None
    sessions.end(session, token, now)
    invited = invitation_links.holding(session, found.identity, now)
    rights = _rights(session, found.account_id, now) if invited is None else perimetre(f"lien:{invited.structure}")
    _tell(session, Event.LOGOUT, rights)
    return found


def _rights(session: Session, account_id: int | None, now: datetime) -> Perimetre:
    return perimetre("public") if account_id is None else accounts.perimetre_of(session, account_id, now.date())


def _tell(session: Session, event: Event, rights: Perimetre) -> None:
    key = "" if rights.account is None else str(rights.account)
    journal.record(session, rights, event, obj="accounts", key=key, channel=Channel.LOGIN)
