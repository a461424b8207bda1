"""How long the country takes to be protected: 101 départements, 18 régions, 7 forms, 3 years, for each level."""

import time
from collections.abc import Callable
from typing import TypeVar

import numpy as np

from config.nomenclatures import Form
from geodata import territories
from geodata.publication.hidden import add_territories, readers, weight
from geodata.secrecy import Table as Protected
from geodata.secrecy import TableBuilder, suppress
from geodata.secrecy.complementary import Doubts
from tests.bench.table import Cell, Table

T = TypeVar("T")
YEAR = 2016
LEVELS = {"N0, the public": (11, 0), "N1, partners": (5, 0), "N1, two préfets together": (5, 2)}
"""Floor of a count that may be read, and readers who put their exact figures together."""
COLUMNS = {
    "level": "level", "cells": "cells", "small": "small", "hidden": "hidden", "seconds": "CPU s",
    "greedy_hidden": "greedy: hidden", "greedy_seconds": "greedy: CPU s", "greedy_found": "greedy: still found",
}  # fmt: skip
NOTES = [
    "Vigie hides the least information such that each hidden cell stays in doubt by its threshold, proven by programs.",
    "Greedy: the script that is usually written, which hides the smallest number beside each one that is hidden alone, "
    "sum by sum, until none is. Still found: hidden cells of which its result leaves less doubt than the threshold.",
]


def country(floor: float, seed: int = 1, years: int = 3) -> TableBuilder:
    """Counts drawn around the population, one tree of territories a form and year."""
    draw, builder = np.random.default_rng(seed), TableBuilder()
    population = territories.departements()["population"].astype(float)
    for year in range(years):
        for form in Form:
            expected = (
                8 * draw.lognormal(0, 1) * population / population.mean() * draw.lognormal(0, 0.5, len(population))
            )
            cells = {code: (year, form.value, code) for code in territories.CODES}
            for code, value in zip(territories.CODES, draw.poisson(expected), strict=True):
                seen_by = readers(code, YEAR)
                builder.cell(cells[code], float(value), floor=floor, weight=weight(1, value), readers=seen_by)
            add_territories(builder, cells, lambda code, y=year, f=form: (y, f.value, code), YEAR, floor)  # type: ignore[misc]
    return builder


def measure(quick: bool) -> list[Table]:
    rows = [_row(level, floor, together, 1 if quick else 3) for level, (floor, together) in LEVELS.items()]
    return [Table("secrecy", "Small counts: one level of the whole country", COLUMNS, rows, NOTES)]


def _row(level: str, floor: float, together: int, years: int) -> dict[str, Cell]:
    table = country(floor, years=years).build()
    seconds, hidden = _cpu(lambda: len(suppress(table, coalition=together)))
    greedy_seconds, guessed = _cpu(lambda: greedy(table))
    return {
        "level": level,
        "cells": len(table.keys),
        "small": int(table.primary.sum()),
        "hidden": hidden,
        "seconds": seconds,
        "greedy_hidden": int(guessed.sum()),
        "greedy_seconds": greedy_seconds,
        "greedy_found": len({cell for cell, _ in Doubts(table, together).cuts(guessed)}),
    }


def _cpu(action: Callable[[], T]) -> tuple[float, T]:
    began = time.process_time()
    answer = action()
    return time.process_time() - began, answer


def greedy(table: Protected) -> np.ndarray:
    """Never a number alone in its sum: the smallest one beside it goes with it."""
    hidden, changed = table.primary.copy(), True
    while changed:
        changed = False
        for start, end in zip(table.relations.indptr, table.relations.indptr[1:], strict=False):
            cells = table.relations.indices[start:end]
            others = cells[~hidden[cells] & (table.values[cells] > 0)]
            if hidden[cells].sum() == 1 and len(others):
                hidden[others[table.values[others].argmin()]] = changed = True
    return hidden
