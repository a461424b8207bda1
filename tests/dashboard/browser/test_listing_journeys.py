"""The promises made about the listing, in a real browser, at a person's pace, on both kinds of database.

What is promised is the person's own time; that of the machine is printed beside it, for it depends on the machine.
"""

import re
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Locator, Page, expect

from geodata.database import transaction
from geodata.instants import today_at
from geodata.repositories.listing_proposals import proposals
from tests.dashboard.browser.conftest import Server, Visit
from tests.dashboard.browser.listing_journey import Journey, sit
from tests.dashboard.browser.listing_journey import journey as journey
from tests.dashboard.browser.listing_journey_archive import EDITED, FOR_MINORS, MIPROF, REVIEWED, UNCHANGED
from tests.dashboard.browser.listing_journey_person import PATIENCE_MS, Person, flaws

pytestmark = [pytest.mark.browser, pytest.mark.timeout(1800)]
UNCHANGED_MINUTES, FIVE_EDITS_MINUTES = 3, 20


@pytest.fixture
def person(journey: Journey, visit: Callable[..., Visit], tmp_path: Path) -> Person:
    """Somebody before a window of an ordinary computer."""
    return Person(visit(at=journey.server), tmp_path)


def arrive(person: Person, journey: Journey, name: str) -> Page:
    """Open the personal link of an organisation as the mail gives it, and press its button."""
    page = person.page
    page.set_default_timeout(PATIENCE_MS)
    page.goto(f"{journey.server.address}/lien/{journey.archive.links[name]}")
    person.read(page.locator("main"))
    person.click(page.get_by_role("button", name="Ouvrir ma fiche"))
    page.get_by_role("heading", name=name).wait_for()
    person.visitor.settled()
    return page


def block(page: Page, title: str) -> Locator:
    """The block of a card that bears this title."""
    return page.locator('[class*="st-key-bloc"]').filter(has=page.get_by_role("heading", name=title, exact=True))


def said(page: Page) -> Locator:
    """Each thing that the card says, with its label, and how far one is; not the buttons, the same everywhere."""
    return page.locator(".vigie-facts, table.vigie, [data-testid=stProgress]")


def opened(person: Person, title: str) -> Locator:
    """A block of the card, read, then opened to be corrected."""
    found = block(person.page, title)
    person.read(found)
    person.click(found.get_by_role("button", name="À corriger"))
    found.get_by_role("button", name="Refermer").wait_for()
    person.visitor.settled()
    return found


def test_an_association_says_that_nothing_has_changed(
    journey: Journey, person: Person, announce: Callable[[str], None]
) -> None:
    page = arrive(person, journey, UNCHANGED)
    person.read(page.get_by_role("heading"))
    person.read(said(page))
    person.picture("fiche")
    assert flaws(page) == []
    person.click(page.get_by_role("combobox", name="Antenne"))
    person.click(page.get_by_role("option", name=re.compile("Forez")))
    page.get_by_role("heading", name="Monts, Forez").wait_for()
    person.visitor.settled()
    person.read(said(page))

    person.click(page.get_by_role("button", name=re.compile("^Rien n’a changé dans toute la fiche")))

    expect(page.get_by_text("13 blocs confirmés : merci")).to_be_visible(timeout=PATIENCE_MS)
    announce(f"{journey.kind}: nothing has changed in the whole card: {person.told()}")
    assert person.own < 60 * UNCHANGED_MINUTES
    person.picture("fiche-confirmee")
    expect(page.get_by_text("la fiche est à jour")).to_be_visible()
    assert person.visitor.foreign() == []


