"""The session file as PDF: tagged for accessibility, with its own fonts, and a summary that holds on two pages."""

import json
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import typst

from config.thresholds import threshold
from geodata.publication.french import number
from geodata.publication.session_file import SessionFile, SheetMap
from layers.documents import ink, outline_map
from layers.documents.document import DENSITIES, Document, document
from layers.documents.typesetting import compiler, one_file

TEMPLATE = Path(__file__).with_name("session.typ")
MAP_ALONE = Path(__file__).with_name("map_alone.typ")
SUMMARY_PAGES = 2
PICTURE_PPI = 220
READING = (
    "« s. » : secret statistique ; « n.r. » : non renseigné ; « s.o. » : sans objet. Un silence n’est jamais un zéro.",
    "L’écart est en points, par rapport à la médiane des départements dont l’avancement est complet ; "
    f"une alerte commence à {number(abs(float(threshold('progress.gap_alert'))))} points en dessous.",
    "Un nombre de cas ne classe pas les départements : repérer davantage n’est pas être davantage touché.",
    "L’empreinte est celle du contenu : le même dossier, en PDF et en DOCX, porte la même.",
)


@dataclass(frozen=True)
class Fitted:
    """The fullest document whose summary holds on two pages, and what sets it on paper."""

    document: Document
    compiler: typst.Compiler


def to_pdf(file: SessionFile) -> bytes:
    """The file as a PDF/UA-1 document; the same file always gives the same bytes.

    Every text is handed over as data: nothing in it is read as markup. No system font, no network.
    """
    return one_file(fitted(file).compiler.compile(format="pdf", pdf_standards="ua-1", timestamp=_noon(file)))


def fitted(file: SessionFile) -> Fitted:
    """The document of `file`, cut as little as needed."""
    drawn = _map(file.sheet_map) if file.sheet_map else None
    for density in DENSITIES:
        made = document(file, density)
        # Annexes follow the summary and cannot move it: they are laid out once, when it holds.
        if _pages_of_summary(replace(made, annexes=()), drawn) <= SUMMARY_PAGES:
            break
    return Fitted(made, compiler(TEMPLATE, _content(made, drawn)))


def _pages_of_summary(made: Document, drawn: dict[str, Any] | None) -> int:
    return int(compiler(TEMPLATE, _content(made, drawn)).query("<summary-end>", field="value", one=True))


def _content(made: Document, drawn: dict[str, Any] | None) -> str:
    return json.dumps(asdict(made) | {"sheet_map": drawn, "reading": READING}, ensure_ascii=False)


def map_picture(sheet: SheetMap) -> bytes:
    """The map and its legend as a PNG image, for the formats that take no vector."""
    alone = compiler(MAP_ALONE, json.dumps({"sheet_map": _map(sheet)}, ensure_ascii=False))
    return one_file(alone.compile(format="png", ppi=PICTURE_PPI))


def _map(sheet: SheetMap) -> dict[str, Any]:
    boxes: list[tuple[int | None, str]] = [*enumerate(sheet.steps), (None, "sans valeur publiée")]
    return {
        "title": sheet.title,
        "alternative": sheet.alternative,
        "svg": outline_map.draw(sheet).decode("utf-8"),
        "legend": [{"svg": ink.sample(step).decode("utf-8"), "label": label} for step, label in boxes],
        "points_label": sheet.points_label,
        "source": sheet.source,
    }


def _noon(file: SessionFile) -> datetime:
    return datetime.combine(file.drawn_on, time(12), tzinfo=UTC)
