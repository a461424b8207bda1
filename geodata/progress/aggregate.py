"""From départements to a région or France: values are added first, rates come after (steering formula 4)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import quantiles


@dataclass(frozen=True)
class Sum:
    """A total over the `known` départements of those `due`; None when nobody is known."""

    value: float | None
    known: int
    due: int


@dataclass(frozen=True)
class Interval:
    """Between which shares (0 to 1) the truth lies: silent départements may all be out, or all be in."""

    low: float
    high: float
    meeting: int
    silent: int
    due: int


@dataclass(frozen=True)
class Distribution:
    """How départements spread; never called a national rate. Every figure is None when `count` is 0."""

    count: int
    minimum: float | None
    first_quartile: float | None
    median: float | None
    third_quartile: float | None
    maximum: float | None


def total(values: Mapping[str, float | None]) -> Sum:
    """The sum of the known values, by département.

    >>> total({"01": 2.0, "2A": None, "48": 3.0})
    Sum(value=5.0, known=2, due=3)
    """
    known = [value for value in values.values() if value is not None]
    return Sum(sum(known) if known else None, len(known), len(values))


def ratio(parts: Mapping[str, tuple[float, float] | None]) -> Sum:
    """Per cent: the sum of numerators over the sum of denominators, never the mean of ratios.

    >>> ratio({"01": (1, 10), "48": (9, 10), "2A": (0, 80), "13": None})
    Sum(value=10.0, known=3, due=4)
    """
    known = [part for part in parts.values() if part is not None]
    denominator = sum(part[1] for part in known)
    value = 100.0 * sum(part[0] for part in known) / denominator if denominator else None
    return Sum(value, len(known), len(parts))


def share(meets: Mapping[str, bool | None]) -> Interval:
    """The share of the départements due that meet a condition; None is a silent one. Refuses (ValueError) nobody due.

    >>> share({"01": True, "48": False, "2A": None, "13": None})
    Interval(low=0.25, high=0.75, meeting=1, silent=2, due=4)
    """
    if not meets:
        raise ValueError("a share needs at least one département due")
    meeting = sum(1 for each in meets.values() if each)
    silent = sum(1 for each in meets.values() if each is None)
    return Interval(meeting / len(meets), (meeting + silent) / len(meets), meeting, silent, len(meets))


def distribution(rates: Iterable[float | None]) -> Distribution:
    """Smallest, quartiles (linear between ranks), median and largest of the rates known.

    >>> distribution([0.0, 40.0, None, 20.0])
    Distribution(count=3, minimum=0.0, first_quartile=10.0, median=20.0, third_quartile=30.0, maximum=40.0)
    """
    known = sorted(rate for rate in rates if rate is not None)
    if not known:
        return Distribution(0, None, None, None, None, None)
    first, middle, third = quantiles(known, n=4, method="inclusive") if len(known) > 1 else known * 3
    return Distribution(len(known), known[0], first, middle, third, known[-1])
