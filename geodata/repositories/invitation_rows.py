"""The rows of an invitation: what happened to it, its links, and the sessions that they opened."""

from datetime import UTC, datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from config.nomenclatures import Labelled
from geodata.instants import today_at, utc
from geodata.listing.campaign import link_ends
from geodata.listing.personal_link import fingerprint, token_of
from geodata.models import Campaign, Invitation, InvitationEvent
from geodata.repositories import sessions

PROVIDER, ISSUER = "lien", "vigie"
"""What a session opened by a personal link says of itself; its subject is the number of the invitation."""


class Happened(Labelled):
    """The events of an invitation."""

    LINKED = "linked", "Lien préparé"
    GIVEN = "given", "Lien remis de la main à la main"
    SENT = "sent", "Invitation envoyée"
    REMINDED = "reminded", "Rappel envoyé"
    OPENED = "opened", "Fiche ouverte"
    THANKED = "thanked", "Remerciée"
    REFUSED = "refused_by_server", "Adresse refusée par le serveur de courriel"
    REVOKED = "revoked", "Lien retiré"


LEFT = (Happened.SENT, Happened.GIVEN)
"""The organisation has its link."""


def tell(session: Session, invitation_id: int, kind: Happened, at: datetime) -> None:
    """Something happened to an invitation."""
    session.add(InvitationEvent(invitation_id=invitation_id, kind=kind.value, recorded_at=at.astimezone(UTC)))
    session.flush()


def locked(session: Session, invitation_id: int) -> Invitation | None:
    """An invitation, that nobody else changes until this transaction ends."""
    # SQLite has no FOR UPDATE: writing nothing new takes the row in one database, and the right to write in the other.
    session.execute(
        update(Invitation).where(Invitation.id == invitation_id).values(campaign_id=Invitation.campaign_id),
        execution_options={"synchronize_session": False},
    )
    return session.get(Invitation, invitation_id, populate_existing=True)


def next_link(session: Session, invitation: Invitation, now: datetime) -> str:
    """Another link for a locked invitation; the former one, and the sessions that it opened, end at once."""
    closes_on = session.scalars(select(Campaign.closes_on).where(Campaign.id == invitation.campaign_id)).one()
    tell(session, invitation.id, Happened.LINKED, now)
    token = token_of(invitation.id, _links_made(session, invitation.id))
    invitation.token_sha256, invitation.revoked_at = fingerprint(token), None
    invitation.expires_at = link_ends(closes_on, now).astimezone(UTC)
    sessions.end_identity(session, ISSUER, str(invitation.id), now)
    session.flush()
    return token


def present_link(session: Session, invitation: Invitation, now: datetime) -> str | None:
    """The link that holds, written again; None when there is none, or when another secret had signed it."""
    if not invitation.token_sha256 or invitation.revoked_at is not None or expired(invitation, now):
        return None
    token = token_of(invitation.id, _links_made(session, invitation.id))
    return token if fingerprint(token) == invitation.token_sha256 else None


def expired(invitation: Invitation, now: datetime) -> bool:
    """Whether its link is past its term, or was never made."""
    return invitation.expires_at is None or now >= utc(invitation.expires_at)


def forget_links_of(session: Session, structure: str, mail: str, now: datetime) -> None:
    """An organisation has another mailbox: its invitations under way go there, and what the former one received ends.

    A link that was handed over by hand, without a mailbox, goes on.
    """
    query = (
        select(Invitation)
        .join(Campaign, Campaign.id == Invitation.campaign_id)
        .where(Invitation.structure == structure, Campaign.closes_on >= today_at(now))
        .with_for_update()
    )
    for invitation in session.scalars(query):
        if invitation.mail:
            invitation.token_sha256 = ""
            sessions.end_identity(session, ISSUER, str(invitation.id), now)
            tell(session, invitation.id, Happened.REVOKED, now)
        invitation.mail = mail
    session.flush()


def end_link(session: Session, invitation: Invitation, now: datetime) -> None:
    """The link of a locked invitation opens nothing any more, nor the sessions that it had opened."""
    invitation.revoked_at = now.astimezone(UTC)
    sessions.end_identity(session, ISSUER, str(invitation.id), now)
    tell(session, invitation.id, Happened.REVOKED, now)


def _links_made(session: Session, invitation_id: int) -> int:
    made = select(func.count()).where(
        InvitationEvent.invitation_id == invitation_id, InvitationEvent.kind == Happened.LINKED.value
    )
    return session.scalar(made) or 0
