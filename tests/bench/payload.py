"""What travels for the map alone, counted where it leaves the server."""

import json
import runpy
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import streamlit as st
import streamlit_folium

from dashboard import fixed_files
from dashboard.components.map_view import map_of
from geodata.database import transaction
from geodata.indicators import INDICATORS, Choice
from geodata.perimetre import perimetre
from geodata.publication import publish, publish_listing
from layers import LAYERS, associations, base_map
from tests.bench.map_data import YEAR
from tests.bench.table import Cell, Table

COLUMNS = {
    "map": "map", "way": "way", "once_bytes": "once, kept by the browser (bytes)", "each_bytes": "at each run (bytes)",
    "lighter": "Vigie × as light at each run",
}  # fmt: skip
NOTES = ["Without Leaflet, plotly.js and Streamlit itself, which the browser keeps. Vigie's points are kept as well."]


def rows(name: str, pages: Path) -> list[dict[str, Cell]]:
    """Bytes of the map of the first indicator, by each way of making it."""
    st.cache_data.clear()  # the pages keep the files of another map in memory
    indicator = next(iter(INDICATORS))
    folium_page, plotly_page = (runpy.run_path(str(pages / f"{each}_page.py")) for each in ("folium", "plotly"))
    once, each = _vigie(indicator)
    ways = {
        "Vigie": (once, each),
        "st_folium, full map": (0, _sent(lambda: streamlit_folium.st_folium(folium_page["full_map"](indicator)))),
        "plotly, SVG": (0, len(plotly_page["figure"](indicator, "svg").to_json())),
        "plotly, for tiles": (0, len(plotly_page["figure"](indicator, "tiles").to_json())),
    }
    return [
        {"map": name, "way": way, "once_bytes": kept, "each_bytes": sent, "lighter": sent / each}
        for way, (kept, sent) in ways.items()
    ]


def table(found: list[dict[str, Cell]]) -> Table:
    return Table("map_payload", "Map payload, as it leaves the server", COLUMNS, found, NOTES)


def _vigie(indicator: str) -> tuple[int, int]:
    who = perimetre("miprof")
    with transaction() as session:
        published = publish(session, indicator, Choice(YEAR), who)
        listing = publish_listing(session, who).rows
    points = associations.places(listing)
    address = fixed_files.keep_public_points(points)
    groups = [
        LAYERS[indicator].draw(published),
        associations.draw(address, associations.drawable(listing)["branch_id"]),
    ]
    return len(base_map.outlines()) + len(points), _sent(lambda: map_of(groups, key="france"))


def _sent(draw: Callable[[], object]) -> int:
    """Bytes of what a map hands to its component in the browser."""
    with patch.object(streamlit_folium, "_component_func", return_value=None) as component:
        draw()
    arguments = component.call_args.kwargs
    return len(json.dumps({key: value for key, value in arguments.items() if key != "on_change"}))
