"""One point that a person may move, by hand or with the arrow keys, and what is around it to find one's way.

There is no tile behind it: outlines of départements at their true place, centres of communes with their names, and a
scale. The map itself never changes; the point and its surroundings travel in a group (see `layers.base_map`).
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import folium
import numpy as np
import shapely
from branca.element import MacroElement
from folium.template import Template

from geodata import territories
from geodata.communes import communes
from layers.choropleth import as_script

ASSETS = (Path(__file__).with_name("point_map.js"), Path(__file__).with_name("point_map.css"))
"""The files of this room that the browser needs, to be served by the application."""
DECIMALS = 5
"""About a metre: what the browser sends back is rounded alike."""
METRES_PER_DEGREE = 111_195.0
"""Of latitude, on a sphere of 6,371 km."""
AROUND_KM = 30
LARGEST, NEAREST = 30, 12


@dataclass(frozen=True)
class Addresses:
    """Where the application serves the fixed files, seen from the map's own document."""

    leaflet_script: str
    leaflet_style: str
    script: str
    style: str
    outlines: str


@cache
def true_outlines() -> bytes:
    """The 101 départements at their true place, as GeoJSON (EPSG:4326, ten metres): code and name, nothing else."""
    shapes = territories.departements()[["name", "geometry"]].rename_axis("code").reset_index()
    shapes["geometry"] = shapely.transform(shapes.geometry.to_numpy(), lambda points: points.round(4))
    content = json.loads(shapes.to_json(drop_id=True))
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def point_map(addresses: Addresses) -> folium.Map:
    """A new folium map without tiles, which asks nobody but `addresses`, and waits for `movable_point`."""
    drawn = folium.Map(
        location=(46.4, 2.5),
        zoom_start=5,
        tiles=None,
        zoom_control=False,
        attribution_control=False,
        scroll_wheel_zoom=False,
        keyboard=False,
        max_zoom=17,
        min_zoom=7,
    )
    # Folium's own lists name public hosts, and libraries that this map does not use.
    drawn.default_js = [("leaflet", addresses.leaflet_script), ("vigie", addresses.script)]
    drawn.default_css = [("leaflet", addresses.leaflet_style), ("vigie", addresses.style)]
    drawn.add_child(_Order("start({{ this._parent.get_name() }}, {{ this.order }})", {"outlines": addresses.outlines}))
    return drawn


def movable_point(
    lat: float, lon: float, label: str, *, found: tuple[float, float] | None = None, answered: float | None = None
) -> folium.FeatureGroup:
    """The point (degrees, EPSG:4326), what it is called, and the communes around it.

    `found`: (lat, lon) that a geocoder had found, drawn as a ring. `answered`: the `at` of the last move that this
    order takes into account: the browser ignores an order that is older than its own last move. A move comes back as
    `{"point": [lat, lon], "at": milliseconds}`.
    """
    order = {
        "at": [round(lat, DECIMALS), round(lon, DECIMALS)],
        "label": label,
        "found": None if found is None else [round(each, DECIMALS) for each in found],
        "answered": answered,
        "around": [[name, *place] for name, place in around(lat, lon)],
    }
    group = folium.FeatureGroup(name=label)
    group.add_child(_Order("place({{ this.order }})", order))
    return group


def around(lat: float, lon: float) -> list[tuple[str, tuple[float, float]]]:
    """The communes to name around a point, the most populated first: name, (lat, lon).

    Only those whose own centre is known: the mean of their neighbours would send people astray.
    """
    known = communes().query("precision == 'own'")
    away = distance_m(lat, lon, known["lat"].to_numpy(), known["lon"].to_numpy())
    near = known.assign(away=away)[away <= 1000 * AROUND_KM].astype({"population": "float"})
    kept = near.index.isin(near["population"].nlargest(LARGEST).index) | near.index.isin(
        near["away"].nsmallest(NEAREST).index
    )
    rows = near[kept].sort_values("population", ascending=False, kind="stable")
    return [
        (str(name), (round(float(y), 4), round(float(x), 4)))
        for name, y, x in zip(rows["name"], rows["lat"], rows["lon"], strict=True)
    ]


def distance_m(lat: float, lon: float, lats: Any, lons: Any) -> Any:
    """Metres from a point to others, near enough to be drawn on one small map.

    >>> round(float(distance_m(45.0, 5.0, 45.001, 5.0)))
    111
    """
    north, east = np.subtract(lats, lat), np.subtract(lons, lon) * np.cos(np.radians(lat))
    return METRES_PER_DEGREE * np.hypot(north, east)


def moved(lat: float, lon: float, *, north_m: float = 0, east_m: float = 0) -> tuple[float, float]:
    """The point so many metres to the north and to the east.

    >>> moved(45.0, 5.0, north_m=50), moved(45.0, 5.0, east_m=-50)
    ((45.00045, 5.0), (45.0, 4.99936))
    """
    east = east_m / (METRES_PER_DEGREE * float(np.cos(np.radians(lat))))
    return round(lat + north_m / METRES_PER_DEGREE, DECIMALS), round(lon + east, DECIMALS)


class _Order(MacroElement):
    def __init__(self, call: str, order: dict[str, Any]) -> None:
        super().__init__()
        self._name = "Order"
        self.order = as_script(order)
        self._template = Template(f"{{% macro script(this, kwargs) %}}\nvigiePoint.{call};\n{{% endmacro %}}")
