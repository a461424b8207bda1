"""The counter for progress: what was stated of the whole country, then what each visitor may read of it.

Medians, gaps and trends are drawn from validated figures alone and are the same for everyone; whoever reads drafts in a
département also reads there the rate with the figures that wait for validation.
"""

from geodata.publication.progress.comparison import comparison
from geodata.publication.progress.contract import (
    ActionCell,
    DepartementProgress,
    FranceIndicator,
    FranceProgress,
    IndicatorCell,
    MesureState,
    ValueCell,
)
from geodata.publication.progress.departement import departement_progress
from geodata.publication.progress.france import france_progress
from geodata.publication.progress.mesure import mesure_state
from geodata.publication.progress.overview import alerts_count, overview, with_alert

__all__ = [
    "ActionCell",
    "DepartementProgress",
    "FranceIndicator",
    "FranceProgress",
    "IndicatorCell",
    "MesureState",
    "ValueCell",
    "alerts_count",
    "comparison",
    "departement_progress",
    "france_progress",
    "mesure_state",
    "overview",
    "with_alert",
]
