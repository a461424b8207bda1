"""The entrance and the delivery dock, in a real browser."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.dashboard.browser.conftest import Server, Visit

pytestmark = pytest.mark.browser


def test_the_very_first_visit_of_a_server_passes_by_the_entrance_whatever_its_page(
    visit: Callable[..., Visit], start: Callable[[], Server]
) -> None:
    visitor = visit(at=start()).open("/donnees")

    expect(visitor.page.get_by_role("link", name="Changer de profil")).to_be_visible()
    expect(visitor.page.get_by_role("link", name="Couverture")).to_be_visible()


def test_the_language_and_the_title_are_french(visit: Callable[..., Visit]) -> None:
    visitor = visit().open("/donnees")

    assert visitor.page.evaluate("() => document.documentElement.lang") == "fr"
    assert "Données" in visitor.page.title()


def test_a_broken_file_is_refused_with_a_sentence_and_changes_nothing(
    visit: Callable[..., Visit], tmp_path: Path
) -> None:
    broken = tmp_path / "diagnostics.xlsx"
    broken.write_bytes(b"this is not a workbook")
    visitor = visit().open("/donnees")

    visitor.page.locator('input[type="file"]').set_input_files(str(broken))
    visitor.page.get_by_role("button", name="Vérifier sans enregistrer").click()

    alert = visitor.page.get_by_role("alert").filter(has_text="Rien n’a été modifié")
    expect(alert).to_contain_text("diagnostics.xlsx")
    expect(visitor.page.get_by_role("button", name=re.compile(r"Enregistrer \d"))).to_have_count(0)


def test_a_file_is_tried_then_recorded_and_the_map_follows(
    visit: Callable[..., Visit], start: Callable[[], Server], tmp_path: Path
) -> None:
    file = tmp_path / "associations.csv"
    header = "nom;antenne;adresse;code_postal;commune;departement;site_web;publics;formes_exploitation;services;source"
    row = "Nouvelle association;Siège;;58000;Nevers;58;https://exemple.fr;femmes;toutes formes;accueil;essai"
    file.write_text(f"{header}\n{row}\n", encoding="utf-8")
    server = start()
    visitor = visit(at=server).open("/donnees")

    visitor.page.locator('input[type="file"]').set_input_files(str(file))
    visitor.page.get_by_role("button", name="Vérifier sans enregistrer").click()
    expect(visitor.page.get_by_text("nouvelles : 1")).to_be_visible()
    visitor.page.get_by_role("button", name="Enregistrer 1 ligne").click()
    expect(visitor.page.get_by_text("Import n° 5 enregistré")).to_be_visible()

    visitor.open("/?indicateur=specialised_associations&annee=2016")
    visitor.painted("Associations spécialisées")
    drawn = visitor.map.locator(visitor.departement("58"))
    expect(drawn).to_have_attribute("aria-label", re.compile(r"^Nièvre \(58\)\s: 1\sassociation"))


def test_the_back_button_returns_to_the_page_before(visit: Callable[..., Visit]) -> None:
    visitor = visit().open("/?indicateur=places_dedicated&annee=2016")
    visitor.page.get_by_role("link", name="Département", exact=True).click()
    visitor.page.get_by_role("heading", level=1, name="Département").wait_for()
    visitor.settled()

    visitor.page.go_back()
    visitor.page.get_by_role("heading", level=1, name="Couverture du territoire").wait_for()
    visitor.settled()

    assert "indicateur=places_dedicated" in visitor.page.url


def test_the_back_button_returns_to_the_choice_before(visit: Callable[..., Visit]) -> None:
    visitor = visit().open("/?indicateur=coverage_gap&annee=2016")
    visitor.choose("Indicateur", "Places dédiées")
    visitor.painted("Places dédiées")

    visitor.page.go_back()
    visitor.painted("Indice de lacune")
    visitor.settled()

    assert "indicateur=coverage_gap" in visitor.page.url


def test_the_name_of_a_departement_is_in_the_title_of_its_page(visit: Callable[..., Visit]) -> None:
    visitor = visit().open("/departement?departement=48&annee=2016")

    assert visitor.page.title() == "Lozère (48) – Vigie"
