"""The unchanging map: outlines fetched once by the browser, frames of the insets, tooltips, clicks, keyboard.

Nothing here depends on a figure: between two choices of the visitor, this part stays as it is in the browser, and only
the order of `layers.choropleth` travels. No tiles: a tile server would learn which place is looked at.
"""

import json
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

import folium
from branca.element import MacroElement
from folium.template import Template

from geodata import display
from layers.choropleth import as_script
from layers.palette import NOT_READABLE, OUTLINE, PATTERNS

ASSETS = (Path(__file__).with_name("base_map.js"), Path(__file__).with_name("base_map.css"))
"""The files of this room that the browser needs, to be served by the application."""


@dataclass(frozen=True)
class Addresses:
    """Where the application serves the fixed files, seen from the map's own document."""

    leaflet_script: str
    leaflet_style: str
    script: str
    style: str
    outlines: str


@cache
def outlines() -> bytes:
    """What the browser draws, as JSON: `departements` (GeoJSON: code, name, inset) and `frames` (key, caption, box).

    The outlines of a refresh are read once a process: a restart shows them.
    """
    shapes, frames = display.display_outlines(), display.insets()
    content = {
        "departements": json.loads(shapes.to_json(drop_id=True)),
        "frames": [
            {"key": frame.key, "caption": frame.caption, "box": [round(each, 3) for each in frame.geometry.bounds]}
            for frame in frames.itertuples()
        ],
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def base_map(addresses: Addresses) -> folium.Map:
    """A new folium map without tiles, which asks nobody but `addresses`."""
    drawn = folium.Map(
        location=(46.4, 0.5),
        zoom_start=5,
        tiles=None,
        zoom_control=False,
        attribution_control=False,
        scroll_wheel_zoom=False,
        keyboard=False,
        zoom_snap=0,
        zoom_delta=0.75,
        max_zoom=10,
        min_zoom=3,
    )
    # Folium's own lists name public hosts, and libraries that this map does not use.
    drawn.default_js = [("leaflet", addresses.leaflet_script), ("vigie", addresses.script)]
    drawn.default_css = [("leaflet", addresses.leaflet_style), ("vigie", addresses.style)]
    drawn.add_child(_Start(addresses))
    return drawn


class _Start(MacroElement):
    _template = Template(
        "{% macro script(this, kwargs) %}\n"
        "vigie.start({{ this._parent.get_name() }}, {{ this.settings }});\n"
        "{% endmacro %}"
    )

    def __init__(self, addresses: Addresses) -> None:
        super().__init__()
        self._name = "Start"
        patterns = [asdict(each) for each in (*PATTERNS.values(), NOT_READABLE)]
        self.settings = as_script({"outlines": addresses.outlines, "patterns": patterns, "outline": OUTLINE})
