"""How the sessions of logged-in people are opened, recognised and ended.

These functions come before rights: they say who is here, and nobody has a perimeter until they have answered.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, update
from sqlalchemy.orm import Session

from config.thresholds import threshold
from geodata.instants import utc
from geodata.models import LoginSession

_TOKEN_BYTES = 32


@dataclass(frozen=True)
class Identity:
    """What a provider vouches for: who it is (issuer and subject), where to write, and which organisation."""

    provider: str
    issuer: str
    subject: str
    email: str = ""
    siret: str = ""


@dataclass(frozen=True)
class Present:
    """A session that holds: whose, since when, and until when at the latest."""

    identity: Identity
    account_id: int | None
    sealed_id_token: str
    created_at: datetime
    expires_at: datetime


def new_token() -> str:
    """What the browser will hold: opaque, random, never stored."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


def open_session(
    session: Session,
    token: str,
    identity: Identity,
    account_id: int | None,
    now: datetime,
    *,
    sealed_id_token: str = "",
) -> None:
    """Keep a new session under the fingerprint of `token`, and forget those that ended long ago."""
    forgotten = now - timedelta(days=threshold("session.kept_days"))
    session.execute(delete(LoginSession).where(LoginSession.expires_at < forgotten))
    session.add(
        LoginSession(
            token_sha256=_fingerprint(token),
            account_id=account_id,
            **vars(identity),
            sealed_id_token=sealed_id_token,
            created_at=now,
            last_seen_at=now,
            expires_at=now + timedelta(hours=threshold("session.longest_hours")),
        )
    )


def present(session: Session, token: str, now: datetime) -> Present | None:
    """The session of `token`, marked as just seen; None when unknown, ended, silent for too long or past its term."""
    found = session.get(LoginSession, _fingerprint(token), populate_existing=True)
    if found is None or found.ended_at is not None:
        return None
    idle = now - utc(found.last_seen_at)
    if now >= utc(found.expires_at) or idle >= timedelta(minutes=threshold("session.idle_minutes")):
        _end(session, LoginSession.token_sha256 == found.token_sha256, now)
        return None
    # Not at each reading: a page reads its visitor many times, and SQLite has one writer.
    if idle >= timedelta(seconds=threshold("session.seen_every_seconds")):
        found.last_seen_at = now
    return Present(
        identity=Identity(found.provider, found.issuer, found.subject, found.email, found.siret),
        account_id=found.account_id,
        sealed_id_token=found.sealed_id_token,
        created_at=utc(found.created_at),
        expires_at=utc(found.expires_at),
    )


def attach(session: Session, token: str, account_id: int) -> None:
    """The person of this session has received an account."""
    found = LoginSession.token_sha256 == _fingerprint(token)
    session.execute(update(LoginSession).where(found, LoginSession.account_id.is_(None)).values(account_id=account_id))


def end(session: Session, token: str, now: datetime) -> None:
    """End the session of `token`, whatever it was; a token that is shown again opens nothing."""
    _end(session, LoginSession.token_sha256 == _fingerprint(token), now)


def end_all(session: Session, account_id: int, now: datetime) -> None:
    """End every session of an account: it was suspended, or its rights have changed hands."""
    _end(session, LoginSession.account_id == account_id, now)


def end_identity(session: Session, issuer: str, subject: str, now: datetime) -> None:
    """End every session of somebody who has no account: what had opened them no longer holds."""
    _end(session, and_(LoginSession.issuer == issuer, LoginSession.subject == subject), now)


def _end(session: Session, which: ColumnElement[bool], now: datetime) -> None:
    erased = {"email": "", "siret": "", "sealed_id_token": ""}
    session.execute(update(LoginSession).where(which, LoginSession.ended_at.is_(None)).values(ended_at=now, **erased))


def _fingerprint(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
