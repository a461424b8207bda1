"""The pages of the login say where an account stands and what to do, in every state that an account may have."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import streamlit as st
from sqlalchemy import select, update
from streamlit.navigation.page import StreamlitPage
from streamlit.testing.v1 import AppTest

from config.charter import current
from config.settings import settings
from dashboard import entrance, pages
from dashboard.identity import cookie
from geodata import journal
from geodata.database import transaction
from geodata.journal import Channel
from geodata.models import Account, CharterAcceptance
from geodata.perimetre import perimetre
from geodata.repositories import accounts, sessions
from geodata.repositories.sessions import Identity
from tests.dashboard.test_pages import opened, text_of

NOW = datetime.now(UTC)
ISSUER, EMAIL = "https://identite.example", "agent-1@essai.example"
LOGIN_PAGES = ("connexion", "compte", "acces", "charte")
Browser = dict[str, str]
STATES: dict[str, dict[str, object]] = {
    "asked": {"state": "requested"},
    "charter to accept": {"state": "active"},
    "former charter": {"state": "active", "charter_version": "2020-01", "charter_accepted_at": NOW},
    "active": {"state": "active", "charter_version": current().version, "charter_accepted_at": NOW},
    "dormant": {"state": "active", "charter_version": current().version, "confirmed_at": NOW - timedelta(days=400)},
    "suspended": {"state": "suspended"},
    "refused": {"state": "refused"},
    "ended": {"state": "active", "ends_on": NOW.date() - timedelta(days=1)},
}
CLOSED = ("suspended", "refused", "ended")


@pytest.fixture
def window(filled_database: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    """The cookies of a browser, in production, with one provider."""
    monkeypatch.setenv("VIGIE_ENV", "production")
    for name, value in (("ISSUER", ISSUER), ("CLIENT_ID", "vigie"), ("CLIENT_SECRET", "x"), ("LABEL", "ProConnect")):
        monkeypatch.setenv(f"VIGIE_OIDC_ESSAI_{name}", value)
    settings.cache_clear()
    held: Browser = {}
    monkeypatch.setattr(type(st.context), "cookies", property(lambda _: held))
    yield held
    st.cache_data.clear()


def _log_in(window: Browser, account_id: int | None, email: str = EMAIL) -> None:
    window[cookie.NAME] = sessions.new_token()
    with transaction() as session:
        who = Identity("essai", ISSUER, "agent-1", email)
        # Not the instant of the import: a long run would find the session over.
        sessions.open_session(session, window[cookie.NAME], who, account_id, datetime.now(UTC))


def _account(**columns: object) -> int:
    with transaction() as session:
        account = accounts.invite(
            session, perimetre("miprof"), "prefecture:48", email=EMAIL, function="Chargée de mission", now=NOW
        )
        known = {"issuer": ISSUER, "subject": "agent-1"}
        session.execute(update(Account).where(Account.id == account.id).values(**known, **columns))
        return account.id


@pytest.fixture
def standing(window: Browser) -> Callable[[str], int]:
    """Logs in somebody whose account stands as one of `STATES`."""

    def stand(state: str) -> int:
        account_id = _account(**STATES[state])
        _log_in(window, account_id)
        return account_id

    return stand


def _said(app: AppTest) -> str:
    return "\n".join([text_of(app), *(each.value for each in app.success)])


def _addresses(app: AppTest) -> str:
    return "".join(str(element.proto) for element in app.get("html"))


@pytest.mark.parametrize("page", LOGIN_PAGES)
@pytest.mark.parametrize("state", [*STATES, "nobody", "stranger"])
def test_each_page_opens_in_each_state_without_a_failure(
    window: Browser, standing: Callable[[str], int], state: str, page: str
) -> None:
    if state in STATES:
        standing(state)
    elif state == "stranger":
        _log_in(window, None)

    app = opened(page)

    assert not app.exception
    assert not app.error
    assert text_of(app).strip()


def test_whoever_is_not_logged_in_finds_a_door_for_each_provider(window: Browser) -> None:
    app = opened("connexion", retour="/departement?departement=48")

    assert "/connexion/essai?retour=%2Fdepartement%3Fdepartement%3D48" in _addresses(app)
    assert "Se connecter avec ProConnect" in _addresses(app)


def test_a_return_address_elsewhere_is_not_followed(window: Browser) -> None:
    app = opened("connexion", retour="https://ailleurs.example")

    assert "ailleurs" not in _addresses(app)
    assert "/connexion/essai?retour=%2F" in _addresses(app)


def test_whoever_is_already_logged_in_is_told_so(standing: Callable[[str], int]) -> None:
    standing("active")

    app = opened("connexion")

    assert "déjà connecté" in text_of(app)
    assert "/connexion/essai" not in _addresses(app)


def test_the_account_page_of_nobody_says_how_to_come_in(window: Browser) -> None:
    app = opened("compte")

    assert "Vous n’êtes pas connecté, ou votre session a pris fin" in text_of(app)
    assert "/deconnexion" not in _addresses(app)


SAID = {
    "asked": ("Demandé\N{NO-BREAK SPACE}: un administrateur doit l’approuver", "Votre demande attend la réponse"),
    "charter to accept": ("En attente de l’acceptation de la charte", "Il reste à accepter la charte"),
    "former charter": ("En attente de l’acceptation de la charte", "version 2020-01, acceptée le"),
    "active": ("Actif", "Préfecture de département (Lozère)"),
    "dormant": ("Suspendu\N{NO-BREAK SPACE}: il n’a pas servi depuis douze mois", "de le rouvrir"),
}


@pytest.mark.parametrize("state", SAID)
def test_the_account_page_says_where_the_account_stands_and_what_to_do(
    standing: Callable[[str], int], state: str
) -> None:
    standing(state)

    app = opened("compte")

    for sentence in (*SAID[state], EMAIL, "Chargée de mission"):
        assert sentence in text_of(app)
    assert "/deconnexion?jeton=" in _addresses(app)


@pytest.mark.parametrize("state", [state for state in STATES if state != "active"])
def test_an_account_that_is_not_in_order_has_the_rights_of_the_public(
    standing: Callable[[str], int], state: str
) -> None:
    standing(state)

    app = opened("couverture", indicateur="requests_not_met", annee="2016")

    assert any("ne donne pas accès" in info.value for info in app.info)


def test_an_account_in_order_reads_its_departement(standing: Callable[[str], int]) -> None:
    standing("active")

    app = opened("couverture", indicateur="requests_not_met", annee="2016")

    assert not any("ne donne pas accès" in info.value for info in app.info)


def test_an_account_in_order_reads_its_own_acts(standing: Callable[[str], int]) -> None:
    account = standing("active")
    with transaction() as session:
        journal.exported(
            session, accounts.perimetre_of(session, account, NOW.date()), obj="places", channel=Channel.CSV
        )

    app = opened("compte")

    assert "Téléchargement" in _said(app) + _addresses(app)


@pytest.mark.parametrize("state", CLOSED)
def test_the_session_of_a_closed_account_ends_at_the_next_page(
    window: Browser, standing: Callable[[str], int], state: str
) -> None:
    standing(state)

    app = opened("compte")

    assert "Vous n’êtes pas connecté" in text_of(app)
    with transaction() as session:
        assert sessions.present(session, window[cookie.NAME], datetime.now(UTC)) is None


def test_an_invited_person_whose_address_is_not_verified_does_not_enter_the_invitation(window: Browser) -> None:
    with transaction() as session:
        accounts.invite(
            session, perimetre("miprof"), "prefecture:48", email=EMAIL, function="Chargée de mission", now=NOW
        )
    _log_in(window, None, email="")

    account, request = opened("compte"), opened("acces")

    assert "Vous êtes connecté, sans compte" in text_of(account)
    assert "non communiquée par le fournisseur" in text_of(account)
    assert "ne communique pas d’adresse vérifiée" in request.error[0].value


def test_an_invitation_is_found_while_the_window_is_open(window: Browser) -> None:
    _log_in(window, None)
    assert "sans compte" in text_of(opened("compte"))
    with transaction() as session:
        accounts.invite(
            session, perimetre("miprof"), "prefecture:48", email=EMAIL, function="Chargée de mission", now=NOW
        )

    app = opened("compte")

    assert "En attente de l’acceptation de la charte" in text_of(app)


def test_a_stranger_asks_for_an_access_once(window: Browser) -> None:
    _log_in(window, None)
    app = opened("acces")

    app.text_input[1].set_value("Déléguée départementale")
    app.button[0].click().run()

    assert not app.exception
    assert "Votre demande est enregistrée" in _said(app)
    assert not app.button
    with transaction() as session:
        asked = session.scalars(select(Account)).one()
    assert (asked.email, asked.subject, asked.state) == (EMAIL, "agent-1", "requested")


def test_a_request_without_a_function_is_refused_with_a_sentence(window: Browser) -> None:
    _log_in(window, None)
    app = opened("acces")

    app.button[0].click().run()

    assert "Indiquer la fonction" in app.error[0].value
    with transaction() as session:
        assert session.scalars(select(Account)).all() == []


def test_a_request_from_a_personal_mailbox_is_refused_with_a_sentence(window: Browser) -> None:
    _log_in(window, None, email="agent@gmail.com")
    app = opened("acces")

    app.text_input[1].set_value("Déléguée départementale")
    app.button[0].click().run()

    assert "adresse professionnelle" in app.error[0].value


@pytest.mark.parametrize("state", ["asked", "active", "dormant"])
def test_whoever_has_an_account_is_not_offered_a_second_one(standing: Callable[[str], int], state: str) -> None:
    standing(state)

    app = opened("acces")

    assert not app.button
    assert not app.text_input


def test_the_charter_is_accepted_by_whoever_says_to_have_read_it(standing: Callable[[str], int]) -> None:
    account_id = standing("charter to accept")
    app = opened("charte")
    assert app.button[0].disabled

    app.checkbox[0].check().run()
    app.button[0].click().run()

    assert not app.exception
    with transaction() as session:
        kept = session.scalars(select(CharterAcceptance)).one()
        rights = accounts.perimetre_of(session, account_id, date.today())
    assert (kept.account_id, kept.version) == (account_id, current().version)
    assert rights.profile == "prefecture:48"


@pytest.mark.parametrize("state", [*(state for state in STATES if "charter" not in state), "nobody"])
def test_the_charter_is_read_by_all_and_accepted_by_nobody_else(standing: Callable[[str], int], state: str) -> None:
    if state != "nobody":
        standing(state)

    app = opened("charte")

    assert "Charte de confidentialité" in text_of(app)
    assert not app.button
    assert not app.checkbox


def test_an_account_suspended_between_reading_and_accepting_the_charter_opens_nothing(
    standing: Callable[[str], int],
) -> None:
    account_id = standing("charter to accept")
    app = opened("charte")
    app.checkbox[0].check().run()
    with transaction() as session:
        accounts.suspend(session, perimetre("miprof"), account_id, now=NOW)

    app.button[0].click().run()

    assert not app.exception
    with transaction() as session:
        assert session.scalars(select(CharterAcceptance)).all() == []


@pytest.mark.parametrize("forged", ["", "x", "devine", "' OR 1=1 --", "../../etc", "é" * 60, "A" * 5000])
def test_a_forged_cookie_is_the_public(window: Browser, standing: Callable[[str], int], forged: str) -> None:
    standing("active")
    window[cookie.NAME] = forged

    app = opened("couverture", indicateur="requests_not_met", annee="2016")

    assert any("ne donne pas accès" in info.value for info in app.info)


def test_a_cookie_shown_again_after_the_log_out_is_the_public(window: Browser, standing: Callable[[str], int]) -> None:
    standing("active")
    with transaction() as session:
        sessions.end(session, window[cookie.NAME], NOW)

    app = opened("couverture", indicateur="requests_not_met", annee="2016")

    assert any("ne donne pas accès" in info.value for info in app.info)


def test_the_cookie_under_another_name_is_the_public(window: Browser, standing: Callable[[str], int]) -> None:
    standing("active")
    token = window.pop(cookie.NAME)
    window |= {"vigie": token, "session": token, "voir_comme": "miprof", "_streamlit_user": token}

    app = opened("couverture", indicateur="requests_not_met", annee="2016")

    assert any("ne donne pas accès" in info.value for info in app.info)


def test_the_menu_shows_only_what_serves_now(window: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[list[str]] = []
    everything = entrance.pages_of_the_visitor

    def noted() -> list[StreamlitPage]:
        offered = everything()
        shown.append([each.title for each in offered if each.visibility == "visible"])
        return offered

    monkeypatch.setattr(entrance, "pages_of_the_visitor", noted)
    opened("couverture")
    _log_in(window, None)
    opened("couverture")

    assert shown[0] == ["Se connecter"]
    assert shown[-1] == ["Demander un accès", "Mon compte"]


@pytest.mark.parametrize("state", ["nobody", "active", "dormant"])
def test_each_address_of_a_page_is_answered_by_a_page(
    standing: Callable[[str], int], monkeypatch: pytest.MonkeyPatch, state: str
) -> None:
    offered: list[str] = []
    everything = entrance.all_pages

    def noted() -> list[StreamlitPage]:
        offered[:] = [each.url_path for each in everything()]
        return everything()

    monkeypatch.setattr(entrance, "all_pages", noted)
    if state != "nobody":
        standing(state)

    opened("couverture")

    assert sorted(offered) == sorted(set(pages.ADDRESSES.values()) - {"demonstration"})
