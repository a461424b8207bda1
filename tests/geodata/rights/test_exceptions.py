from datetime import timedelta
from typing import Any

import pytest

from config.roles import Action, Level, Object
from geodata.models import RightException
from geodata.perimetre import NotAllowed, Perimetre, perimetre
from geodata.repositories import exceptions
from geodata.repositories.accounts import AccountError, perimetre_of
from geodata.rights import FRANCE, decide, readable
from tests.geodata.rights.conftest import NOW, TODAY, Office

LATER = TODAY + timedelta(days=30)


def grant(office: Office, author: Perimetre, account_id: int, **changes: Any) -> RightException:
    asked: dict[str, Any] = {"obj": Object.PLACES, "action": Action.READ, "departement": "30", "ends_on": LATER}
    asked |= {"reason": "Appui d’un département voisin", "now": NOW} | changes
    return exceptions.grant(office.session, author, account_id, **asked)


def reads_secrets(rights: Perimetre) -> bool:
    return decide(rights, Object.SECURE_PLACES, Action.READ, departement=FRANCE).allowed


def test_an_exception_opens_one_object_in_one_departement_and_nothing_else(office: Office):
    account = office.account("siao:48")

    grant(office, office.someone("miprof"), account.id)

    rights = office.rights(account.id)
    assert readable(rights, Object.PLACES) == ("30", "48")
    assert readable(rights, Object.DRAFTS) == readable(perimetre("siao:48"), Object.DRAFTS)
    assert not decide(rights, Object.PLACES, Action.WRITE, departement="30").allowed


def test_an_exception_is_gone_after_its_last_day(office: Office):
    account = office.account("siao:48")
    grant(office, office.someone("miprof"), account.id)

    assert readable(perimetre_of(office.session, account.id, LATER), Object.PLACES) == ("30", "48")
    assert readable(perimetre_of(office.session, account.id, LATER + timedelta(days=1)), Object.PLACES) == ("48",)


def test_an_exception_is_gone_once_revoked(office: Office):
    account, miprof = office.account("siao:48"), office.someone("miprof")
    exception = grant(office, miprof, account.id)

    exceptions.revoke(office.session, miprof, exception.id, now=NOW)

    assert readable(office.rights(account.id), Object.PLACES) == ("48",)


def test_an_exception_does_not_outlive_the_account(office: Office):
    account = office.account("siao:48", state="suspended")
    grant(office, office.someone("miprof"), account.id)

    assert office.rights(account.id) == perimetre("public")


@pytest.mark.parametrize(
    ("author", "changes"),
    [
        ("prefecture:48", {}),
        ("dihal", {}),
        ("siao:30", {}),
        ("miprof", {"action": Action.ADMINISTER}),
        ("prefecture:30", {"departement": FRANCE}),
        ("prefecture:30", {"level": Level.N3}),
    ],
)
def test_an_exception_is_given_only_by_who_administers_there(office: Office, author: str, changes: dict[str, Any]):
    account = office.account("siao:48")

    with pytest.raises(NotAllowed):
        grant(office, office.someone(author), account.id, **changes)

    assert readable(office.rights(account.id), Object.PLACES) == ("48",)


def test_an_exception_needs_an_author_with_an_account_and_never_oneself(office: Office):
    miprof, account = office.someone("miprof"), office.account("siao:48")

    with pytest.raises(NotAllowed, match="nom de son auteur"):
        grant(office, perimetre("miprof"), account.id)
    with pytest.raises(NotAllowed, match="soi-même"):
        grant(office, miprof, miprof.account or 0)


@pytest.mark.parametrize(
    "changes",
    [
        {"reason": "  "},
        {"ends_on": TODAY - timedelta(days=1)},
        {"ends_on": TODAY + timedelta(days=367)},
        {"departement": "20"},
    ],
)
def test_an_exception_has_a_reason_a_place_and_an_end_within_the_year(office: Office, changes: dict[str, Any]):
    with pytest.raises(AccountError):
        grant(office, office.someone("miprof"), office.account("siao:48").id, **changes)


def secret_grant(office: Office, author: Perimetre, account_id: int) -> RightException:
    return grant(office, author, account_id, obj=Object.SECURE_PLACES, departement=FRANCE)


@pytest.mark.parametrize(("first", "second"), [("miprof", "dihal"), ("dihal", "miprof")])
def test_secrets_open_when_miprof_and_dihal_have_both_said_so(office: Office, first: str, second: str):
    account = office.account("dihal")
    exception = secret_grant(office, office.someone(first), account.id)
    assert not reads_secrets(office.rights(account.id))

    exceptions.confirm(office.session, office.someone(second), exception.id, now=NOW)

    assert reads_secrets(office.rights(account.id))
    assert not reads_secrets(perimetre_of(office.session, account.id, LATER + timedelta(days=1)))


def test_the_same_person_the_same_administration_or_the_holder_do_not_make_two(office: Office):
    author, account = office.someone("dihal"), office.account("miprof")
    exception = secret_grant(office, author, account.id)

    for second in (author, office.someone("dihal"), office.rights(account.id), perimetre("miprof")):
        with pytest.raises(NotAllowed):
            exceptions.confirm(office.session, second, exception.id, now=NOW)
    with pytest.raises(NotAllowed):
        exceptions.confirm(office.session, office.someone("prefecture:48"), exception.id, now=NOW)

    assert not reads_secrets(office.rights(account.id))


@pytest.mark.parametrize("profile", ["prefecture:48", "cncdh", "exploitation"])
def test_secrets_are_never_opened_to_a_profile_that_the_matrix_does_not_foresee(office: Office, profile: str):
    with pytest.raises(NotAllowed, match="ne prévoit pas"):
        secret_grant(office, office.someone("miprof"), office.account(profile).id)


def test_a_confirmation_comes_once_and_in_time(office: Office):
    miprof, dihal, account = office.someone("miprof"), office.someone("dihal"), office.account("dihal")
    exception = secret_grant(office, miprof, account.id)

    with pytest.raises(AccountError, match="n’attend pas"):
        exceptions.confirm(office.session, dihal, exception.id, now=NOW + timedelta(days=31))
    exceptions.confirm(office.session, dihal, exception.id, now=NOW)
    with pytest.raises(AccountError, match="n’attend pas"):
        exceptions.confirm(office.session, dihal, exception.id, now=NOW)
