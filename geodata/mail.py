"""Mails that the house sends, when a server is set (`VIGIE_SMTP_URL`): reminders, and nothing restricted."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid
from urllib.parse import unquote, urlsplit

from config.settings import settings

_PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
_PATIENCE_SECONDS = 20
_THIS_MACHINE = {"127.0.0.1", "::1", "localhost"}


class MailUnavailable(Exception):
    """Mails cannot leave; the message is a French sentence for whoever operates the server."""


@dataclass(frozen=True)
class Mail:
    """One person, one message: nobody reads the address of another."""

    to: str
    subject: str
    body: str


class Post:
    """An open connection to the server of mails."""

    def __init__(self, connection: smtplib.SMTP, sender: str) -> None:
        self._connection, self._sender = connection, sender

    def send(self, mail: Mail, now: datetime) -> bool:
        """Hand a mail over; False when the server does not want this address. Raises `MailUnavailable`."""
        try:
            self._connection.send_message(written(mail, self._sender, now))
        except smtplib.SMTPRecipientsRefused:
            return False
        except (smtplib.SMTPException, OSError) as failure:
            raise MailUnavailable(_sentence(failure)) from failure
        return True


def written(mail: Mail, sender: str, now: datetime) -> EmailMessage:
    """A mail as it leaves. Raises `ValueError` for an address or a subject of several lines."""
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"], message["Subject"] = sender, mail.to, mail.subject
    message["Date"] = format_datetime(now)
    message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])
    # So that no answering machine answers.
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.body)
    return message


@contextmanager
def post() -> Iterator[Post]:
    """The server of the settings, until the end of the block. Raises `MailUnavailable` when none is set or answers."""
    url, sender = urlsplit(settings().smtp_url.get_secret_value()), settings().mail_from
    if not url.hostname:
        raise MailUnavailable("Aucun serveur de courriel n’est réglé : VIGIE_SMTP_URL est vide.")
    if url.scheme not in _PORTS:
        raise MailUnavailable("VIGIE_SMTP_URL commence par smtp://, smtp+starttls:// ou smtps://.")
    if url.scheme == "smtp" and url.username and url.hostname not in _THIS_MACHINE:
        raise MailUnavailable(
            "VIGIE_SMTP_URL : un mot de passe ne part pas en clair, écrire smtp+starttls:// ou smtps://."
        )
    if "@" not in sender:
        raise MailUnavailable("VIGIE_MAIL_FROM doit donner l’adresse d’où partent les courriels.")
    try:
        connection = _connected(url.scheme, url.hostname, url.port or _PORTS[url.scheme])
    except ValueError as failure:
        raise MailUnavailable(
            "VIGIE_SMTP_URL : le port est un nombre, par exemple smtp://courriel.exemple.fr:587."
        ) from failure
    except (smtplib.SMTPException, OSError) as failure:
        raise MailUnavailable(_sentence(failure)) from failure
    with connection:
        try:
            if url.username:
                connection.login(unquote(url.username), unquote(url.password or ""))
        except (smtplib.SMTPException, OSError) as failure:
            raise MailUnavailable(_sentence(failure)) from failure
        yield Post(connection, sender)


def _connected(scheme: str, host: str, port: int) -> smtplib.SMTP:
    if scheme == "smtps":
        return smtplib.SMTP_SSL(host, port, timeout=_PATIENCE_SECONDS, context=ssl.create_default_context())
    connection = smtplib.SMTP(host, port, timeout=_PATIENCE_SECONDS)
    if scheme == "smtp+starttls":
        connection.starttls(context=ssl.create_default_context())
    return connection


def _sentence(failure: Exception) -> str:
    # What the server says may hold addresses: it stays in the cause, for the log.
    if isinstance(failure, smtplib.SMTPAuthenticationError):
        return "Le serveur de courriel refuse ce compte : vérifier VIGIE_SMTP_URL."
    if isinstance(failure, smtplib.SMTPSenderRefused):
        return "Le serveur de courriel refuse l’adresse d’envoi : vérifier VIGIE_MAIL_FROM."
    return "Le serveur de courriel ne répond pas comme prévu : vérifier VIGIE_SMTP_URL, puis recommencer."
