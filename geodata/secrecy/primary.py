"""The numbers that are too small, or too few people's, to be told by themselves."""

import numpy as np
import pandas as pd

from config.thresholds import threshold
from geodata.perimetre import Level


def persons_threshold(level: Level) -> float:
    """The smallest count of persons that a visitor of this level may read, zero apart."""
    return threshold(f"secrecy.persons_{level.name}")


def too_small(counts: "pd.Series[float]", levels: "pd.Series[int]") -> "pd.Series[bool]":
    """Primary suppression: counts above zero and under the threshold of the reader's level, row by row.

    A true zero is not withheld: it tells nothing of any person. NaN is not small, it is unknown.

    >>> too_small(pd.Series([0.0, 3.0, 11.0, None]), pd.Series([Level.N0] * 4)).tolist()
    [False, True, False, False]
    """
    return (counts > 0) & (counts < floors(levels))


def floors(levels: "pd.Series[int]") -> "pd.Series[float]":
    """The smallest count of persons that may be read, row by row; zero for who reads exact figures."""
    return levels.map(lambda level: persons_threshold(Level(level))).astype("float64")


def minors_floor() -> float:
    """The smallest count of minors that anybody may read, whatever the level."""
    return threshold("secrecy.minors")


def minors_width(floor: float, whole: float) -> float:
    """How wide the interval of a hidden count of minors must be, `whole` being the persons of all ages beside them.

    A reader of exact figures knows these: he cannot be left in doubt beyond.

    >>> minors_width(0, 8), minors_width(0, 40), minors_width(11, 2)
    (8, 11, 11)
    """
    return max(floor, min(minors_floor(), whole))


def rounded(counts: "pd.Series[float]") -> "pd.Series[float]":
    """Counts of persons as the public reads them: to the nearest multiple (of 5), on top of what is withheld.

    Each number is rounded by itself, so that rounded parts do not add up to their rounded whole.

    >>> rounded(pd.Series([0.0, 11.0, 13.0, None])).tolist()
    [0.0, 10.0, 15.0, nan]
    """
    step = threshold("secrecy.rounding")
    return (counts / step + 0.5).apply(np.floor) * step
