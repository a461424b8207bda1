"""One point, and what is around it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit_folium import generate_leaflet_string

from geodata import territories
from layers.point_map import Addresses, around, distance_m, movable_point, moved, point_map, true_outlines

ADDRESSES = Addresses("leaflet.js", "leaflet.css", "point.js", "point.css", "contours.json")
LYON = (45.76341, 4.83566)
places = st.tuples(st.floats(-21, 51), st.floats(-61, 55))


def test_the_outlines_stand_at_their_true_place() -> None:
    features = json.loads(true_outlines())["features"]
    west, _, east, _ = territories.departements().total_bounds

    assert [feature["properties"]["code"] for feature in features] == list(territories.CODES)
    assert {tuple(sorted(feature["properties"])) for feature in features} == {("code", "name")}
    assert (west, east) == (pytest.approx(-61.8, abs=0.2), pytest.approx(55.8, abs=0.2))


def test_the_map_is_the_same_at_each_run_and_asks_its_files_of_the_application_alone() -> None:
    first, second = (generate_leaflet_string(point_map(ADDRESSES)) for _ in range(2))

    assert first == second
    assert "contours.json" in first
    assert "http" not in first
    assert not any("http" in link for _, link in (*point_map(ADDRESSES).default_js, *point_map(ADDRESSES).default_css))


def test_the_communes_around_lyon_are_named_the_largest_first() -> None:
    named = [name for name, _ in around(*LYON)]

    assert named[:2] == ["Lyon", "Villeurbanne"]
    assert len(named) == len(set(named))


def test_a_point_in_the_sea_has_nothing_around() -> None:
    assert around(47.0, -20.0) == []


def test_a_name_written_by_anybody_cannot_leave_its_text() -> None:
    drawn = generate_leaflet_string(movable_point(*LYON, "</script><script>alert(1)"))

    assert "</script>" not in drawn


@given(places, st.integers(-5000, 5000), st.integers(-5000, 5000))
def test_a_point_moved_by_metres_is_as_far_as_was_asked(place: tuple[float, float], north_m: int, east_m: int) -> None:
    to_the_north, to_the_east = moved(*place, north_m=north_m), moved(*place, east_m=east_m)

    assert distance_m(*place, *to_the_north) == pytest.approx(abs(north_m), abs=2)
    assert distance_m(*place, *to_the_east) == pytest.approx(abs(east_m), abs=2)
