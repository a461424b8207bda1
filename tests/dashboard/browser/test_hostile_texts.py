"""Received texts full of markup, in a real browser: they are read, and nothing of them runs."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from geodata.database import transaction
from geodata.models import Branch, Structure
from tests.attacks.conftest import MARK, SCRIPTS
from tests.dashboard.browser.conftest import Server, Visit

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def attacked(start: Callable[[], Server]) -> Server:
    """A server whose associations all bear hostile names."""
    server = start()
    with transaction(server.database_url) as session:
        for structure in session.scalars(select(Structure)):
            structure.name = f"{''.join(SCRIPTS)} {structure.code}"
        for branch in session.scalars(select(Branch)):
            branch.street, branch.city = SCRIPTS[1], SCRIPTS[2]
    return server


@pytest.mark.parametrize("page", ["/", "/departement?departement=48&annee=2016", "/donnees"])
def test_no_page_runs_a_received_text_nor_asks_its_addresses(
    visit: Callable[..., Visit], attacked: Server, page: str
) -> None:
    visitor = visit(at=attacked)
    dialogs: list[str] = []
    visitor.page.on("dialog", lambda dialog: dialogs.append(dialog.message) or dialog.dismiss())

    visitor.open(page)

    assert [frame.evaluate("() => window.pirate") for frame in visitor.page.frames] == [None] * len(visitor.page.frames)
    assert dialogs == []
    assert visitor.foreign() == []


def test_the_popup_of_a_point_writes_the_text_as_it_came(visit: Callable[..., Visit], attacked: Server) -> None:
    visitor = visit(at=attacked).open("/?indicateur=places_dedicated&annee=2016")
    visitor.painted("Places dédiées")

    point = visitor.map.locator("path.vigie-point").first
    point.hover()
    point.focus()
    visitor.page.keyboard.press("Enter")

    popup = visitor.map.locator(".leaflet-popup-content")
    expect(popup).to_contain_text(f"<script>window.pirate=1</script>{MARK} 1")
    assert popup.locator("script, img, svg, iframe, a").count() == 0
    assert [frame.evaluate("() => window.pirate") for frame in visitor.page.frames] == [None] * len(visitor.page.frames)
    assert visitor.foreign() == []
