"""What a plan is made of: priorities, headings, mesures, and in each of them actions and indicators."""

from datetime import date
from typing import Literal, Self

from pydantic import ConfigDict, model_validator
from pydantic.dataclasses import dataclass

Level = Literal["departement", "ressort", "national"]
ActionKind = Literal["quantitatif", "jalon", "binaire", "annuel"]
Direction = Literal["hausse", "baisse", "maintien", "binaire", "aucun"]
Aggregation = Literal["somme", "ratio", "part", "aucune"]

STRICT = ConfigDict(extra="forbid")
"""A key that is not understood is refused: misspelt, it would be a fact lost."""


@dataclass(frozen=True, config=STRICT)
class Priority:
    number: int
    title: str


@dataclass(frozen=True, config=STRICT)
class Axis:
    """A chapter of a plan ordered by axes rather than by priorities; `title` is empty where the house lacks it."""

    number: int
    title: str = ""


@dataclass(frozen=True, config=STRICT)
class Heading:
    """A group of mesures inside a priority; a priority may have none."""

    number: int
    priority: int
    title: str


@dataclass(frozen=True, config=STRICT)
class Action:
    """A part of what a mesure orders, in our words.

    `kind`: how its progress is told (a quantity, a milestone, done or not, due every year). `weight` is 0 when the text
    leaves it to choice (`optional`). `deadline`: only where the text gives one. `territorial`: told by each
    département, else once for France.
    """

    code: str
    title: str
    kind: ActionKind
    responsible: str
    weight: float = 1
    deadline: date | None = None
    optional: bool = False
    territorial: bool = True

    @model_validator(mode="after")
    def _an_optional_action_never_weighs(self) -> Self:
        if self.optional and self.weight:
            raise ValueError(f"action {self.code} is optional: its weight must be 0")
        return self


@dataclass(frozen=True, config=STRICT)
class Target:
    """A figure that the text itself sets, for the whole country (`FRANCE`) or for each département."""

    value: float
    scope: Literal["FR", "departement"]
    set_by: str
    set_on: date
    yearly: bool = False


@dataclass(frozen=True, config=STRICT)
class PlanIndicator:
    """How a mesure is measured. `weight`: its share of the mesure, 0 for context.

    `persons`: it counts persons or cases, so that it weighs nothing and only exact readers see it. `territorial`: it
    has one value per département, else one for France. `target` is None when it remains to be set, by an author at a
    date. `computed`: nothing is typed, the value comes from the meetings ("cdpd"), from their decisions ("decisions")
    or from the indicator of that id in `geodata.indicators`; empty when somebody records it.
    """

    code: str
    label: str
    unit: str
    direction: Direction
    source: str
    method: str
    entered_by: str
    periodicity_months: int
    delay_days: int
    aggregation: Aggregation
    weight: float = 0
    persons: bool = False
    territorial: bool = True
    level: Literal["N0", "N1", "N2"] = "N0"
    target: Target | None = None
    computed: str = ""

    @model_validator(mode="after")
    def _only_means_weigh(self) -> Self:
        if self.weight and (self.persons or self.direction == "aucun"):
            raise ValueError(f"indicator {self.code} counts persons or has no direction: its weight must be 0")
        return self


@dataclass(frozen=True, config=STRICT)
class Mesure:
    """A numbered item of a plan.

    `level` says where it is steered: by the préfet, by the courts of a ressort, or nationally; only the first can be
    late in a département. `ministries`: those that the text charges with it, by their keys of `roles.toml`; `services`:
    the others that it charges; `partners`: whom it only associates, a key where it is a ministry. All empty where it
    charges nobody. `heading` is None where the priority has no heading.
    """

    number: int
    priority: int
    level: Level
    title: str
    heading: int | None = None
    ministries: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    instruments: tuple[str, ...] = ()
    actions: tuple[Action, ...] = ()
    indicators: tuple[PlanIndicator, ...] = ()
    optional: bool = False
