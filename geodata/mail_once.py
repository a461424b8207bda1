"""Sending what is sent once: taken before it leaves, confirmed once the server of mails has it."""

from collections.abc import Callable, Sequence
from datetime import datetime

from geodata.database import Session, transaction
from geodata.mail import Mail, Post
from geodata.repositories import reminders


def send_once(
    server: Post, keys: Sequence[str], mails: Sequence[Mail], now: datetime, tell: Callable[[Session, int], None]
) -> int | None:
    """Send mails that carry what `keys` name, unless one of them has left or is leaving; how many mails were taken.

    None when somebody else sends them. `tell` writes, in the transaction that confirms, what the house must remember.
    When no mail is taken the keys are free again, for the next time. Raises `MailUnavailable` after having kept what
    had already left, so that nobody receives it twice.
    """
    try:
        with transaction() as session:
            for key in keys:
                _take(session, key, now)
    except reminders.ClaimedMeanwhile:
        return None
    taken = 0
    try:
        for mail in mails:
            taken += server.send(mail, now)
    finally:
        with transaction() as session:
            for key in keys:
                if taken:
                    reminders.confirm(session, key, now, taken)
                else:
                    reminders.release(session, key)
            if taken:
                tell(session, taken)
    return taken


def _take(session: Session, key: str, now: datetime) -> None:
    if not reminders.claim(session, key, now):
        raise reminders.ClaimedMeanwhile
