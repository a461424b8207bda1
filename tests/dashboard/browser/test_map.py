"""The map in a real browser: it shows what the archive holds, and asks nobody else."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlparse

import pytest
from playwright.sync_api import expect

from geodata import territories
from geodata.database import transaction
from geodata.indicators import Choice
from geodata.perimetre import perimetre
from geodata.publication import Format, Published, State, publish, to_bytes
from layers.palette import PATTERNS, class_of, classes
from tests.dashboard.browser.conftest import Server, Visit

pytestmark = pytest.mark.browser
PLACES = "/?indicateur=places_dedicated&annee=2016"
TITLE = "Places dédiées"


def _published(server: Server, indicator: str, profile: str = "miprof") -> Published:
    with transaction(server.database_url) as session:
        return publish(session, indicator, Choice(2016), perimetre(profile))


def _query(visitor: Visit) -> dict[str, list[str]]:
    return parse_qs(urlparse(visitor.page.url).query)


def _labels(visitor: Visit) -> dict[str, str]:
    paths = visitor.map.locator('path[role="button"][data-code]')
    return dict(paths.evaluate_all("all => all.map(e => [e.dataset.code, e.getAttribute('aria-label')])"))


def test_the_map_shows_what_the_archive_holds(visit: Callable[..., Visit], server: Server) -> None:
    published, names = _published(server, "places_dedicated"), territories.names()

    visitor = visit().open(PLACES)
    visitor.painted(TITLE)

    readings = published.cells["reading"]
    assert _labels(visitor) == {code: f"{names[code]} ({code})\N{NO-BREAK SPACE}: {readings[code]}" for code in names}


def test_the_colours_of_the_map_are_those_of_the_published_cells(visit: Callable[..., Visit], server: Server) -> None:
    published = _published(server, "places_dedicated")
    shades = classes(published)

    visitor = visit().open(PLACES)
    visitor.painted(TITLE)

    paths = visitor.map.locator("path[data-code]")
    fills = dict(paths.evaluate_all("all => all.map(e => [e.dataset.code, e.getAttribute('fill')])"))
    for code, cell in published.cells.iterrows():
        if cell["state"] == State.PUBLISHED:
            assert fills[code] == shades[class_of(cell["value"], shades)].colour
        else:
            assert fills[code] == f"url(#{PATTERNS[cell['state']].id})"


@pytest.mark.parametrize("page", ["/", "/departement?departement=48", "/donnees"])
def test_no_page_asks_anything_outside_this_machine(visit: Callable[..., Visit], page: str) -> None:
    visitor = visit().open(page)

    assert len(visitor.asked) > 10
    assert visitor.foreign() == []


def test_a_click_opens_the_page_of_the_departement(visit: Callable[..., Visit]) -> None:
    visitor = visit().open(PLACES)
    visitor.painted(TITLE)

    visitor.map.locator(visitor.departement("58")).click()

    expect(visitor.page.get_by_role("heading", name="Nièvre (58)")).to_be_visible()
    visitor.settled()
    assert urlparse(visitor.page.url).path == "/departement"
    assert _query(visitor) == {"departement": ["58"], "annee": ["2016"]}


def test_a_second_click_after_coming_back_opens_the_second_departement(visit: Callable[..., Visit]) -> None:
    visitor = visit().open(PLACES)
    visitor.painted(TITLE)
    visitor.map.locator(visitor.departement("58")).click()
    expect(visitor.page.get_by_role("heading", name="Nièvre (58)")).to_be_visible()

    visitor.page.get_by_role("link", name="Couverture").click()
    visitor.painted(TITLE)
    visitor.map.locator(visitor.departement("63")).click()

    expect(visitor.page.get_by_role("heading", name="Puy-de-Dôme (63)")).to_be_visible()


def test_a_link_gives_the_same_view_to_another_visitor(visit: Callable[..., Visit]) -> None:
    first = visit().open()
    first.painted("Associations spécialisées")
    first.choose("Indicateur", "Indice de lacune")
    first.painted("Indice de lacune")
    first.choose("Forme d’exploitation", "Mendicité forcée")
    first.page.wait_for_url("**/*forme=mendicite_forcee*")
    first.settled()
    address = first.page.url.removeprefix(first.server.address)

    second = visit().open(address)
    second.painted("Indice de lacune")
    first.page.reload()
    first.painted("Indice de lacune")
    first.settled()
    second.settled()

    assert _query(second) == {
        "indicateur": ["coverage_gap"],
        "annee": ["2016"],
        "forme": ["mendicite_forcee"],
    }
    assert _labels(second) == _labels(first)
    assert second.page.url == first.page.url


def test_the_keyboard_alone_reaches_a_departement_and_opens_it(visit: Callable[..., Visit]) -> None:
    visitor = visit().open(PLACES)
    visitor.painted(TITLE)
    focused = "() => document.activeElement && document.activeElement.dataset.code || ''"
    frame = next(each for each in visitor.page.frames if "streamlit_folium" in each.url)

    for _ in range(80):
        visitor.page.keyboard.press("Tab")
        if frame.evaluate(focused):
            break
    expect(visitor.map.locator(".vigie-tooltip")).to_contain_text("Ain (01)")
    visitor.page.keyboard.press("Tab")
    visitor.page.keyboard.press("Enter")

    expect(visitor.page.get_by_role("heading", name="Aisne (02)")).to_be_visible()


def test_the_map_can_be_skipped_with_the_keyboard(visit: Callable[..., Visit]) -> None:
    visitor = visit().open(PLACES)
    visitor.painted(TITLE)
    skip = visitor.map.get_by_role("button", name="Passer la carte")

    skip.focus()
    visitor.page.keyboard.press("Enter")
    visitor.page.keyboard.press("Tab")

    focused = visitor.page.evaluate("() => document.activeElement.tagName")
    assert focused != "IFRAME"


def test_a_change_of_indicator_sends_little_and_keeps_the_map_that_is_there(visit: Callable[..., Visit]) -> None:
    visitor = visit().open(PLACES)
    visitor.painted(TITLE)
    visitor.settled()
    frame = next(each for each in visitor.page.frames if "streamlit_folium" in each.url)
    frame.evaluate("() => { window.sameMap = true; }")
    visitor.asked.clear()
    visitor.talk.received.clear()

    visitor.choose("Indicateur", "Besoin en places")
    visitor.painted("Besoin en places")

    assert frame.evaluate("() => window.sameMap") is True
    assert not [url for url in visitor.asked if "/fichiers/" in url]
    assert sum(visitor.talk.received) < 60_000


def test_panning_the_map_never_asks_the_server_anything(visit: Callable[..., Visit]) -> None:
    visitor = visit().open(PLACES)
    visitor.painted(TITLE)
    visitor.settled()
    visitor.talk.received.clear()

    visitor.map.get_by_role("button", name="Agrandir").click()
    visitor.page.wait_for_timeout(1200)

    assert visitor.talk.received == []


def test_two_visitors_with_two_profiles_each_see_their_own_map(visit: Callable[..., Visit], server: Server) -> None:
    requests = "/?indicateur=requests_not_met&annee=2016"
    miprof, partner = visit().open(requests), visit().open(requests)
    partner.page.get_by_role("link", name="Changer de profil").click()
    partner.page.get_by_role("button", name="Préfet de la Lozère").click()
    expect(partner.page.get_by_text("Vous regardez comme")).to_contain_text("Préfet de la Lozère")
    partner.choose("Indicateur", "Demandes non pourvues")

    miprof.painted("Demandes non pourvues")
    partner.painted("Demandes non pourvues")

    assert _labels(miprof)["01"].endswith(": 2\N{NO-BREAK SPACE}demandes")
    assert _labels(partner)["01"].endswith("Secret statistique")
    assert _labels(partner)["48"].endswith(": 12\N{NO-BREAK SPACE}demandes")


def test_a_hostile_name_is_read_and_never_run(visit: Callable[..., Visit]) -> None:
    visitor = visit()
    alerts: list[str] = []
    visitor.page.on("dialog", lambda dialog: (alerts.append(dialog.message), dialog.dismiss()))
    visitor.open("/?indicateur=specialised_associations")
    visitor.painted("Associations spécialisées")

    visitor.map.locator('path.vigie-point[aria-label^="2 antennes"]').press("Enter")

    expect(visitor.map.locator(".leaflet-popup-content")).to_contain_text("<b>Pirate</b>")
    assert visitor.map.locator(".leaflet-popup-content img").count() == 0
    assert alerts == []
    assert visitor.foreign() == []


def test_points_say_how_precisely_they_are_known(visit: Callable[..., Visit]) -> None:
    visitor = visit().open("/?indicateur=specialised_associations")
    visitor.painted("Associations spécialisées")
    marks = visitor.map.locator("path.vigie-point")
    marks.first.wait_for()

    labels = marks.evaluate_all("all => all.map(e => e.getAttribute('aria-label'))")

    assert any("Position à l’adresse" in label for label in labels)
    assert any("Position au milieu de la rue" in label for label in labels)
    assert any("Position au centre de la commune" in label for label in labels)
    assert not any("sans adresse" in label for label in labels)


def test_the_map_fits_a_telephone(visit: Callable[..., Visit], tmp_path: Path) -> None:
    visitor = visit(width=390, height=844).open(PLACES)
    visitor.painted(TITLE)

    box = visitor.page.locator(".st-key-carte iframe").bounding_box()
    overflow = visitor.page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth")

    assert box is not None
    assert 300 < box["width"] <= 390
    assert 200 < box["height"] < 400
    assert overflow <= 0
    for code in ("2A", "59", "974"):
        drawn = visitor.map.locator(visitor.departement(code)).bounding_box()
        assert drawn is not None
        assert box["x"] <= drawn["x"]
        assert drawn["x"] + drawn["width"] <= box["x"] + box["width"] + 1


def test_a_download_holds_what_the_counter_published(visit: Callable[..., Visit], server: Server) -> None:
    visitor = visit().open(PLACES)
    visitor.painted(TITLE)
    visitor.settled()

    with visitor.page.expect_download() as waiting:
        visitor.page.get_by_role("button", name="CSV").click()

    assert waiting.value.suggested_filename == "vigie_places_dedicated_2016.csv"
    assert Path(waiting.value.path()).read_bytes() == to_bytes(_published(server, "places_dedicated"), Format.CSV)
