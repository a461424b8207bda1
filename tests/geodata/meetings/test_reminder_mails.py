"""Reminders that leave by mail, for a real server on loopback: each once, to whom it is for, and nothing restricted."""

import email
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope
from sqlalchemy import select
from typer.testing import CliRunner

from config.settings import settings
from geodata.__main__ import app
from geodata.database import transaction
from geodata.mail import Mail, MailUnavailable, written
from geodata.models import JournalLine
from geodata.perimetre import perimetre
from geodata.reminder_mails import send_reminders
from geodata.repositories import reminders
from tests.geodata.meetings.conftest import Secretariat
from tests.geodata.rights.conftest import NOW as OPENED
from tests.geodata.rights.conftest import Office
from tests.loopback import free_port

OCTOBER = datetime(2026, 10, 1, 9, tzinfo=UTC)
FEBRUARY = datetime(2027, 2, 1, 9, tzinfo=UTC)


class Mailbox:
    """What the server received; `broken` makes it fail, `unknown` are addresses that it does not want."""

    def __init__(self) -> None:
        self.received: list[EmailMessage] = []
        self.unknown: set[str] = set()
        self.broken = False
        self._lock = threading.Lock()

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Envelope, address: str, _options: Any) -> str:
        if address in self.unknown:
            return "550 unknown"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Envelope) -> str:
        if self.broken:
            return "451 later"
        with self._lock:
            self.received.append(email.message_from_bytes(envelope.content, policy=default))  # type: ignore[arg-type]
        return "250 OK"

    @property
    def addresses(self) -> list[str]:
        return sorted(message["To"] for message in self.received)


@pytest.fixture
def mailbox(database: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mailbox]:
    mailbox, port = Mailbox(), free_port()
    server = Controller(mailbox, hostname="127.0.0.1", port=port)
    server.start()
    use(monkeypatch, f"smtp://127.0.0.1:{port}")
    yield mailbox
    server.stop()


def use(monkeypatch: pytest.MonkeyPatch, url: str, sender: str = "vigie@exemple.gouv.fr") -> None:
    monkeypatch.setenv("VIGIE_SMTP_URL", url)
    monkeypatch.setenv("VIGIE_MAIL_FROM", sender)
    monkeypatch.setenv("VIGIE_PUBLIC_URL", "https://vigie.exemple.gouv.fr")
    settings.cache_clear()


def people(*profiles: str) -> dict[str, str]:
    with transaction() as session:
        office = Office(session)
        return {profile: office.account(profile).email for profile in profiles}


def test_each_reminder_leaves_once_for_whom_it_is(mailbox: Mailbox):
    known = people("prefecture:48", "referent:48", "prefet:48", "siao:48", "miprof", "prefecture:01")

    first, second = send_reminders(FEBRUARY), send_reminders(FEBRUARY + timedelta(hours=2))

    assert (first.sent, first.nobody) == (2, 99)
    assert (second.sent, second.before) == (0, 2)
    assert mailbox.addresses == sorted(known[each] for each in ("prefecture:48", "referent:48", "prefecture:01"))


def test_in_october_the_country_s_list_goes_to_who_follows_it(mailbox: Mailbox):
    known = people("miprof", "dihal")

    send_reminders(OCTOBER)

    assert mailbox.addresses == [known["miprof"]]
    assert "101 départements" in mailbox.received[0].get_content()


def test_a_mail_says_what_is_due_and_nothing_of_what_was_said(mailbox: Mailbox):
    people("prefecture:48")
    with transaction() as session:
        Secretariat(session).open(2027, title="Intitulé-repère", now=FEBRUARY, demonstration=False)

    send_reminders(FEBRUARY)

    (message,) = mailbox.received
    text = message.get_content()
    assert "Lozère (48)" in text
    assert "https://vigie.exemple.gouv.fr/reunions" in text
    assert "repère" not in text
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Subject"] == "CDPD 2027\N{NO-BREAK SPACE}: date à fixer"


def test_what_has_not_left_leaves_next_time(mailbox: Mailbox):
    people("prefecture:48")
    mailbox.broken = True
    with pytest.raises(MailUnavailable, match="répond"):
        send_reminders(FEBRUARY)

    mailbox.broken = False
    assert send_reminders(FEBRUARY).sent == 1


def test_an_address_that_is_refused_does_not_keep_the_others_from_their_mail(mailbox: Mailbox):
    known = people("prefecture:48", "referent:48")
    mailbox.unknown = {known["prefecture:48"]}

    assert send_reminders(FEBRUARY).sent == 1
    assert mailbox.addresses == [known["referent:48"]]


def test_two_servers_at_the_same_instant_send_each_reminder_once(mailbox: Mailbox):
    people("prefecture:48", "prefecture:01", "prefecture:02")
    ready = threading.Barrier(2)

    def dispatch(_: int) -> int:
        ready.wait()
        return send_reminders(FEBRUARY).sent

    with ThreadPoolExecutor(2) as servers:
        counts = list(servers.map(dispatch, range(2)))

    assert sum(counts) == 3
    assert len(mailbox.received) == 3


