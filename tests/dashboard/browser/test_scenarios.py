"""« Where should the next 40 places go, and what if the need of Seine-Saint-Denis is double? », in a real browser."""

import time
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from geodata.database import transaction
from tests.dashboard.browser.conftest import Server, Visit
from tests.dashboard.browser.listing_journey_person import flaws
from tests.dashboard.planned_france import plan_needs

pytestmark = pytest.mark.browser
MOST_ACTIONS = 4


@pytest.fixture(scope="module")
def planned(start: Callable[[], Server]) -> Server:
    """A server of its own, where needs are known: these tests write."""
    server = start()
    with transaction(server.database_url) as session:
        plan_needs(session)
    return server


def _go(visitor: Visit, address: str) -> None:
    visitor.page.evaluate(
        "address => { history.pushState({}, '', address); dispatchEvent(new PopStateEvent('popstate')); }", address
    )
    visitor.page.get_by_role("heading", level=1, name="Scénarios").wait_for()
    visitor.settled()


def test_the_dihal_places_forty_places_and_doubles_a_need_in_four_actions(
    visit: Callable[..., Visit], planned: Server, announce: Callable[[str], None]
) -> None:
    visitor = visit(at=planned).enter("DIHAL")
    page, began = visitor.page, time.perf_counter()

    def open_the_page() -> None:
        page.get_by_role("link", name="Scénarios", exact=True).click()

    def type_forty() -> None:
        page.get_by_role("spinbutton", name="Places à ouvrir").fill("40")
        page.keyboard.press("Enter")
        expect(page.locator("dl.vigie-figures").first).to_contain_text("40 sur 40")

    def look_for_seine_saint_denis() -> None:
        page.get_by_role("combobox", name="Et si le besoin changeait").fill("Seine-Saint")

    def choose_it() -> None:
        page.get_by_role("option", name="Seine-Saint-Denis (93)", exact=True).click()

    actions = (open_the_page, type_forty, look_for_seine_saint_denis, choose_it)
    for act in actions:
        act()
    expect(page.get_by_role("heading", name="Et si le besoin changeait : Seine-Saint-Denis (93) × 2")).to_be_visible()
    table = page.get_by_role("table", name="Les deux scénarios")
    expect(table).to_contain_text("+24")
    expect(page.get_by_text("Seine-Saint-Denis (93) recevrait")).to_be_visible()

    announce(
        f"where 40 places go, and a need that doubles: {len(actions)} actions, {time.perf_counter() - began:.1f} s"
    )
    assert len(actions) <= MOST_ACTIONS
    visitor.settled()
    assert visitor.foreign() == []
    for frame in (".st-key-carte_avant", ".st-key-carte_apres"):
        drawn = page.frame_locator(f"{frame} iframe").locator("path[data-code='93']").first
        expect(drawn).to_be_visible()
    assert "besoin=93" in page.url


@pytest.mark.parametrize("width", [1280, 390])
def test_the_page_has_no_flaw_for_who_hears_it_or_holds_it_in_one_hand(
    visit: Callable[..., Visit], planned: Server, width: int
) -> None:
    visitor = visit(at=planned, width=width).enter("DIHAL")
    _go(visitor, "/scenarios?places=12&besoin=93&encadres=48&types=chrs&cout_chrs=17000")
    visitor.page.get_by_text("Contraintes", exact=True).click()

    assert flaws(visitor.page) == []


def test_the_keyboard_alone_saves_a_scenario_and_finds_it_again(visit: Callable[..., Visit], planned: Server) -> None:
    visitor = visit(at=planned).enter("DIHAL")
    _go(visitor, "/scenarios?places=12")
    page = visitor.page

    page.get_by_role("textbox", name="Nom du scénario").focus()
    page.keyboard.type("Douze places")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Scénario enregistré, avec l’empreinte")).to_be_visible()
    visitor.settled()
    page.get_by_role("radio", name="Où ouvrir").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Douze places")).to_be_visible()
    assert flaws(page) == []


def test_a_plan_leaves_as_a_pdf(visit: Callable[..., Visit], planned: Server) -> None:
    visitor = visit(at=planned).enter("DIHAL")
    _go(visitor, "/scenarios?places=12")

    with visitor.page.expect_download() as waiting:
        visitor.page.get_by_role("button", name="PDF").click()

    assert waiting.value.suggested_filename == "vigie_scenario_12_places_2016.pdf"
    assert waiting.value.path().read_bytes().startswith(b"%PDF")
