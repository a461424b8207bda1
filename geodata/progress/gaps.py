"""One département beside the others: the gap to their median (steering formula 5)."""

from collections.abc import Iterable
from statistics import median

from config.thresholds import threshold


def median_of(rates: Iterable[float | None]) -> float | None:
    """The median of the strict rates known; None under the number of départements that makes a median worth telling.

    >>> median_of([0.0] * 6 + [40.0] * 5), median_of([0.0, 0.0, 40.0])
    (0.0, None)
    """
    known = [rate for rate in rates if rate is not None]
    return median(known) if len(known) >= threshold("progress.fewest_for_a_median") else None


def gap(rate: float | None, middle: float | None) -> float | None:
    """Points between a strict rate and a median; a median of 0 is a median.

    >>> gap(0.0, 0.0), gap(40.0, 0.0), gap(40.0, None)
    (0.0, 40.0, None)
    """
    return None if rate is None or middle is None else rate - middle


def lags(points: float | None) -> bool:
    """Whether a gap calls for an alert: 10 points below the median, or more; unrounded.

    >>> lags(-10.0), lags(-9.99), lags(None)
    (True, False, False)
    """
    return points is not None and points <= threshold("progress.gap_alert")