def test_a_dispatch_that_was_interrupted_is_taken_up_an_hour_later(mailbox: Mailbox):
    people("prefecture:48")
    key = "2027:48:date_to_set"
    with transaction() as session:
        assert reminders.claim(session, key, FEBRUARY)

    assert send_reminders(FEBRUARY + timedelta(minutes=30)).sent == 0
    assert send_reminders(FEBRUARY + timedelta(minutes=90)).sent == 1


def test_a_closed_account_receives_nothing(mailbox: Mailbox):
    with transaction() as session:
        Office(session).account("prefecture:48", state="suspended")

    assert send_reminders(FEBRUARY).sent == 0
    assert mailbox.received == []


def test_the_journal_says_how_many_and_never_to_whom(mailbox: Mailbox):
    known = people("prefecture:48", "referent:48")

    send_reminders(FEBRUARY)

    with transaction() as session:
        (line,) = session.scalars(select(JournalLine).where(JournalLine.event == "export"))
        assert line.key == "2027:48:date_to_set"
        assert '"rows":2' in line.after.replace(" ", "")
        assert not any(address in line.after for address in known.values())


def test_nothing_leaves_in_the_demonstration(mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch):
    people("prefecture:48")
    monkeypatch.setenv("VIGIE_ENV", "demo")
    settings.cache_clear()

    with pytest.raises(MailUnavailable, match="démonstration"):
        send_reminders(FEBRUARY)


@pytest.mark.parametrize(
    ("url", "sender", "said"),
    [
        ("", "vigie@exemple.gouv.fr", "VIGIE_SMTP_URL est vide"),
        ("http://127.0.0.1", "vigie@exemple.gouv.fr", "commence par"),
        ("smtp://vigie:secret@courriel.exemple.fr", "vigie@exemple.gouv.fr", "en clair"),
        ("smtp://127.0.0.1:port", "vigie@exemple.gouv.fr", "port"),
        ("smtp://127.0.0.1:1", "", "VIGIE_MAIL_FROM"),
        ("smtp://127.0.0.1:1", "vigie@exemple.gouv.fr", "ne répond pas"),
    ],
)
def test_a_server_that_is_not_there_is_said_in_a_sentence(
    sqlite_database: str, monkeypatch: pytest.MonkeyPatch, url: str, sender: str, said: str
):
    people("prefecture:48")
    use(monkeypatch, url, sender)

    answer = CliRunner().invoke(app, ["reminders", "send", "--on", "2027-02-01"])

    assert answer.exit_code == 1
    assert said in answer.stderr
    assert "vigie@" not in answer.stderr


@pytest.mark.filterwarnings("ignore:Requiring AUTH")
def test_an_account_of_the_server_is_used_and_a_wrong_one_is_said(
    sqlite_database: str, monkeypatch: pytest.MonkeyPatch
):
    def check(_server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> AuthResult:
        known = (data.login, data.password) == (b"vigie", b"mot:de/passe")
        return AuthResult(success=known, handled=known)

    people("prefecture:48")
    mailbox, port = Mailbox(), free_port()
    server = Controller(
        mailbox, hostname="127.0.0.1", port=port, authenticator=check, auth_required=True, auth_require_tls=False
    )
    server.start()
    try:
        use(monkeypatch, f"smtp://vigie:faux@127.0.0.1:{port}")
        with pytest.raises(MailUnavailable, match="refuse ce compte") as refusal:
            send_reminders(FEBRUARY)
        assert "faux" not in str(refusal.value)
        use(monkeypatch, f"smtp://vigie:mot%3Ade%2Fpasse@127.0.0.1:{port}")
        assert send_reminders(FEBRUARY).sent == 1
    finally:
        server.stop()


def test_an_unencrypted_server_is_not_spoken_to_where_encryption_is_asked(
    mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
):
    people("prefecture:48")
    use(monkeypatch, settings().smtp_url.get_secret_value().replace("smtp://", "smtp+starttls://"))

    with pytest.raises(MailUnavailable):
        send_reminders(FEBRUARY)
    assert mailbox.received == []


def test_the_command_line_lists_and_sends(mailbox: Mailbox):
    people("prefecture:48")
    on = ["--on", "2027-02-01"]

    listed = CliRunner().invoke(app, ["reminders", "list", *on]).output
    assert listed.count("à envoyer") == 101
    assert "Rappels envoyés\N{NO-BREAK SPACE}: 1" in CliRunner().invoke(app, ["reminders", "send", *on]).output
    assert CliRunner().invoke(app, ["reminders", "list", *on]).output.count("  envoyé  ") == 1


def test_reminders_are_shown_to_each_reader_for_what_he_reads(database: str):
    with transaction() as session:
        own = reminders.due(session, perimetre("prefecture:48"), OCTOBER.date())
        assert [each.departement for each in own] == ["48"]
        assert len(reminders.due(session, perimetre("miprof"), OCTOBER.date())) == 102
        assert reminders.due(session, perimetre("public"), OCTOBER.date()) == ()


@pytest.mark.parametrize("field", ["to", "subject"])
def test_a_header_is_one_line(field: str):
    mail = {"to": "a@exemple.fr", "subject": "Objet", "body": "Texte"} | {field: "a@exemple.fr\r\nBcc: b@exemple.fr"}

    with pytest.raises(ValueError, match=r"[Hh]eader"):
        written(Mail(**mail), "vigie@exemple.fr", OPENED)
