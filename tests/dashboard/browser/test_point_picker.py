"""The point that a person puts right, in a real browser: by hand, with the keys, with the buttons."""

import os
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import FrameLocator, Locator, expect

from config.settings import PROJECT
from layers.point_map import distance_m
from tests.dashboard.browser.conftest import Server, Visit
from tests.dashboard.browser.point_page import FOUND
from tests.loopback import free_port, running

pytestmark = pytest.mark.browser
SERVER = Path(__file__).with_name("point_server.py")


@pytest.fixture(scope="module")
def point_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    port, folder = free_port(), tmp_path_factory.mktemp("point")
    environment = os.environ | {"PYTHONPATH": str(PROJECT), "VIGIE_ENV": "demo", "VIGIE_DATA_DIR": str(folder)}
    address = f"http://127.0.0.1:{port}"
    with running([sys.executable, SERVER, str(port)], f"{address}/sante", folder, environment):
        yield Server(address, "")


@pytest.fixture
def window(visit: Callable[..., Visit], point_server: Server) -> Visit:
    visitor = visit(at=point_server).open()
    _frame(visitor).locator('[data-outlined="101"]').wait_for()
    return visitor


def _frame(visitor: Visit) -> FrameLocator:
    return visitor.page.frame_locator(".st-key-point_lyon iframe")


def _pin(visitor: Visit) -> Locator:
    return _frame(visitor).locator(".vigie-pin")


def _place(visitor: Visit) -> tuple[float, float]:
    visitor.settled()
    said = visitor.page.get_by_text(re.compile(r"^Place ")).inner_text().split()
    return float(said[1]), float(said[2])


def _runs(visitor: Visit) -> int:
    visitor.settled()
    return int(visitor.page.get_by_text(re.compile(r"^Passage ")).inner_text().split()[1])


def _drag(visitor: Visit, right: int, down: int) -> None:
    box = _pin(visitor).bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 3
    visitor.page.mouse.move(x, y)
    visitor.page.mouse.down()
    for part in range(1, 6):
        visitor.page.mouse.move(x + right * part / 5, y + down * part / 5)
    visitor.page.mouse.up()


def test_a_point_that_is_dragged_comes_back_once_where_the_hand_left_it(window: Visit) -> None:
    _drag(window, 60, -40)

    expect(window.page.get_by_text("Reçu 1 fois")).to_be_visible()
    lat, lon = _place(window)
    assert lat > FOUND[0]
    assert lon > FOUND[1]
    assert window.page.get_by_text("Reçu 1 fois").is_visible()
    expect(_frame(window).locator(f'[data-at="{lat} {lon}"]')).to_be_attached()
    expect(_frame(window).get_by_role("status")).to_contain_text("nord-est de l’adresse trouvée")


def test_a_second_drag_comes_back_too(window: Visit) -> None:
    _drag(window, 60, 0)
    expect(window.page.get_by_text("Reçu 1 fois")).to_be_visible()

    _drag(window, -60, 0)

    expect(window.page.get_by_text("Reçu 2 fois")).to_be_visible()


def test_arrow_keys_move_the_point_ten_metres_and_send_their_sum_once(window: Visit) -> None:
    _pin(window).focus()

    for key in ("ArrowUp", "ArrowUp", "ArrowUp", "ArrowRight"):
        window.page.keyboard.press(key)

    expect(window.page.get_by_text("Reçu 1 fois")).to_be_visible()
    lat, lon = _place(window)
    assert distance_m(*FOUND, lat, FOUND[1]) == pytest.approx(30, abs=1)
    assert distance_m(*FOUND, FOUND[0], lon) == pytest.approx(10, abs=1)
    assert window.page.get_by_text("Reçu 1 fois").is_visible()


def test_the_keyboard_alone_reaches_the_point_and_keeps_it_after_the_move(window: Visit) -> None:
    frame = next(each for each in window.page.frames if "streamlit_folium" in each.url)
    for _ in range(40):
        window.page.keyboard.press("Tab")
        if frame.evaluate("() => document.activeElement.classList.contains('vigie-pin')"):
            break
    window.page.keyboard.press("Shift+ArrowDown")
    expect(window.page.get_by_text("Reçu 1 fois")).to_be_visible()
    window.page.keyboard.press("Shift+ArrowDown")
    expect(window.page.get_by_text("Reçu 2 fois")).to_be_visible()

    lat, _ = _place(window)
    assert distance_m(*FOUND, lat, FOUND[1]) == pytest.approx(200, abs=2)


def test_the_point_says_what_it_is(window: Visit) -> None:
    label = _pin(window).get_attribute("aria-label") or ""

    assert label.startswith("Antenne de Lyon\N{NO-BREAK SPACE}: point à déplacer.")
    assert _pin(window).get_attribute("tabindex") == "0"


def test_looking_around_sends_nothing(window: Visit) -> None:
    before = _runs(window)
    box = _frame(window).locator(".leaflet-container").bounding_box()
    assert box is not None

    window.page.mouse.move(box["x"] + 80, box["y"] + 80)
    window.page.mouse.down()
    window.page.mouse.move(box["x"] + 160, box["y"] + 120, steps=5)
    window.page.mouse.up()
    _frame(window).get_by_role("button", name="Agrandir").click()

    assert _runs(window) == before
    assert _place(window) == FOUND


def test_the_buttons_do_the_same_for_whoever_does_not_use_the_map(window: Visit) -> None:
    window.page.get_by_role("button", name="50 m vers l’ouest").click()
    expect(window.page.get_by_text("Reçu 1 fois")).to_be_visible()

    lat, lon = _place(window)
    assert (lat, distance_m(*FOUND, lat, lon)) == (FOUND[0], pytest.approx(50, abs=1))
    expect(_frame(window).locator(f'[data-at="{lat} {lon}"]')).to_be_attached()

    window.page.get_by_role("button", name="Revenir à l’adresse trouvée").click()
    expect(window.page.get_by_text("Reçu 2 fois")).to_be_visible()
    assert _place(window) == FOUND


def test_a_move_that_the_page_refuses_goes_back_to_its_place(window: Visit) -> None:
    window.page.get_by_text("Refuser").click()
    window.settled()

    _drag(window, 60, 0)
    expect(window.page.get_by_text("Reçu 1 fois")).to_be_visible()
    window.settled()

    frame = next(each for each in window.page.frames if "streamlit_folium" in each.url)
    expect(_frame(window).get_by_role("status")).to_contain_text("là où l’adresse a été trouvée")
    assert frame.evaluate("() => document.querySelector('[data-at]').dataset.at") == f"{FOUND[0]} {FOUND[1]}"


def test_communes_around_are_named_and_nothing_is_asked_elsewhere(window: Visit) -> None:
    expect(_frame(window).locator(".vigie-commune", has_text="Villeurbanne")).to_be_attached()

    assert window.foreign() == []


def test_the_point_can_be_used_on_a_telephone(visit: Callable[..., Visit], point_server: Server) -> None:
    visitor = visit(at=point_server, width=390, height=844).open()
    _frame(visitor).locator('[data-outlined="101"]').wait_for()

    wide = visitor.page.evaluate("() => document.documentElement.scrollWidth")

    assert wide <= 390
    expect(_pin(visitor)).to_be_visible()
