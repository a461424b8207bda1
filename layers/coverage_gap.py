"""The coverage gap (steering formula 8): the index and, beside it, how much of it is unknown."""

from layers.choropleth import draw_with_unknown_share
from layers.contract import Layer

LAYER = Layer("coverage_gap", "coverage_gap", "Indice de lacune", draw_with_unknown_share)