def test_an_association_sends_five_changes_and_closes_its_window_in_the_middle(
    journey: Journey, person: Person, visit: Callable[..., Visit], announce: Callable[[str], None]
) -> None:
    page = arrive(person, journey, EDITED)
    person.read(page.get_by_role("heading"))
    person.read(said(page))
    contact = opened(person, "Horaires et contact")
    person.type(contact.get_by_role("textbox", name="Lundi"), "9h-12h30 et 13h30-18h")
    person.click(contact.get_by_role("button", name="Recopier le lundi"))
    contact.get_by_text("13\u00a0h\u00a030 à 18\u00a0h").last.wait_for()
    person.type(contact.get_by_role("textbox", name="Téléphone public"), "04 65 71 00 33")
    page.get_by_text("2 changements en brouillon").wait_for()
    person.picture("horaires")
    assert flaws(page) == []
    before = person.visitor.foreign()
    page.context.close()

    person.visitor = visit(at=journey.server)
    page = arrive(person, journey, EDITED)
    page.get_by_text("2 changements en brouillon").wait_for()
    telephone = page.get_by_role("textbox", name="Téléphone public")
    expect(telephone).to_have_value("04 65 71 00 33", timeout=PATIENCE_MS)
    person.picture("brouillon-retrouve")
    person.type(
        page.get_by_role("textbox", name="Comment s’y rendre"), "Tramway, arrêt Essai, puis cinq minutes à pied."
    )
    aid = opened(person, "Pour qui, pour quoi")
    person.choose(aid.get_by_role("combobox", name="Langues parlées"), "roumain")
    zone = opened(person, "Zone d’intervention")
    person.choose(zone.get_by_role("combobox", name="Ajouter un département"), "Ain (01)")
    person.read(zone.get_by_text("Sera validé par"))
    person.click(zone.get_by_role("button", name="Ajouter à la zone"))
    page.get_by_text("5 changements en brouillon").wait_for()
    person.picture("zone")
    assert flaws(page) == []
    person.click(page.get_by_role("button", name="Relire et envoyer"))
    page.get_by_role("heading", name="Relire avant d’envoyer").wait_for()
    person.visitor.settled()
    person.read(page.get_by_test_id("stMain"))
    person.picture("relecture")
    assert flaws(page) == []
    person.click(page.get_by_role("button", name="Envoyer 5 changements"))

    expect(page.get_by_text("Envoyé :")).to_be_visible(timeout=PATIENCE_MS)
    announce(f"{journey.kind}: five changes, with the window closed in the middle: {person.told()}")
    assert person.own < 60 * FIVE_EDITS_MINUTES
    person.picture("envoyee")
    assert [*before, *person.visitor.foreign()] == []
    assert asked(journey, EDITED) == {"42": {"opening_hours", "phone", "access", "languages"}, "01": {"01"}}


def asked(journey: Journey, name: str) -> dict[str, set[str]]:
    """The fields that wait for an answer in the card of an organisation, by the administration that answers."""
    found: dict[str, set[str]] = {}
    with transaction(journey.server.database_url) as session:
        for each in proposals(session, MIPROF, today_at(datetime.now(UTC)), structure=journey.archive.codes[name]):
            found.setdefault(each.authority, set()).update(each.changes)
    return found


def proposed(page: Page, branch: str, field: str) -> Locator:
    """The proposal that changes this field of a branch."""
    cards = page.locator('[class*="st-key-fiches-"][class*="-fiche"]')
    return cards.filter(has_text=branch).filter(has=page.get_by_role("rowheader", name=field, exact=True))


def public_phones(journey: Journey, visit: Callable[..., Visit], branch: str) -> list[str]:
    """The telephone that anybody reads in the directory, without an account."""
    page = visit(at=journey.server).open(f"/annuaire?q={quote(branch)}").page
    answer = page.locator(".vigie-answers li").filter(has_text=branch)
    answer.first.wait_for()
    return [each.inner_text() for each in answer.locator("a[href^=tel]").all()]


