"""The yearly campaign, pure: where an organisation stands, which mail is due, until when its link holds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from config.nomenclatures import Labelled
from config.thresholds import threshold
from geodata.instants import PARIS
from geodata.listing.fields import FIELDS, Block, Kind

Part = tuple[int | None, Block]
"""A block of a branch, by its number; of the organisation itself for None."""
BLOCKS_OF_A_BRANCH = tuple(each for each in Block if each != Block.ORGANISATION)


class State(Labelled):
    """Where an organisation that was asked stands."""

    NOT_SENT = "not_sent", "À envoyer"
    SENT = "sent", "Envoyée"
    STARTED = "started", "Commencée"
    CONFIRMED = "confirmed", "Confirmée"
    SILENT = "silent", "Sans réponse"


class Step(Labelled):
    """The mails of a campaign, in their order."""

    INVITATION = "invitation", "Invitation"
    FIRST = "first_reminder", "Premier rappel"
    SECOND = "second_reminder", "Deuxième rappel"
    LAST = "last_reminder", "Dernier rappel"
    THANKS = "thanks", "Merci"


@dataclass(frozen=True)
class Answered:
    """The parts of a card that are asked about, and those that the organisation has answered since the campaign opened.

    >>> Answered(frozenset({(None, Block.ORGANISATION), (1, Block.AID)}), frozenset({(1, Block.AID)})).whole
    False
    """

    expected: frozenset[Part] = field(default_factory=frozenset)
    given: frozenset[Part] = field(default_factory=frozenset)

    @property
    def count(self) -> int:
        return len(self.expected & self.given)

    @property
    def whole(self) -> bool:
        return bool(self.expected) and self.expected <= self.given


def expected_of(branches: Iterable[int]) -> frozenset[Part]:
    """What is asked of an organisation, from the numbers of the branches that its card shows."""
    parts: set[Part] = {(branch, block) for branch in branches for block in BLOCKS_OF_A_BRANCH}
    return frozenset(parts | {(None, Block.ORGANISATION)})


def given_by_proposal(kind: Kind, branch_id: int | None, changes: Mapping[str, Any]) -> frozenset[Part]:
    """The parts that a proposal answers. Proposing that a branch is closed answers all of it: nothing else is left."""
    if kind == Kind.STRUCTURE:
        return frozenset({(None, Block.ORGANISATION)})
    if kind == Kind.ZONE:
        return frozenset({(branch_id, Block.ZONE)})
    if "closed_on" in changes:
        return frozenset((branch_id, block) for block in BLOCKS_OF_A_BRANCH)
    return frozenset((branch_id, FIELDS[name].block) for name in changes if name in FIELDS)


def state_of(answered: Answered, sent_on: date | None, opened: bool, today: date) -> State:
    """Where an organisation stands on a day; `sent_on`: the day when its link last left, None before."""
    if answered.whole:
        return State.CONFIRMED
    if answered.count or opened:
        return State.STARTED
    if sent_on is None:
        return State.NOT_SENT
    return State.SILENT if today >= sent_on + _days("first_reminder_days") else State.SENT


def reminder_days(sent_on: date, closes_on: date) -> dict[Step, date]:
    """The days on which the reminders of an invitation fall.

    >>> [f"{each:%d/%m}" for each in reminder_days(date(2026, 9, 1), date(2026, 10, 15)).values()]
    ['15/09', '29/09', '08/10']
    """
    return {
        Step.FIRST: sent_on + _days("first_reminder_days"),
        Step.SECOND: sent_on + _days("second_reminder_days"),
        Step.LAST: closes_on - _days("last_reminder_days_before_close"),
    }


def step_due(
    state: State, *, sent_on: date | None, last_mail_on: date | None, opens_on: date, closes_on: date, today: date
) -> Step | None:
    """The mail that stands on a day, whether or not it has left already: the latest reminder alone, never two at once.

    Nothing is asked before the campaign opens, after it closes, or within a few days of another mail.
    """
    if state == State.CONFIRMED:
        return Step.THANKS
    if not opens_on <= today <= closes_on:
        return None
    if sent_on is None:
        return Step.INVITATION
    if last_mail_on is not None and today < last_mail_on + _days("reminder_gap_days"):
        return None
    due = [(on, step) for step, on in reminder_days(sent_on, closes_on).items() if sent_on < on <= today]
    return max(due, key=lambda each: each[0])[1] if due else None


def link_ends(closes_on: date, made_at: datetime) -> datetime:
    """Until when a personal link holds: some days after the campaign closes, and never longer than two months."""
    after = datetime.combine(closes_on + _days("link_days_after_close") + timedelta(days=1), time(), tzinfo=PARIS)
    return min(after, made_at + _days("link_longest_days"))


def _days(name: str) -> timedelta:
    return timedelta(days=threshold(f"campaign.{name}"))
