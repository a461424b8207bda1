"""« Voir comme… » in a real browser: chosen, carried from page to page, ended, and gone after a reload."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from dashboard.components.view_banner import BACK
from tests.dashboard.browser.conftest import Visit

pytestmark = pytest.mark.browser
BANNER = "Vous voyez Vigie comme"
REFUSED = "ne donne pas accès aux places"


def test_miprof_sees_as_a_prefecture_from_page_to_page_and_comes_back(visit: Callable[..., Visit]) -> None:
    visitor = visit()
    window = visitor.page
    visitor.open("/voir-comme")
    expect(window.get_by_text(BANNER)).to_have_count(0)

    visitor.choose("Profil", "Préfecture de département")
    window.get_by_role("combobox", name="Département").click()
    window.keyboard.type("Lozère")  # the list draws only what is in sight
    window.get_by_role("option", name="Lozère (48)", exact=True).click()
    window.get_by_role("button", name="Voir comme ce profil").click()
    expect(window.get_by_role("heading", name="Couverture du territoire")).to_be_visible()
    expect(window.get_by_text(re.compile(rf"{BANNER}.*Lozère"))).to_be_visible()
    visitor.settled()

    window.get_by_role("link", name="Département", exact=True).first.click()
    expect(window.get_by_role("heading", name="Département", level=1)).to_be_visible()
    visitor.choose("Département", "Ain (01)")
    expect(window.get_by_text(REFUSED)).to_be_visible()
    expect(window.get_by_text(BANNER)).to_be_visible()

    window.get_by_role("button", name=BACK).click()
    expect(window.get_by_text(BANNER)).to_have_count(0)
    expect(window.get_by_text(REFUSED)).to_have_count(0)


def test_a_view_is_gone_when_the_page_is_loaded_again(visit: Callable[..., Visit]) -> None:
    visitor = visit()
    visitor.open("/voir-comme")
    visitor.choose("Profil", "Public")
    visitor.page.get_by_role("button", name="Voir comme ce profil").click()
    expect(visitor.page.get_by_text(BANNER)).to_be_visible()

    visitor.open("/departement?departement=01&annee=2016")

    expect(visitor.page.get_by_text(BANNER)).to_have_count(0)
    expect(visitor.page.get_by_text(REFUSED)).to_have_count(0)
