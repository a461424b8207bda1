"""The personal link: one button opens one card for one browser, and nothing else ever does."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update
from starlette.applications import Starlette
from starlette.testclient import TestClient

from config.settings import settings
from dashboard import demonstration_door, visitor
from dashboard.identity import cookie, link
from geodata.database import transaction
from geodata.instants import today_at
from geodata.models import Invitation, InvitationEvent, LoginSession, Structure
from geodata.perimetre import NotAllowed, perimetre
from geodata.repositories import accounts, campaigns, invitations, sessions
from geodata.repositories.listing_rows import Entry
from tests.dashboard.identity.conftest import VIGIE, journal_lines, session_kept, sessions_kept
from tests.dashboard.identity.test_every_route import METHODS
from tests.dashboard.test_pages import opened, text_of

MIPROF = perimetre("miprof")
SECRET = "Xq2-7vLmR9_tZ4bN8cKw1eYd6hJf3sPa"
PERSON = sessions.Identity("essai", "https://identite.example", "quelqu-un")


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture(autouse=True)
def secret(sqlite_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIGIE_COOKIE_SECRET", SECRET)
    monkeypatch.setenv("VIGIE_PUBLIC_URL", VIGIE)
    settings.cache_clear()


def browser() -> TestClient:
    return TestClient(Starlette(routes=link.routes()), base_url=VIGIE, follow_redirects=False)


@pytest.fixture
def invited() -> str:
    """The link of an organisation that a campaign asks."""
    with transaction() as session:
        for code, name in (("amicale", "Amicale <b>d’essai</b>"), ("cercle", "Cercle d’essai")):
            session.add(Structure(code=code, association=name, name=name, description="", mail=""))
        session.flush()
        entry, today = Entry(now()), today_at(now())
        number = campaigns.open_campaign(session, MIPROF, "Essai", today, today + timedelta(days=30), entry=entry)
        invitations.invite(session, MIPROF, number, ["amicale", "cercle"], entry=entry)
        return invitations.new_link(session, MIPROF, 1, entry=entry)


def change(act: Callable[..., object]) -> None:
    with transaction() as session:
        act(session, MIPROF, 1, entry=Entry(now()))


def expire() -> None:
    with transaction() as session:
        session.execute(update(Invitation).values(expires_at=now() - timedelta(seconds=1)))


def test_the_page_of_a_link_is_one_button_in_french(invited: str) -> None:
    page = browser().get(f"/lien/{invited}")

    assert page.status_code == 200
    assert "Ouvrir ma fiche" in page.text
    assert "Amicale &lt;b&gt;d’essai&lt;/b&gt;" in page.text
    assert page.headers["referrer-policy"] == "no-referrer"
    assert page.headers["cache-control"] == "no-store"
    assert invited not in page.text


@pytest.mark.parametrize("cut", ["/lien/", "/lien/abc/def"])
def test_a_link_that_was_cut_is_told_like_any_other_unknown_one(invited: str, cut: str) -> None:
    page = browser().get(cut)

    assert page.status_code == 404
    assert "Lien inconnu" in page.text


@pytest.mark.parametrize("method", [each for each in METHODS if each != "POST"])
def test_a_program_that_follows_links_opens_nothing(invited: str, method: str) -> None:
    answer = browser().request(method, f"/lien/{invited}")

    assert answer.status_code < 500
    assert "set-cookie" not in answer.headers
    assert sessions_kept() == 0
    with transaction() as session:
        assert session.scalar(select(InvitationEvent.id).where(InvitationEvent.kind == "opened")) is None


def test_the_button_opens_a_session_for_the_card_and_leaves_the_link_out_of_the_address(invited: str) -> None:
    client = browser()

    answer = client.post(f"/lien/{invited}", headers={"Sec-Fetch-Site": "same-origin"})

    assert (answer.status_code, answer.headers["location"]) == (303, "/ma-fiche")
    assert invited not in str(answer.headers)
    kept = session_kept()
    assert (kept.provider, kept.issuer, kept.subject, kept.account_id) == ("lien", "vigie", "1", None)
    given = answer.headers["set-cookie"]
    assert all(word in given for word in ("__Host-vigie=", "HttpOnly", "Secure", "SameSite=lax"))
    assert journal_lines()[-1] == ("login", "invitations", "1", "lien:amicale")


def test_another_site_cannot_open_a_card_in_somebody_s_browser(invited: str) -> None:
    for site in ("cross-site", "same-site"):
        answer = browser().post(f"/lien/{invited}", headers={"Sec-Fetch-Site": site})

        assert answer.status_code == 403
        assert "autre site" in answer.text
    assert sessions_kept() == 0


def test_the_former_session_of_the_browser_ends(invited: str) -> None:
    client, former = browser(), sessions.new_token()
    with transaction() as session:
        sessions.open_session(session, former, PERSON, None, now())
    client.cookies.set(cookie.NAME, former)

    client.post(f"/lien/{invited}")

    with transaction() as session:
        assert sessions.present(session, former, now()) is None


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_each_refusal_is_a_french_page_without_a_session(invited: str, method: str) -> None:
    def asked(token: str) -> tuple[int, str, bool]:
        answer = browser().request(method, f"/lien/{token}")
        return answer.status_code, answer.text, "set-cookie" in answer.headers

    unknown, tampered = asked("AAAA.BBBB"), asked(invited[:-1] + ("A" if invited[-1] != "A" else "B"))
    change(invitations.new_link)
    replaced = asked(invited)
    change(invitations.revoke)
    revoked = asked(invited)

    assert unknown == tampered
    assert (unknown[0], revoked[0]) == (404, 410)
    assert replaced == revoked
    assert "Lien inconnu" in unknown[1]
    assert "Lien retiré" in revoked[1]
    assert not any(given for _, _, given in (unknown, tampered, replaced, revoked))
    assert sessions_kept() == 0
    refused = [line for line in journal_lines() if line[0] == "refusal"]
    assert refused == [
        ("refusal", "sessions", "lien:unknown_link", "public"),
        ("refusal", "sessions", "lien:revoked_link", "public"),
    ]
    assert not any(invited in str(line) for line in journal_lines())


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_expired_link_is_said_to_be_so(invited: str, method: str) -> None:
    expire()

    answer = browser().request(method, f"/lien/{invited}")

    assert (answer.status_code, "Lien échu" in answer.text) == (410, True)
    assert ("refusal", "sessions", "lien:expired_link", "public") in journal_lines()


def seated(invited: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The browser of the organisation, in front of the pages."""
    client = browser()
    client.post(f"/lien/{invited}")
    token = client.cookies[cookie.NAME]
    monkeypatch.setattr(visitor, "_token", lambda: token)
    return token


