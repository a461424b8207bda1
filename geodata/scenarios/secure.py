"""Secure places per grande zone: how many requests could be met, each outside the zone where it comes from.

Nobody is assigned to anything here: the program only counts how far places and requests can meet under the rule of
removal. What leaves is one number per zone and one for the country, never a pair origin → destination.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from geodata.scenarios.solver import solver


@dataclass(frozen=True)
class SecureNeeds:
    """`requests`: by zone of origin, in a year. `places`: secure places by zone; a zone absent from it has none.

    `open_in`: the zones where new places may open, among those of `places`; None: all of them.
    """

    requests: Mapping[str, int]
    places: Mapping[str, int]
    open_in: Collection[str] | None = None


@dataclass(frozen=True)
class SecurePlan:
    """`opened`: new places by zone. `met`: requests that can be met in the country. `unmet`: those that cannot.

    `unmet_before`: the same without the new places. `gap`: 0 when proven.
    """

    opened: dict[str, int]
    met: int
    unmet: int
    unmet_before: int
    gap: float


def plan_secure(needs: SecureNeeds, places: int, stays: float) -> SecurePlan:
    """Where at most `places` new secure places leave the fewest requests unmet; fewest places among equals.

    `stays`: persons that one place receives in a year (12 months over the mean stay). Raises `ValueError` for a
    negative number, and for a stay that is not above zero.
    """
    numbers = [places, *needs.requests.values(), *needs.places.values()]
    if any(number < 0 for number in numbers) or stays <= 0:
        raise ValueError("places, requests and stays are not negative")
    before, _, _ = _best(needs, 0, stays)
    met, opened, gap = _best(needs, places, stays)
    asked = sum(needs.requests.values())
    return SecurePlan(opened, met, asked - met, asked - before, gap)


def _best(needs: SecureNeeds, places: int, stays: float) -> tuple[int, dict[str, int], float]:
    highs = solver()
    zones = sorted({*needs.requests, *needs.places})
    may = needs.places if needs.open_in is None else needs.open_in
    opened = {zone: highs.addIntegral(lb=0, ub=places if zone in may else 0) for zone in needs.places}
    met = {
        (origin, zone): highs.addIntegral(lb=0, ub=number)
        for origin, number in needs.requests.items()
        for zone in opened
        if zone != origin
    }
    for origin, number in needs.requests.items():
        highs.addConstr(highs.qsum(met[origin, zone] for zone in zones if (origin, zone) in met) <= number)
    for zone, there in needs.places.items():
        received = highs.qsum(met[origin, zone] for origin in zones if (origin, zone) in met)
        highs.addConstr(received <= stays * there + stays * opened[zone])
    every = highs.qsum(opened.values())
    highs.addConstr(every <= places)
    total = highs.qsum(met.values())
    highs.maximize(total)
    best, gap = round(highs.getInfo().objective_function_value), highs.getInfo().mip_gap
    highs.addConstr(total >= best - 1e-6)
    highs.minimize(every)
    return best, {zone: round(highs.val(x)) for zone, x in opened.items()}, gap if gap > 1e-9 else 0.0
