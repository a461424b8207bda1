"""Fills that stay apart in black and white: lines cut to a shape, denser from one class to the next."""

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

# Spacing (millimetres on paper) and directions (degrees) of the lines of each class, from the lightest to the darkest.
STEPS: tuple[tuple[float, tuple[int, ...]], ...] = (
    (3.4, (45,)),
    (1.9, (45,)),
    (1.1, (45,)),
    (1.25, (45, -45)),
    (0.7, (45, -45)),
)


def hatches(shape: BaseGeometry, step: int) -> BaseGeometry:
    """The lines of class `step` inside `shape`, both in millimetres. Raises `IndexError` beyond the last class."""
    spacing, directions = STEPS[step]
    return shapely.unary_union([shape.intersection(_lines(shape, spacing, angle)) for angle in directions])


def _lines(shape: BaseGeometry, spacing: float, angle: int) -> BaseGeometry:
    """Parallel lines over the whole of `shape`, counted from the origin so that those of neighbours continue."""
    west, south, east, north = shape.bounds
    reach = np.hypot(east - west, north - south)
    along = np.array([np.cos(np.radians(angle)), np.sin(np.radians(angle))])
    across = np.array([-along[1], along[0]])
    centre = np.array([(west + east) / 2, (south + north) / 2])
    middle = centre @ across
    offsets = np.arange(np.ceil((middle - reach) / spacing), (middle + reach) / spacing) * spacing
    feet = offsets[:, None] * across + (centre @ along) * along
    return shapely.multilinestrings(shapely.linestrings(np.stack([feet - reach * along, feet + reach * along], axis=1)))
