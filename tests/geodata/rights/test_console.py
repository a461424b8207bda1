from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select
from typer.testing import CliRunner

from config.charter import current
from geodata.__main__ import app
from geodata.database import transaction
from geodata.models import Account, JournalLine
from geodata.repositories import accounts

FIRST = "premiere@exemple.gouv.fr"


def run(*arguments: str) -> Any:
    return CliRunner().invoke(app, ["accounts", *arguments])


@pytest.fixture
def administrator(sqlite_database: str) -> str:
    """The first administrator, invited from the server, logged in once, who has accepted the charter."""
    assert run("first-administrator", FIRST, "--function", "Cheffe de mission").exit_code == 0
    with transaction() as session:
        account = accounts.of_identity(session, "https://fournisseur.exemple", "s1", FIRST)
        assert account is not None
        accounts.accept_charter(session, account.id, current().version, datetime.now(UTC))
    return FIRST


def invite(by: str, profile: str = "siao:48", email: str = "siao@exemple.fr", *more: str) -> Any:
    return run("invite", email, "--profile", profile, "--function", "Coordinatrice", "--by", by, *more)


def test_there_is_one_first_administrator(administrator: str):
    again = run("first-administrator", "autre@exemple.gouv.fr", "--function", "Chef")

    assert again.exit_code == 1
    assert "existe déjà" in again.output


def test_an_administrator_invites_lists_and_suspends(administrator: str):
    assert "(siao:48) : Invité" in invite(
        administrator, "siao:48", "siao@exemple.fr", "--until", "2099-12-31"
    ).output.replace("\u00a0", " ")
    assert "siao@exemple.fr  Coordinatrice  siao 48  Invité" in run("list", "--by", administrator).output
    assert run("suspend", "2", "--by", administrator).exit_code == 0
    assert "Suspendu" in run("list", "--by", administrator).output
    assert run("approve", "2", "--by", administrator).exit_code == 0
    assert "Invité" in run("list", "--by", administrator).output


def test_a_request_is_refused(administrator: str):
    with transaction() as session:
        accounts.request(session, "siao:48", email="siao@exemple.fr", function="Agent", now=datetime.now(UTC))

    assert run("refuse", "2", "--by", administrator).exit_code == 0
    assert run("refuse", "2", "--by", administrator).exit_code == 2


@pytest.mark.parametrize(
    ("profile", "email", "code"),
    [("siao:20", "siao@exemple.fr", 2), ("siao:48", "siao@gmail.com", 2), ("roi", "siao@exemple.fr", 2)],
)
def test_what_makes_no_sense_answers_two_and_keeps_nothing(administrator: str, profile: str, email: str, code: int):
    answer = invite(administrator, profile, email)

    assert answer.exit_code == code
    assert answer.output
    with transaction() as session:
        assert session.scalars(select(Account.email)).all() == [FIRST]


def test_who_has_no_account_or_no_right_does_nothing_and_the_refusal_is_kept(administrator: str):
    invite(administrator)

    for by in ("personne@exemple.fr", "siao@exemple.fr"):
        assert invite(by, "siao:48", "autre@exemple.fr").exit_code == 1
    with transaction() as session:
        assert len(session.scalars(select(Account.id)).all()) == 2
        refusals = session.scalars(select(JournalLine.actor).where(JournalLine.event == "refusal")).all()
    assert refusals == ["2"]


def test_an_invited_administrator_does_nothing_before_a_login_and_the_charter(sqlite_database: str):
    run("first-administrator", FIRST, "--function", "Cheffe de mission")

    assert invite(FIRST).exit_code == 1
