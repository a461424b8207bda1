"""The national plans, read from `plans/`: what their texts order, whom they charge with it, and how it is measured."""

import tomllib
from dataclasses import field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal, Self, TypeVar

from pydantic import TypeAdapter, ValidationError, model_validator
from pydantic.dataclasses import dataclass

from config.nomenclatures import WHOLE_COUNTRY
from config.plan_parts import (
    STRICT,
    Action,
    ActionKind,
    Aggregation,
    Axis,
    Direction,
    Heading,
    Level,
    Mesure,
    PlanIndicator,
    Priority,
    Target,
)

__all__ = [
    "FOLDER",
    "FRANCE",
    "Action",
    "ActionKind",
    "Aggregation",
    "Axis",
    "Direction",
    "Heading",
    "Level",
    "Link",
    "LinkKind",
    "Mesure",
    "Plan",
    "PlanIndicator",
    "Priority",
    "Target",
    "continuations",
    "plan",
    "plans",
    "read_plan",
]

FOLDER = Path(__file__).with_name("plans")
LINKS = "links.toml"
FRANCE = WHOLE_COUNTRY

LinkKind = Literal["reprise", "scindée", "abandonnée"]


@dataclass(frozen=True, config=STRICT)
class Plan:
    """A plan, by the years that it covers (`start` to `end`, both included).

    `announced`: how many mesures it says that it has; `mesures` is empty for a plan whose text the house does not hold.
    `ministries`: the names that they bore in this plan, by key of `roles.toml`.
    """

    code: str
    title: str
    adopted_on: date
    start: int
    end: int
    status: Literal["échu", "en cours"]
    source: str
    announced: int
    text_url: str = ""
    ministries: dict[str, str] = field(default_factory=dict, hash=False)
    axes: tuple[Axis, ...] = ()
    priorities: tuple[Priority, ...] = ()
    headings: tuple[Heading, ...] = ()
    mesures: tuple[Mesure, ...] = ()

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        known = {each.number for each in self.priorities}
        groups = {each.number: each.priority for each in self.headings}
        for mesure in self.mesures:
            if mesure.priority not in known or (mesure.heading and groups.get(mesure.heading) != mesure.priority):
                raise ValueError(f"mesure {mesure.number}: no such priority, or its heading is of another priority")
            if mesure.level == "national" and any(action.territorial for action in mesure.actions):
                raise ValueError(f"mesure {mesure.number} is national: its actions must not be territorial")
        for codes in (
            [mesure.number for mesure in self.mesures],
            [action.code for mesure in self.mesures for action in mesure.actions],
            [indicator.code for mesure in self.mesures for indicator in mesure.indicators],
        ):
            if len(codes) != len(set(codes)):
                raise ValueError(f"the same number or code twice among {codes}")
        return self

    @property
    def years(self) -> range:
        return range(self.start, self.end + 1)

    def mesure(self, number: int) -> Mesure:
        """Raises `KeyError` for a number that the plan does not have."""
        for mesure in self.mesures:
            if mesure.number == number:
                return mesure
        raise KeyError(f"the plan {self.code} has no mesure {number}")

    def indicator(self, code: str) -> PlanIndicator:
        """Raises `KeyError` for a code that the plan does not have."""
        for mesure in self.mesures:
            for indicator in mesure.indicators:
                if indicator.code == code:
                    return indicator
        raise KeyError(f"the plan {self.code} has no indicator {code}")

    def name_of(self, named: str) -> str:
        """The name, in this plan, of a ministry or partner of a mesure."""
        return self.ministries.get(named, named)


@dataclass(frozen=True, config=STRICT)
class Link:
    """A mesure of a plan that another plan takes up, splits, or drops (then `to_mesure` is None)."""

    plan: str
    mesure: int
    kind: LinkKind
    to_plan: str
    source: str
    to_mesure: int | None = None


def read_plan(path: Path) -> Plan:
    """A plan from its file. Raises `ValueError`, naming the file, for a key that is unknown, missing or ill-formed."""
    return _read(path, tomllib.loads(path.read_text("utf-8")), Plan)


@cache
def plans() -> tuple[Plan, ...]:
    """Every plan, the oldest first."""
    found = (read_plan(path) for path in FOLDER.glob("*.toml") if path.name != LINKS)
    return tuple(sorted(found, key=lambda each: each.start))


@cache
def plan(code: str = "2014-2016") -> Plan:
    """The plan of that code; raises `KeyError` when there is none."""
    for each in plans():
        if each.code == code:
            return each
    raise KeyError(f"no plan {code}; known: {', '.join(each.code for each in plans())}")


@cache
def continuations() -> tuple[Link, ...]:
    """Which mesure continues which, as far as a source says so."""
    path = FOLDER / LINKS
    return _read(path, tomllib.loads(path.read_text("utf-8"))["links"], tuple[Link, ...])


_Kind = TypeVar("_Kind")


def _read(path: Path, content: Any, kind: type[_Kind]) -> _Kind:
    try:
        return TypeAdapter(kind).validate_python(content)
    except ValidationError as error:
        raise ValueError(f"{path.name}: {error}") from error
