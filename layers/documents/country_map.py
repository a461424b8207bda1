"""The whole country, with its frames, as a vector drawing that prints in black and white."""

import math
from xml.etree import ElementTree as Xml

import shapely
from shapely.geometry.base import BaseGeometry

from geodata.display import display_outlines, insets
from geodata.publication.scenario_document import CountryMap
from layers.documents.hatching import STEPS, hatches
from layers.documents.ink import canvas, path, surface, text

WIDTH = 86.0  # millimetres
MARGIN = 0.4
LETTER = 2.5
CAPTION = 1.75
_ON_THE_MAP_TWICE = ("75", "92", "93", "94")
"""Their number is written in their frame, where there is room for it."""


def draw(drawn: CountryMap) -> bytes:
    """The map as SVG, in millimetres: classes as hatches, places opened as numbers inside a thick line."""
    outlines, frames = display_outlines(), insets()
    place = _Placing(tuple(shapely.total_bounds([*outlines.geometry, *frames.geometry])))
    drawing = canvas(WIDTH, place.height)
    numbers: list[tuple[BaseGeometry, int]] = []
    for code, inset, geometry in zip(outlines["code"], outlines["inset"], outlines.geometry, strict=True):
        shape = place(geometry)
        if code in drawn.cells:
            path(drawing, hatches(shape, min(drawn.cells[code], len(STEPS) - 1)), stroke="#000", width=0.1)
        else:
            surface(drawing, shape, fill="#d9d9d9")
        path(drawing, shape.boundary, stroke="#555", width=0.12)
        if code in drawn.opened and (inset or code not in _ON_THE_MAP_TWICE):
            numbers.append((shape, drawn.opened[code]))
    for caption, frame in zip(frames["caption"], frames.geometry, strict=True):
        box = place(frame)
        path(drawing, box.boundary, stroke="#777", width=0.15)
        west, top, *_ = box.bounds
        text(drawing, caption, west + (box.bounds[2] - west) / 2, top + 2.1, _fitting(caption, box), "normal")
    for shape, _ in numbers:
        path(drawing, shape.boundary, stroke="#000", width=0.32)
    for shape, number in numbers:
        at = shapely.get_point(shapely.maximum_inscribed_circle(shape, 0.2), 0)
        text(drawing, f"+{number}", at.x, at.y + LETTER / 3, LETTER, "bold")
    return Xml.tostring(drawing, encoding="utf-8")


def _fitting(caption: str, box: BaseGeometry) -> float:
    west, _, east, _ = box.bounds
    return float(min(CAPTION, (east - west - 0.6) / (0.5 * len(caption))))


class _Placing:
    """From display degrees to millimetres: a kilometre of the mainland the same length both ways."""

    def __init__(self, bounds: tuple[float, float, float, float]) -> None:
        west, south, east, north = bounds
        narrowing = math.cos(math.radians((south + north) / 2))
        self.west, self.north = west, north
        self.across = (WIDTH - 2 * MARGIN) / (east - west)
        self.down = self.across / narrowing
        self.height = (north - south) * self.down + 2 * MARGIN

    def __call__(self, shape: BaseGeometry) -> BaseGeometry:
        return shapely.transform(
            shape, lambda at: (at - (self.west, self.north)) * (self.across, -self.down) + (MARGIN, MARGIN)
        )
