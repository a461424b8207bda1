"""The layers, in the order of the map's menu."""

from geodata.indicators import INDICATORS
from layers import choropleth, coverage_gap
from layers.contract import Drawing, Layer


def _plain(indicator_id: str) -> Layer:
    return Layer(indicator_id, indicator_id, INDICATORS[indicator_id].label, choropleth.draw)


LAYERS: dict[str, Layer] = {
    layer.id: layer
    for layer in (
        coverage_gap.LAYER,
        _plain("specialised_associations"),
        _plain("forms_covered"),
        _plain("population_within_30_km"),
        _plain("population_within_60_km"),
        _plain("coverage_rate"),
        _plain("places_needed"),
        _plain("places_dedicated"),
        _plain("places_missing"),
        _plain("requests_not_met"),
        _plain("centres_with_trained_referent"),
        _plain("siao_referent"),
        _plain("recent_diagnostic"),
        _plain("proxenetisme_rate"),
    )
}

__all__ = ["LAYERS", "Drawing", "Layer"]
