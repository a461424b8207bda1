from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from config import charter
from config.roles import Level
from geodata.journal import verify
from geodata.models import Account, CharterAcceptance, JournalLine
from geodata.perimetre import NotAllowed, perimetre
from geodata.repositories import accounts
from geodata.repositories.accounts import AccountError
from geodata.rights import Standing
from tests.geodata.rights.conftest import NOW, TODAY, Office

PERSON = {"email": "agent@exemple.gouv.fr", "function": "Référente traite", "now": NOW}


def test_an_account_reads_what_its_profile_reads(office: Office):
    lozere = office.someone("prefecture:48")

    assert lozere.readable(Level.N2) == ("48",)
    assert lozere == perimetre("prefecture:48")


@pytest.mark.parametrize(
    "profile",
    [
        "prefecture:48",
        "service:13:7,8",
        "region:11",
        "ministere:justice",
        "association:12:48",
        "association:12",
        "miprof",
    ],
)
def test_an_account_keeps_the_place_of_its_profile(office: Office, profile: str):
    assert office.someone(profile) == perimetre(profile)


@pytest.mark.parametrize("state", ["requested", "invited", "suspended", "refused"])
def test_an_account_that_is_not_active_has_the_rights_of_the_public(office: Office, state: str):
    rights = office.someone("miprof", state=state)

    assert rights == perimetre("public")
    assert rights.account is not None


def test_a_suspended_account_loses_everything_at_the_next_action(office: Office):
    miprof, account = office.someone("miprof"), office.account("prefecture:48")
    assert office.rights(account.id).readable(Level.N2) == ("48",)

    accounts.suspend(office.session, miprof, account.id, now=NOW)

    assert office.rights(account.id) == perimetre("public")


def test_an_account_ends_after_its_last_day(office: Office):
    account = office.account("prefecture:48", ends_on=TODAY)

    assert accounts.standing_of(office.session, account.id, TODAY) == Standing.ACTIVE
    assert accounts.standing_of(office.session, account.id, TODAY + timedelta(days=1)) == Standing.ENDED
    assert accounts.perimetre_of(office.session, account.id, TODAY + timedelta(days=1)) == perimetre("public")


def test_an_account_sleeps_after_twelve_months_without_use(office: Office):
    account = office.account("prefecture:48")
    accounts.used(office.session, account.id, datetime.fromisoformat("2027-01-31T10:00:00+00:00"))

    assert accounts.standing_of(office.session, account.id, date(2028, 1, 30)) == Standing.ACTIVE
    assert accounts.standing_of(office.session, account.id, date(2028, 1, 31)) == Standing.DORMANT
    assert accounts.perimetre_of(office.session, account.id, date(2028, 1, 31)) == perimetre("public")


def test_using_a_dormant_account_does_not_wake_it_up_but_an_administrator_does(office: Office):
    miprof, account = office.someone("miprof"), office.account("prefecture:48")
    later = NOW + timedelta(days=400)

    accounts.used(office.session, account.id, later)
    assert accounts.standing_of(office.session, account.id, later.date()) == Standing.DORMANT

    accounts.approve(office.session, miprof, account.id, now=later)
    assert accounts.standing_of(office.session, account.id, later.date()) == Standing.ACTIVE


def test_an_account_unknown_has_the_rights_of_the_public(office: Office):
    assert accounts.perimetre_of(office.session, 999, TODAY) == perimetre("public")


@pytest.mark.parametrize(
    ("who", "profile"),
    [
        ("prefecture:48", "siao:48"),
        ("prefecture:48", "association:12:48"),
        ("referent:48", "service:48:7"),
        ("miprof", "prefecture:48"),
        ("miprof", "region:11"),
        ("miprof", "ministere:justice"),
        ("miprof", "cncdh"),
        ("association:12:48", "association:12:48"),
        ("technique", "technique"),
    ],
)
def test_an_administrator_invites_inside_his_perimeter(office: Office, who: str, profile: str):
    account = accounts.invite(office.session, office.someone(who), profile, **PERSON)

    assert account.state == "invited"
    assert office.rights(account.id) == perimetre("public")


@pytest.mark.parametrize(
    ("who", "profile"),
    [
        ("prefecture:48", "siao:30"),
        ("prefecture:48", "region:76"),
        ("prefecture:48", "miprof"),
        ("prefecture:48", "association:12"),
        ("prefet:48", "siao:48"),
        ("region:11", "siao:75"),
        ("dihal", "prefecture:48"),
        ("siao:69", "siao:69"),
        ("public", "siao:69"),
        ("technique", "siao:69"),
        ("technique", "cncdh"),
        ("association:12:48", "association:13:48"),
        ("association:12:48", "association:12:75"),
        ("association:12:48", "partenaire:48"),
    ],
)
def test_nobody_invites_outside_his_perimeter_and_nothing_is_kept(office: Office, who: str, profile: str):
    inviter = office.someone(who)

    with pytest.raises(NotAllowed, match="ne permet pas d’administrer"):
        accounts.invite(office.session, inviter, profile, **PERSON)

    assert office.session.scalar(select(Account).where(Account.email == PERSON["email"])) is None


