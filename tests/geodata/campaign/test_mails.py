"""The mails of a campaign on a real server on loopback: each once, nothing lost, and nothing of a card."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from typer.testing import CliRunner

from config.settings import settings
from geodata.__main__ import app
from geodata.campaign_mails import remind, send_due
from geodata.database import transaction
from geodata.mail import MailUnavailable
from geodata.models import JournalLine
from geodata.perimetre import NotAllowed, perimetre
from geodata.repositories import campaigns, invitations
from geodata.repositories.campaign_progress import progress
from geodata.repositories.campaigns import CampaignError
from geodata.repositories.invitation_links import behind
from geodata.repositories.invitation_rows import Happened
from geodata.repositories.listing_rows import Entry
from tests.geodata.campaign.conftest import MIPROF, OPENING, Listing, Mailbox, campaign_of

ENTRY = Entry(OPENING)
MAIL = "accueil@{}.example"


def asked(*structures: str) -> dict[str, int]:
    """A campaign that asks organisations with a mailbox; number of each invitation."""
    with transaction() as session:
        listing = Listing(session)
        for code in structures:
            listing.structure(code, MAIL.format(code))
        _, numbers = campaign_of(session, *structures)
    return dict(zip(sorted(structures), numbers, strict=True))


def day(number: int) -> datetime:
    """The n-th day of the campaign."""
    return OPENING + timedelta(days=number - 1)


def test_an_invitation_leaves_once_with_a_link_that_opens(mailbox: Mailbox):
    asked("amicale", "cercle")

    first, second = send_due(day(1)), send_due(day(2))

    assert (first.invitations, second.sent) == (2, 0)
    assert mailbox.addresses == ["accueil@amicale.example", "accueil@cercle.example"]
    with transaction() as session:
        assert {behind(session, token, day(2)).structure for token in mailbox.links()} == {"amicale", "cercle"}
    assert mailbox.received[0]["Subject"].startswith("Campagne 2026\N{NO-BREAK SPACE}: votre fiche")


def test_the_reminders_of_a_silent_organisation_carry_the_same_link(mailbox: Mailbox):
    asked("amicale")

    sent = [send_due(day(number)).sent for number in range(1, 60)]

    assert sum(sent) == 4
    assert [number for number, count in enumerate(sent, start=1) if count] == [1, 15, 29, 38]
    assert len(set(mailbox.links())) == 1


def test_whoever_has_answered_is_thanked_and_no_longer_reminded(mailbox: Mailbox):
    asked("amicale")
    send_due(day(1))
    with transaction() as session:
        Listing(session).confirm_all("amicale")

    sent = [send_due(day(number)).thanks for number in range(3, 50)]

    assert sum(sent) == 1
    assert len(mailbox.received) == 2
    assert "merci" in mailbox.received[1]["Subject"]
    assert "/lien/" not in mailbox.received[1].get_content()


def test_answers_of_administrations_are_told_once_without_what_the_card_says(mailbox: Mailbox):
    asked("amicale")
    with transaction() as session:
        listing = Listing(session)
        branch = listing.branch("amicale", "48")
        listing.answer(listing.propose("amicale", branch, "phone"), "accepted", at=day(2))
        listing.answer(listing.propose("amicale", branch, "street"), "refused", "la rue a changé de nom", at=day(2))
        listing.answer(listing.propose("amicale", branch, "publics"), "corrected", "minuscule", at=day(2))
        listing.answer(listing.propose("amicale", branch, "mail"), "withdrawn", at=day(2))
        listing.answer(listing.propose("amicale", branch, "mail", origin="import"), "accepted", at=day(2))

    first, second = send_due(day(3)), send_due(day(4))

    assert (first.answers, second.sent) == (1, 0)
    (message,) = [each for each in mailbox.received if "réponses" in each["Subject"]]
    text = message.get_content()
    assert message["Subject"].endswith("3 réponses")
    assert "Horaires et contact\N{NO-BREAK SPACE}: acceptée par la préfecture (Lozère)." in text
    assert "refusée par la préfecture (Lozère). Motif\N{NO-BREAK SPACE}: la rue a changé de nom" in text
    assert "acceptée après correction" in text
    assert "SECRET-DE-FICHE" not in text


def test_old_answers_are_not_told(mailbox: Mailbox):
    asked("amicale")
    with transaction() as session:
        listing = Listing(session)
        branch = listing.branch("amicale", "48")
        listing.answer(listing.propose("amicale", branch, "phone"), "accepted", at=day(1) - timedelta(days=31))

    assert send_due(day(1)).answers == 0


def test_a_server_that_refuses_an_address_does_not_keep_the_others_from_their_mail(mailbox: Mailbox):
    numbers = asked("amicale", "cercle")
    mailbox.unknown = {"accueil@amicale.example"}

    done = send_due(day(1))

    assert (done.invitations, done.refused) == (1, 1)
    with transaction() as session:
        rows = progress(session, MIPROF, 1, day(1).date())
    assert bool(rows.at[numbers["amicale"], "refused"])
    assert rows.at[numbers["amicale"], "last_happened"] == Happened.REFUSED

    mailbox.unknown = set()
    assert send_due(day(2)).invitations == 1
    assert mailbox.addresses == ["accueil@amicale.example", "accueil@cercle.example"]


def test_a_server_that_stops_in_the_middle_loses_nothing_and_repeats_nothing(mailbox: Mailbox):
    asked("amicale", "cercle", "entraide")
    mailbox.broken_after = 1
    with pytest.raises(MailUnavailable):
        send_due(day(1))
    assert len(mailbox.received) == 1

    mailbox.broken_after = None
    assert send_due(day(1)).invitations == 2
    assert len(mailbox.addresses) == len(set(mailbox.addresses)) == 3


def test_two_servers_at_the_same_instant_send_each_mail_once(mailbox: Mailbox):
    asked("amicale", "cercle", "entraide")
    ready = threading.Barrier(2)

    def dispatch(_: int) -> int:
        ready.wait()
        return send_due(day(1)).sent

    with ThreadPoolExecutor(2) as servers:
        counts = list(servers.map(dispatch, range(2)))

    assert sum(counts) == 3
    assert len(mailbox.received) == 3
    with transaction() as session:
        assert len({behind(session, token, day(1)).structure for token in mailbox.links()}) == 3


def test_nobody_is_written_to_without_a_mailbox_or_once_the_link_was_taken_back(mailbox: Mailbox):
    numbers = asked("amicale")
    with transaction() as session:
        Listing(session).structure("cercle")
        invitations.invite(session, MIPROF, 1, ["cercle"], entry=ENTRY)
        invitations.revoke(session, MIPROF, numbers["amicale"], entry=ENTRY)

    assert send_due(day(1)).sent == 0
    assert mailbox.received == []


def test_another_mailbox_is_invited_in_its_turn(mailbox: Mailbox):
    asked("amicale")
    send_due(day(1))
    with transaction() as session:
        campaigns.set_mailbox(session, MIPROF, "amicale", "secretariat@amicale.example", entry=Entry(day(2)))

    assert send_due(day(3)).invitations == 1

    former, present = mailbox.links()
    assert former != present
    assert mailbox.received[1]["To"] == "secretariat@amicale.example"


def test_a_person_reminds_an_organisation_at_most_once_a_day(mailbox: Mailbox):
    number = asked("amicale")["amicale"]
    send_due(day(1))

    remind(number, 1, day(3), MIPROF)
    with pytest.raises(CampaignError, match="déjà parti"):
        remind(number, 1, day(3), MIPROF)

    assert len(mailbox.received) == 2
    assert len(set(mailbox.links())) == 1
    with pytest.raises(NotAllowed):
        remind(number, 1, day(4), perimetre("prefecture:48"))


def test_a_reminder_without_a_mailbox_or_after_the_end_is_a_sentence(mailbox: Mailbox):
    number = asked("amicale")["amicale"]
    with pytest.raises(CampaignError, match="close"):
        remind(number, 1, day(60), MIPROF)
    with pytest.raises(CampaignError, match="boîte aux lettres"):
        remind(999, 1, day(2), MIPROF)


def test_nothing_leaves_in_the_demonstration(mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch):
    asked("amicale")
    monkeypatch.setenv("VIGIE_ENV", "demo")
    settings.cache_clear()

    with pytest.raises(MailUnavailable, match="démonstration"):
        send_due(day(1))
    assert mailbox.received == []


def test_the_journal_says_how_many_and_holds_no_link_and_no_mailbox(mailbox: Mailbox):
    asked("amicale")
    send_due(day(1))

    with transaction() as session:
        lines = session.scalars(select(JournalLine).where(JournalLine.event == "export")).all()
    (line,) = lines
    assert (line.obj, line.key) == ("invitations", "1")
    written = str(vars(line))
    assert "amicale.example" not in written
    assert mailbox.links()[0] not in written


def test_the_command_line_opens_invites_sends_and_tells(mailbox: Mailbox, tmp_path):
    with transaction() as session:
        Listing(session).structure("amicale")
        Listing(session).structure("cercle")
    today = datetime.now(UTC).date()
    file = tmp_path / "boites.csv"
    file.write_text("structure;courriel\namicale;accueil@amicale.example\n", encoding="utf-8")

    def run(*words: str) -> str:
        answer = CliRunner().invoke(app, ["campaign", *words])
        assert answer.exit_code == 0, answer.stderr
        return answer.stdout

    run("open", "Campagne d’essai", "--from", f"{today}", "--to", f"{today + timedelta(days=40)}")
    assert "lues : 1" in run("mailboxes", str(file))
    assert "invitées : 1" in run("invite")
    assert "invitées : 1" in run("invite", "cercle")
    assert "Invitations : 1 ;" in run("send")
    told = run("status")

    assert "Ont répondu : 0 sur 2 (0 %)" in told
    assert "Envoyée : 1" in told
    assert "Cercle () : dernier contact jamais ; sans boîte aux lettres" in told


def test_the_command_line_says_what_it_refuses(sqlite_database: str, tmp_path):
    file = tmp_path / "boites.csv"
    file.write_text("structure;courriel\ninconnue;a@b.example\n", encoding="utf-8")

    for words, said in (
        (["status"], "Aucune campagne"),
        (["mailboxes", str(file)], "Ligne 2 : Aucune organisation"),
        (["open", "x", "--from", "2026-09-01", "--to", "2026-08-01"], "finit après"),
    ):
        answer = CliRunner().invoke(app, ["campaign", *words])
        assert (answer.exit_code, said in answer.stderr) == (1, True)
