"""What a campaign still has to write on a day, and to which mailbox; the link that each mail carries."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from config.thresholds import threshold
from geodata.listing.campaign import Step, step_due
from geodata.listing.fields import FIELDS, Block, Kind
from geodata.models import Invitation, ListingAnswer, ListingProposal, Structure
from geodata.repositories import reminders
from geodata.repositories.campaign_answers import BY_THE_ASSOCIATION, WITHDRAWN
from geodata.repositories.campaign_progress import everyone
from geodata.repositories.campaigns import Asked, campaigns
from geodata.repositories.invitation_rows import locked, next_link, present_link

BY_HAND = "by_hand"


@dataclass(frozen=True)
class Letter:
    """A mail that an invitation is owed. `key`: what it leaves under, once."""

    invitation_id: int
    structure: str
    name: str
    mail: str
    step: Step
    key: str
    closes_on: date
    title: str


@dataclass(frozen=True)
class Reply:
    """What an administration answered to one proposal: which blocks of the card, never what they say."""

    key: str
    blocks: tuple[str, ...]
    authority: str
    kind: str
    reason: str


@dataclass(frozen=True)
class Answers:
    """The answers that an organisation has not been told yet."""

    structure: str
    name: str
    mail: str
    replies: tuple[Reply, ...]


def letters(session: Session, today: date) -> list[Letter]:
    """The mails that stand on a day and have not left, for the campaigns under way or closed lately.

    Nobody is written to without a mailbox, nor after a person has taken the link back.
    """
    already = reminders.sent(session)
    recent = timedelta(days=threshold("campaign.answer_days"))
    running = [each for each in campaigns(session) if each.opens_on <= today <= each.closes_on + recent]
    found = [each for asked in running for each in _letters(session, asked, today)]
    return [each for each in found if each.key not in already]


def letter_by_hand(session: Session, asked: Asked, invitation_id: int, today: date) -> Letter | None:
    """The reminder that a person sends now, at most one a day; None without a mailbox."""
    row = everyone(session, asked.id, today).loc[invitation_id]
    if not row["mail"] or row["revoked"]:
        return None
    step = Step.INVITATION if row["sent_on"] is None else Step.FIRST
    key = _key(invitation_id, row["mail"], f"{BY_HAND}:{today.isoformat()}")
    return Letter(invitation_id, row["structure"], row["name"], row["mail"], step, key, asked.closes_on, asked.title)


def link_of(session: Session, invitation_id: int, now: datetime) -> str | None:
    """The link that a mail carries: the one that holds, or another one; None once a person has taken it back."""
    invitation = locked(session, invitation_id)
    if invitation is None or invitation.revoked_at is not None:
        return None
    return present_link(session, invitation, now) or next_link(session, invitation, now)


def answers(session: Session, now: datetime) -> list[Answers]:
    """The answers of the last weeks that organisations with a mailbox have not been told yet, by organisation."""
    since = now - timedelta(days=threshold("campaign.answer_days"))
    already = reminders.sent(session)
    rows = session.execute(
        select(ListingProposal, ListingAnswer, Structure)
        .join(ListingAnswer, ListingAnswer.proposal_id == ListingProposal.id)
        .join(Structure, Structure.code == ListingProposal.structure)
        .where(
            ListingAnswer.recorded_at >= since,
            ListingAnswer.kind != WITHDRAWN,
            ListingProposal.origin.in_(BY_THE_ASSOCIATION),
        )
        .order_by(Structure.code, ListingProposal.id)
    ).all()
    mailboxes = _mailboxes(session, {structure.code for _, _, structure in rows})
    found: dict[str, Answers] = {}
    for proposal, answer, structure in rows:
        reply = Reply(
            f"listing_answer:{proposal.id}", _blocks(proposal), proposal.authority, answer.kind, answer.reason
        )
        mail = structure.mail or mailboxes.get(structure.code, "")
        if mail and reply.key not in already:
            before = found.get(structure.code, Answers(structure.code, structure.name, mail, ()))
            found[structure.code] = Answers(structure.code, structure.name, mail, (*before.replies, reply))
    return list(found.values())


def _letters(session: Session, asked: Asked, today: date) -> list[Letter]:
    found: list[Letter] = []
    for invitation_id, row in everyone(session, asked.id, today).iterrows():
        step = step_due(
            row["state"], sent_on=row["sent_on"], last_mail_on=row["last_mail_on"], opens_on=asked.opens_on,
            closes_on=asked.closes_on, today=today,
        )  # fmt: skip
        if step is None or not row["mail"] or row["revoked"]:
            continue
        number = int(str(invitation_id))
        key = _key(number, row["mail"], step.value)
        found.append(
            Letter(number, row["structure"], row["name"], row["mail"], step, key, asked.closes_on, asked.title)
        )
    return found


def _key(invitation_id: int, mail: str, step: str) -> str:
    # The mailbox in its fingerprint: whoever has another one is written to again, from the beginning.
    return f"invitation:{invitation_id}:{hashlib.sha256(mail.encode()).hexdigest()[:16]}:{step}"


def _mailboxes(session: Session, structures: Collection[str]) -> dict[str, str]:
    query = select(Invitation.structure, Invitation.mail).where(Invitation.mail != "").order_by(Invitation.id)
    return {code: mail for code, mail in session.execute(query).all() if code in structures}


def _blocks(proposal: ListingProposal) -> tuple[str, ...]:
    if proposal.kind == Kind.ZONE:
        return (Block.ZONE.label,)
    blocks = {FIELDS[name].block for name in proposal.changes if name in FIELDS}
    return tuple(each.label for each in Block if each in blocks)
