"""The legend of a map: what is on it and nothing else, each state in words and with its pattern."""

from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from geodata.publication.contract import Published
from layers.associations import WORDINGS
from layers.palette import NOT_READABLE, NOT_READABLE_CODE, OUTLINE, PATTERNS, ColourClass, Pattern, class_of, classes

_MARKS = {
    "exact": '<circle cx="13" cy="8" r="5" fill="#161616"/>',
    "street": '<circle cx="13" cy="8" r="5" fill="#fff" stroke="#161616" stroke-width="2.2"/>',
    "commune": '<circle cx="13" cy="8" r="6" fill="#fff" stroke="#161616" stroke-width="1.6" stroke-dasharray="2 2"/>',
}


@dataclass(frozen=True)
class Entry:
    """A line of the legend: its swatch (the inside of a 26 × 16 SVG), its words, how many départements it covers."""

    swatch: str
    label: str
    count: int | None = None


def entries(published: Published, shades: Sequence[ColourClass] | None = None) -> list[Entry]:
    """Classes that hold a value, then states that are on the map, each with its number of départements (sum: 101).

    `shades`: classes that another map shares; by default, its own.
    """
    shades = classes(published) if shades is None else shades
    held = [class_of(value, shades) for value in published.values()]
    found = [
        Entry(_box(f'fill="{shade.colour}"'), shade.label, held.count(position))
        for position, shade in enumerate(shades)
        if position in held
    ]
    states = published.cells["state"].tolist()
    found += [_patterned(pattern, states.count(state)) for state, pattern in PATTERNS.items() if state in states]
    if published.not_readable:
        found.append(_patterned(NOT_READABLE, len(published.not_readable), f" ({NOT_READABLE_CODE})"))
    return found


def marks(kinds: Iterable[str]) -> list[Entry]:
    """The lines for points of associations, for the kinds of position that are on the map."""
    present = set(kinds)
    return [Entry(_MARKS[kind], f"Association : {WORDINGS[kind].lower()}") for kind in WORDINGS if kind in present]


def html(published: Published, kinds: Iterable[str] = (), shades: Sequence[ColourClass] | None = None) -> str:
    """The legend as a list, title first, safe to put in a page."""
    indicator = published.indicator
    unit = f" ({indicator.unit})" if indicator.unit and indicator.unit not in indicator.label.lower() else ""
    return (
        f'<div class="vigie-legend"><p>{escape(indicator.label)}{escape(unit)}</p><ul>'
        f"{''.join(_lines([*entries(published, shades), *marks(kinds)]))}</ul></div>"
    )


def points_html(kinds: Iterable[str]) -> str:
    """The legend of a map that shows points alone."""
    return f'<div class="vigie-legend"><ul>{"".join(_lines(marks(kinds)))}</ul></div>'


def _lines(lines: Iterable[Entry]) -> Iterator[str]:
    for line in lines:
        count = "" if line.count is None else f' <span class="vigie-count">· {line.count} dép.</span>'
        yield (
            f'<li><img alt="" width="26" height="16" src="{_picture(line.swatch)}">'
            f"<span>{escape(line.label)}{count}</span></li>"
        )


def _picture(swatch: str) -> str:
    # As an address rather than inline: pages that sanitise what they show drop inline drawings.
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" width="26" height="16" viewBox="0 0 26 16">{swatch}</svg>'
    return f"data:image/svg+xml;base64,{b64encode(drawing.encode('utf-8')).decode('ascii')}"


def _box(fill: str) -> str:
    return f'<rect x="0.5" y="0.5" width="25" height="15" {fill} stroke="{OUTLINE}"/>'


def _patterned(pattern: Pattern, count: int, code: str = "") -> Entry:
    definition = (
        f'<defs><pattern id="{pattern.id}" width="8" height="8" patternUnits="userSpaceOnUse">'
        f"{pattern.drawing}</pattern></defs>"
    )
    return Entry(definition + _box(f'fill="url(#{pattern.id})"'), pattern.label + code, count)
