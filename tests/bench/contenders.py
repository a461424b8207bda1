"""The same map made in four ways: how to serve each one, and how to see in the page that it is there."""

import json
import sys
from dataclasses import dataclass

_FRAME = """
const holds = (each) => each.contentDocument?.querySelector('.leaflet-container');
const frame = [...document.querySelectorAll('iframe')].find(holds);
if (!frame || frame.clientHeight < 100) return null;
const inside = frame.contentDocument;
"""
_PLOT = """
const plot = document.querySelector('.js-plotly-plot');
if (!plot?._fullLayout) return null;
const map = plot._fullLayout.map?._subplot?.map;
const drawn = [...plot.querySelectorAll('.choroplethlocation')];
"""
_STREAMLIT = (
    "--server.port={port}", "--server.address=127.0.0.1", "--server.headless=true", "--server.enableStaticServing=true",
    "--server.fileWatcherType=none", "--browser.gatherUsageStats=false", "--client.toolbarMode=minimal",
)  # fmt: skip


@dataclass(frozen=True)
class Place:
    """A département to click, where no association stands: its heading once clicked, and its middle."""

    code: str
    heading: str
    lon: float
    lat: float


@dataclass(frozen=True)
class Contender:
    """A way to make the map. The rest is JavaScript: `prelude` finds the map or gives up, `drawn` says whether all of
    the indicator is there, `middle` gives where to click, in pixels of the window."""

    name: str
    command: tuple[str, ...]
    path: str
    prelude: str
    drawn: str
    middle: str

    def shown(self, indicator: str, label: str, points: int) -> str:
        known = f"const id = {json.dumps(indicator)}, label = {json.dumps(label)}, points = {points};"
        return f"(() => {{ {known} {self.prelude} return {self.drawn}; }})()"

    def position(self, place: Place) -> str:
        known = f"const code = {json.dumps(place.code)}, at = {json.dumps([place.lon, place.lat])};"
        return f"(() => {{ {known} {self.prelude} {self.middle} }})()"


def heading(place: Place) -> str:
    """True once the page speaks of the département."""
    words = json.dumps(place.heading)
    return f"[...document.querySelectorAll('h1, h2, h3')].some((each) => each.textContent.includes({words}))"


def _middle_of(shape: str) -> str:
    return f"const box = {shape}.getBoundingClientRect(), x = box.x + box.width / 2, y = box.y + box.height / 2;"


_IN_FRAME = "const outer = frame.getBoundingClientRect(); return [outer.x + x, outer.y + y];"
_TITLED = "plot._fullLayout.title.text?.includes(label)"  # Streamlit makes it bold

VIGIE = Contender(
    "Vigie",
    (sys.executable, "-m", "dashboard", "--port", "{port}"),
    "/",
    _FRAME,
    "inside.body.dataset.painted === label && inside.querySelectorAll('path[data-code]').length > 100 "
    "&& !!inside.querySelector('.vigie-point')",
    _middle_of("inside.querySelector(`path[data-code='${code}']`)") + _IN_FRAME,
)
FOLIUM = Contender(
    "st_folium, full map",
    (sys.executable, "-m", "streamlit", "run", "folium_page.py", *_STREAMLIT),
    "/",
    _FRAME,
    "inside.querySelectorAll(`path.${id}`).length > 100 "
    "&& inside.querySelectorAll('path.leaflet-interactive').length > 100 + points",
    _middle_of("inside.querySelector(`path.dep-${code}`)") + _IN_FRAME,
)
PLOTLY = Contender(
    "plotly, SVG",
    (sys.executable, "-m", "streamlit", "run", "plotly_page.py", *_STREAMLIT),
    "/",
    _PLOT,
    f"{_TITLED} && drawn.length > 100 && plot.querySelectorAll('.scattergeo path.point').length >= points",
    _middle_of("drawn.find((each) => each.__data__.loc === code)") + "return [x, y];",
)
PLOTLY_TILES = Contender(
    "plotly, for tiles",
    PLOTLY.command,
    "/?kind=tiles",
    _PLOT,
    f"{_TITLED} && !!map?.loaded()",
    "const box = map.getCanvas().getBoundingClientRect(), { x, y } = map.project(at); return [box.x + x, box.y + y];",
)
CONTENDERS = (VIGIE, FOLIUM, PLOTLY, PLOTLY_TILES)
