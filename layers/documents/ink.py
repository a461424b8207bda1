"""Strokes of a vector drawing that prints in black and white, in millimetres."""

from collections.abc import Iterable
from xml.etree import ElementTree as Xml

import shapely
from shapely.geometry.base import BaseGeometry

from layers.documents.hatching import STEPS, hatches

FONT = "Libertinus Serif"
DOT = 0.75  # radius, millimetres
HALF_LETTER = 0.26  # half of the mean width of a letter, for a size of 1


def canvas(width: float, height: float) -> Xml.Element:
    """An empty drawing."""
    return Xml.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "width": f"{width}mm",
            "height": f"{height}mm",
            "viewBox": f"0 0 {width:g} {height:g}",
        },
    )


def path(drawing: Xml.Element, lines: BaseGeometry, *, stroke: str, width: float) -> None:
    """Draw lines; other shapes are left out."""
    parts = [part for part in shapely.get_parts(lines) if shapely.get_type_id(part) in (1, 2)]
    if not parts:
        return
    d = "".join("M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in shapely.get_coordinates(part)) for part in parts)
    Xml.SubElement(
        drawing,
        "path",
        {"d": d, "fill": "none", "stroke": stroke, "stroke-width": f"{width:g}", "stroke-linejoin": "round"},
    )


def surface(drawing: Xml.Element, shape: BaseGeometry, *, fill: str) -> None:
    """Fill a shape, its holes left empty."""
    rings = [ring for part in shapely.get_parts(shape) for ring in shapely.get_rings(part)]
    if rings:
        d = "".join("M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in ring.coords) + "Z" for ring in rings)
        Xml.SubElement(drawing, "path", {"d": d, "fill": fill, "fill-rule": "evenodd"})


def dots(drawing: Xml.Element, points: Iterable[BaseGeometry]) -> None:
    """Draw points as discs."""
    for point in points:
        at = {"cx": f"{point.x:.2f}", "cy": f"{point.y:.2f}", "r": f"{DOT:g}"}
        Xml.SubElement(drawing, "circle", at | {"fill": "#000", "stroke": "#fff", "stroke-width": "0.3"})


def text(drawing: Xml.Element, words: str, x: float, y: float, size: float, weight: str) -> None:
    """Write words centred on `x`, readable over lines."""
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


def sample(step: int | None) -> bytes:
    """A box of the legend: the lines of a class, or nothing for a département without a value."""
    drawing, box = canvas(9, 4.5), shapely.box(0.15, 0.15, 8.85, 4.35)
    if step is not None:
        path(drawing, hatches(box, min(step, len(STEPS) - 1)), stroke="#000", width=0.13)
    path(drawing, box.boundary, stroke="#555", width=0.2)
    return Xml.tostring(drawing, encoding="utf-8")


def blank() -> bytes:
    """A box of the legend of the whole country: a département without a value."""
    drawing, box = canvas(9, 4.5), shapely.box(0.15, 0.15, 8.85, 4.35)
    surface(drawing, box, fill="#d9d9d9")
    path(drawing, box.boundary, stroke="#555", width=0.2)
    return Xml.tostring(drawing, encoding="utf-8")


def thick() -> bytes:
    """A box of the legend of the whole country: a département where the plan opens places."""
    drawing, box = canvas(9, 4.5), shapely.box(0.4, 0.4, 8.6, 4.1)
    path(drawing, box.boundary, stroke="#000", width=0.7)
    text(drawing, "+4", 4.5, 3.2, 2.9, "bold")
    return Xml.tostring(drawing, encoding="utf-8")
