"""A solved scenario as a document: plain data, that the workshop lays out and that adds nothing to the counter."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from geodata.publication.french import number
from geodata.publication.scenario_words import asked, next_budget_said, next_place_said, said
from geodata.publication.scenarios import Solved
from geodata.scenarios.prices import OneMore

TITLE = "Où ouvrir les prochaines places dédiées"
NOTHING = "—"
_ROUND = (1, 2, 3, 5, 8, 10, 15, 20, 30, 40, 50, 75, 100, 150, 200, 300, 500, 750, 1000, 2000)
_CLASSES = 4
_ZERO = "aucune"


@dataclass(frozen=True)
class CountryMap:
    """Places missing by département, in classes; `steps`: their labels, from the least; a code absent has no value.

    `opened`: places that the plan opens, written on the map.
    """

    title: str
    cells: dict[str, int]
    steps: tuple[str, ...]
    opened: dict[str, int]
    alternative: str


@dataclass(frozen=True)
class Line:
    """A département in the tables, in French; `robust` is empty when the plan does not choose it at every need."""

    departement: str
    region: str
    need: str
    dated: str
    dedicated: str
    opened: str
    before: str
    after: str
    robust: str


@dataclass(frozen=True)
class ScenarioDocument:
    """What was asked, what the plan says, two maps, where places open, what stays unmet, who is left out, sources.

    `name`: of a scenario that was kept, or empty. `prices`: what one more place would change, when it was asked.
    """

    title: str
    name: str
    asked: tuple[str, ...]
    said: tuple[str, ...]
    prices: tuple[str, ...]
    before: CountryMap
    after: CountryMap
    opened: tuple[Line, ...]
    unmet: tuple[Line, ...]
    silent: tuple[str, ...]
    left_out: tuple[str, ...]
    notes: tuple[str, ...]
    sources: tuple[str, ...]
    year: int
    drawn_on: date
    fingerprint: str
    demonstration: bool


def scenario_document(
    solved: Solved,
    drawn_on: date,
    name: str = "",
    more: OneMore | None = None,
    richer: OneMore | None = None,
) -> ScenarioDocument:
    """The document of a plan. `more`, `richer`: what `next_place` and `next_budget` gave, when they were asked."""
    rows, plan = solved.table.rows, solved.plan
    steps = _steps(rows["unmet_before"])
    opened = rows[rows["opened"] > 0].sort_values("opened", ascending=False, kind="stable")
    unmet = rows[(rows["unmet_after"] > 0) & (rows["opened"] == 0)]
    # A département may be left out and say nothing: it is told once, as what the scenario decided.
    silent, left = rows[rows["unmet_before"].isna() & plan.departements["allowed"].to_numpy()], rows[_left(solved)]
    prices = [next_place_said(plan, more)] if more else []
    prices += [next_budget_said(plan, richer)] if richer else []
    where = {str(code): int(count) for code, count in zip(opened["departement"], opened["opened"], strict=True)}
    scenario_asked = asked(plan.scenario, solved.year, solved.public)
    return ScenarioDocument(
        title=TITLE,
        name=name,
        asked=scenario_asked,
        said=said(solved),
        prices=tuple(prices),
        before=_map("Places manquantes avant", rows, "unmet_before", steps, {}),
        after=_map("Places manquantes après, et places ouvertes", rows, "unmet_after", steps, where),
        opened=tuple(_line(row) for row in opened.to_dict("records")),
        unmet=tuple(_line(row) for row in unmet.to_dict("records")),
        silent=tuple(f"{row['name']} ({row['departement']})" for row in silent.to_dict("records")),
        left_out=tuple(f"{row['name']} ({row['departement']}) : {row['why']}" for row in left.to_dict("records")),
        notes=solved.table.notes[1:],
        sources=tuple(dict.fromkeys(origin.sentence for origin in solved.provenance)),
        year=solved.year,
        drawn_on=drawn_on,
        fingerprint=solved.facts_sha256,
        demonstration=solved.table.demonstration,
    )


def _left(solved: Solved) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    return ~solved.plan.departements["allowed"].to_numpy(dtype=bool)


def _steps(missing: "pd.Series[float]") -> tuple[int, ...]:
    """Where classes begin: zero, one, then round numbers near the quartiles of what is missing before."""
    positive = missing[missing > 0]
    if positive.empty:
        return (0, 1)
    cuts = positive.quantile(np.linspace(0, 1, _CLASSES + 1)[1:-1])
    near = [min(_ROUND, key=lambda candidate: abs(candidate - cut)) for cut in cuts]
    return tuple(sorted({0, 1, *near}))


def _map(title: str, rows: pd.DataFrame, column: str, steps: tuple[int, ...], opened: dict[str, int]) -> CountryMap:
    known = rows[rows[column].notna()]
    cells = {
        str(code): bisect_right(steps, value) - 1
        for code, value in zip(known["departement"], known[column], strict=True)
    }
    told = [f"{row['name']} : {number(row[column])}" for row in known.to_dict("records") if row[column] > 0]
    none = int((known[column] == 0).sum())
    words = f"Carte de France. {title}. {' ; '.join(told) or 'Aucune place ne manque'}. Aucune : {none} départements. "
    silent = f"Sans besoin ou sans places connus : {len(rows) - len(known)} départements."
    return CountryMap(title, cells, _labels(steps), opened, words + silent)


def _labels(steps: tuple[int, ...]) -> tuple[str, ...]:
    told = [_ZERO]
    for low, high in pairwise(steps[1:]):
        told.append(number(low) if high == low + 1 else f"{number(low)} à {number(high - 1)}")
    return (*told, f"{number(steps[-1])} et plus")


def _line(row: dict[str, Any]) -> Line:
    return Line(
        departement=f"{row['name']} ({row['departement']})",
        region=str(row["region"]),
        need=_need(row),
        dated=NOTHING if pd.isna(row["diagnostic"]) else f"{row['diagnostic']:%d/%m/%Y}",
        dedicated=_figure(row["dedicated"]),
        opened=_figure(row["opened"]),
        before=_figure(row["unmet_before"]),
        after=_figure(row["unmet_after"]),
        robust=str(row["robust"]),
    )


def _need(row: dict[str, Any]) -> str:
    low, high = _figure(row["need_low"]), _figure(row["need_high"])
    middle = _figure(row["need"])
    return middle if NOTHING in (low, high) or low == high else f"{middle} ({low} à {high})"


def _figure(value: Any) -> str:
    return NOTHING if pd.isna(value) else number(float(value))
