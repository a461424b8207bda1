"""How each invented indicator goes, from before the plan to its end: orders of magnitude, nothing measured."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Kind = Literal["yes_no", "share", "amount", "cases", "never"]


@dataclass(frozen=True)
class Course:
    """From `start` to `end`, which a committed département reaches at the end of the plan.

    `yes_no`: the chance that the answer is yes. `share`: points, of `parts` things per 100 000 inhabitants. `amount`:
    for a million inhabitants, or whatever the population when it is `flat`, in steps of `step`. `cases`: in the whole
    country each year. `never`: nobody was asked. `targets`: those among which a préfet chooses; for an amount, a
    multiple of `end`.
    """

    kind: Kind
    start: float = 0.0
    end: float = 0.0
    parts: float = 0.0
    step: float = 1.0
    flat: bool = False
    targets: tuple[float, ...] = ()
    source: str = ""


COURSES: Mapping[str, Course] = MappingProxyType(
    {
        "M01-1": Course("amount", 0.05, 0.75, step=0.5, targets=(1.0, 1.3), source="conventions de l’année"),
        "M01-2": Course("cases", 40, 130, source="registre du service des étrangers"),
        "M01-3": Course("yes_no", 0.02, 0.85, source="note de service"),
        "M02-1": Course("amount", 12, 160, targets=(1.0, 1.4), source="feuilles de présence"),
        "M03-1": Course("share", 0, 85, parts=62, targets=(80, 100), source="enquête auprès des points d’accueil"),
        "M04-1": Course("share", 2, 60, parts=12, targets=(50, 80), source="enquête de rentrée"),
        "M05-1": Course("cases", 38, 60, source="extraction annuelle"),
        "M06-1": Course("amount", 0.8, 7, targets=(1.0, 1.5), source="liste des agréments"),
        "M08-2": Course("yes_no", 0.05, 0.60, source="convention signée"),
        "M09-1": Course("amount", 0.1, 2.0, flat=True, targets=(1.0,), source="relevés de décisions"),
        # The law that creates the parcours comes in 2016, its first decisions in 2017.
        "M09-2": Course("never"),
        "M09-3": Course("never"),
        "M09-4": Course("yes_no", 0.01, 0.55, source="arrêté préfectoral"),
        "M10-1": Course("yes_no", 0.03, 0.50, source="relevé de décisions"),
        "M12-1": Course("cases", 90, 210, source="extraction annuelle"),
        "M13-1": Course("amount", 1.5, 14, targets=(1.0, 1.5), source="bilan du CODAF"),
        "M13-2": Course("cases", 8, 26, source="bilan annuel"),
        "M20-1": Course("share", 5, 85, parts=1.6, targets=(80, 100), source="cartographie"),
        "M21-1": Course("amount", 4_000, 62_000, step=100, targets=(1.0, 1.2), source="restitution Chorus"),
        "M22-3": Course("yes_no", 0.03, 0.80, source="relevé de décisions du CODAF"),
    }
)  # fmt: skip
"""By code of indicator; an amount grows with the population, never below one step for a target."""
TARGETS_OF_COMPUTED: Mapping[str, tuple[float, ...]] = MappingProxyType(
    {"M07-3": (60, 80, 100), "M07-4": (50, 100), "M20-2": (4, 5, 7)}
)
"""Targets that préfets set for what is computed."""
NATIONAL: Mapping[str, tuple[float, float, float]] = MappingProxyType(
    {"M08-1": (79, 84, 92), "M11-1": (0, 0, 0), "M23-1": (10, 20, 30), "M23-2": (0, 0, 1)}
)
"""For each year, what is told once for France."""
