"""Solving a scenario: one stage after the other, each to proven optimality, or the constraints to relax."""

import time

import highspy
import numpy as np
import pandas as pd

from geodata.scenarios.contract import Country, Objective, Plan, Scenario
from geodata.scenarios.infeasible import Impossible, relaxations
from geodata.scenarios.model import ONE_KIND, TOLERANCE, Built, build, left_out, missing, needs, stages
from geodata.scenarios.worst_region import UNREACHABLE, reach_best_share

LONGEST_SECONDS = 20.0
"""A stage that takes longer than this is not waited for: the plan would not be proven."""
_ROUNDING = 1e-9
UNITS = {
    Objective.UNMET: "places manquantes",
    Objective.UNMET_RATE: "places manquantes pour 100 000 habitants, additionnées par département",
    Objective.REACH: "habitants à portée",
    Objective.WORST_REGION: "part du besoin couverte dans la région la moins bien couverte",
}


class NotProven(Exception):
    """The solver ran out of time before it could prove its plan; the message is a French sentence."""


def solve(country: Country, scenario: Scenario) -> Plan:
    """The best plan, proven so by HiGHS.

    First the objective; then, among the plans that reach it, the least unmet need, then the most even one (least
    Σ unmet² / need), then the cheapest or the one that opens fewest places. Raises `Impossible` when no plan holds,
    with what could be relaxed, `ValueError` for the share of a région that the country has not, and `NotProven` past
    `LONGEST_SECONDS` for one stage.
    """
    began = time.perf_counter()
    if {*scenario.region_most, *scenario.region_least} - set(country.facts["region"]):
        raise ValueError(
            "Une part est fixée à une région qui n’existe pas dans les données de cette année : l’enlever."
        )
    built = build(country, scenario)
    reached: list[float] = []
    gap = 0.0
    if scenario.objective == Objective.WORST_REGION:
        reached.append(reach_best_share(built, country, scenario))
        if reached[0] == UNREACHABLE:
            raise Impossible(scenario, relaxations(country, scenario))
    for stage in stages(country, scenario):
        expression, large = stage(built)
        built.highs.setOptionValue("time_limit", built.highs.getRunTime() + LONGEST_SECONDS)
        built.highs.maximize(expression) if large else built.highs.minimize(expression)
        status = built.highs.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            raise Impossible(scenario, relaxations(country, scenario))
        if status != highspy.HighsModelStatus.kOptimal:
            raise NotProven("Le calcul n’a pas pu prouver sa réponse à temps : simplifier le scénario.")
        best = built.highs.getInfo().objective_function_value
        gap = max(gap, _gap(built))
        reached.append(best)
        margin = TOLERANCE * max(1.0, abs(best))
        built.highs.addConstr(expression >= best - margin if large else expression <= best + margin)
    return _plan(country, scenario, built, reached[0], gap, time.perf_counter() - began)


def _gap(built: Built) -> float:
    gap = built.highs.getInfo().mip_gap
    return float(gap) if np.isfinite(gap) and gap > _ROUNDING else 0.0


def _plan(country: Country, scenario: Scenario, built: Built, value: float, gap: float, seconds: float) -> Plan:
    kinds = list(scenario.costs) or [ONE_KIND]
    codes = list(country.facts.index)
    found = {kind: [round(built.highs.val(built.x[code, kind])) for code in codes] for kind in kinds}
    places = pd.DataFrame(found, index=pd.Index(codes, name="departement"))
    opened, before, why = places.sum(axis="columns"), missing(country, scenario), left_out(country, scenario)
    silent = dict.fromkeys(before.index[before.isna()], "besoin ou places non renseignés")
    departements = pd.DataFrame(
        {
            "need": needs(country, scenario),
            "dedicated": country.facts["dedicated"],
            "opened": opened,
            "unmet_before": before,
            "unmet_after": (before - opened).clip(lower=0),
            "allowed": [code not in why for code in codes],
            "why": [why.get(code, silent.get(code, "")) for code in codes],
        }
    )
    left = scenario.places - int(opened.sum())
    return Plan(scenario, places, departements, value, UNITS[scenario.objective], gap, seconds, left)
