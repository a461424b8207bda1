"""Organisations asked by a campaign, and the personal link of each: made, shown once, taken back."""

from collections.abc import Collection

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from geodata import journal
from geodata.instants import today_at
from geodata.journal import Event
from geodata.models import Campaign, Invitation, Structure
from geodata.perimetre import Perimetre
from geodata.repositories.campaigns import CampaignError, campaign, require_campaigns
from geodata.repositories.invitation_rows import Happened, end_link, locked, next_link, tell
from geodata.repositories.listing_rows import Entry, by

OBJECT = "invitations"


def invite(
    session: Session, perimetre: Perimetre, campaign_id: int, structures: Collection[str], *, entry: Entry
) -> list[int]:
    """Ask organisations, by code; gives the numbers of the new invitations. Whoever is asked already stays as it is.

    Without a mailbox, an organisation is asked all the same: its link is handed over by another way. No link is made
    here, and no mail leaves. Raises `NotAllowed`, and `CampaignError` for a campaign that is over or an unknown code.
    """
    require_campaigns(perimetre)
    # Two people who invite at the same instant wait for each other here.
    session.execute(update(Campaign).where(Campaign.id == campaign_id).values(opens_on=Campaign.opens_on))
    if campaign(session, campaign_id).closes_on < today_at(entry.at):
        raise CampaignError("Cette campagne est close : en ouvrir une autre.")
    already = set(session.scalars(select(Invitation.structure).where(Invitation.campaign_id == campaign_id)))
    mailboxes = dict(session.execute(select(Structure.code, Structure.mail)).all())
    if unknown := sorted(set(structures) - set(mailboxes)):
        raise CampaignError(f"Aucune organisation n’a le code « {unknown[0]} ».")
    added = [
        Invitation(
            campaign_id=campaign_id, structure=code, mail=mailboxes[code], token_sha256="", expires_at=None,
            revoked_at=None, **by(perimetre, entry),
        )
        for code in sorted(set(structures) - already)
    ]  # fmt: skip
    session.add_all(added)
    session.flush()
    if added:
        journal.record(
            session, perimetre, Event.WRITE, obj=OBJECT, key=f"campaign:{campaign_id}", channel=entry.channel,
            after={"rows": len(added)},
        )  # fmt: skip
    return [each.id for each in added]


def new_link(session: Session, perimetre: Perimetre, invitation_id: int, *, entry: Entry) -> str:
    """A new link for an organisation that is called rather than written to; whatever link it had ends at once.

    The link is given here and nowhere else: only its fingerprint is kept. Raises `NotAllowed`, `CampaignError`.
    """
    invitation = _under_way(session, perimetre, invitation_id, entry)
    token = next_link(session, invitation, entry.at)
    tell(session, invitation_id, Happened.GIVEN, entry.at)
    _record(session, perimetre, invitation, "linked", entry)
    return token


def revoke(session: Session, perimetre: Perimetre, invitation_id: int, *, entry: Entry) -> None:
    """Take the link of an organisation back, with the sessions that it has opened. Raises `NotAllowed`."""
    invitation = _known(session, perimetre, invitation_id)
    end_link(session, invitation, entry.at)
    _record(session, perimetre, invitation, "revoked", entry)


def _known(session: Session, perimetre: Perimetre, invitation_id: int) -> Invitation:
    require_campaigns(perimetre)
    invitation = locked(session, invitation_id)
    if invitation is None:
        raise CampaignError(f"Aucune invitation ne porte le numéro {invitation_id}.")
    return invitation


def _under_way(session: Session, perimetre: Perimetre, invitation_id: int, entry: Entry) -> Invitation:
    invitation = _known(session, perimetre, invitation_id)
    if campaign(session, invitation.campaign_id).closes_on < today_at(entry.at):
        raise CampaignError("Cette campagne est close : un nouveau lien se demande à la prochaine.")
    return invitation


def _record(session: Session, perimetre: Perimetre, invitation: Invitation, state: str, entry: Entry) -> None:
    journal.record(
        session, perimetre, Event.WRITE, obj=OBJECT, key=str(invitation.id), channel=entry.channel,
        after={"structure": invitation.structure, "state": state},
    )  # fmt: skip
