"""The door to the yearly campaign: what pages read of it, and what they do. Read again at each run."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import TypeVar

import pandas as pd

from config.roles import Action, Level, Object
from config.settings import settings
from dashboard import data, visitor
from geodata import campaign_mails, journal
from geodata.campaign_mails import Dispatch
from geodata.database import Session, transaction
from geodata.instants import today_at
from geodata.journal import Channel
from geodata.perimetre import Perimetre
from geodata.publication import Table, publish_response, response_sentence
from geodata.repositories import campaign_dispatch, campaign_progress, campaigns, structures
from geodata.repositories.campaigns import Asked
from geodata.repositories.listing_rows import Entry
from geodata.rights import FRANCE, readable

T = TypeVar("T")
OBJECT = campaigns.OBJECT


def now() -> datetime:
    return datetime.now(UTC)


def today() -> date:
    return today_at(now())


def leads() -> bool:
    """Whether the visitor opens campaigns, invites and takes links back."""
    return visitor.may(Object.STRUCTURES, Action.VALIDATE, departement=FRANCE)


def follows() -> bool:
    """Whether there is a département where the visitor reads who has not answered."""
    return bool(readable(visitor.perimetre(), Object.STRUCTURES, Level.N2))


def known() -> list[Asked]:
    """Every campaign, the latest first."""
    with transaction() as session:
        return campaigns.campaigns(session)


def progress(perimetre: Perimetre, campaign_id: int) -> pd.DataFrame:
    """The organisations asked that this visitor follows; told as the reading of something restricted."""
    with data.told(perimetre, OBJECT, str(campaign_id), Level.N2), transaction() as session:
        return campaign_progress.progress(session, perimetre, campaign_id, today())


def response(perimetre: Perimetre, campaign_id: int) -> Table:
    """How many answered, by département and for France; public."""
    with transaction() as session:
        return publish_response(session, perimetre, campaign_id, today())


def sentence(perimetre: Perimetre, departement: str | None = None) -> str | None:
    """The response to the last campaign in one sentence, to write beside a total; None when nobody was asked there."""
    with transaction() as session:
        return response_sentence(session, perimetre, today(), departement)


def mailboxes(perimetre: Perimetre) -> dict[str, tuple[str, str]]:
    """Name and mailbox of every organisation, by code."""
    with transaction() as session:
        return structures.mailboxes(session, perimetre)


def waiting() -> int:
    """How many mails stand today and have not left."""
    with transaction() as session:
        return len(campaign_dispatch.letters(session, today())) + len(campaign_dispatch.answers(session, now()))


def write(act: Callable[[Session, Perimetre, Entry], T], key: str = "") -> T:
    """Do it in one transaction, with the rights that the visitor has now; a refusal is told to the journal."""
    who = visitor.perimetre()
    with journal.refusals(who, obj=OBJECT, key=key, channel=Channel.PAGE), transaction() as session:
        # Whatever is asked in the demonstration is invented.
        return act(session, who, Entry(now(), demonstration=settings().demonstration))


def send() -> Dispatch:
    """Send the mails that stand today. Raises `NotAllowed`, `MailUnavailable`."""
    who = visitor.perimetre()
    with journal.refusals(who, obj=OBJECT, key="send", channel=Channel.PAGE):
        return campaign_mails.send_due(now(), who, Channel.PAGE)


def remind(campaign_id: int, invitation_id: int) -> None:
    """Write to one organisation now. Raises `NotAllowed`, `CampaignError`, `MailUnavailable`."""
    who = visitor.perimetre()
    with journal.refusals(who, obj=OBJECT, key=str(invitation_id), channel=Channel.PAGE):
        campaign_mails.remind(invitation_id, campaign_id, now(), who)
