"""Twenty scenarios of places on the demonstration data, beside a spreadsheet and a solver called directly."""

import time

import numpy as np

from geodata.scenarios import Country, Objective, Plan, Scenario, solve
from geodata.scenarios.robust import solve_range
from tests.bench.measured import timed
from tests.bench.table import Cell, Table
from tests.geodata.scenarios.by_scipy import best, broken, gaps, worth
from tests.geodata.scenarios.demonstration import demonstration_country
from tests.geodata.scenarios.twenty import TWENTY

COLUMNS = {
    "scenario": "scenario",
    "cpu_s": "Vigie CPU s",
    "vigie_s": "Vigie s",
    "three_s": "3 needs s",
    "scipy_s": "scipy s",
    "gap": "gap",
    "vigie": "objective",
    "spreadsheet": "spreadsheet",
    "worse": "worse %",
    "broken": "it breaks",
}
NOTES = [
    "Vigie: the objective, then least unmet, most even, cheapest, each stage proven by HiGHS; CPU seconds do not "
    "depend on what else the machine does. 3 needs: low, stated and high, as a page solves them.",
    "scipy: scipy.optimize.milp on the first stage alone, the same optimum (it holds HiGHS too); not for the worst-off "
    "région, whose share it does not prove in minutes.",
    "Spreadsheet: places pro rata of the stated need of those that may receive some, largest remainders first. Worse: "
    "its objective, – when the plan breaks constraints and cannot be carried out; it breaks: how many.",
]
QUICK = 4


def measure(quick: bool) -> list[Table]:
    facts = demonstration_country()
    names = list(TWENTY)[:QUICK] if quick else list(TWENTY)
    rows: list[dict[str, Cell]] = []
    for name in names:
        scenario, country = TWENTY[name], facts.country
        began = time.process_time()
        plan = solve(country, scenario)
        cpu = time.process_time() - began
        seconds, _ = timed(lambda: solve(country, scenario), 1 if quick else 3)  # noqa: B023 - run at once
        three, _ = timed(lambda: solve_range(country, facts.low, facts.high, scenario))  # noqa: B023
        scipy: float | None = None
        if scenario.objective != Objective.WORST_REGION:
            scipy, _ = timed(lambda: best(country, scenario))  # noqa: B023
        shared = pro_rata(country, scenario)
        theirs = worth(country, scenario, shared)
        wrong = len(broken(country, scenario, shared, shared.sum() * min(scenario.costs.values(), default=0.0)))
        worse = None if wrong else _worse(plan, theirs)
        values = (name, cpu, seconds, three, scipy, plan.gap, plan.value, theirs, worse, wrong)
        rows.append(dict(zip(COLUMNS, values, strict=True)))
    return [Table("plans", f"{len(rows)} scenarios of places, 101 départements", COLUMNS, rows, NOTES)]


def pro_rata(country: Country, scenario: Scenario) -> np.ndarray:
    """What a spreadsheet does: each département its share of the places, by its stated need."""
    need, _ = gaps(country, scenario)
    weights = np.nan_to_num(need)
    if scenario.with_referent:
        weights = np.where([each is True for each in country.facts["referent"]], weights, 0)
    if scenario.with_recent_diagnostic:
        weights = np.where([each is True for each in country.facts["recent_diagnostic"]], weights, 0)
    shares = scenario.places * weights / weights.sum()
    whole = np.floor(shares)
    left = int(scenario.places - whole.sum())
    whole[np.argsort(whole - shares, kind="stable")[:left]] += 1
    return whole.astype(int)


def _worse(plan: Plan, theirs: float) -> float:
    """How much less good, in percent of ours; some objectives are to be made small, others large."""
    small = plan.scenario.objective in {Objective.UNMET, Objective.UNMET_RATE}
    return 100 * (theirs - plan.value if small else plan.value - theirs) / max(plan.value, 1e-9)
