"""Yearly campaigns: opened by Miprof, one at a time, and the mailbox where each organisation is written to."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from config.thresholds import threshold
from geodata import journal
from geodata.journal import Event
from geodata.models import Campaign, Structure
from geodata.perimetre import Perimetre
from geodata.repositories.account_rows import AccountError, professional
from geodata.repositories.invitation_rows import forget_links_of
from geodata.repositories.listing_rows import Entry, by
from geodata.rights import FRANCE, Action, Level, Object, require

OBJECT = "campaigns"
_LONGEST_TITLE = 80


class CampaignError(ValueError):
    """What is asked of a campaign makes no sense; the message is a French sentence."""


@dataclass(frozen=True)
class Asked:
    """A campaign, from a day to a day included. `demonstration`: an invented one."""

    id: int
    title: str
    opens_on: date
    closes_on: date
    demonstration: bool

    @property
    def year(self) -> int:
        return self.opens_on.year


def require_campaigns(perimetre: Perimetre) -> None:
    """Raise `NotAllowed` unless the visitor answers for the listing of the whole country."""
    require(perimetre, Object.STRUCTURES, Action.VALIDATE, departement=FRANCE)


def open_campaign(
    session: Session, perimetre: Perimetre, title: str, opens_on: date, closes_on: date, *, entry: Entry
) -> int:
    """Open a campaign and give its number. Raises `NotAllowed`, `CampaignError`."""
    require_campaigns(perimetre)
    named = " ".join(title.split())
    if not named or len(named) > _LONGEST_TITLE:
        raise CampaignError(f"Donner un titre à la campagne, en {_LONGEST_TITLE} caractères au plus.")
    days, longest = (closes_on - opens_on).days, int(threshold("campaign.longest_days"))
    if not 0 < days <= longest:
        raise CampaignError(f"Une campagne finit après avoir commencé, et dure {longest} jours au plus.")
    for other in campaigns(session):
        if other.opens_on <= closes_on and opens_on <= other.closes_on:
            raise CampaignError(
                f"« {other.title} » court du {other.opens_on:%d/%m/%Y} au {other.closes_on:%d/%m/%Y} : deux campagnes "
                "ne se chevauchent pas."
            )
    campaign = Campaign(title=named, opens_on=opens_on, closes_on=closes_on, **by(perimetre, entry))
    session.add(campaign)
    session.flush()
    told = {"starts_on": opens_on.isoformat(), "ends_on": closes_on.isoformat()}
    journal.record(session, perimetre, Event.WRITE, obj=OBJECT, key=str(campaign.id), channel=entry.channel, after=told)
    return campaign.id


def campaigns(session: Session) -> list[Asked]:
    """Every campaign, the latest first: that one is under way is no secret."""
    found = session.scalars(select(Campaign).order_by(Campaign.opens_on.desc(), Campaign.id.desc()))
    return [Asked(each.id, each.title, each.opens_on, each.closes_on, each.demonstration) for each in found]


def campaign(session: Session, campaign_id: int) -> Asked:
    """The campaign of that number. Raises `CampaignError`."""
    for each in campaigns(session):
        if each.id == campaign_id:
            return each
    raise CampaignError(f"Aucune campagne ne porte le numéro {campaign_id}.")


def latest(session: Session, today: date) -> Asked | None:
    """The campaign that runs on a day, or the last one that ran before; None before the first."""
    return next((each for each in campaigns(session) if each.opens_on <= today), None)


def set_mailbox(session: Session, perimetre: Perimetre, structure: str, mail: str, *, entry: Entry) -> None:
    """Say where campaigns write to an organisation: the mailbox of a function; empty, to no longer write to it.

    The invitations that are under way follow; a link that went to another mailbox no longer opens anything. Raises
    `NotAllowed`, and `CampaignError` for an unknown organisation or a mailbox of a personal domain.
    """
    require_campaigns(perimetre)
    kept = session.get(Structure, structure)
    if kept is None:
        raise CampaignError(f"Aucune organisation n’a le code « {structure} ».")
    address = of_a_function(mail)
    if address == kept.mail:
        return
    kept.mail = address
    forget_links_of(session, structure, address, entry.at)
    session.flush()
    journal.record(
        session, perimetre, Event.WRITE, obj=OBJECT, key=f"structure:{structure}", channel=entry.channel,
        after={"mail": bool(address)}, level=Level.N2,
    )  # fmt: skip


def of_a_function(mail: str) -> str:
    """A mailbox, in small letters. Raises `CampaignError` for what is not one, or for one of a personal domain."""
    if not mail.strip():
        return ""
    try:
        return professional(mail)
    except AccountError as refusal:
        raise CampaignError(str(refusal)) from refusal