def test_an_association_invites_three_colleagues_and_no_more(office: Office):
    manager = office.someone("association:12:48")
    for number in range(3):
        accounts.invite(office.session, manager, "association:12:48", **PERSON | {"email": f"a{number}@exemple.fr"})

    with pytest.raises(NotAllowed, match="au plus 3 collègues"):
        accounts.invite(office.session, manager, "association:12:48", **PERSON)


@pytest.mark.parametrize("profile", ["dihal", "miprof", "acse"])
def test_an_account_that_touches_secrets_waits_for_a_second_person_of_the_other_administration(
    office: Office, profile: str
):
    miprof, colleague, dihal = (office.someone(each) for each in ("miprof", "miprof", "dihal"))
    account = accounts.invite(office.session, miprof, profile, **PERSON)
    assert account.state == "requested"

    for nobody in (miprof, colleague, office.someone("prefecture:48"), perimetre("dihal")):
        with pytest.raises(NotAllowed):
            accounts.approve(office.session, nobody, account.id, now=NOW)
        assert account.state == "requested"

    accounts.approve(office.session, dihal, account.id, now=NOW)
    assert account.state == "invited"


def test_an_account_that_touches_secrets_is_asked_for_then_approved_twice(office: Office):
    miprof, dihal = office.someone("miprof"), office.someone("dihal")
    account = accounts.request(office.session, "acse", **PERSON)

    with pytest.raises(NotAllowed):
        accounts.approve(office.session, dihal, account.id, now=NOW)
    assert accounts.approve(office.session, miprof, account.id, now=NOW).state == "requested"
    assert accounts.approve(office.session, dihal, account.id, now=NOW).state == "invited"


def test_a_request_opens_nothing_until_it_is_approved_by_the_prefet(office: Office):
    prefet = office.someone("prefet:48")
    account = accounts.request(office.session, "siao:48", **PERSON, issuer="https://fournisseur.exemple", subject="s1")
    assert office.rights(account.id) == perimetre("public")

    with pytest.raises(NotAllowed, match="ne permet pas de valider"):
        accounts.approve(office.session, office.someone("prefet:30"), account.id, now=NOW)
    accounts.approve(office.session, prefet, account.id, now=NOW)

    assert accounts.standing_of(office.session, account.id, TODAY) == Standing.CHARTER


def test_a_refused_request_is_not_approved_later(office: Office):
    miprof = office.someone("miprof")
    account = accounts.request(office.session, "siao:48", **PERSON)

    accounts.refuse(office.session, miprof, account.id)

    with pytest.raises(AccountError, match="refusée"):
        accounts.approve(office.session, miprof, account.id, now=NOW)


def test_an_address_that_was_refused_may_be_invited_and_keeps_its_number(office: Office):
    miprof = office.someone("miprof")
    refused = accounts.request(office.session, "siao:48", **PERSON)
    accounts.refuse(office.session, miprof, refused.id)

    invited = accounts.invite(office.session, miprof, "siao:30", **PERSON)

    assert invited.id == refused.id
    assert (invited.state, invited.departement) == (Standing.INVITED.value, "30")
    assert accounts.found(office.session, refused.id).state == Standing.INVITED.value


def test_nobody_approves_his_own_account_nor_moves_its_end(office: Office):
    miprof = office.someone("miprof")

    with pytest.raises(NotAllowed, match="son propre compte"):
        accounts.approve(office.session, miprof, miprof.account, now=NOW)
    with pytest.raises(NotAllowed, match="son propre compte"):
        accounts.end_on(office.session, miprof, miprof.account, None)


def test_an_administrator_sets_the_last_day_of_an_account(office: Office):
    miprof, account = office.someone("miprof"), office.account("prefecture:48")

    accounts.end_on(office.session, miprof, account.id, TODAY - timedelta(days=1))

    assert office.rights(account.id) == perimetre("public")


@pytest.mark.parametrize(
    ("email", "said"),
    [
        ("agent", "pas complète"),
        ("a b@exemple.fr", "pas complète"),
        ("agent@Gmail.com", "professionnelle"),
        ("AGENT1@exemple.gouv.fr", "existe déjà"),
    ],
)
def test_an_address_is_professional_and_stands_once(office: Office, email: str, said: str):
    office.account("siao:48")

    with pytest.raises(AccountError, match=said):
        accounts.request(office.session, "siao:48", **PERSON | {"email": email})


def test_an_account_holds_nothing_of_the_person_but_an_address_and_a_function():
    personal = {"email", "function", "issuer", "subject", "siret"}
    others = {column.name for column in Account.__table__.columns} - personal

    assert not [name for name in others if "name" in name or "phone" in name or "birth" in name]


