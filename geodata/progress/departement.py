"""The rate of a département over a priority or a plan (steering formula 3)."""

from collections.abc import Mapping
from dataclasses import dataclass

from config.thresholds import threshold


@dataclass(frozen=True)
class DepartementRate:
    """`rate` is None below the share of known mesures under which it would mislead; `known` of `due` always stands."""

    rate: float | None
    known: int
    due: int


def departement_rate(rates: Mapping[int, float | None], weights: Mapping[int, float] | None = None) -> DepartementRate:
    """The mean of the strict rates of the territorial mesures that apply; all weigh 1 unless `weights` says otherwise.

    `rates`: by number of mesure, None where there is no strict rate.

    >>> departement_rate({1: 40.0, 2: 80.0, 3: None})
    DepartementRate(rate=60.0, known=2, due=3)
    >>> departement_rate({1: 40.0, 2: None})
    DepartementRate(rate=None, known=1, due=2)
    """
    weighed = {number: 1.0 if weights is None else weights.get(number, 1.0) for number in rates}
    known = {number: rate for number, rate in rates.items() if rate is not None}
    total = sum(weighed[number] for number in known)
    if not total or len(known) < threshold("progress.known_share_for_a_rate") * len(rates):
        return DepartementRate(None, len(known), len(rates))
    mean = sum(weighed[number] * rate for number, rate in known.items()) / total
    return DepartementRate(mean, len(known), len(rates))
