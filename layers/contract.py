"""What a layer is: one published indicator in, ink out."""

from collections.abc import Callable
from dataclasses import dataclass

import folium

from geodata.publication.contract import Published

Drawing = folium.FeatureGroup
"""What a layer hands over, to be put on the base map."""


@dataclass(frozen=True)
class Layer:
    """A way to draw one indicator over the unchanging base map.

    `draw(published)` returns a feature group that holds only what `published` holds: the code, the style and the
    reading of each cell, never a fact nor a geometry. `indicator` is a key of `geodata.indicators.INDICATORS`.
    """

    id: str
    indicator: str
    label: str
    draw: Callable[[Published], Drawing]
