"""Reminders of the yearly meeting: those that stand on a day, to whom they go, and which have left."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from config.plan import FRANCE
from config.roles import Action, Level, Object
from geodata.meetings.compliance import Cell
from geodata.meetings.reminders import Reminder, reminders
from geodata.models import Account, ReminderSent, RightException
from geodata.perimetre import Perimetre
from geodata.repositories import meetings
from geodata.repositories.meeting_rows import Sight, sight
from geodata.rights import Standing, decide
from geodata.rights.standing import rights_of, standing

GIVEN_UP_AFTER = timedelta(hours=1)
"""A reminder that was about to leave this long ago never left: whoever sent it was interrupted."""


class ClaimedMeanwhile(Exception):
    """Somebody else is sending this reminder."""


def due(session: Session, perimetre: Perimetre, today: date) -> tuple[Reminder, ...]:
    """The reminders that stand on a day, for the départements that this reader reads whole, the oldest first.

    Of this year, and of the last one until its minutes are validated. The list of the country is for who reads it all.
    """
    years = (today.year - 1, today.year)
    grid = meetings.compliance(session, perimetre, years, today)
    readable = [code for code in grid.index if sight(perimetre, code) == Sight.FULL]
    whole = decide(perimetre, Object.CDPD, Action.READ, departement=FRANCE, level=Level.N2).allowed
    found: list[Reminder] = []
    for year in years:
        cells = {code: Cell(grid.at[code, year]) for code in readable}
        found += [each for each in reminders(cells, year, today) if whole or each.departement != FRANCE]
    return tuple(sorted(found))


def recipients(session: Session, due_: Sequence[Reminder], today: date) -> dict[str, list[str]]:
    """The addresses that each reminder goes to, by key: accounts in order, by their rights of the day.

    Those who keep the meetings of the département; for the list of the whole country, those who validate everywhere.
    """
    exceptions: dict[int, list[RightException]] = defaultdict(list)
    for each in session.scalars(select(RightException)):
        exceptions[each.account_id].append(each)
    rows = session.scalars(select(Account).where(Account.state == Standing.ACTIVE.value).order_by(Account.id))
    present = [
        (account.email, rights_of(account, exceptions[account.id], today))
        for account in rows
        if standing(account, today) == Standing.ACTIVE
    ]
    return {each.key: [email for email, rights in present if _concerned(rights, each)] for each in due_}


def _concerned(rights: Perimetre, reminder: Reminder) -> bool:
    action = Action.VALIDATE if reminder.departement == FRANCE else Action.WRITE
    return decide(rights, Object.CDPD, action, departement=reminder.departement, level=Level.N2).allowed


def claim(session: Session, key: str, now: datetime) -> bool:
    """Take a reminder to send it, and commit before sending; False when it has left or is leaving.

    Raises `ClaimedMeanwhile` when another server took it at this very instant: the transaction is to be given up.
    """
    interrupted = (ReminderSent.sent_at.is_(None), ReminderSent.claimed_at < now - GIVEN_UP_AFTER)
    session.execute(delete(ReminderSent).where(ReminderSent.key == key, *interrupted))
    if session.scalar(select(ReminderSent.key).where(ReminderSent.key == key)) is not None:
        return False
    try:
        session.add(ReminderSent(key=key, claimed_at=now, sent_at=None, recipients=0))
        session.flush()
    except IntegrityError as taken:
        raise ClaimedMeanwhile from taken
    return True


def confirm(session: Session, key: str, now: datetime, recipients_: int) -> None:
    """The server of mails has taken a reminder that was claimed."""
    session.execute(update(ReminderSent).where(ReminderSent.key == key).values(sent_at=now, recipients=recipients_))


def release(session: Session, key: str) -> None:
    """A reminder that was claimed has not left: it may be sent again."""
    session.execute(delete(ReminderSent).where(ReminderSent.key == key, ReminderSent.sent_at.is_(None)))


def sent(session: Session) -> dict[str, datetime]:
    """The reminders that have left, by key, with the instant."""
    rows = select(ReminderSent.key, ReminderSent.sent_at).where(ReminderSent.sent_at.is_not(None))
    return {key: at for key, at in session.execute(rows) if at is not None}
