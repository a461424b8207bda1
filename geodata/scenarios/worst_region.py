"""The best share of need that every région can reach: proven by the first share that no plan reaches."""

from fractions import Fraction
from math import ceil

import highspy

from geodata.scenarios.contract import Country, Scenario
from geodata.scenarios.model import Built, unmet_of_regions

UNREACHABLE = -1.0
"""No plan holds at all, even with no share asked for."""


def reach_best_share(built: Built, country: Country, scenario: Scenario) -> float:
    """Bind every région to the best common share (0 to 1) of its need that dedicated places can cover; give it.

    A région covers whole places, so that the share is one of a few hundred fractions: halving that list takes a dozen
    small programs, where the share taken as any number takes the solver minutes to prove. `UNREACHABLE` when nothing
    holds. 1 when no need is known anywhere.
    """
    highs, regions = built.highs, unmet_of_regions(built, country, scenario)
    rows = [highs.addConstr(unmet <= total).index for total, unmet in regions]
    shares = sorted({Fraction(met, total) for total, _ in regions for met in range(total + 1)} or {Fraction(1)})

    def holds(share: Fraction) -> bool:
        for row, (total, _) in zip(rows, regions, strict=True):
            highs.changeRowBounds(row, -highspy.kHighsInf, float(total - ceil(total * share)))
        highs.minimize(highs.qsum(built.opened.values()))
        return bool(highs.getModelStatus() == highspy.HighsModelStatus.kOptimal)

    if not holds(shares[0]):
        return UNREACHABLE
    low, high = 0, len(shares)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if holds(shares[middle]) else (low, middle)
    holds(shares[low])
    return float(shares[low])
