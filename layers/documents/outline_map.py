"""The département among its neighbours, as a vector drawing that prints in black and white."""

import math
from collections.abc import Iterable, Mapping
from xml.etree import ElementTree as Xml

import shapely
from shapely.geometry.base import BaseGeometry

from geodata import territories
from geodata.publication.session_file import SheetMap
from layers.documents.hatching import STEPS, hatches

WIDTH, HEIGHT = 80.0, 74.0  # millimetres
MARGIN = 0.16  # of the extent of the département, kept around it for its neighbours
FONT = "Libertinus Serif"
DOT = 0.75  # radius, millimetres
READING_SIZE = 2.9  # of letters, millimetres
HALF_LETTER = 0.26  # half of the mean width of a letter, for a size of 1
SMALLEST_LABELLED = 60.0  # square millimetres


def draw(sheet: SheetMap) -> bytes:
    """The map as SVG, in millimetres: hatched shapes, names of the départements, points. No legend: see `sample`."""
    outlines = territories.departements().geometry
    place, window = _frame(outlines[sheet.centre])
    drawing = _canvas(WIDTH, HEIGHT)
    shapes = {cell.code: place(outlines[cell.code]).intersection(window) for cell in sheet.cells}
    others = outlines[~outlines.index.isin(list(shapes))].union_all()
    _surface(drawing, place(others).intersection(window), fill="#ececec")
    for cell in sheet.cells:
        if cell.step is not None:
            _path(drawing, hatches(shapes[cell.code], cell.step), stroke="#000", width=0.13)
        _path(drawing, shapes[cell.code].boundary, stroke="#555", width=0.2)
    _path(drawing, place(outlines[sheet.centre]).boundary, stroke="#000", width=0.55)
    _dots(drawing, [place(shapely.Point(*point)) for point in sheet.points])
    _labels(drawing, sheet, shapes)
    _path(drawing, window.boundary, stroke="#999", width=0.2)
    return Xml.tostring(drawing, encoding="utf-8")


def sample(step: int | None) -> bytes:
    """A box of the legend: the lines of a class, or nothing for a département without a value."""
    drawing, box = _canvas(9, 4.5), shapely.box(0.15, 0.15, 8.85, 4.35)
    if step is not None:
        _path(drawing, hatches(box, min(step, len(STEPS) - 1)), stroke="#000", width=0.13)
    _path(drawing, box.boundary, stroke="#555", width=0.2)
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


def _canvas(width: float, height: float) -> Xml.Element:
    return Xml.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "width": f"{width}mm",
            "height": f"{height}mm",
            "viewBox": f"0 0 {width:g} {height:g}",
        },
    )


def _path(drawing: Xml.Element, lines: BaseGeometry, *, stroke: str, width: float) -> None:
    parts = [part for part in shapely.get_parts(lines) if shapely.get_type_id(part) in (1, 2)]
    if not parts:
        return
    d = "".join("M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in shapely.get_coordinates(part)) for part in parts)
    Xml.SubElement(
        drawing,
        "path",
        {"d": d, "fill": "none", "stroke": stroke, "stroke-width": f"{width:g}", "stroke-linejoin": "round"},
    )


def _surface(drawing: Xml.Element, shape: BaseGeometry, *, fill: str) -> None:
    rings = [ring for part in shapely.get_parts(shape) for ring in shapely.get_rings(part)]
    if rings:
        d = "".join("M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in ring.coords) + "Z" for ring in rings)
        Xml.SubElement(drawing, "path", {"d": d, "fill": fill, "fill-rule": "evenodd"})


def _dots(drawing: Xml.Element, points: Iterable[BaseGeometry]) -> None:
    for point in points:
        at = {"cx": f"{point.x:.2f}", "cy": f"{point.y:.2f}", "r": f"{DOT:g}"}
        Xml.SubElement(drawing, "circle", at | {"fill": "#000", "stroke": "#fff", "stroke-width": "0.3"})


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
        _text(drawing, name[0], x, at.y - 0.6, name[1], "bold")
        _text(drawing, cell.reading, x, at.y + 2.9, READING_SIZE, "normal")
        taken = shapely.box(x - half, at.y - 4.5, x + half, at.y + 4).buffer(half) if main else taken


def _text(drawing: Xml.Element, words: str, x: float, y: float, size: float, weight: str) -> None:
    style = {
        "x": f"{x:.2f}",
        "y": f"{y:.2f}",
        "text-anchor": "middle",
        "font-family": FONT,
        "font-size": f"{size:.2f}",
        "font-weight": weight,
    }
    # The white twin below keeps the letters readable over the lines.
    halo = {"stroke": "#fff", "stroke-width": "0.9", "stroke-linejoin": "round", "fill": "#fff"}
    Xml.SubElement(drawing, "text", style | halo).text = words
    Xml.SubElement(drawing, "text", style).text = words
