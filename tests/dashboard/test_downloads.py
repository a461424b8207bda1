"""A file is decided at the click: what was allowed when the page was drawn may no longer be."""

from collections.abc import Callable

import pytest
from sqlalchemy import select, update
from streamlit.testing.v1 import AppTest

from dashboard import visitor
from dashboard.components import downloads
from geodata.database import transaction
from geodata.models import Account, JournalLine, LoginSession
from geodata.perimetre import NotAllowed
from geodata.rights import Standing
from tests.dashboard.logged_in import NOW, Desk, desk

__all__ = ["desk"]
PLACE = {"departement": "48", "annee": "2016"}
Make = Callable[[], bytes]


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[Make]:
    """What each button of the last page would run when it is used."""
    given: list[Make] = []
    shown = downloads.st.download_button

    def button(label: str, *, data: Make, **others: object) -> bool:
        if not label.startswith("Modèle"):  # a blank model has nothing to hide
            given.append(data)
        return bool(shown(label, data=data, **others))

    monkeypatch.setattr(downloads.st, "download_button", button)
    return given


def suspend(account_id: int) -> None:
    with transaction() as session:
        session.execute(update(Account).where(Account.id == account_id).values(state=Standing.SUSPENDED.value))


def told(event: str) -> list[str]:
    with transaction() as session:
        return list(session.scalars(select(JournalLine.obj).where(JournalLine.event == event)))


def test_an_account_in_order_receives_each_file_of_its_page(desk: Desk, made: list[Make]) -> None:
    desk.sit(desk.account("prefecture:48"))("departement", **PLACE)

    files = [make() for make in made]

    assert len(files) > 3
    assert all(files)
    assert len(told("export")) == len(files)


@pytest.mark.parametrize("page", ["departement", "couverture", "donnees"])
def test_an_account_suspended_after_the_page_was_drawn_receives_nothing(
    desk: Desk, made: list[Make], page: str
) -> None:
    account = desk.account("miprof")
    desk.sit(account)(page, **PLACE)
    suspend(account)

    for make in made:
        with pytest.raises(NotAllowed, match="Vos droits ont changé"):
            make()

    assert made
    assert told("export") == []
    assert len(told("refusal")) == len(made)


def test_the_click_of_a_suspended_account_is_answered_by_a_sentence(desk: Desk) -> None:
    account = desk.account("miprof")
    app: AppTest = desk.sit(account)("departement", **PLACE)
    suspend(account)

    app.download_button[0].click().run()

    assert visitor.CHANGED in [error.value for error in app.error]
    assert not app.exception


def test_a_click_that_is_allowed_leaves_the_page_as_it_is(desk: Desk) -> None:
    app: AppTest = desk.sit(desk.account("miprof"))("departement", **PLACE)

    app.download_button[0].click().run()

    assert not app.error
    assert not app.exception


def test_a_session_that_ended_since_receives_nothing(desk: Desk, made: list[Make]) -> None:
    desk.sit(desk.account("miprof"))("departement", **PLACE)
    with transaction() as session:
        session.execute(update(LoginSession).values(ended_at=NOW))

    with pytest.raises(NotAllowed):
        made[0]()

    assert told("export") == []


def test_a_neighbour_with_the_same_rights_is_not_the_same_person(desk: Desk, made: list[Make]) -> None:
    """Two accounts of one préfecture are equal: the file asked for by the first must not leave for the second."""
    first, second = desk.account("prefecture:48", "un"), desk.account("prefecture:48", "deux")
    desk.sit(first)("departement", **PLACE)
    with transaction() as session:
        session.execute(update(LoginSession).values(account_id=second))

    with pytest.raises(NotAllowed):
        made[0]()
