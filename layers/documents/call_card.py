"""*Qui appeler* as PDF: one page, whatever the département; what does not fit is counted and said."""

import json
from dataclasses import asdict
from datetime import UTC, datetime, time
from pathlib import Path

from geodata.publication.call_card import EMERGENCY, CallCard
from geodata.publication.french import counted
from layers.documents.typesetting import compiler, one_file
from layers.documents.wording import day, plain

TEMPLATE = Path(__file__).with_name("call_card.typ")
MOST, LEAST = 24, 1
LONGEST = 260
NONE = "Aucun service local n’est recensé. Cela ne veut pas dire qu’il n’y en a pas : voir les départements voisins."


def card_to_pdf(card: CallCard) -> bytes:
    """One page, tagged for accessibility; the same card always gives the same bytes."""
    low, high = LEAST, max(LEAST, min(MOST, len(card.lines)))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if _pages(card, middle) <= 1 else (low, middle - 1)
    noon = datetime.combine(card.drawn_on, time(12), tzinfo=UTC)
    return one_file(compiler(TEMPLATE, _content(card, low)).compile(format="pdf", pdf_standards="ua-1", timestamp=noon))


def _pages(card: CallCard, lines: int) -> int:
    return int(compiler(TEMPLATE, _content(card, lines)).query("<card-end>", field="value", one=True))


def _content(card: CallCard, lines: int) -> str:
    left = len(card.lines) - min(lines, len(card.lines))
    where = f"dans l’Annuaire de Vigie, page « annuaire?lieu={card.departement} »"
    return json.dumps(
        {
            "name": card.name,
            "code": card.departement,
            "drawn": day(card.drawn_on),
            "emergency": EMERGENCY,
            "lines": [_shown(asdict(each)) for each in card.lines[:lines]],
            "none": "" if card.lines else NONE,
            "more": f"{counted(left, 'autre service')} à lire {where}." if left else f"Tout se lit aussi {where}.",
            "national": _shown(asdict(card.national)) if card.national else None,
            "origins": [plain(each) for each in card.origins],
        },
        ensure_ascii=False,
    )


def _shown(line: dict[str, object]) -> dict[str, object]:
    return {name: _short(value) for name, value in line.items()}


def _short(value: object) -> object:
    if isinstance(value, (list, tuple)):
        return [_short(each) for each in value]
    text = plain(str(value))
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
