"""The layers of the map's menu: one for each indicator, in the same order; one may have a drawing of its own."""

from geodata.indicators import INDICATORS
from layers import choropleth
from layers.contract import Drawing, Layer

LAYERS: dict[str, Layer] = {
    indicator.id: Layer(indicator.id, indicator.id, indicator.label, choropleth.draw)
    for indicator in INDICATORS.values()
}

__all__ = ["LAYERS", "Drawing", "Layer"]
