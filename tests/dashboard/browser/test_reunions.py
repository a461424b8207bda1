"""The tasks of the yearly meeting, in a real browser: three actions each from the home page."""

import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from dashboard import meetings
from geodata.database import transaction
from tests.dashboard.browser.conftest import Server, Visit
from tests.dashboard.small_meetings import fill_meetings

pytestmark = pytest.mark.browser
YEAR = meetings.today().year


@pytest.fixture(scope="module")
def met(start: Callable[[], Server]) -> Server:
    """A server of its own, whose Lozère met in 2015: these tests write."""
    server = start()
    with transaction(server.database_url) as session:
        fill_meetings(session)
    return server


def test_the_meeting_is_prepared_in_three_actions(
    visit: Callable[..., Visit], met: Server, tmp_path: Path, announce: Callable[[str], None]
) -> None:
    visitor = visit(at=met).enter("Préfecture de la Lozère")
    page, began = visitor.page, time.perf_counter()

    page.get_by_role("link", name=f"Préparer la réunion {YEAR}").click()
    _day(visitor, "Jour", meetings.today() + timedelta(days=20))
    page.get_by_role("button", name="Programmer la réunion").click()
    expect(page.get_by_text("Réunion programmée le")).to_be_visible()

    _told(announce, "preparing the meeting", began)
    with page.expect_download() as taken:
        page.get_by_role("button", name="Dossier préfet, PDF").click()
    file = tmp_path / "dossier.pdf"
    taken.value.save_as(file)
    assert file.read_bytes().startswith(b"%PDF")
    with page.expect_download() as taken:
        page.get_by_role("button", name="Invitation (.ics)").click()
    taken.value.save_as(tmp_path / "reunion.ics")
    assert (tmp_path / "reunion.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")
    assert visitor.foreign() == []


def test_what_was_decided_is_recorded_in_three_actions(
    visit: Callable[..., Visit], met: Server, announce: Callable[[str], None]
) -> None:
    visitor = visit(at=met).enter("Préfecture de la Lozère")
    page, began = visitor.page, time.perf_counter()

    page.get_by_role("link", name="Enregistrer les décisions").click()
    page.get_by_role("textbox", name="Décision", exact=True).fill("Ouvrir deux places")
    page.get_by_role("textbox", name="Organisme responsable").fill("DDCS")
    page.get_by_role("button", name="Enregistrer la décision").click()
    expect(page.get_by_text("Décision n° 3 enregistrée")).to_be_visible()

    _told(announce, "recording a decision", began)
    expect(page.locator("table.vigie", has_text="Ouvrir deux places")).to_be_visible()


def test_miprof_lists_the_departements_without_a_meeting_in_one_action(
    visit: Callable[..., Visit], met: Server, announce: Callable[[str], None]
) -> None:
    visitor = visit(at=met).enter("Miprof")
    page, began = visitor.page, time.perf_counter()

    page.get_by_role("link", name="Départements sans réunion en").click()
    expect(page.get_by_text("départements sans réunion tenue ni programmée")).to_be_visible()

    _told(announce, "listing the départements without a meeting", began)
    visitor.settled()
    assert page.locator("table.vigie tbody tr").count() >= 100


def test_two_sessions_write_the_same_decision_and_the_second_reads_both_texts(
    visit: Callable[..., Visit], met: Server
) -> None:
    address = "/reunions?departement=48&exercice=2015&partie=decisions"
    sessions = [visit(at=met).enter(who) for who in ("Préfecture de la Lozère", "Préfecture de la Lozère")]
    for visitor in sessions:
        _go(visitor, address)
        visitor.page.get_by_role("textbox", name="Ce qui a été fait").wait_for()
    for rank, visitor in enumerate(sessions):
        visitor.page.get_by_role("textbox", name="Ce qui a été fait").fill(f"Texte numéro {rank}")
        visitor.page.get_by_role("button", name="Enregistrer l’état").click()
        visitor.settled()

    first, second = (visitor.page for visitor in sessions)
    expect(first.get_by_text("enregistré.", exact=False).first).to_be_visible()
    expect(second.get_by_text("Quelqu’un d’autre a changé l’état de cette décision")).to_be_visible()
    expect(second.get_by_text("Texte numéro 0", exact=False).first).to_be_visible()
    expect(second.get_by_text("Texte numéro 1", exact=False).first).to_be_visible()


def test_a_draft_survives_a_closed_browser(visit: Callable[..., Visit], met: Server) -> None:
    address = "/reunions?departement=48&exercice=2015&partie=decisions"
    visitor = visit(at=met).enter("Préfecture de la Lozère")
    _go(visitor, address)
    visitor.page.get_by_role("textbox", name="Décision", exact=True).fill("Former les centres")
    visitor.page.get_by_role("button", name="Garder le brouillon").first.click()
    expect(visitor.page.get_by_text("Brouillon enregistré à").first).to_be_visible()
    visitor.page.context.close()

    again = visit(at=met).enter("Préfecture de la Lozère")
    _go(again, address)
    kept = again.page.get_by_text("Brouillon enregistré").count()
    again.page.get_by_role("button", name="Reprendre").first.click()

    expect(again.page.get_by_role("textbox", name="Décision", exact=True)).to_have_value("Former les centres")
    again.page.get_by_role("button", name="Oublier").first.click()
    expect(again.page.get_by_text("Brouillon enregistré")).to_have_count(kept - 1)


def _go(visitor: Visit, address: str) -> None:
    """Within the session: the profile of the demonstration lives there."""
    visitor.page.evaluate(
        "where => { history.pushState({}, '', where); dispatchEvent(new PopStateEvent('popstate')); }", address
    )
    visitor.page.get_by_role("heading", level=1, name="Réunions du CDPD").wait_for()
    visitor.settled()


def _day(visitor: Visit, label: str, on: object) -> None:
    """Type a date as its three parts."""
    group = visitor.page.get_by_test_id("stDateInput").filter(has_text=label).first
    group.locator('[role="spinbutton"]').first.click()
    visitor.page.keyboard.type(f"{on:%d%m%Y}")


def _told(announce: Callable[[str], None], what: str, began: float) -> None:
    announce(f"{what}: {time.perf_counter() - began:.1f} s")
