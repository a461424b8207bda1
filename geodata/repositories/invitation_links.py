"""What a personal link opens, and whether it still does.

These functions come before rights, as those of sessions do: nobody has a perimeter until they have answered.
"""

import hmac
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from geodata.instants import utc
from geodata.listing.personal_link import fingerprint, read
from geodata.models import Invitation, Structure
from geodata.repositories.invitation_rows import ISSUER, PROVIDER, Happened, expired, locked, tell
from geodata.repositories.sessions import Identity


class Refusal(StrEnum):
    """Why a link opens nothing. A link that this server did not sign is unknown, whatever it is."""

    UNKNOWN = "unknown_link"
    EXPIRED = "expired_link"
    REVOKED = "revoked_link"


class LinkRefused(Exception):
    """The link opens nothing."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal


@dataclass(frozen=True)
class Invited:
    """The organisation that a link opens, and until when."""

    invitation_id: int
    structure: str
    name: str
    expires_at: datetime

    @property
    def identity(self) -> Identity:
        """Whose session it is: the invitation's, and nobody's account."""
        return Identity(PROVIDER, ISSUER, str(self.invitation_id))


def behind(session: Session, token: str, now: datetime) -> Invited:
    """What a link opens, without opening it. Raises `LinkRefused`."""
    signed = read(token)
    invitation = None if signed is None else session.get(Invitation, signed[0], populate_existing=True)
    if invitation is None:
        raise LinkRefused(Refusal.UNKNOWN)
    former = not hmac.compare_digest(fingerprint(token), invitation.token_sha256)
    if former or invitation.revoked_at is not None:
        raise LinkRefused(Refusal.REVOKED)
    if expired(invitation, now):
        raise LinkRefused(Refusal.EXPIRED)
    return _invited(session, invitation)


def opened(session: Session, token: str, now: datetime) -> Invited:
    """The same, and the invitation remembers that its link was used. Raises `LinkRefused`."""
    found = behind(session, token, now)
    # Whoever takes the link back at this very instant comes before or after, never in between.
    locked(session, found.invitation_id)
    found = behind(session, token, now)
    tell(session, found.invitation_id, Happened.OPENED, now)
    return found


def holding(session: Session, identity: Identity, now: datetime) -> Invited | None:
    """The organisation of a session opened by a link, while its invitation still holds; None for any other session."""
    if (identity.provider, identity.issuer) != (PROVIDER, ISSUER) or not identity.subject.isdecimal():
        return None
    invitation = session.get(Invitation, int(identity.subject), populate_existing=True)
    if invitation is None or invitation.revoked_at is not None or not invitation.token_sha256:
        return None
    return None if expired(invitation, now) else _invited(session, invitation)


def _invited(session: Session, invitation: Invitation) -> Invited:
    structure = session.get(Structure, invitation.structure)
    if structure is None or invitation.expires_at is None:
        raise LinkRefused(Refusal.UNKNOWN)
    return Invited(invitation.id, structure.code, structure.name, utc(invitation.expires_at))
