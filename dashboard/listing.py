"""The door to the card that an organisation keeps: what it reads of its own, its drafts, and the one way to write.

Nothing here is kept in memory: whoever fills a card must see at once what was just sent or answered.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from config.roles import Action, Level, Object
from config.settings import settings
from dashboard import data, visitor
from geodata import journal
from geodata.database import Session, transaction
from geodata.instants import today_at
from geodata.journal import Channel
from geodata.perimetre import Perimetre
from geodata.repositories import listing_cards, listing_proposals, record_drafts
from geodata.repositories.listing_cards import Card
from geodata.repositories.listing_proposals import Proposal
from geodata.repositories.listing_rows import Entry
from geodata.repositories.record_drafts import RecordDraft

T = TypeVar("T")
OBJECT = Object.STRUCTURES.value


def now() -> datetime:
    return datetime.now(UTC)


def today() -> date:
    """Today, in Paris."""
    return today_at(now())


def own_structure() -> str:
    """The organisation whose card the visitor may fill; empty for anybody else."""
    code = visitor.perimetre().structure
    fills = code and visitor.may(Object.STRUCTURES, Action.WRITE, structure=code, level=Level.N2)
    return code if fills else ""


def entry(at: datetime) -> Entry:
    """The circumstances of what is written from a page; in the demonstration, everything is invented."""
    return Entry(at, Channel.PAGE, demonstration=settings().demonstration)


def card(perimetre: Perimetre, structure: str) -> Card:
    """The card of an organisation as it stands. Raises `NotAllowed`, `ListingError`."""
    with data.told(perimetre, OBJECT, structure, Level.N2), transaction() as session:
        return listing_cards.card(session, perimetre, structure)


def proposals(perimetre: Perimetre, structure: str) -> list[Proposal]:
    """What was proposed for a card, answered or not."""
    with transaction() as session:
        return listing_proposals.proposals(session, perimetre, today(), structure=structure, open_only=False)


def write(act: Callable[[Session, Perimetre, Entry], T], key: str = "") -> T:
    """Do it in one transaction, with the rights that the visitor has now; a refusal is told to the journal."""
    who = visitor.perimetre()
    with journal.refusals(who, obj=OBJECT, key=key, channel=Channel.PAGE), transaction() as session:
        return act(session, who, entry(now()))


def drafts(perimetre: Perimetre, prefix: str) -> dict[str, RecordDraft]:
    """What the visitor has typed and not sent, by the rest of its name."""
    with transaction() as session:
        kept = record_drafts.mine(session, perimetre)
    return {each.form.removeprefix(prefix): each for each in kept if each.form.startswith(prefix)}


def keep_draft(form: str, content: dict[str, Any]) -> None:
    """Keep what is typed in one field. Raises `LocatesAShelter` when the guard refuses it."""
    write(
        lambda session, who, entry: record_drafts.save(
            session, who, form, content, base_version=0, now=entry.at
        ),
        form,
    )  # fmt: skip


def forget_drafts(forms: list[str]) -> None:
    """What was sent, or given up."""

    def forget(session: Session, who: Perimetre, _: Entry) -> None:
        for form in forms:
            record_drafts.forget(session, who, form)

    write(forget)