def test_a_prefecture_answers_ten_proposals_and_only_then_the_public_reads_them(
    journey: Journey, person: Person, visit: Callable[..., Visit], announce: Callable[[str], None]
) -> None:
    sit(person.visitor, "prefecture:69")
    page = person.visitor.open("/").page
    page.set_default_timeout(PATIENCE_MS)
    person.click(page.get_by_role("link", name="Fiches à valider :"))
    page.get_by_role("heading", name="Fiches à valider").wait_for()
    person.visitor.settled()
    person.read(page.get_by_test_id("stMain"))
    person.picture("a-valider")
    assert flaws(page) == []
    assert public_phones(journey, visit, "Pentes, Lyon") == ["04 65 71 00 10"]
    card = proposed(page, "Pentes, Lyon", "Téléphone public")
    person.click(card.get_by_role("button", name="Corriger"))
    person.type(card.get_by_role("textbox", name="Téléphone public"), "04 65 71 00 22")
    person.type(card.get_by_role("textbox", name="Pourquoi cette correction"), "Le standard a changé de numéro.")
    person.picture("corriger")
    assert flaws(page) == []
    person.click(card.get_by_role("button", name="Accepter ainsi corrigé"))
    page.get_by_text("Corrigée : Le standard a changé de numéro.").wait_for()
    card = proposed(page, "Pentes, Lyon", "Courriel de l’accueil")
    person.click(card.get_by_role("button", name="Refuser"))
    person.click(card.get_by_text("L’information contredit ce que la préfecture constate."))
    person.picture("refuser")
    assert flaws(page) == []
    person.click(card.get_by_role("button", name="Refuser la proposition"))
    page.get_by_text("Refusée : L’information contredit").wait_for()
    person.click(proposed(page, "Pentes, Lyon", "Langues parlées").get_by_role("button", name="Accepter"))
    page.get_by_text("Acceptée.").wait_for()
    person.click(page.get_by_role("button", name="Cocher les 7 sans alerte").first)
    person.click(page.get_by_role("button", name="Accepter les propositions cochées (7)").first)

    expect(page.get_by_text("Acceptée.")).to_have_count(8, timeout=PATIENCE_MS)
    announce(f"{journey.kind}: ten proposals answered: {person.told()}")
    person.picture("repondues")
    assert asked(journey, REVIEWED) == {}
    assert public_phones(journey, visit, "Pentes, Lyon") == ["04 65 71 00 22"]
    assert public_phones(journey, visit, "Pentes, Villeurbanne") == ["04 65 71 00 21"]
    author = Person(visit(at=journey.server), person.pictures)
    page = arrive(author, journey, REVIEWED)
    contact = block(page, "Horaires et contact")
    author.picture("reponses")
    assert flaws(page) == []
    for answer in (
        "Corrigée",
        "Refusée",
        "Acceptée",
        "Le standard a changé de numéro",
        "contredit ce que la préfecture",
    ):
        expect(contact.get_by_text(answer).first).to_be_visible()
    assert person.visitor.foreign() == author.visitor.foreign() == []


@pytest.mark.parametrize("width", [1280, 390])
def test_a_social_worker_finds_help_for_a_minor_in_lyon_with_the_keyboard_alone(
    journey: Journey, visit: Callable[..., Visit], tmp_path: Path, announce: Callable[[str], None], width: int
) -> None:
    person = Person(visit(at=journey.server, width=width), tmp_path)
    page = person.visitor.open("/").page
    page.set_default_timeout(PATIENCE_MS)
    if width < 600:
        person.reach(page.get_by_test_id("stExpandSidebarButton"))
        page.keyboard.press("Enter")
    person.reach(page.get_by_role("link", name="Annuaire", exact=True))
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Annuaire", level=1).wait_for()
    person.visitor.settled()

    person.reach(page.get_by_role("textbox", name="Votre question"))
    person.keys("mineurs Lyon")
    began = time.perf_counter()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Lieu : Lyon (69)").wait_for()
    seconds = time.perf_counter() - began
    answer = page.locator(".vigie-answers li").first
    person.visitor.settled()
    person.read(answer)

    answered = f"{seconds:.1f} s between Enter and the answers"
    announce(f"{journey.kind}: help for a minor in Lyon, {width} px: {person.told()}; {answered}")
    person.picture(f"annuaire-{width}")
    assert flaws(page) == []
    expect(answer).to_contain_text(FOR_MINORS)
    expect(answer).to_contain_text("Reçoit : mineurs")
    person.reach(answer.get_by_role("link", name="04 65 71 00 10"))
    assert person.visitor.foreign() == []


@pytest.mark.parametrize(
    ("body", "flaw"),
    [
        ("<h1>Un</h1><h3>Trois</h3>", "level 3, after level 1"),
        ("<input>", "no name"),
        ('<button aria-label="Clear all">x</button>', "in English"),
        ('<p style="color: #999">gris</p>', "contrast 2.85"),
        ('<div style="width: 3000px">large</div>', "wider than the window"),
    ],
)
def test_what_looks_for_flaws_finds_them(visit: Callable[..., Visit], body: str, flaw: str) -> None:
    page = visit(at=Server("", "")).page
    page.set_content(f'<html lang="fr"><body>{body}</body></html>')

    assert [flaw in each for each in flaws(page)] == [True]
