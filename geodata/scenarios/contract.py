"""What a scenario asks, what the country is, and what a plan says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import ceil, floor

import pandas as pd

from config.nomenclatures import Labelled, PlaceType


class Objective(Labelled):
    """What the places are for; among plans that are equal there, others follow (see `geodata.scenarios.solve`)."""

    UNMET = "besoin", "Le moins de besoin non couvert"
    UNMET_RATE = "besoin_par_habitant", "Le moins de besoin non couvert par habitant"
    REACH = "portee", "Le plus d’habitants à portée d’une place dédiée"
    WORST_REGION = "region", "La région la moins bien couverte d’abord"


@dataclass(frozen=True)
class Limits:
    """The least and the most, included; `most` None: no limit, or for one département in particular that of all."""

    least: int = 0
    most: int | None = None


@dataclass(frozen=True)
class Scenario:
    """At most `places` new dedicated places, and where they may go.

    `each`: new places of any département that is not excluded; `departements`: of these ones in particular.
    `opening`: the fewest places that are opened at once in a département (1: any number).
    `region_most`, `region_least`: share (0 to 1) of `places` that a région receives at most or at least, by code;
    `every_region_most`: for all the others.
    `costs`: yearly cost in euros of a place, by type of place; empty: cost does not count. `budget`: in euros a year.
    `with_referent`, `with_recent_diagnostic`: leave out the départements without one, or of which it is not known.
    `need_times`: what the need of a département is multiplied by. `reach_km`: what « à portée » means.
    """

    places: int
    objective: Objective = Objective.UNMET
    each: Limits = Limits()
    departements: Mapping[str, Limits] = field(default_factory=dict)
    opening: int = 1
    every_region_most: float | None = None
    region_most: Mapping[str, float] = field(default_factory=dict)
    region_least: Mapping[str, float] = field(default_factory=dict)
    costs: Mapping[str, float] = field(default_factory=dict)
    budget: float | None = None
    with_referent: bool = False
    with_recent_diagnostic: bool = False
    need_times: Mapping[str, float] = field(default_factory=dict)
    reach_km: float = 75.0

    def __post_init__(self) -> None:
        if not 0 <= self.places <= MOST_PLACES:
            raise ValueError(f"Un scénario ouvre de 0 à {MOST_PLACES} places.")
        if self.opening < 1:
            raise ValueError("On ouvre au moins une place à la fois.")
        if self.budget is not None and not self.costs:
            raise ValueError("Un budget demande le coût d’une place, par type.")
        if unknown := set(self.costs) - set(PlaceType):
            known = ", ".join(f"{kind.value} ({kind.label})" for kind in PlaceType)
            raise ValueError(f"{len(unknown)} coût sans type de place connu. Les types connus : {known}.")
        if any(cost <= 0 for cost in self.costs.values()):
            raise ValueError("Le coût d’une place est un nombre d’euros plus grand que zéro.")
        if any(times < 0 for times in self.need_times.values()):
            raise ValueError("Un besoin ne se multiplie pas par un nombre négatif.")
        shares = [*self.region_least.values(), *self.region_most.values()]
        if not all(0 <= share <= 1 for share in shares):
            raise ValueError("La part d’une région est un pourcentage des places, de 0 à 100.")
        if sum(self.region_least.values()) > 1 + _ROUNDING:
            raise ValueError(
                "Les parts garanties à des régions font ensemble plus de 100\N{NO-BREAK SPACE}% des places."
            )

    def least_in(self, region: str) -> int:
        """The fewest of its places that a région receives; 0 when none is kept for it."""
        return ceil(self.region_least.get(region, 0.0) * self.places - _ROUNDING)

    def most_in(self, region: str) -> int | None:
        """The most of its places that a région receives; None: no limit."""
        share = self.share_most(region)
        return None if share is None else floor(share * self.places + _ROUNDING)

    def share_most(self, region: str) -> float | None:
        """The same as a share of the places: its own, or that of all régions."""
        return self.region_most.get(region, self.every_region_most)


MOST_PLACES = 5_000
_ROUNDING = 1e-6


@dataclass(frozen=True)
class Country:
    """The facts of a scenario: `facts`, one row per département, and `distances_km` between départements (square).

    `facts`: `region` (code), `population`, `need` (places needed, NaN where no diagnostic says it), `dedicated` (NaN
    where unknown), `referent` and `recent_diagnostic` (True, False, or None where unknown).
    A département whose need is unknown is never given a place by an objective: silence is not a need, nor its absence.
    """

    facts: pd.DataFrame
    distances_km: pd.DataFrame

    def __post_init__(self) -> None:
        missing = {"region", "population", "need", "dedicated", "referent", "recent_diagnostic"} - set(self.facts)
        if missing:
            raise ValueError(f"the facts of a country lack {', '.join(sorted(missing))}")
        if list(self.distances_km.index) != list(self.facts.index):
            raise ValueError("distances_km must have the départements of the facts, in their order")


@dataclass(frozen=True)
class Plan:
    """A plan proven optimal.

    `places`: new places by département and type of place (columns; one column, `places`, when cost does not count).
    `departements`: index the départements, columns `need`, `dedicated`, `opened`, `unmet_before`, `unmet_after` (NaN
    where the need is unknown), `allowed` (False when it is left out), `why` (French words for one that is left out).
    `value`: of the objective, `unit` its unit in French. `gap`: relative gap left by the solver, 0 when proven.
    `seconds`: time of the solver. `left`: places that no département could use.
    """

    scenario: Scenario
    places: pd.DataFrame
    departements: pd.DataFrame
    value: float
    unit: str
    gap: float
    seconds: float
    left: int

    @property
    def opened(self) -> "pd.Series[int]":
        """New places by département."""
        return self.departements["opened"]

    @property
    def cost(self) -> float:
        """Euros a year; 0 when cost does not count."""
        return float(sum(self.places[kind].sum() * cost for kind, cost in self.scenario.costs.items()))
