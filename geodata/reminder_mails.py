"""Sending the reminders of a day by mail, each once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from config.settings import settings
from geodata import journal
from geodata.database import Session, transaction
from geodata.instants import today_at
from geodata.mail import Mail, MailUnavailable, Post, post
from geodata.mail_once import send_once
from geodata.meetings.reminders import Reminder
from geodata.perimetre import perimetre
from geodata.repositories import reminders
from geodata.rights import Level

_READER = "miprof"
"""Whose eyes the server borrows: the reminders of the whole country are those that Miprof reads."""


@dataclass(frozen=True)
class Dispatch:
    """What a dispatch did, in reminders: sent now, already sent before, without anyone to send them to."""

    sent: int = 0
    before: int = 0
    nobody: int = 0


def send_reminders(now: datetime) -> Dispatch:
    """Send the reminders that stand at `now` and have not left yet; a second call sends nothing more.

    Each is taken before it leaves and confirmed once a server has it, so that two servers never send it twice. Raises
    `MailUnavailable`, having lost nothing: what has not left will leave next time.
    """
    if settings().demonstration:
        raise MailUnavailable("En démonstration, aucun courriel ne part.")
    reader, today = perimetre(_READER), today_at(now)
    with transaction() as session:
        due = reminders.due(session, reader, today)
        already = reminders.sent(session)
        waiting = [each for each in due if each.key not in already]
        to = reminders.recipients(session, waiting, today)
        addressed = [(each, to[each.key]) for each in waiting]
    done = Dispatch(before=len(due) - len(waiting), nobody=sum(not addresses for _, addresses in addressed))
    if done.nobody == len(addressed):
        return done
    with post() as server:
        for reminder, addresses in addressed:
            if addresses and _send(server, reminder, addresses, now):
                done = replace(done, sent=done.sent + 1)
    return done


def _send(server: Post, reminder: Reminder, addresses: Sequence[str], now: datetime) -> bool:
    mails = [_mail(reminder, address) for address in addresses]
    return bool(send_once(server, [reminder.key], mails, now, lambda session, taken: _tell(session, reminder, taken)))


def _mail(reminder: Reminder, address: str) -> Mail:
    link = settings().public_url
    body = f"Bonjour,\n\n{reminder.sentence}\n"
    if link:
        body += f"\nEnregistrer la suite donnée : {link}/reunions\n"
    body += "\nCe message est envoyé une seule fois par Vigie ; il n’appelle pas de réponse.\n"
    return Mail(address, f"CDPD {reminder.year} : {reminder.kind.label.lower()}", body)


def _tell(session: Session, reminder: Reminder, taken: int) -> None:
    journal.record(
        session,
        perimetre("exploitation"),
        journal.Event.EXPORT,
        obj="cdpd",
        key=reminder.key,
        channel=journal.Channel.COMMAND_LINE,
        after={"rows": taken},
        level=Level.N1,
        departement=reminder.departement,
    )
