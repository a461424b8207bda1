"""The indicators, in the order in which visitors see them."""

from geodata.indicators import (
    coverage_gap,
    equipment_rate,
    forms_covered,
    organisation,
    places,
    population_within,
    potential_access,
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
        potential_access.TO_ASSOCIATIONS,
        potential_access.LITTLE_ACCESS,
        places.COVERAGE,
        places.NEEDED,
        places.DEDICATED,
        places.ACCESSIBLE,
        places.OCCUPIED,
        places.MISSING,
        places.REQUESTS_NOT_MET,
        potential_access.TO_PLACES,
        equipment_rate.INDICATOR,
        organisation.TRAINED_CENTRES,
        organisation.SIAO_REFERENT,
        organisation.RECENT_DIAGNOSTIC,
        proxenetisme_rate.INDICATOR,
    )
}

__all__ = ["INDICATORS", "Aggregation", "Choice", "Direction", "Indicator"]
