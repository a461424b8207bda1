"""Sending the mails of a campaign, each once: invitations, reminders, thanks, and what administrations answered."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from config.settings import settings
from geodata import journal
from geodata.campaign_texts import mail_of, mail_of_answers
from geodata.database import Session, transaction
from geodata.instants import today_at
from geodata.journal import Channel, Event
from geodata.listing.campaign import Step
from geodata.listing.personal_link import NoSecret
from geodata.mail import Mail, MailUnavailable, Post, post
from geodata.mail_once import send_once
from geodata.perimetre import Perimetre, perimetre
from geodata.repositories import campaign_dispatch as dispatch
from geodata.repositories.campaign_dispatch import Answers, Letter
from geodata.repositories.campaign_progress import progress
from geodata.repositories.campaigns import CampaignError, campaign, require_campaigns
from geodata.repositories.invitation_rows import Happened, tell

OBJECT = "invitations"
WITHOUT_MAILBOX = (
    "Cette organisation n’a pas de boîte aux lettres, ou son lien a été retiré : préparer un lien, puis appeler."
)
TODAY_ALREADY = "Un message est déjà parti aujourd’hui, ou part en ce moment."


@dataclass(frozen=True)
class Dispatch:
    """What a dispatch did, in mails."""

    invitations: int = 0
    reminders: int = 0
    thanks: int = 0
    answers: int = 0
    refused: int = 0

    @property
    def sent(self) -> int:
        return self.invitations + self.reminders + self.thanks + self.answers


def send_due(now: datetime, who: Perimetre | None = None, channel: Channel = Channel.COMMAND_LINE) -> Dispatch:
    """Send what stands at `now` and has not left yet; a second call sends nothing more.

    `who`: a person who asks for it, who must answer for campaigns; by default the server. Raises `NotAllowed`,
    `MailUnavailable` having lost nothing: what has not left will leave next time.
    """
    sender = _sender(who)
    with transaction() as session:
        letters, answers = dispatch.letters(session, today_at(now)), dispatch.answers(session, now)
    done = Dispatch()
    if not letters and not answers:
        return done
    with post() as server:
        for letter in letters:
            done = _counted(done, letter.step, _send(server, letter, now, sender, channel))
        for each in answers:
            keys = [reply.key for reply in each.replies]
            told = partial(_told_answers, each, sender, channel)
            taken = send_once(server, keys, [mail_of_answers(each)], now, told)
            done = replace(done, answers=done.answers + (taken or 0), refused=done.refused + (taken == 0))
    return done


def remind(invitation_id: int, campaign_id: int, now: datetime, who: Perimetre) -> None:
    """Write to one organisation now, on a person's decision: at most once a day.

    Raises `NotAllowed`, `CampaignError` (no mailbox, link taken back, written to already), `MailUnavailable`.
    """
    sender = _sender(who)
    with transaction() as session:
        rows = progress(session, who, campaign_id, today_at(now))
        asked = campaign(session, campaign_id)
        letter = (
            dispatch.letter_by_hand(session, asked, invitation_id, today_at(now))
            if invitation_id in rows.index
            else None
        )
    if letter is None:
        raise CampaignError(WITHOUT_MAILBOX)
    if asked.closes_on < today_at(now):
        raise CampaignError("Cette campagne est close : plus personne n’est relancé.")
    with post() as server:
        taken = _send(server, letter, now, sender, Channel.PAGE)
    if taken is None:
        raise CampaignError(TODAY_ALREADY)
    if not taken:
        raise CampaignError("Le serveur de courriel refuse cette adresse : la corriger, ou appeler.")


def _sender(who: Perimetre | None) -> Perimetre:
    if who is not None:
        require_campaigns(who)
    if settings().demonstration:
        raise MailUnavailable("En démonstration, aucun courriel ne part.")
    return who or perimetre("exploitation")


def _send(server: Post, letter: Letter, now: datetime, sender: Perimetre, channel: Channel) -> int | None:
    mail = _written(letter, now)
    if mail is None:
        return None
    taken = send_once(server, [letter.key], [mail], now, partial(_told, letter, now, sender, channel))
    if taken == 0:
        with transaction() as session:
            tell(session, letter.invitation_id, Happened.REFUSED, now)
    return taken


def _written(letter: Letter, now: datetime) -> Mail | None:
    """The mail with its link; None when a person has taken the link back meanwhile."""
    if letter.step == Step.THANKS:
        return mail_of(letter, "")
    try:
        with transaction() as session:
            token = dispatch.link_of(session, letter.invitation_id, now)
    except NoSecret as failure:
        raise MailUnavailable(str(failure)) from failure
    return None if token is None else mail_of(letter, token)


def _told(letter: Letter, now: datetime, sender: Perimetre, channel: Channel, session: Session, taken: int) -> None:
    happened = {Step.INVITATION: Happened.SENT, Step.THANKS: Happened.THANKED}.get(letter.step, Happened.REMINDED)
    tell(session, letter.invitation_id, happened, now)
    _record(session, sender, str(letter.invitation_id), letter.structure, channel, taken)


def _told_answers(found: Answers, sender: Perimetre, channel: Channel, session: Session, taken: int) -> None:
    _record(session, sender, "answers", found.structure, channel, taken)


def _record(session: Session, sender: Perimetre, key: str, structure: str, channel: Channel, taken: int) -> None:
    after = {"structure": structure, "rows": taken}
    journal.record(session, sender, Event.EXPORT, obj=OBJECT, key=key, channel=channel, after=after)


def _counted(done: Dispatch, step: Step, taken: int | None) -> Dispatch:
    if taken is None:
        return done
    if not taken:
        return replace(done, refused=done.refused + 1)
    if step == Step.INVITATION:
        return replace(done, invitations=done.invitations + 1)
    if step == Step.THANKS:
        return replace(done, thanks=done.thanks + 1)
    return replace(done, reminders=done.reminders + 1)
