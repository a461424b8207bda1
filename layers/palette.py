"""Colours and patterns of the map: which values share a class, and what each state of a cell looks like."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from config.thresholds import threshold
from geodata.indicators.contract import Direction, Indicator
from geodata.publication.contract import Published, State
from geodata.publication.french import number

# Five steps, light to dark, never told apart by hue alone: each step loses lightness, for any eye.
SEQUENCES = {
    Direction.HIGHER: ("#dfe5f7", "#a9b8ea", "#6f86d8", "#3648ae", "#000068"),
    Direction.LOWER: ("#fae6d3", "#f0b985", "#d9853f", "#a5500f", "#5c2400"),
    Direction.NEITHER: ("#ece2ef", "#cbb0d4", "#a67fb5", "#754a8b", "#421a56"),
}
OUTLINE = "#858585"
YES_OR_NO = {0.0: "Non", 1.0: "Oui"}


@dataclass(frozen=True)
class ColourClass:
    """Published values from `lower` to `upper` (both included), their colour and the words of the legend."""

    lower: float
    upper: float
    colour: str
    label: str


@dataclass(frozen=True)
class Pattern:
    """A state without a colour: `drawing`, the inside of an 8 × 8 SVG pattern, is told apart by its shape alone."""

    id: str
    label: str
    drawing: str


NOT_READABLE_CODE = "n.c."
NOT_READABLE = Pattern(
    "non-communique",
    "Non communiqué à votre profil",
    '<rect width="8" height="8" fill="#d6d6d6"/><circle cx="4" cy="4" r="1.4" fill="#5a5a5a"/>',
)
PATTERNS = {
    State.UNKNOWN: Pattern(
        "non-renseigne",
        f"{State.UNKNOWN.label} ({State.UNKNOWN.code})",
        '<rect width="8" height="8" fill="#fff"/><path d="M-2 2l4-4M0 8l8-8M6 10l4-4" stroke="#8a8a8a"/>',
    ),
    State.NOT_APPLICABLE: Pattern(
        "sans-objet",
        f"{State.NOT_APPLICABLE.label} ({State.NOT_APPLICABLE.code})",
        '<rect width="8" height="8" fill="#f4f4f4"/><path d="M0 4h8" stroke="#8a8a8a"/>',
    ),
    State.SECRET: Pattern(
        "secret",
        f"{State.SECRET.label} ({State.SECRET.code})",
        '<rect width="8" height="8" fill="#e4e4e4"/><path d="M0 0l8 8M8 0l-8 8" stroke="#5a5a5a"/>',
    ),
}


def classes(published: Published) -> list[ColourClass]:
    """The classes of the published values, lowest first; an empty list when nothing is published.

    Yes or no: one class each. Percentages: fixed steps, so that two years compare. Otherwise one class per value when
    they are few, or classes of equal numbers of départements, zero always apart: none is not a little.
    """
    values, indicator = published.values(), published.indicator
    if values.empty:
        return []
    colours = SEQUENCES[indicator.direction]
    if indicator.boolean:
        return [ColourClass(v, v, colours[3 if v else 0], YES_OR_NO[v]) for v in sorted(set(values))]
    if indicator.unit.startswith("%"):
        return _fixed_steps(values, colours)
    return _by_rank(values, colours, indicator)


def common_classes(*maps: Published) -> list[ColourClass]:
    """The classes of several maps of one indicator laid side by side: the same value has the same colour in all."""
    cells = pd.concat([each.cells for each in maps], ignore_index=True)
    return classes(replace(maps[0], cells=cells))


def class_of(value: float, among: Sequence[ColourClass]) -> int:
    """Position of the class that holds `value`. Raises `ValueError` when none does."""
    for position, each in enumerate(among):
        if each.lower <= value <= each.upper:
            return position
    raise ValueError(f"no class of the map holds {value}")


def _fixed_steps(values: "pd.Series[float]", colours: Sequence[str]) -> list[ColourClass]:
    step = float(threshold("map.percent_step"))
    found = []
    for position, colour in enumerate(colours):
        lower, upper, last = position * step, (position + 1) * step, position == len(colours) - 1
        label = f"de {number(lower)} à moins de {number(upper)}"
        if position == 0:
            label = f"moins de {number(upper)}"
        if last:
            label = f"{number(lower)} et plus"
        found.append(ColourClass(lower, float("inf") if last else float(np.nextafter(upper, lower)), colour, label))
    return found


def _by_rank(values: "pd.Series[float]", colours: Sequence[str], indicator: Indicator) -> list[ColourClass]:
    count = int(threshold("map.classes"))
    distinct = np.unique(values.to_numpy())
    if len(distinct) <= count:
        groups = [np.array([each]) for each in distinct]
    else:
        zeros, others = values[values == 0], values[values != 0]
        edges = np.quantile(others, np.linspace(0, 1, count + (0 if len(zeros) else 1)))
        rank = np.searchsorted(np.unique(edges)[1:-1], np.unique(others), side="left")
        groups = [np.unique(others)[rank == each] for each in np.unique(rank)]
        groups = [np.array([0.0]), *groups] if len(zeros) else groups
    spread = np.linspace(0, len(colours) - 1, len(groups)).round().astype(int) if len(groups) > 1 else [2]
    return [
        ColourClass(float(group[0]), float(group[-1]), colours[shade], _bounds(group[0], group[-1], indicator.decimals))
        for group, shade in zip(groups, spread, strict=True)
    ]


def _bounds(lower: float, upper: float, decimals: int) -> str:
    first, last = number(lower, decimals), number(upper, decimals)
    return first if first == last else f"de {first} à {last}"
