"""The département among its neighbours, as a vector drawing that prints in black and white."""

import math
from collections.abc import Mapping
from xml.etree import ElementTree as Xml

import shapely
from shapely.geometry.base import BaseGeometry

from geodata import territories
from geodata.publication.session_file import SheetMap
from layers.documents.hatching import hatches
from layers.documents.ink import HALF_LETTER, canvas, dots, path, surface, text

WIDTH, HEIGHT = 80.0, 74.0  # millimetres
MARGIN = 0.16  # of the extent of the département, kept around it for its neighbours
READING_SIZE = 2.9  # of letters, millimetres
SMALLEST_LABELLED = 60.0  # square millimetres


def draw(sheet: SheetMap) -> bytes:
    """The map as SVG, in millimetres: hatched shapes, names of the départements, points. The legend: `ink.sample`."""
    outlines = territories.departements().geometry
    place, window = _frame(outlines[sheet.centre])
    drawing = canvas(WIDTH, HEIGHT)
    shapes = {cell.code: place(outlines[cell.code]).intersection(window) for cell in sheet.cells}
    others = outlines[~outlines.index.isin(list(shapes))].union_all()
    surface(drawing, place(others).intersection(window), fill="#ececec")
    for cell in sheet.cells:
        if cell.step is not None:
            path(drawing, hatches(shapes[cell.code], cell.step), stroke="#000", width=0.13)
        path(drawing, shapes[cell.code].boundary, stroke="#555", width=0.2)
    path(drawing, place(outlines[sheet.centre]).boundary, stroke="#000", width=0.55)
    dots(drawing, [place(shapely.Point(*point)) for point in sheet.points])
    _labels(drawing, sheet, shapes)
    path(drawing, window.boundary, stroke="#999", width=0.2)
    return Xml.tostring(drawing, encoding="utf-8")


class _Placing:
    """From degrees to millimetres on paper: north up, a kilometre the same length both ways at the centre."""

    def __init__(self, bounds: tuple[float, float, float, float]) -> None:
        west, south, east, north = bounds
        self.lon, self.lat = (west + east) / 2, (south + north) / 2
        self.narrowing = math.cos(math.radians(self.lat))
        wide, high = (east - west) * self.narrowing, north - south
        self.scale = min(WIDTH / (wide * (1 + 2 * MARGIN)), HEIGHT / (high * (1 + 2 * MARGIN)))

    def __call__(self, shape: BaseGeometry) -> BaseGeometry:
        across = self.scale * self.narrowing
        return shapely.transform(
            shape,
            lambda at: (at - (self.lon, self.lat)) * (across, -self.scale) + (WIDTH / 2, HEIGHT / 2),
        )


def _frame(centre: BaseGeometry) -> tuple[_Placing, BaseGeometry]:
    return _Placing(centre.bounds), shapely.box(0.1, 0.1, WIDTH - 0.1, HEIGHT - 0.1)


def _labels(drawing: Xml.Element, sheet: SheetMap, shapes: Mapping[str, BaseGeometry]) -> None:
    """Each name where its shape is widest, that of the département first; the others keep away from it."""
    taken = shapely.Point()
    for cell in sorted(sheet.cells, key=lambda each: each.code != sheet.centre):
        main = cell.code == sheet.centre
        free = shapes[cell.code].difference(taken)
        if free.is_empty or (free.area < SMALLEST_LABELLED and not main):
            continue
        name = (cell.name, min(3.6, 46 / len(cell.name))) if main else (cell.code, 3.2)
        half = max(len(name[0]) * name[1], len(cell.reading) * READING_SIZE) * HALF_LETTER
        at = shapely.get_point(shapely.maximum_inscribed_circle(free, 0.5), 0)
        x = min(max(at.x, half + 0.8), WIDTH - half - 0.8)
        text(drawing, name[0], x, at.y - 0.6, name[1], "bold")
        text(drawing, cell.reading, x, at.y + 2.9, READING_SIZE, "normal")
        taken = shapely.box(x - half, at.y - 4.5, x + half, at.y + 4).buffer(half) if main else taken
