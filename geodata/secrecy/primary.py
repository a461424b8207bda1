"""The numbers that are too small, or too few people's, to be told by themselves."""

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


def too_few_contributors(
    contributors: "pd.Series[float]", largest_share: "pd.Series[float] | None" = None
) -> "pd.Series[bool]":
    """Numbers made by fewer than three organisations, or of which one makes more than 85 %; NaN is not known.

    >>> too_few_contributors(pd.Series([2.0, 3.0, 9.0, None]), pd.Series([0.6, 0.5, 0.9, None])).tolist()
    [True, False, True, False]
    """
    few = (contributors > 0) & (contributors < threshold("secrecy.contributors"))
    return few if largest_share is None else few | (largest_share > threshold("secrecy.dominance"))
