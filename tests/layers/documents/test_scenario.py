"""A scenario on paper: what was asked, what the plan says, two maps, what stays unmet; texts are data, never markup."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from xml.etree import ElementTree as Xml

import pytest
from pypdf import PdfReader
from typer.testing import CliRunner

from geodata.database import Session, transaction
from geodata.perimetre import perimetre
from geodata.publication.scenario_document import ScenarioDocument, scenario_document
from geodata.publication.scenarios import next_budget, next_place, solve_scenario
from geodata.scenarios import Limits, Objective, Scenario
from layers.__main__ import app
from layers.documents import country_map, scenario_pdf
from tests.geodata.conftest import Archive

DIHAL, DAY = perimetre("dihal"), date(2026, 11, 27)
ASKED = Scenario(
    6, need_times={"93": 2.0}, departements={"75": Limits(0, 2)}, costs={"chrs": 17_000.0}, budget=90_000.0
)


@pytest.fixture
def session(sqlite_database: str) -> Iterator[Session]:
    with transaction() as session:
        archive = Archive(session)
        archive.diagnostic("93", places_needed=10, places_dedicated=2, need_method="estimation", demonstration=True)
        archive.diagnostic("75", places_needed=6, places_dedicated=0, need_method="denombrement")
        archive.diagnostic("971", places_needed=2, places_dedicated=2, need_method="denombrement")
        archive.diagnostic("13", places_needed=9, places_dedicated=1, need_method="denombrement")
    with transaction() as session:
        yield session


@pytest.fixture
def document(session: Session) -> ScenarioDocument:
    solved = solve_scenario(session, DIHAL, 2015, ASKED)
    more, richer = next_place(session, DIHAL, solved), next_budget(session, DIHAL, solved)
    return scenario_document(solved, DAY, "Six places", more, richer)


def pages(document: ScenarioDocument) -> str:
    read = PdfReader(BytesIO(scenario_pdf(document)))
    return " ".join(" ".join(page.extract_text() for page in read.pages).split())


def test_the_document_says_what_was_asked_what_is_found_and_where_it_comes_from(document: ScenarioDocument) -> None:
    text = pages(document)

    for expected in (
        "« Six places »",
        "Seine-Saint-Denis (93) × 2.",
        "Paris (75) : 2 au plus.",
        "20 (15 à 25)",
        "30/06/2015",
        "90 000 € par an au plus.",
        "Données de démonstration, inventées",
        "Une place de plus",
        "de plus par an (le prix d’une place, la moins chère) irait à",
        "Besoin ou places dédiées non renseignés",
        f"empreinte des données {document.fingerprint[:16]}",
        "calculé le 27/11/2026",
        "aucune place sécurisante",
        "Contours : ",
    ):
        assert expected in text, expected


def test_what_stays_unmet_is_told_apart_and_who_is_silent_is_named(document: ScenarioDocument) -> None:
    opened = {line.departement for line in document.opened}
    unmet = {line.departement for line in document.unmet}

    assert opened | unmet <= {"Seine-Saint-Denis (93)", "Paris (75)", "Bouches-du-Rhône (13)"}
    assert opened & unmet == set()
    assert "Guadeloupe (971)" not in document.silent
    assert len(document.silent) == 97


def test_who_is_left_out_is_told_once_with_the_reason(session: Session) -> None:
    solved = solve_scenario(session, DIHAL, 2015, Scenario(6, with_referent=True))

    document = scenario_document(solved, DAY)

    assert "Paris (75)\N{NO-BREAK SPACE}: référent traite non renseigné" in document.left_out
    assert document.silent == ()
    assert document.prices == ()


def test_both_maps_share_their_classes_and_only_the_second_one_bears_the_places(document: ScenarioDocument) -> None:
    assert document.before.steps == document.after.steps
    assert document.before.opened == {}
    assert sum(document.after.opened.values()) == 5
    assert set(document.before.cells) == {"13", "75", "93", "971"}
    assert document.before.cells["971"] == 0
    assert "Seine-Saint-Denis\N{NO-BREAK SPACE}: 18" in document.before.alternative


def test_paris_is_numbered_once_in_its_frame(document: ScenarioDocument) -> None:
    drawing = Xml.fromstring(country_map.draw(replace(document.after, opened={"75": 2, "13": 3})))

    words = [each.text for each in drawing.iter() if each.tag.endswith("text")]

    assert words.count("+2") == words.count("+3") == 2  # the letters and their white twin
    assert "Paris et petite couronne" in words


def test_a_name_is_text_whatever_it_looks_like(document: ScenarioDocument) -> None:
    hostile = '#read("/etc/passwd") *gras* $x$ <label> \u202e'

    assert '#read("/etc/passwd") *gras* $x$ <label>' in pages(replace(document, name=hostile))


def test_an_objective_by_inhabitant_says_where_inhabitants_come_from(session: Session) -> None:
    by_need = scenario_document(solve_scenario(session, DIHAL, 2015, ASKED), DAY)
    by_inhabitant = replace(ASKED, objective=Objective.UNMET_RATE)

    said = pages(scenario_document(solve_scenario(session, DIHAL, 2015, by_inhabitant), DAY))

    assert "populations légales des communes (Insee)" in said
    assert "populations légales" not in pages(by_need)


def test_the_same_document_gives_the_same_bytes(document: ScenarioDocument) -> None:
    assert scenario_pdf(document) == scenario_pdf(document)


def test_a_plan_that_opens_nothing_says_so(session: Session) -> None:
    text = pages(scenario_document(solve_scenario(session, DIHAL, 2014, Scenario(6)), DAY))

    assert "Le plan n’ouvre aucune place." in text
    assert "Aucune place ne serait utile." in text


def test_the_workshop_writes_it_from_the_command_line(session: Session, tmp_path) -> None:
    out = tmp_path / "plan.pdf"

    done = CliRunner().invoke(app, ["places", "open", "6", "--year", "2015", "--format", "pdf", "--out", str(out)])

    assert done.exit_code == 0, done.stderr
    assert "Où ouvrir les prochaines places dédiées" in PdfReader(out).pages[0].extract_text()
