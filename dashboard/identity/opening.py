"""Opening and closing a session in the database, told in the journal."""

from datetime import UTC, datetime

from dashboard.identity import cookie
from dashboard.identity.vouched import Vouched
from geodata import journal
from geodata.database import transaction
from geodata.journal import Channel, Event
from geodata.perimetre import perimetre
from geodata.repositories import accounts, sessions


def open_for(vouched: Vouched, former_token: str | None) -> str:
    """A new session for this person, never the former one of the browser; returns its token.

    Whoever has no account yet gets a session too: it opens nothing but the form that asks for one.
    """
    now, token, who = datetime.now(UTC), sessions.new_token(), vouched.identity
    with transaction() as session:
        if former_token:
            sessions.end(session, former_token, now)
        account = accounts.of_identity(session, who.issuer, who.subject, who.email)
        account_id = None if account is None else account.id
        sealed = cookie.seal(token, vouched.id_token)
        sessions.open_session(session, token, who, account_id, now, sealed_id_token=sealed)
        if account_id is not None:
            accounts.used(session, account_id, now)
        session.flush()
        rights = perimetre("public") if account_id is None else accounts.perimetre_of(session, account_id, now.date())
        journal.record(session, rights, Event.LOGIN, obj="accounts", key=str(account_id or ""), channel=Channel.LOGIN)
    return token


def close(token: str) -> tuple[str, str] | None:
    """End the session of a token; returns its provider and identity token when it still held."""
    now = datetime.now(UTC)
    with transaction() as session:
        found = sessions.present(session, token, now)
        if found is None:
            return None
        sessions.end(session, token, now)
        key, account_id = str(found.account_id or ""), found.account_id
        rights = perimetre("public") if account_id is None else accounts.perimetre_of(session, account_id, now.date())
        journal.record(session, rights, Event.LOGOUT, obj="accounts", key=key, channel=Channel.LOGIN)
        return found.identity.provider, cookie.unseal(token, found.sealed_id_token)
