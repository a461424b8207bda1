"""What the comparison pages show: the figures and points that Vigie shows, as plain files beside them."""

import json
import shutil
from pathlib import Path

import pandas as pd
import shapely
from shapely.geometry import mapping, shape

import dashboard
from geodata import display, territories
from geodata.database import transaction
from geodata.indicators import INDICATORS, Choice
from geodata.perimetre import perimetre
from geodata.publication import publish, publish_listing
from layers import associations, base_map

PAGES = Path(__file__).with_name("pages")
YEAR = 2016
NO_WORLD = {"type": "Topology", "objects": {}, "arcs": []}
"""The map of the world that plotly asks for and does not draw, without the world."""


def prepare(folder: Path) -> int:
    """Copy the pages into `folder`, with their data and a Leaflet that they can serve; the number of points."""
    (folder / "data").mkdir(parents=True)
    for page in PAGES.glob("*_page.py"):
        shutil.copy(page, folder)
    leaflet = next((Path(dashboard.__file__).parent / "static").glob("leaflet-*"))
    shutil.copytree(leaflet, folder / "static" / "leaflet")
    (folder / "static" / "world_110m.json").write_text(json.dumps(NO_WORLD))
    _outlines(folder / "data" / "outlines.geojson")
    who = perimetre("miprof")
    with transaction() as session:
        published = [publish(session, each, Choice(YEAR), who) for each in INDICATORS]
        listing = publish_listing(session, who).rows
    names = territories.names()
    cells = [each.cells.assign(indicator=each.indicator.id, label=each.indicator.label) for each in published]
    values = pd.concat(cells).reset_index()
    columns = ["departement", "name", "indicator", "label", "value", "reading"]
    values.assign(name=values["departement"].map(names))[columns].to_csv(folder / "data" / "values.csv", index=False)
    points = display.points_for_display(associations.drawable(listing))
    points = points[["display_lat", "display_lon", "association"]].set_axis(["lat", "lon", "label"], axis="columns")
    points.to_csv(folder / "data" / "points.csv", index=False)
    return len(points)


def _outlines(path: Path) -> None:
    """The outlines that Vigie sends, turned the way that plotly reads as the inside of a shape."""
    shapes = json.loads(base_map.outlines())["departements"]
    for feature in shapes["features"]:
        feature["geometry"] = mapping(shapely.orient_polygons(shape(feature["geometry"]), exterior_cw=True))
    path.write_text(json.dumps(shapes, ensure_ascii=False), encoding="utf-8")