def test_the_first_login_of_an_invited_person_finds_the_invitation_once(office: Office):
    account = accounts.invite(office.session, office.someone("miprof"), "siao:48", **PERSON)

    found = accounts.of_identity(office.session, "https://fournisseur.exemple", "s1", "Agent@exemple.gouv.fr")

    assert found is account
    assert account.state == "active"
    assert accounts.of_identity(office.session, "https://fournisseur.exemple", "s1", "") is account
    assert accounts.of_identity(office.session, "https://ailleurs.exemple", "s1", PERSON["email"]) is None
    assert accounts.of_identity(office.session, "https://fournisseur.exemple", "s2", PERSON["email"]) is None


@pytest.mark.parametrize("state", ["requested", "suspended", "refused"])
def test_an_address_alone_does_not_enter_an_account_that_is_not_invited(office: Office, state: str):
    account = office.account("siao:48", state=state, issuer=None, subject=None)

    assert accounts.of_identity(office.session, "https://fournisseur.exemple", "s9", account.email) is None
    assert accounts.of_identity(office.session, "https://fournisseur.exemple", "s9", "") is None


def test_without_the_charter_an_account_stays_at_the_public_level(office: Office):
    account = office.account("prefecture:48", charter_version="")
    assert office.rights(account.id) == perimetre("public")

    accounts.accept_charter(office.session, account.id, charter.current().version, NOW)

    assert office.rights(account.id).readable(Level.N2) == ("48",)


def test_a_new_version_of_the_charter_is_accepted_again_and_the_former_is_kept(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    account = office.account("prefecture:48", charter_version="")
    accounts.accept_charter(office.session, account.id, "2026-11", NOW)
    for version in ("2026-11", "2027-02"):
        (tmp_path / f"{version}.md").write_text("# Charte", encoding="utf-8")
    monkeypatch.setattr(charter, "FOLDER", tmp_path)

    assert accounts.standing_of(office.session, account.id, TODAY) == Standing.CHARTER
    with pytest.raises(AccountError, match="a changé"):
        accounts.accept_charter(office.session, account.id, "2026-11", NOW)
    accounts.accept_charter(office.session, account.id, "2027-02", NOW)

    kept = office.session.scalars(select(CharterAcceptance.version).order_by(CharterAcceptance.version)).all()
    assert kept == ["2026-11", "2027-02"]
    assert office.rights(account.id).readable(Level.N2) == ("48",)


def test_a_closed_account_does_not_accept_the_charter(office: Office):
    account = office.account("prefecture:48", charter_version="", state="suspended")

    with pytest.raises(NotAllowed, match="Suspendu"):
        accounts.accept_charter(office.session, account.id, charter.current().version, NOW)


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("miprof", {"siao:48", "siao:30", "association:12:48", "region:11", "technique"}),
        ("prefecture:48", {"siao:48", "association:12:48"}),
        ("association:12:48", {"association:12:48"}),
        ("technique", {"technique"}),
        ("siao:48", set()),
        ("public", set()),
        ("dihal", set()),
    ],
)
def test_accounts_are_read_inside_the_perimeter_alone(office: Office, who: str, seen: set[str]):
    kept = {
        office.account(profile).id: profile
        for profile in ("siao:48", "siao:30", "association:12:48", "region:11", "technique")
    }

    listed = accounts.listed(office.session, perimetre(who), TODAY)

    assert {kept[number] for number in listed.index} == seen


def test_the_first_administrator_is_the_first_and_the_only_one_opened_so(office: Office):
    person = PERSON | {"email": "premiere@exemple.gouv.fr"}
    account = accounts.first_administrator(office.session, "miprof", **person)

    assert account.state == "invited"
    with pytest.raises(NotAllowed, match="existe déjà"):
        accounts.first_administrator(office.session, "miprof", **PERSON)
    with pytest.raises(NotAllowed, match="n’administre pas la France"):
        accounts.first_administrator(office.session, "cncdh", **PERSON)
    accounts.first_administrator(office.session, "dihal", **PERSON)


def test_every_change_is_in_the_journal_without_an_address(office: Office):
    miprof = office.someone("miprof")
    account = accounts.invite(office.session, miprof, "siao:48", **PERSON)
    accounts.suspend(office.session, miprof, account.id, now=NOW)

    lines = office.session.scalars(select(JournalLine).order_by(JournalLine.number)).all()
    assert [(line.event, line.obj, line.key, line.actor) for line in lines] == [
        ("rights_change", "accounts", str(account.id), str(miprof.account))
    ] * 2
    assert '"state":"invited"' in lines[1].before
    assert '"state":"suspended"' in lines[1].after
    assert "exemple" not in "".join(line.before + line.after for line in lines)
    assert verify(office.session).sound
