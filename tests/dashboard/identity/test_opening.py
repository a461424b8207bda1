"""A login gives a fresh token, ends the former session, and leaves a line in the journal, on both databases."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from config.charter import current
from dashboard.identity import cookie, opening
from dashboard.identity.vouched import Vouched
from geodata import journal
from geodata.database import transaction
from geodata.journal import Channel
from geodata.models import Account, JournalLine
from geodata.perimetre import perimetre
from geodata.repositories import accounts, sessions
from geodata.repositories.accounts import Standing
from geodata.repositories.sessions import Identity
from tests.dashboard.identity.conftest import Browser, journal_lines, sessions_kept
from tests.oidc.liar import Liar

NOW = datetime.now(UTC)
EMAIL = "agent-1@essai.example"


def _vouched(subject: str = "agent-1") -> Vouched:
    email = f"{subject}@essai.example"
    return Vouched(Identity("essai", "https://identite.example", subject, email), "un.jeton.signe")


def _invited(email: str = EMAIL) -> int:
    with transaction() as session:
        account = accounts.invite(
            session, perimetre("miprof"), "prefecture:48", email=email, function="Chargée de mission", now=NOW
        )
        return account.id


def _set(account_id: int, **columns: object) -> None:
    with transaction() as session:
        session.execute(update(Account).where(Account.id == account_id).values(**columns))


def _holds(token: str) -> bool:
    with transaction() as session:
        return sessions.present(session, token, datetime.now(UTC)) is not None


def _after_the_invitation() -> list[tuple[str, str, str, str]]:
    return [line for line in journal_lines() if line[0] != "rights_change"]


def test_each_login_gives_a_fresh_token_and_ends_the_former_session_of_the_browser(database: str) -> None:
    _invited()
    former = opening.open_for(_vouched(), None)

    token = opening.open_for(_vouched(), former)

    assert token != former
    assert _holds(token)
    assert not _holds(former)


def test_a_token_planted_in_the_browser_before_the_login_opens_nothing_after_it(database: str) -> None:
    account_id = _invited()
    planted = opening.open_for(_vouched("attaquant"), None)
    chosen = "un-jeton-choisi-par-un-attaquant"

    opening.open_for(_vouched(), planted)
    opening.open_for(_vouched(), chosen)

    assert not _holds(planted)
    assert not _holds(chosen)
    assert _after_the_invitation() == [
        ("login", "accounts", "", "public"),
        ("logout", "accounts", "", "public"),
        ("login", "accounts", str(account_id), str(account_id)),
        ("login", "accounts", str(account_id), str(account_id)),
    ]


def test_a_login_and_a_log_out_are_told_with_the_account_and_without_its_address(database: str) -> None:
    account_id = _invited()

    token = opening.open_for(_vouched(), None)
    closed = opening.close(token)

    assert closed == ("essai", "un.jeton.signe")
    assert opening.close(token) is None
    who = ("accounts", str(account_id), str(account_id))
    assert _after_the_invitation() == [("login", *who), ("logout", *who)]


def test_the_login_of_a_stranger_says_nothing_of_the_person(database: str) -> None:
    opening.open_for(_vouched("inconnue"), None)

    with transaction() as session:
        line = session.scalars(select(JournalLine)).one()
    assert (line.actor, line.key, line.after) == ("public", "", "")
    assert "inconnue" not in str(vars(line))


CLOSED: dict[Standing, dict[str, object]] = {
    Standing.SUSPENDED: {"state": "suspended"},
    Standing.REFUSED: {"state": "refused"},
    Standing.ENDED: {"state": "active", "ends_on": NOW.date() - timedelta(days=1)},
}


@pytest.mark.parametrize("where", CLOSED)
def test_a_closed_account_opens_no_session_and_the_journal_tells_it(database: str, where: Standing) -> None:
    account_id = _invited()
    former = opening.open_for(_vouched(), None)
    _set(account_id, **CLOSED[where])

    with pytest.raises(opening.ClosedAccount) as refused:
        opening.open_for(_vouched(), former)

    assert refused.value.standing == where
    assert not _holds(former)
    assert sessions_kept() == 1
    assert _after_the_invitation()[-1] == ("refusal", "sessions", f"essai:{where.value}", str(account_id))


def test_the_journal_of_logins_is_entire(database: str) -> None:
    _invited()
    opening.close(opening.open_for(_vouched(), None))
    journal.refused(perimetre("public"), obj="sessions", key="essai:bad_signature", channel=Channel.LOGIN)

    with transaction() as session:
        verdict = journal.verify(session)

    assert verdict.sound


def test_a_suspended_person_reads_why_and_loses_the_cookie(
    sqlite_database: str, browser: Callable[[], Browser], liar: Liar
) -> None:
    account_id, person = _invited(), browser()
    person.log_in()
    _set(account_id, state="suspended")

    answer = person.log_in()

    assert answer.status_code == 403
    assert "votre compte est suspendu" in answer.text
    assert "Max-Age=0" in answer.headers["set-cookie"]
    assert person.token is None


@pytest.mark.parametrize(
    "forge",
    [
        lambda token: token[:-1] + ("A" if token[-1] != "A" else "B"),
        lambda token: token.swapcase(),
        lambda token: token + "=",
        lambda token: " " + token,
        lambda token: token[: len(token) // 2],
        lambda token: "",
    ],
    ids=["one letter changed", "other capitals", "one letter more", "a space before", "half of it", "nothing"],
)
def test_a_token_that_was_altered_is_nobody(database: str, forge: Callable[[str], str]) -> None:
    _invited()
    token = opening.open_for(_vouched(), None)

    forged = forge(token)

    assert not _holds(forged)
    assert _holds(token)


def test_the_link_of_a_former_session_does_not_log_out_the_present_one(database: str) -> None:
    former = opening.open_for(_vouched(), None)
    token = opening.open_for(_vouched(), former)

    assert not cookie.may_leave(token, cookie.leaving_token(former))
    assert cookie.may_leave(token, cookie.leaving_token(token))


def test_a_login_does_not_accept_the_charter_in_the_place_of_the_person(database: str) -> None:
    account_id = _invited()

    opening.open_for(_vouched(), None)

    with transaction() as session:
        rights = accounts.perimetre_of(session, account_id, NOW.date())
        assert accounts.standing_of(session, account_id, NOW.date()) == Standing.CHARTER
    assert rights.profile == "public"
    _set(account_id, charter_version=current().version)
    with transaction() as session:
        assert accounts.perimetre_of(session, account_id, NOW.date()).profile == "prefecture:48"
