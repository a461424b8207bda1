"""What one more place, or a little more money, would change: the scenario solved again with it."""

from dataclasses import dataclass, replace

from geodata.scenarios.contract import Country, Plan
from geodata.scenarios.solve import solve


@dataclass(frozen=True)
class OneMore:
    """`gain`: how much better the objective becomes, in its unit, never below zero; `where`: what changes, by
    département (places more or fewer). `euros`: what it costs a year; 0 when cost does not count.
    """

    gain: float
    where: dict[str, int]
    euros: float


def one_more_place(country: Country, plan: Plan) -> OneMore:
    """The best use of one place beyond those of the plan, its budget being what it is."""
    return _compared(plan, solve(country, replace(plan.scenario, places=plan.scenario.places + 1)))


def one_more_budget(country: Country, plan: Plan) -> OneMore | None:
    """The best use of the price of the cheapest place, beyond the budget; None without a budget."""
    scenario = plan.scenario
    if scenario.budget is None:
        return None
    more = solve(country, replace(scenario, budget=scenario.budget + min(scenario.costs.values())))
    return _compared(plan, more)


def _compared(plan: Plan, more: Plan) -> OneMore:
    moved = more.opened - plan.opened
    return OneMore(
        gain=abs(more.value - plan.value),
        where={str(code): int(change) for code, change in moved.items() if change},
        euros=more.cost - plan.cost,
    )
