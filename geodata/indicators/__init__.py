"""The indicators, in the order in which visitors see them."""

from geodata.indicators import (
    coverage_gap,
    forms_covered,
    organisation,
    places,
    population_within,
    proxenetisme_rate,
    specialised_associations,
)
from geodata.indicators.contract import Aggregation, Choice, Direction, Indicator

INDICATORS: dict[str, Indicator] = {
    indicator.id: indicator
    for indicator in (
        specialised_associations.INDICATOR,
        coverage_gap.INDICATOR,
        forms_covered.INDICATOR,
        population_within.WITHIN_30_KM,
        population_within.WITHIN_60_KM,
        places.COVERAGE,
        places.NEEDED,
        places.DEDICATED,
        places.MISSING,
        places.REQUESTS_NOT_MET,
        organisation.TRAINED_CENTRES,
        organisation.SIAO_REFERENT,
        organisation.RECENT_DIAGNOSTIC,
        proxenetisme_rate.INDICATOR,
    )
}

__all__ = ["INDICATORS", "Aggregation", "Choice", "Direction", "Indicator"]
