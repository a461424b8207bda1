"""The page of named exceptions: given, confirmed by two administrations when secret, taken back, and listed."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from config.roles import Action, Object
from dashboard.components import downloads
from geodata.database import transaction
from geodata.models import JournalLine, RightException
from geodata.repositories import accounts, exceptions
from geodata.rights import FRANCE, decide, readable
from tests.dashboard.logged_in import NOW, Desk, desk
from tests.dashboard.test_pages import text_of

__all__ = ["desk"]
LATER = NOW.date() + timedelta(days=60)


def press(app: AppTest, label: str) -> AppTest:
    return next(button for button in app.button if button.label == label).click().run()


def grant(app: AppTest, holder: int, obj: Object, departement: str = "", reason: str = "Appui d’urgence") -> AppTest:
    if len(app.selectbox(key="exception_compte").options) == 1:
        # Only « another account »: this administrator reads none.
        app.number_input(key="exception_numero").set_value(holder).run()
    else:
        app.selectbox(key="exception_compte").set_value(holder).run()
    app.selectbox(key="exception_objet").set_value(obj).run()
    if departement:
        app.selectbox(key="exception_territoire").set_value(departement).run()
    app.text_input(key="exception_motif").set_value(reason)
    app.date_input(key="exception_fin").set_value(LATER)
    return press(app, "Accorder")


def reads(account_id: int, obj: Object) -> tuple[str, ...]:
    with transaction() as session:
        return readable(accounts.perimetre_of(session, account_id, NOW.date()), obj)


def reads_secrets(account_id: int) -> bool:
    with transaction() as session:
        rights = accounts.perimetre_of(session, account_id, NOW.date())
    return decide(rights, Object.SECURE_PLACES, Action.READ, departement=FRANCE).allowed


def all_of_them() -> list[RightException]:
    with transaction() as session:
        return list(session.scalars(select(RightException)))


def test_miprof_gives_an_exception_with_a_reason_and_a_last_day(desk: Desk) -> None:
    siao, miprof = desk.account("siao:48"), desk.account("miprof")

    app = grant(desk.sit(miprof)("exceptions"), siao, Object.PLACES, "30")

    assert reads(siao, Object.PLACES) == ("30", "48")
    (kept,) = all_of_them()
    assert (kept.reason, kept.ends_on, kept.author_id) == ("Appui d’urgence", LATER, miprof)
    assert f"{LATER:%d/%m/%Y}" in app.success[0].value
    assert app.dataframe[0].value["État"].tolist() == ["En vigueur"]


def test_an_exception_is_taken_back(desk: Desk) -> None:
    siao = desk.account("siao:48")
    app = grant(desk.sit(desk.account("miprof"))("exceptions"), siao, Object.PLACES, "30")

    app = press(app, "Retirer")

    assert reads(siao, Object.PLACES) == ("48",)
    assert app.dataframe[0].value["État"].tolist() == ["Retirée"]
    assert not [box for box in app.selectbox if box.label == "Exception"]


def test_a_secret_opens_when_miprof_and_dihal_have_both_said_so(desk: Desk) -> None:
    reader, miprof = desk.account("dihal", "lecteur"), desk.account("miprof")
    first, second = desk.account("miprof", "autre"), desk.account("dihal")
    app = grant(desk.sit(miprof)("exceptions"), reader, Object.SECURE_PLACES)
    assert app.dataframe[0].value["État"].tolist() == ["Attend une seconde personne"]

    same_administration = press(desk.sit(first)("exceptions"), "Confirmer")
    assert "autre administration" in text_of(same_administration)
    assert not reads_secrets(reader)

    own = press(desk.sit(reader)("exceptions"), "Confirmer")
    assert "propre exception" in text_of(own)
    assert not reads_secrets(reader)

    done = press(desk.sit(second)("exceptions"), "Confirmer")
    assert not done.error
    assert reads_secrets(reader)


def test_dihal_gives_secrets_by_the_number_of_an_account_and_nothing_else(desk: Desk) -> None:
    reader, dihal = desk.account("dihal", "lecteur"), desk.account("dihal")
    app = desk.sit(dihal)("exceptions")
    assert app.selectbox(key="exception_objet").options == ["places sécurisées"]

    app = grant(app, reader, Object.SECURE_PLACES)

    assert not app.error
    assert [each.second_id for each in all_of_them()] == [None]
    assert not reads_secrets(reader)


@pytest.mark.parametrize("profile", ["cncdh", "siao:48", "prefecture:48"])
def test_secrets_are_given_only_to_a_profile_for_which_the_matrix_says_so(desk: Desk, profile: str) -> None:
    holder = desk.account(profile)

    app = grant(desk.sit(desk.account("miprof"))("exceptions"), holder, Object.SECURE_PLACES)

    assert "ne prévoit pas d’exception" in text_of(app)
    assert all_of_them() == []


def test_a_prefecture_is_offered_its_own_departement_alone(desk: Desk) -> None:
    siao = desk.account("siao:48")
    app = desk.sit(desk.account("prefecture:48"))("exceptions")
    assert app.selectbox(key="exception_territoire").options == ["Lozère (48)"]

    app = grant(app, siao, Object.INDICATORS)

    assert not app.error
    assert [(each.departement, each.level) for each in all_of_them()] == [("48", 2)]


def test_nobody_gives_himself_an_exception(desk: Desk) -> None:
    prefecture = desk.account("prefecture:48")

    app = grant(desk.sit(prefecture)("exceptions"), prefecture, Object.PLACES)

    assert "soi-même" in text_of(app)
    assert all_of_them() == []
    with transaction() as session:
        assert session.scalars(select(JournalLine.event)).all()[-1] == "refusal"


@pytest.mark.parametrize("reason", ["", "Refuge Canari, 12 rue de la Paix, mise à l’abri"])
def test_an_exception_without_a_reason_or_with_an_address_of_shelter_is_refused(desk: Desk, reason: str) -> None:
    siao = desk.account("siao:48")

    app = grant(desk.sit(desk.account("prefecture:48"))("exceptions"), siao, Object.PLACES, reason=reason)

    assert app.error
    assert not app.exception
    assert all_of_them() == []
    assert "Refuge Canari" not in app.error[0].value


@pytest.mark.parametrize("who", ["siao:48", "prefet:48", "cncdh", "acse", "region:76"])
def test_who_gives_no_exception_has_no_such_page(desk: Desk, who: str) -> None:
    sit = desk.sit(desk.account(who))

    with pytest.raises(ValueError, match="Could not find a navigation page"):
        sit("exceptions")


def test_an_association_reads_those_of_its_colleagues_and_gives_none(desk: Desk) -> None:
    colleague, manager = desk.account("association:12:48"), desk.account("association:12:48", "gestion")
    miprof = desk.account("miprof")
    with transaction() as session:
        author = accounts.perimetre_of(session, miprof, NOW.date())
        exceptions.grant(
            session, author, colleague, Object.PLACES, Action.READ, departement="30", reason="Appui", ends_on=LATER,
            now=NOW,
        )  # fmt: skip

    app = desk.sit(manager)("exceptions")

    assert len(app.dataframe[0].value) == 1
    assert "Accorder" not in [button.label for button in app.button]


def test_the_list_is_exported_and_the_export_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    siao, miprof = desk.account("siao:48"), desk.account("miprof")
    grant(desk.sit(miprof)("exceptions"), siao, Object.PLACES, "30")
    given: dict[str, Callable[[], bytes]] = {}
    monkeypatch.setattr(downloads.st, "download_button", lambda label, data, **_: given.update({label: data}))

    desk.sit(miprof)("exceptions")
    content = given["CSV"]().decode("utf-8-sig")

    assert "Appui d’urgence" in content
    assert "SIAO, référent traite (Lozère)" in content
    assert "@" not in content
    with transaction() as session:
        last = session.scalars(select(JournalLine).order_by(JournalLine.number.desc())).first()
    assert last is not None
    assert (last.event, last.obj, last.channel, last.actor) == ("export", "exceptions", "csv", str(miprof))
