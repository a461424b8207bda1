"""The page of accounts: each one inside his own perimeter, Miprof for France; every act is a line of the journal."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update
from streamlit.testing.v1 import AppTest

from dashboard.components.profile_choice import profile_choice
from geodata.database import transaction
from geodata.models import Account, JournalLine
from geodata.repositories import accounts
from tests.dashboard.logged_in import ISSUER, NOW, Desk, desk
from tests.dashboard.test_pages import text_of

__all__ = ["desk"]
APPROVE, REFUSE, SUSPEND = "Approuver, confirmer ou rouvrir", "Refuser la demande", "Suspendre"


def press(app: AppTest, label: str) -> AppTest:
    return next(button for button in app.button if button.label == label).click().run()


def chosen(app: AppTest, account_id: int) -> AppTest:
    return app.selectbox(key="compte_choisi").set_value(account_id).run()


def kept(account_id: int) -> Account:
    with transaction() as session:
        return session.get_one(Account, account_id)


def by_email(email: str) -> Account | None:
    with transaction() as session:
        return session.scalar(select(Account).where(Account.email == email))


def asked_for(profile: str, name: str = "demande") -> int:
    with transaction() as session:
        asked = accounts.request(
            session, profile, email=f"{name}@essai.example", function="Agente", now=NOW, issuer=ISSUER, subject=name
        )
        return asked.id


def invited(app: AppTest, profile: str, departement: str, email: str, **more: Any) -> AppTest:
    app.selectbox(key="invitation_profil").set_value(profile).run()
    app.selectbox(key="invitation_departement").set_value(departement).run()
    app.text_input(key="invitation_adresse").set_value(email)
    app.text_input(key="invitation_fonction").set_value("Chargée de mission")
    if "ends_on" in more:
        app.date_input(key="invitation_fin").set_value(more["ends_on"])
    return press(app, "Inviter")


def events() -> list[tuple[str, str, str]]:
    with transaction() as session:
        lines = session.scalars(select(JournalLine).order_by(JournalLine.number)).all()
        return [(line.event, line.actor, line.key) for line in lines if line.obj == "accounts"]


def test_a_prefecture_invites_at_home(desk: Desk) -> None:
    prefecture = desk.account("prefecture:48")
    app = desk.sit(prefecture)("comptes")

    app = invited(app, "siao", "48", "siao@essai.example", ends_on=NOW.date() + timedelta(days=90))

    account = by_email("siao@essai.example")
    assert account is not None
    assert (account.state, account.profile, account.departement) == ("invited", "siao", "48")
    assert account.ends_on == NOW.date() + timedelta(days=90)
    assert any("Invitation enregistrée" in each.value for each in app.success)
    assert ("rights_change", str(prefecture), str(account.id)) in events()


@pytest.mark.parametrize(("profile", "departement"), [("siao", "30"), ("prefecture", "01")])
def test_a_prefecture_invites_nobody_next_door(desk: Desk, profile: str, departement: str) -> None:
    app = desk.sit(desk.account("prefecture:48"))("comptes")

    app = invited(app, profile, departement, "voisin@essai.example")

    assert by_email("voisin@essai.example") is None
    assert any("ne permet pas d’administrer" in each.value for each in app.error)
    assert events()[-1][0] == "refusal"


def test_miprof_invites_everywhere(desk: Desk) -> None:
    app = desk.sit(desk.account("miprof"))("comptes")

    for code in ("01", "2A", "971"):
        app = invited(app, "prefecture", code, f"prefecture{code}@essai.example".lower())

    assert by_email("prefecture2a@essai.example") is not None
    assert by_email("prefecture971@essai.example") is not None
    assert not app.error


@pytest.mark.parametrize("email", ["pas-une-adresse", "quelqu.un@gmail.com", ""])
def test_an_invitation_that_makes_no_sense_is_explained(desk: Desk, email: str) -> None:
    app = invited(desk.sit(desk.account("prefecture:48"))("comptes"), "siao", "48", email)

    assert len(app.error) == 1
    assert not app.exception


def test_a_request_is_approved_or_refused(desk: Desk) -> None:
    first, second = asked_for("siao:48"), asked_for("partenaire:48", "autre")
    app = desk.sit(desk.account("prefecture:48"))("comptes")
    assert "Demandes qui attendent" in text_of(app)

    app = press(chosen(app, first), APPROVE)
    app = press(chosen(app, second), REFUSE)

    assert (kept(first).state, kept(second).state) == ("active", "refused")


def test_the_prefet_approves_requests_and_administers_nothing_else(desk: Desk) -> None:
    request, colleague = asked_for("siao:48"), desk.account("siao:48")
    app = desk.sit(desk.account("prefet:48"))("comptes")

    app = press(chosen(app, request), APPROVE)
    app = press(chosen(app, colleague), SUSPEND)

    assert kept(request).state == "active"
    assert kept(colleague).state == "active"
    assert any("ne permet pas d’administrer" in each.value for each in app.error)


def test_a_suspended_account_is_opened_again_by_an_approval(desk: Desk) -> None:
    siao = desk.account("siao:48")
    app = desk.sit(desk.account("prefecture:48"))("comptes")

    app = press(chosen(app, siao), SUSPEND)
    suspended = kept(siao).state
    press(chosen(app, siao), APPROVE)

    assert (suspended, kept(siao).state) == ("suspended", "active")


def test_the_last_day_of_an_account_is_moved(desk: Desk) -> None:
    siao, later = desk.account("siao:48"), NOW.date() + timedelta(days=200)
    app = chosen(desk.sit(desk.account("prefecture:48"))("comptes"), siao)

    app.date_input(key=f"fin_{siao}").set_value(later)
    app = press(app, "Fixer le dernier jour")

    assert kept(siao).ends_on == later
    assert any(f"{later:%d/%m/%Y}" in each.value for each in app.success)


def test_an_account_is_confirmed_each_year(desk: Desk) -> None:
    siao = desk.account("siao:48")
    with transaction() as session:
        old = {"confirmed_at": NOW - timedelta(days=400), "last_used_at": NOW - timedelta(days=1)}
        session.execute(update(Account).where(Account.id == siao).values(**old))
    app = desk.sit(desk.account("prefecture:48"))("comptes")
    before = next(each.value for each in app.caption if "à confirmer" in each.value)

    app = press(chosen(app, siao), APPROVE)

    after = next(each.value for each in app.caption if "à confirmer" in each.value)
    assert before.rstrip(".").endswith("1")
    assert after.rstrip(".").endswith("0")
    assert kept(siao).confirmed_at.date() == NOW.date()


@pytest.mark.parametrize(("who", "seen"), [("prefecture:48", 2), ("prefecture:01", 2), ("miprof", 4)])
def test_each_one_sees_the_accounts_of_his_perimeter(desk: Desk, who: str, seen: int) -> None:
    for profile in ("siao:48", "siao:01", "cncdh"):
        desk.account(profile)

    app = desk.sit(desk.account(who))("comptes")

    assert len(app.dataframe[0].value) == seen


@pytest.mark.parametrize("who", ["siao:48", "partenaire:48", "cncdh", "dihal", "region:76"])
def test_who_decides_on_no_account_has_no_such_page(desk: Desk, who: str) -> None:
    sit = desk.sit(desk.account(who))

    with pytest.raises(ValueError, match="Could not find a navigation page"):
        sit("comptes")


def test_nobody_approves_himself(desk: Desk) -> None:
    prefecture = desk.account("prefecture:48")
    app = chosen(desk.sit(prefecture)("comptes"), prefecture)

    app = press(app, APPROVE)

    assert any("son propre compte" in each.value for each in app.error)


def test_the_choice_of_a_profile_offers_no_profile_of_machines() -> None:
    app = AppTest.from_string(
        "from dashboard.components.profile_choice import profile_choice\nprofile_choice('essai')", default_timeout=30
    ).run()

    assert profile_choice.__doc__
    assert not {"Public", "Exploitation du serveur", "Administration technique"} & set(
        app.selectbox(key="essai_profil").options
    )
