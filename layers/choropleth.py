"""Départements coloured by a published indicator: only codes, styles and readings travel."""

import json
from collections.abc import Sequence
from typing import Any

import folium
from branca.element import MacroElement
from folium.template import Template

from geodata.publication.contract import Published, State
from geodata.publication.french import number
from layers.palette import NOT_READABLE, PATTERNS, ColourClass, class_of, classes


class Paint(MacroElement):
    """The order, sent to the map already in the browser, to repaint its départements."""

    _template = Template("{% macro script(this, kwargs) %}\nvigie.paint({{ this.order }});\n{% endmacro %}")

    def __init__(self, order: dict[str, Any]) -> None:
        super().__init__()
        self._name = "Paint"
        self.order = as_script(order)


def as_script(content: object) -> str:
    """JSON that may stand inside a script: no text of a file can close it or begin another."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def draw(published: Published, shades: Sequence[ColourClass] | None = None) -> folium.FeatureGroup:
    """One style and one reading per cell of `published`, each reading followed by the share of unknown behind it.

    The départements that `published` leaves out say so, with a pattern. `shades`: classes that another map shares.
    """
    shares = published.unknown_share
    notes = {} if shares is None else {str(code): note for code, share in shares.items() if (note := unknown(share))}
    shades = classes(published) if shades is None else shades
    states = list(PATTERNS)
    fills = [each.colour for each in shades] + [f"url(#{PATTERNS[state].id})" for state in states]
    cells = {}
    for code, cell in published.cells.iterrows():
        if cell["state"] == State.PUBLISHED:
            style = class_of(cell["value"], shades)
        else:
            style = len(shades) + states.index(cell["state"])
        cells[str(code)] = [style, cell["reading"], *([notes[str(code)]] if str(code) in notes else [])]
    group = folium.FeatureGroup(name=published.indicator.label)
    group.add_child(
        Paint(
            {
                "title": published.indicator.label,
                "fills": fills,
                "cells": cells,
                "others": [f"url(#{NOT_READABLE.id})", NOT_READABLE.label],
            }
        )
    )
    return group


def unknown(share: float) -> str:
    """How the share (0 to 1) of what is not known behind a value is written; nothing when all or none of it is known.

    >>> unknown(0.25), unknown(0), unknown(1)
    ('part d’inconnu\\xa0: 25\\xa0%', '', '')
    """
    return f"part d’inconnu\N{NO-BREAK SPACE}: {number(100 * share)}\N{NO-BREAK SPACE}%" if 0 < share < 1 else ""
