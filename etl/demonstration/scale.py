"""What the invented figures of a département are drawn around: its population, and nothing real besides."""

import numpy as np
import pandas as pd

from geodata import territories

SEED = 20140514
"""The day of the plan."""
YEARS = (2014, 2015, 2016)


def generator(part: str) -> np.random.Generator:
    """A generator for one part of the figures: drawing more in one part does not move the others."""
    return np.random.default_rng([SEED, *part.encode()])


def populations() -> pd.Series:
    """Inhabitants of the 101 départements, in the official order."""
    return territories.departements()["population"]


def ordinary_places(population: float) -> float:
    """Places of ordinary housing that one expects of a number of inhabitants.

    100 to 250 in a small département, 400 to 1,000 in a medium one, 3,000 to 15,000 in a big one.

    >>> round(ordinary_places(76_000)), round(ordinary_places(600_000)), round(ordinary_places(2_100_000))
    (110, 700, 9500)
    """
    inhabitants = np.log([76_000, 250_000, 600_000, 1_000_000, 1_500_000, 2_100_000, 2_700_000])
    places = np.log([110, 250, 700, 1_200, 3_000, 9_500, 11_500])
    return float(np.exp(np.interp(np.log(population), inhabitants, places)))


def weights(population: pd.Series, concentration: float) -> pd.Series:
    """The share of each département in a national figure; above 1, big cities weigh more than their population."""
    powered = population.astype("float64") ** concentration
    return powered / powered.sum()