def rights() -> str:
    return visitor.own().profile


def test_a_guest_has_one_card_and_no_account(invited: str, monkeypatch: pytest.MonkeyPatch) -> None:
    seated(invited, monkeypatch)

    guest = visitor.guest()
    assert guest is not None
    assert guest.invited.structure == "amicale"
    assert visitor.present() is None
    own = visitor.own()
    assert (own.profile, own.account, own.structure) == ("lien:amicale", None, "amicale")
    assert own.writes == {"structures"}


@pytest.mark.parametrize("end", [invitations.revoke, invitations.new_link])
def test_a_link_taken_back_or_replaced_ends_the_session_at_the_next_run(
    invited: str, monkeypatch: pytest.MonkeyPatch, end: Callable[..., object]
) -> None:
    seated(invited, monkeypatch)
    assert rights() == "lien:amicale"

    change(end)

    assert rights() == "public"
    with transaction() as session:
        assert session.scalars(select(LoginSession.ended_at)).one() is not None


def test_a_link_that_expires_ends_the_session_at_the_next_run(invited: str, monkeypatch: pytest.MonkeyPatch) -> None:
    seated(invited, monkeypatch)
    check = visitor.check_at_the_click()

    expire()

    assert rights() == "public"
    with pytest.raises(NotAllowed):
        check()


def test_the_card_of_another_organisation_stays_closed(invited: str, monkeypatch: pytest.MonkeyPatch) -> None:
    seated(invited, monkeypatch)
    with transaction() as session:
        invitations.new_link(session, MIPROF, 2, entry=Entry(now()))

    assert rights() == "lien:amicale"


def test_leaving_needs_the_token_of_the_session(invited: str, monkeypatch: pytest.MonkeyPatch) -> None:
    client = browser()
    client.post(f"/lien/{invited}")
    token = client.cookies[cookie.NAME]

    refused = client.get("/lien/quitter?jeton=autre")
    assert (refused.status_code, session_kept().ended_at) == (403, None)
    left = client.get(f"/lien/quitter?jeton={cookie.leaving_token(token)}")

    assert "Vous avez quitté la fiche" in left.text
    assert session_kept().ended_at is not None
    assert cookie.NAME not in client.cookies
    assert journal_lines()[-1][0] == "logout"
    assert browser().get("/lien/quitter").status_code == 200


def test_the_link_of_an_invitation_never_finds_an_account(invited: str) -> None:
    with transaction() as session:
        assert accounts.of_identity(session, "vigie", "1", "") is None


@pytest.fixture
def demonstration(filled_database: str, secret: None, invited: str, monkeypatch: pytest.MonkeyPatch) -> str:
    return seated(invited, monkeypatch)


def test_in_the_demonstration_the_link_wins_over_the_chosen_profile(demonstration: str) -> None:
    app = opened("couverture", "miprof")

    assert not app.exception
    assert not app.error
    said = [caption.value for caption in app.caption]
    assert any(each.startswith("Lien personnel") for each in said)
    assert not any(each.startswith("Démonstration.") for each in said)
    assert not app.sidebar.children, "a telephone closes the sidebar: the way out is on the page"
    assert "Quitter la fiche" in text_of(app)


@pytest.mark.parametrize("page", ["couverture", "departement", "mesures", "reunions", "comparer", "donnees"])
def test_every_page_opens_for_a_guest(demonstration: str, page: str) -> None:
    app = opened(page)

    assert not app.exception
    assert not app.error


def test_in_the_demonstration_an_ordinary_session_counts_for_nothing(
    filled_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = sessions.new_token()
    with transaction() as session:
        sessions.open_session(session, token, PERSON, None, now())
    monkeypatch.setattr(visitor, "_token", lambda: token)

    assert rights() == demonstration_door.DEFAULT_VIEW
    assert visitor.guest() is None
