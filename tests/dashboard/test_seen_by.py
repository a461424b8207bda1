"""« Voir comme… » shows each page as another profile sees it, within one's own rights, and writes nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from config.roles import Action, Object
from config.settings import settings
from dashboard import pages
from dashboard.components.view_banner import BACK
from etl.run import run
from geodata import journal
from geodata.database import Session, transaction
from geodata.models import Account, Import, JournalLine, RightException
from geodata.perimetre import NotAllowed, Perimetre, perimetre
from geodata.repositories import accounts, exceptions
from geodata.rights import as_seen_by
from tests.dashboard.logged_in import NOW, Desk, desk
from tests.dashboard.test_pages import PAGES, opened, text_of

__all__ = ["desk"]
MENDE, BOURG = {"departement": "48", "annee": "2016"}, {"departement": "01", "annee": "2016"}
REFUSED = "ne donne pas accès aux places"


def go(app: AppTest, page: str, **query: str) -> AppTest:
    app.query_params.clear()
    for name, value in query.items():
        app.query_params[name] = value
    return app.switch_page(str(next(file for file in pages.ADDRESSES if file.stem == page))).run()


def seen_as(profile: str, departement: str = "", own: str = "miprof") -> AppTest:
    app = opened("voir_comme", own)
    app.selectbox(key="vue_profil").set_value(profile).run()
    if departement:
        app.selectbox(key="vue_departement").set_value(departement).run()
    return press(app, "Voir comme ce profil")


def press(app: AppTest, label: str) -> AppTest:
    return next(button for button in app.button if button.label == label).click().run()


def banner(app: AppTest) -> str:
    return "".join(each.value for each in app.warning if "Vous voyez Vigie comme" in each.value)


@pytest.mark.parametrize("page", PAGES)
def test_each_page_says_as_whom_one_looks_and_gives_the_way_back(filled_database: str, page: str) -> None:
    app = go(seen_as("prefecture", "48"), page, **MENDE)

    assert "Préfecture de département \\(Lozère\\)" in banner(app)
    assert "Rien ne peut être enregistré" in banner(app)
    assert not app.exception
    assert not app.error

    back = press(app, BACK)

    assert banner(back) == ""
    assert BACK not in [button.label for button in back.button]


def test_a_view_shows_what_the_profile_reads_and_no_more(filled_database: str) -> None:
    app = seen_as("prefecture", "48")

    assert REFUSED not in text_of(go(app, "departement", **MENDE))
    assert REFUSED in text_of(go(app, "departement", **BOURG))
    assert REFUSED not in text_of(go(press(app, BACK), "departement", **BOURG))


def test_the_public_page_can_be_seen_as_the_public_sees_it(filled_database: str) -> None:
    mine, theirs = go(seen_as("public"), "departement", **MENDE), opened("departement", "public", **MENDE)

    assert [each.value for each in mine.subheader] == [each.value for each in theirs.subheader]
    assert [str(each.proto) for each in mine.get("html")] == [str(each.proto) for each in theirs.get("html")]
    assert REFUSED in text_of(mine)


def test_a_prefecture_never_reads_through_a_view_what_it_does_not_read(filled_database: str) -> None:
    app = seen_as("miprof", own="prefecture:48")

    assert REFUSED not in text_of(go(app, "departement", **MENDE))
    assert REFUSED in text_of(go(app, "departement", **BOURG))


@pytest.mark.parametrize("profile", ["public", "siao:48", "prefet:48", "cncdh", "dihal", "partenaire:48"])
def test_who_administers_no_account_has_no_such_page(filled_database: str, profile: str) -> None:
    with pytest.raises(ValueError, match="Could not find a navigation page"):
        opened("voir_comme", profile)


@pytest.mark.parametrize("chosen", [("siao:48", "miprof"), ("miprof", "miprof"), ("siao:48", "inconnu")])
def test_a_view_that_nobody_may_have_is_forgotten(filled_database: str, chosen: tuple[str, str]) -> None:
    app = opened("couverture", "siao:48")
    app.session_state["vu_comme"] = chosen

    app = go(app, "departement", **BOURG)

    assert banner(app) == ""
    assert REFUSED in text_of(app)
    assert "vu_comme" not in app.session_state


@pytest.mark.parametrize("name", ["vue", "vu_comme", "voir-comme", "profil", "vue_profil"])
def test_no_parameter_of_the_address_opens_a_view(filled_database: str, name: str) -> None:
    app = opened("departement", "miprof", **BOURG, **{name: "public"})

    assert banner(app) == ""
    assert REFUSED not in text_of(app)


def test_behind_a_view_no_upload_is_offered(filled_database: str) -> None:
    app = go(seen_as("dihal"), "donnees")

    assert not app.get("file_uploader")
    assert "ne permet pas d’enregistrer" in text_of(app)


Act = Callable[[Session, Perimetre, int, int], Any]
ACTS: dict[str, Act] = {
    "invite": lambda s, who, *_: accounts.invite(
        s, who, "siao:48", email="nouveau@essai.example", function="Agent", now=NOW
    ),
    "approve": lambda s, who, account, _: accounts.approve(s, who, account, now=NOW),
    "refuse": lambda s, who, account, _: accounts.refuse(s, who, account),
    "suspend": lambda s, who, account, _: accounts.suspend(s, who, account, now=NOW),
    "end_on": lambda s, who, account, _: accounts.end_on(s, who, account, None),
    "grant": lambda s, who, account, _: exceptions.grant(
        s, who, account, Object.PLACES, Action.READ, departement="01", reason="Appui", ends_on=NOW.date(), now=NOW
    ),
    "confirm": lambda s, who, _, exception: exceptions.confirm(s, who, exception, now=NOW),
    "revoke": lambda s, who, _, exception: exceptions.revoke(s, who, exception, now=NOW),
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("profile", ["miprof", "dihal", "prefecture:48"])
def test_behind_a_view_nothing_is_written(desk: Desk, act: str, profile: str) -> None:
    siao, miprof, other = desk.account("siao:48"), desk.account("miprof"), desk.account("dihal")
    with transaction() as session:
        author = accounts.perimetre_of(session, miprof, NOW.date())
        opened_one = exceptions.grant(
            session, author, other, Object.SECURE_PLACES, Action.READ, departement="FR", reason="Suivi",
            ends_on=NOW.date(), now=NOW,
        ).id  # fmt: skip
    before = _kept()

    with pytest.raises(NotAllowed), transaction() as session:
        ACTS[act](session, as_seen_by(author, profile), siao, opened_one)

    assert _kept() == before


def _kept() -> list[dict[str, Any]]:
    with transaction() as session:
        rows = [*session.scalars(select(Account)), *session.scalars(select(RightException))]
        return [{c.name: getattr(row, c.name) for c in row.__table__.columns} for row in rows]


def test_behind_a_view_no_file_is_received(filled_database: str, tmp_path: Any) -> None:
    file = tmp_path / "referents.csv"
    file.write_text("departement;annee\n48;2016\n", encoding="utf-8")
    for job in ("etat_4001", "diagnostics_360"):
        with pytest.raises(NotAllowed):
            run(job, file, as_seen_by(perimetre("miprof"), "miprof"))

    with transaction() as session:
        assert len(session.scalars(select(Import)).all()) == 4


def test_a_view_ends_with_the_account_of_its_viewer(desk: Desk) -> None:
    miprof, other = desk.account("miprof"), desk.account("miprof", "autre")
    app = desk.sit(miprof)("voir_comme")
    app.selectbox(key="vue_profil").set_value("prefecture").run()
    app.selectbox(key="vue_departement").set_value("48").run()
    app = go(press(app, "Voir comme ce profil"), "departement", **MENDE)
    assert banner(app)
    assert REFUSED not in text_of(app)

    with transaction() as session:
        accounts.suspend(session, accounts.perimetre_of(session, other, NOW.date()), miprof, now=NOW)
    app = app.run()

    assert banner(app) == ""
    assert REFUSED in text_of(app)


def test_a_view_is_not_taken_over_by_the_next_person_of_the_window(desk: Desk) -> None:
    first, second = desk.account("miprof"), desk.account("miprof", "autre")
    app = desk.sit(first)("voir_comme")
    app.selectbox(key="vue_profil").set_value("public").run()
    app = press(app, "Voir comme ce profil")
    assert banner(app)

    desk.sit(second)
    app = go(app, "departement", **BOURG)

    assert banner(app) == ""
    assert REFUSED not in text_of(app)


def test_a_view_and_what_is_read_through_it_are_told_to_the_journal(desk: Desk) -> None:
    miprof = desk.account("miprof")
    app = desk.sit(miprof)("voir_comme")
    app.selectbox(key="vue_profil").set_value("prefecture").run()
    app.selectbox(key="vue_departement").set_value("48").run()
    go(press(app, "Voir comme ce profil"), "departement", **MENDE)

    with transaction() as session:
        lines = session.scalars(select(JournalLine).order_by(JournalLine.number)).all()
        told = {(line.event, line.actor, line.role, line.obj, line.key) for line in lines}
        assert journal.verify(session).sound
    assert ("consultation", str(miprof), "miprof/prefecture:48", "views", "prefecture:48") in told
    assert ("consultation", str(miprof), "miprof/prefecture:48", "places", "48:2016") in told


def test_in_production_a_visitor_without_an_account_has_no_such_page(
    filled_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VIGIE_ENV", "production")
    settings.cache_clear()

    with pytest.raises(ValueError, match="Could not find a navigation page"):
        opened("voir_comme", "miprof")
