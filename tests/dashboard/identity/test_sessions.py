"""Sessions are kept by the server: recognised by a fingerprint, ended by silence, term, log-out and suspension."""

import hashlib
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from config.thresholds import threshold
from geodata.database import transaction
from geodata.models import LoginSession
from geodata.perimetre import perimetre
from geodata.repositories import accounts, sessions
from geodata.repositories.sessions import Identity

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
WHO = Identity("essai", "https://identite.example", "agent-1", "agent@essai.example", "00000000000000")


def _opened(now: datetime = NOW, account_id: int | None = None) -> str:
    token = sessions.new_token()
    with transaction() as session:
        sessions.open_session(session, token, WHO, account_id, now, sealed_id_token="scellé")
    return token


def _holds(token: str, now: datetime) -> bool:
    with transaction() as session:
        return sessions.present(session, token, now) is not None


def _kept() -> LoginSession:
    with transaction() as session:
        return session.scalars(select(LoginSession)).one()


def test_only_the_fingerprint_of_the_token_is_kept(database: str) -> None:
    token = _opened()

    assert _kept().token_sha256 == hashlib.sha256(token.encode()).hexdigest()
    assert token not in str(vars(_kept()))
    assert _holds(token, NOW)
    assert not _holds(_kept().token_sha256, NOW)


def test_two_tokens_never_look_alike() -> None:
    tokens = {sessions.new_token() for _ in range(200)}

    assert len(tokens) == 200
    assert min(map(len, tokens)) >= 43


def test_a_session_ends_after_a_silence_and_stays_ended(database: str) -> None:
    token, silence = _opened(), timedelta(minutes=threshold("session.idle_minutes"))

    assert _holds(token, NOW + silence - timedelta(seconds=1))
    assert not _holds(token, NOW + 2 * silence)
    assert not _holds(token, NOW)


def test_a_session_that_is_used_without_a_pause_ends_at_its_term(database: str) -> None:
    token, moment = _opened(), NOW
    term = NOW + timedelta(hours=threshold("session.longest_hours"))

    while moment + timedelta(minutes=20) < term:
        moment += timedelta(minutes=20)
        assert _holds(token, moment)

    assert not _holds(token, term)


def test_a_token_shown_again_after_the_log_out_opens_nothing_and_the_person_is_erased(database: str) -> None:
    token = _opened()

    with transaction() as session:
        sessions.end(session, token, NOW)

    assert not _holds(token, NOW)
    assert (_kept().email, _kept().siret, _kept().sealed_id_token) == ("", "", "")


def test_suspending_an_account_ends_all_its_sessions_and_no_other(database: str) -> None:
    with transaction() as session:
        miprof = perimetre("miprof")
        account, other = (
            accounts.invite(session, miprof, "prefecture:48", email=email, function="Chargé de mission", now=NOW)
            for email in ("agent@essai.example", "autre@essai.example")
        )
    desk, train, elsewhere = (
        _opened(account_id=account.id),
        _opened(account_id=account.id),
        _opened(account_id=other.id),
    )

    with transaction() as session:
        accounts.suspend(session, perimetre("miprof"), account.id, now=NOW)

    assert not _holds(desk, NOW)
    assert not _holds(train, NOW)
    assert _holds(elsewhere, NOW)


def test_an_old_session_is_forgotten_at_a_later_login(database: str) -> None:
    _opened()

    _opened(NOW + timedelta(days=threshold("session.kept_days") + 2))

    assert _kept().created_at.replace(tzinfo=UTC) > NOW


@pytest.mark.parametrize("forged", ["", "x", "' OR 1=1 --", "é" * 50])
def test_a_forged_token_is_nobody(sqlite_database: str, forged: str) -> None:
    _opened()

    assert not _holds(forged, NOW)
