"""Saying where a mesure stands, in a real browser: three actions from the home page, all in one session."""

import time
from collections.abc import Callable
from urllib.parse import parse_qs, urlparse

import pytest
from playwright.sync_api import expect

from geodata.database import transaction
from tests.dashboard.browser.conftest import Server, Visit
from tests.dashboard.steering_france import tell

pytestmark = pytest.mark.browser
NOTE = "Trois sessions sont prévues au printemps."


@pytest.fixture(scope="module")
def spoken(start: Callable[[], Server]) -> Server:
    """A server of its own, whose préfectures have spoken: these tests write."""
    server = start()
    with transaction(server.database_url) as session:
        tell(session)
    return server


def test_where_a_mesure_stands_is_said_in_three_actions(
    visit: Callable[..., Visit], spoken: Server, announce: Callable[[str], None]
) -> None:
    visitor = visit(at=spoken).enter("Préfecture de la Lozère")
    page, began = visitor.page, time.perf_counter()

    page.get_by_role("link", name="Mesures", exact=True).click()
    page.get_by_role("link", name="2. Développer la formation").click()
    page.get_by_role("textbox", name="Synthèse").fill(NOTE)
    page.get_by_role("button", name="Enregistrer la météo").click()
    expect(page.get_by_text("Météo et synthèse enregistrées")).to_be_visible()

    announce(f"saying where a mesure stands: {time.perf_counter() - began:.1f} s")
    assert visitor.foreign() == []
    expect(page.get_by_text("Vous regardez comme")).to_contain_text("Préfecture de la Lozère")


def test_a_counter_opens_its_list_and_the_back_button_returns(visit: Callable[..., Visit], spoken: Server) -> None:
    visitor = visit(at=spoken).open("/mesures")
    counter = visitor.page.get_by_role("navigation", name="Alertes").get_by_role("link", name="Écart à la médiane")
    count = int(counter.locator("b").inner_text())

    counter.click()
    visitor.page.get_by_role("heading", name=f"Écart à la médiane : {count}").wait_for()
    visitor.settled()

    assert visitor.page.locator("table.vigie tbody tr").count() == count
    assert parse_qs(urlparse(visitor.page.url).query)["alerte"] == ["gap"]
    visitor.page.go_back()
    visitor.page.get_by_role("heading", name="Priorité 1").wait_for()
    visitor.settled()
    assert "alerte" not in visitor.page.url


def test_the_keyboard_alone_opens_a_mesure(visit: Callable[..., Visit], spoken: Server) -> None:
    visitor = visit(at=spoken).open("/mesures?departement=48")

    visitor.page.get_by_role("link", name="2. Développer la formation").focus()
    visitor.page.keyboard.press("Enter")

    expect(visitor.page.get_by_role("heading", level=2, name="2. Développer la formation")).to_be_visible()


def test_a_draft_is_found_again_after_the_browser_was_closed(visit: Callable[..., Visit], spoken: Server) -> None:
    address = "/mesures?departement=48&mesure=3"
    first = visit(at=spoken).enter("Préfecture de la Lozère")
    _go(first, address)
    first.page.get_by_role("textbox", name="Synthèse").fill(NOTE)
    first.page.get_by_role("button", name="Garder le brouillon").first.click()
    expect(first.page.get_by_text("Brouillon enregistré à")).to_be_visible()
    first.page.context.close()

    second = visit(at=spoken).enter("Préfecture de la Lozère")
    _go(second, address)
    second.page.get_by_role("button", name="Reprendre").click()

    expect(second.page.get_by_role("textbox", name="Synthèse")).to_have_value(NOTE)


@pytest.mark.parametrize(
    "path", ["/mesures", "/mesures?departement=48", "/mesures?departement=48&mesure=2", "/comparer?mesure=2"]
)
def test_the_pages_fit_a_telephone(visit: Callable[..., Visit], spoken: Server, path: str) -> None:
    visitor = visit(at=spoken, width=390, height=844).open(path)

    overflow = visitor.page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth")

    assert overflow <= 0


def test_the_comparison_leaves_as_a_file(visit: Callable[..., Visit], spoken: Server) -> None:
    visitor = visit(at=spoken).open("/comparer?mesure=2&groupe=outremer")

    with visitor.page.expect_download() as waiting:
        visitor.page.get_by_role("button", name="CSV").click()

    assert waiting.value.suggested_filename == "vigie_comparaison_2014-2016_mesure_2_2016.csv"


def _go(visitor: Visit, address: str) -> None:
    """Follow an address as a link of a table does, in the same session."""
    visitor.page.evaluate(
        "address => { history.pushState({}, '', address); dispatchEvent(new PopStateEvent('popstate')); }", address
    )
    visitor.page.get_by_role("textbox", name="Synthèse").wait_for()
    visitor.settled()
