"""Associations as points: what may be drawn, how precisely it is known, and how it is said."""

import json

import folium
import pandas as pd

from layers.associations import draw, drawable, places


def _branch(branch_id: int, status: str, lat: float | None = 44.52, lon: float | None = 3.5, **others: object) -> dict:
    return {
        "branch_id": branch_id,
        "association": "Amicale",
        "branch": "Mende",
        "street": "",
        "postcode": "48000",
        "city": "Mende",
        "departement": "48",
        "lat": lat,
        "lon": lon,
        "geo_status": status,
    } | others


def test_a_place_wider_than_a_commune_or_doubtful_is_never_a_point() -> None:
    statuses = ["precise", "street", "commune", "area", "review", "failed", "withheld"]
    listing = pd.DataFrame([_branch(number, status) for number, status in enumerate(statuses)])

    assert drawable(listing)["geo_status"].tolist() == ["precise", "street", "commune"]


def test_a_point_without_coordinates_is_not_drawn() -> None:
    listing = pd.DataFrame([_branch(1, "commune", lat=float("nan"))])

    assert drawable(listing).empty


def test_branches_at_the_same_point_share_one_mark() -> None:
    listing = pd.DataFrame([_branch(1, "commune"), _branch(2, "commune"), _branch(3, "precise")])

    found = json.loads(places(listing))

    assert [[branch[0] for branch in place["branches"]] for place in found] == [[1, 2], [3]]
    assert [place["wording"] for place in found] == ["Position au centre de la commune", "Position à l’adresse"]


def test_an_overseas_branch_is_drawn_in_its_inset() -> None:
    listing = pd.DataFrame([_branch(1, "commune", 4.93, -52.33, departement="973", city="Cayenne")])

    ((lon, lat),) = [place["at"] for place in json.loads(places(listing))]

    assert -9 < lon < -5
    assert 41 < lat < 52


def test_a_branch_of_paris_is_drawn_in_place_and_enlarged() -> None:
    listing = pd.DataFrame([_branch(1, "precise", 48.87, 2.36, departement="75", city="Paris")])

    assert len(json.loads(places(listing))) == 2


def test_the_order_to_show_points_holds_numbers_and_an_address_only() -> None:
    rendered = folium.Map(tiles=None).add_child(draw("../x.json", [3, 1, 3])).get_root().render()

    assert "vigie.points(feature_group_" in rendered
    assert ', "../x.json", [1,3]);' in rendered
