"""What is missing before and after a plan, as two maps read it: cells of the indicator *Places manquantes*."""

from dataclasses import replace

import numpy as np
import pandas as pd

from geodata.indicators import INDICATORS, Choice
from geodata.publication.contract import Published, State
from geodata.publication.french import with_unit
from geodata.publication.scenarios import Solved

BEFORE, AFTER = "avant", "après"
_COLUMNS = {BEFORE: "unmet_before", AFTER: "unmet_after"}


def before_after(solved: Solved) -> tuple[Published, Published]:
    """Places missing by département before the plan, then after it, for whoever solved it (the whole country, N2).

    A need that is multiplied is in both. A département whose need or places are unknown is *non renseigné* in both.
    """
    return _map(solved, BEFORE), _map(solved, AFTER)


def _map(solved: Solved, when: str) -> Published:
    missing = solved.plan.departements[_COLUMNS[when]].astype("float64")
    indicator = replace(INDICATORS["places_missing"], label=f"Places manquantes, {when}")
    state = [State.UNKNOWN if np.isnan(value) else State.PUBLISHED for value in missing]
    reading = [State.UNKNOWN.label if np.isnan(value) else with_unit(value, indicator.unit) for value in missing]
    cells = pd.DataFrame({"value": missing, "state": pd.Series(state, missing.index, dtype=object), "reading": reading})
    return Published(
        indicator=indicator,
        choice=Choice(solved.year),
        cells=cells.rename_axis("departement"),
        not_readable=(),
        provenance=solved.provenance,
    )
