"""Where each organisation asked by a campaign stands, for whoever follows it."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.instants import today_at, utc
from geodata.listing.campaign import State, state_of
from geodata.models import Invitation, InvitationEvent, Structure
from geodata.perimetre import Perimetre
from geodata.repositories.campaign_answers import answered, departements
from geodata.repositories.campaigns import campaign
from geodata.repositories.invitation_rows import LEFT, Happened
from geodata.rights import FRANCE, Action, Level, Object, decide, readable, require

COLUMNS = (
    "structure", "name", "demonstration", "departements", "state", "answered", "asked", "mail", "sent_on",
    "last_contact", "last_mail_on", "last_happened", "reminders", "refused", "linked", "revoked", "expires_at",
)  # fmt: skip


def progress(session: Session, perimetre: Perimetre, campaign_id: int, today: date) -> pd.DataFrame:
    """The invitations of a campaign that this visitor follows, indexed by number, by name of the organisation.

    A préfecture follows the organisations that have a branch or a zone in its département. `state` is a `State`;
    `answered`, `asked`: parts of the card; `last_contact`: an instant, or None; `last_happened`: a `Happened`, or None;
    `refused`: the server of mails refused the mailbox at the last sending. Raises `NotAllowed`, `CampaignError`.
    """
    require(perimetre, Object.STRUCTURES, Action.READ, level=Level.N2)
    rows = everyone(session, campaign_id, today)
    if decide(perimetre, Object.STRUCTURES, Action.READ, departement=FRANCE, level=Level.N2).allowed:
        return rows
    mine = set(readable(perimetre, Object.STRUCTURES, Level.N2))
    if not mine:
        # An association reads its own card, not who else was asked.
        require(perimetre, Object.STRUCTURES, Action.READ, departement=FRANCE, level=Level.N2)
    return rows[rows["departements"].map(lambda places: bool(mine & set(places))).astype(bool)]


def everyone(session: Session, campaign_id: int, today: date) -> pd.DataFrame:
    """The same for the whole country, without anyone's rights: for the counter, and for the mails."""
    asked = campaign(session, campaign_id)
    found = session.execute(
        select(Invitation, Structure)
        .join(Structure, Structure.code == Invitation.structure)
        .where(Invitation.campaign_id == campaign_id)
        .order_by(Structure.name)
        .execution_options(populate_existing=True)
    ).all()
    codes = [structure.code for _, structure in found]
    parts, places = answered(session, codes, asked.opens_on), departements(session, codes)
    events = _events(session, campaign_id)
    rows: list[dict[str, Any]] = []
    for invitation, structure in found:
        happened = _read(events[invitation.id])
        answer = parts[structure.code]
        state = state_of(answer, happened["sent_on"], happened.pop("opened"), today)
        rows.append(
            {
                "id": invitation.id,
                "structure": structure.code,
                "name": structure.name,
                "demonstration": structure.demonstration,
                "departements": places[structure.code],
                "state": state,
                "answered": answer.count,
                "asked": len(answer.expected),
                "mail": invitation.mail,
                **happened,
                "linked": bool(invitation.token_sha256),
                "revoked": invitation.revoked_at is not None,
                "expires_at": None if invitation.expires_at is None else utc(invitation.expires_at),
            }
        )
    return pd.DataFrame(rows, columns=["id", *COLUMNS], dtype=object).set_index("id")


def _events(session: Session, campaign_id: int) -> dict[int, list[tuple[Happened, datetime]]]:
    query = (
        select(InvitationEvent.invitation_id, InvitationEvent.kind, InvitationEvent.recorded_at)
        .join(Invitation, Invitation.id == InvitationEvent.invitation_id)
        .where(Invitation.campaign_id == campaign_id)
        .order_by(InvitationEvent.id)
    )
    found: dict[int, list[tuple[Happened, datetime]]] = defaultdict(list)
    for invitation_id, kind, at in session.execute(query):
        found[invitation_id].append((Happened(kind), utc(at)))
    return found


def _read(events: Sequence[tuple[Happened, datetime]]) -> dict[str, Any]:
    """What the events of an invitation say, the oldest first; a link taken back has to leave again."""
    ends = [rank for rank, (kind, _) in enumerate(events) if kind == Happened.REVOKED]
    since = events[ends[-1] + 1 :] if ends else events
    left = [at for kind, at in since if kind in LEFT]
    mails = [(kind, at) for kind, at in since if kind in {*LEFT, Happened.REMINDED, Happened.REFUSED}]
    arrived = [at for kind, at in mails if kind != Happened.REFUSED]
    told = [each for each in events if each[0] != Happened.LINKED]
    return {
        "sent_on": today_at(left[-1]) if left else None,
        "last_contact": told[-1][1] if told else None,
        "last_happened": told[-1][0] if told else None,
        "last_mail_on": today_at(arrived[-1]) if arrived else None,
        "reminders": sum(kind == Happened.REMINDED for kind, _ in events),
        "refused": bool(mails) and mails[-1][0] == Happened.REFUSED,
        "opened": any(kind == Happened.OPENED for kind, _ in events),
    }


def silent(rows: pd.DataFrame) -> pd.DataFrame:
    """Those who have said nothing yet, whether or not a reminder is due."""
    return rows[rows["state"].isin([State.NOT_SENT, State.SENT, State.SILENT]).astype(bool)]
