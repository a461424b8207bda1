"""The unchanging map."""

import json

import folium
from streamlit_folium import generate_leaflet_string

from geodata import territories
from layers.base_map import Addresses, base_map, outlines

ADDRESSES = Addresses("leaflet.js", "leaflet.css", "map.js", "map.css", "outlines.json")


def test_the_outlines_hold_a_code_a_name_and_an_inset_and_nothing_else() -> None:
    features = json.loads(outlines())["departements"]["features"]

    assert {feature["properties"]["code"] for feature in features} == set(territories.CODES)
    assert {tuple(sorted(feature["properties"])) for feature in features} == {("code", "inset", "name")}


def test_the_five_overseas_departements_and_paris_have_a_frame_with_its_name() -> None:
    captions = [frame["caption"] for frame in json.loads(outlines())["frames"]]

    assert captions == ["Guadeloupe", "Martinique", "Guyane", "La Réunion", "Mayotte", "Paris et petite couronne"]


def test_the_map_asks_its_files_of_the_application_alone() -> None:
    drawn = base_map(ADDRESSES)

    assert [address for _, address in (*drawn.default_js, *drawn.default_css)] == [
        "leaflet.js",
        "map.js",
        "leaflet.css",
        "map.css",
    ]
    assert folium.Map.default_js != drawn.default_js


def test_the_map_is_the_same_at_each_run_so_that_the_browser_keeps_it() -> None:
    first, second = (generate_leaflet_string(base_map(ADDRESSES)) for _ in range(2))

    assert first == second
    assert "outlines.json" in first
    assert "http" not in first
