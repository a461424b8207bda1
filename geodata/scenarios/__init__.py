"""Where to open the next places: scenarios solved to proven optimality. Pure: facts of the country in, a plan out."""

from geodata.scenarios.contract import Country, Limits, Objective, Plan, Scenario
from geodata.scenarios.infeasible import Impossible, Relaxation
from geodata.scenarios.solve import solve

__all__ = ["Country", "Impossible", "Limits", "Objective", "Plan", "Relaxation", "Scenario", "solve"]
