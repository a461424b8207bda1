"""The national plans, read from `plans/`: priorities and mesures as their texts give them."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

FOLDER = Path(__file__).with_name("plans")


@dataclass(frozen=True)
class Priority:
    number: int
    title: str


@dataclass(frozen=True)
class Mesure:
    """A numbered item of a plan; `level` says whether a préfet steers it in the département or it is national."""

    number: int
    priority: int
    level: Literal["departement", "national"]
    title: str


@dataclass(frozen=True)
class Plan:
    """A plan, by the years that it covers (`start` to `end`, both included)."""

    code: str
    title: str
    adopted_on: date
    start: int
    end: int
    priorities: tuple[Priority, ...]
    mesures: tuple[Mesure, ...]

    def mesure(self, number: int) -> Mesure:
        """Raises `KeyError` for a number that the plan does not have."""
        for mesure in self.mesures:
            if mesure.number == number:
                return mesure
        raise KeyError(f"the plan {self.code} has no mesure {number}")


def read_plan(path: Path) -> Plan:
    """A plan from its file. Raises `ValueError` for a key that is unknown or missing, naming the file."""
    content: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
    try:
        priorities = tuple(Priority(**each) for each in content.pop("priorities"))
        mesures = tuple(Mesure(**each) for each in content.pop("mesures"))
        return Plan(**content, priorities=priorities, mesures=mesures)
    except (KeyError, TypeError) as error:
        raise ValueError(f"{path.name}: {error}") from error


@cache
def plan(code: str = "2014-2016") -> Plan:
    """The plan of that code; raises `FileNotFoundError` when there is none."""
    return read_plan(FOLDER / f"{code}.toml")
