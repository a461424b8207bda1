"""A scenario of places as PDF: what was asked, what the plan says, before and after, tables, sources."""

import json
from dataclasses import asdict
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from geodata.publication.scenario_document import CountryMap, Line, ScenarioDocument
from geodata.reference.credits import of_outlines
from layers.documents import country_map, ink
from layers.documents.blocks import Cell, Column, Table
from layers.documents.typesetting import compiler, one_file
from layers.documents.wording import day, plain

TEMPLATE = Path(__file__).with_name("scenario.typ")
FINGERPRINT_SHOWN = 16
MENTION = "Places dédiées, usage interne"
_COLUMNS = (
    Column("Département", 2.6),
    Column("Région", 2.4),
    Column("Besoin (bas à haut)", 1.5, figures=True),
    Column("Diagnostic du", 1.3, figures=True),
    Column("Places dédiées", 1.0, figures=True),
    Column("À ouvrir", 0.9, figures=True),
    Column("Manque avant", 1.0, figures=True),
    Column("Manque après", 1.0, figures=True),
    Column("Robuste", 1.0),
)
READING = (
    "« — » : non renseigné, jamais un zéro. Un besoin déclaré par estimation ou à dire d’expert est une fourchette.",
    "L’empreinte est celle des données : une autre empreinte dit que les données ont changé depuis.",
)


def scenario_pdf(document: ScenarioDocument) -> bytes:
    """The document as PDF/UA-1; the same document always gives the same bytes. Its texts are data, never markup."""
    noon = datetime.combine(document.drawn_on, time(12), tzinfo=UTC)
    made = compiler(TEMPLATE, json.dumps(_content(document), ensure_ascii=False))
    return one_file(made.compile(format="pdf", pdf_standards="ua-1", timestamp=noon))


def _content(document: ScenarioDocument) -> dict[str, Any]:
    return {
        "title": plain(document.title),
        "name": plain(document.name),
        "mention": MENTION,
        "demonstration": document.demonstration,
        "year": str(document.year),
        "drawn": day(document.drawn_on),
        "fingerprint": document.fingerprint[:FINGERPRINT_SHOWN],
        "asked": _plain(document.asked),
        "said": _plain((*document.said, *document.prices)),
        "maps": [_map(document.before), _map(document.after)],
        "legend": _legend(document.before),
        "tables": [asdict(each) for each in _tables(document)],
        "lists": _lists(document),
        "notes": _plain((*document.notes, *READING)),
        "sources": _plain((*document.sources, of_outlines())),
    }


def _plain(texts: tuple[str, ...]) -> list[str]:
    return [plain(each) for each in texts]


def _map(drawn: CountryMap) -> dict[str, str]:
    return {"title": drawn.title, "svg": country_map.draw(drawn).decode("utf-8"), "alternative": drawn.alternative}


def _legend(drawn: CountryMap) -> list[dict[str, str]]:
    boxes = [
        *({"svg": ink.sample(step).decode("utf-8"), "label": label} for step, label in enumerate(drawn.steps)),
        {"svg": ink.blank().decode("utf-8"), "label": "besoin ou places non renseignés"},
    ]
    return [*boxes, {"svg": ink.thick().decode("utf-8"), "label": "le plan y ouvre des places : leur nombre"}]


def _tables(document: ScenarioDocument) -> tuple[Table, Table]:
    return (
        Table(
            "Où le plan ouvre des places",
            _COLUMNS,
            tuple(_cells(line) for line in document.opened),
            silence="Le plan n’ouvre aucune place.",
        ),
        Table(
            "Ailleurs, ce qui reste sans réponse",
            tuple(column for column in _COLUMNS if column.header not in {"À ouvrir", "Manque avant", "Robuste"}),
            tuple(_of_unmet(line) for line in document.unmet),
            silence="Aucun autre département ne manque de places, parmi ceux dont le besoin est connu.",
        ),
    )


def _cells(line: Line) -> tuple[Cell, ...]:
    return (
        Cell(line.departement, strong=True), Cell(line.region), Cell(line.need), Cell(line.dated), Cell(line.dedicated),
        Cell(f"+{line.opened}", strong=True), Cell(line.before), Cell(line.after), Cell(line.robust or "non"),
    )  # fmt: skip


def _of_unmet(line: Line) -> tuple[Cell, ...]:
    return (
        Cell(line.departement), Cell(line.region), Cell(line.need), Cell(line.dated), Cell(line.dedicated),
        Cell(line.after, strong=True),
    )  # fmt: skip


def _lists(document: ScenarioDocument) -> list[dict[str, str]]:
    lists = [
        ("Laissés de côté par le scénario", document.left_out),
        ("Besoin ou places dédiées non renseignés : ces départements ne reçoivent rien", document.silent),
    ]
    return [{"title": title, "text": plain(", ".join(names)) + "."} for title, names in lists if names]
