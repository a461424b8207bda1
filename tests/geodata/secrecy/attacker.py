"""An attacker who knows only what was published, written apart from what protects: equations, then the solver."""

from collections.abc import Hashable, Iterable, Iterator

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

FREE = 1e6
"""An interval without an upper end is as wide as this."""
AT_RANDOM = 6
"""Sets of values drawn at random in each group of numbers, before each number is asked for by itself."""


class Attacker:
    """Collects published numbers and sums; `intervals` gives what remains possible for each hidden number."""

    def __init__(self) -> None:
        self.known: dict[Hashable, float] = {}
        self.sums: list[tuple[Hashable, tuple[Hashable, ...]]] = []

    def learns(self, cell: Hashable, value: float) -> None:
        self.known[cell] = value

    def adds(self, whole: Hashable, parts: Iterable[Hashable]) -> None:
        self.sums.append((whole, tuple(parts)))

    def hears(self, other: "Attacker") -> None:
        """All that another one knows."""
        self.known |= other.known
        self.sums = list(dict.fromkeys([*self.sums, *other.sums]))

    def intervals(self) -> dict[Hashable, tuple[float, float]]:
        """Smallest and largest value of each number that stands in a sum and is not known."""
        return self.possible(float("inf"))

    def widths(self, enough: float) -> dict[Hashable, float]:
        """How far apart two possible values of each such number are at least; exactly so when that is not `enough`."""
        return {cell: high - low for cell, (low, high) in self.possible(enough).items()}

    def possible(self, enough: float) -> dict[Hashable, tuple[float, float]]:
        """Two possible values of each such number: its extremes, unless these two are already `enough` apart."""
        found: dict[Hashable, tuple[float, float]] = {}
        for cells, system, right in self._groups():
            low, high = np.full(len(cells), np.inf), np.full(len(cells), -np.inf)
            for costs in self._questions(len(cells), low, high, enough):
                solved = linprog(costs, A_eq=system, b_eq=right, bounds=(0, FREE), method="highs")
                assert solved.status == 0, solved.message
                np.minimum(low, solved.x, out=low)
                np.maximum(high, solved.x, out=high)
            found |= {cell: (float(lo), float(hi)) for cell, lo, hi in zip(cells, low, high, strict=True)}
        return found

    @staticmethod
    def _questions(count: int, low: np.ndarray, high: np.ndarray, enough: float) -> Iterator[np.ndarray]:
        draw = np.random.default_rng(count)
        for _ in range(AT_RANDOM if enough < np.inf else 0):
            costs = draw.choice([-1.0, 1.0], count) * ~(high - low >= enough)
            yield from (costs, -costs)
        for cell in range(count):
            if not high[cell] - low[cell] >= enough:
                costs = np.eye(1, count, cell)[0]
                yield from (costs, -costs)

    def _groups(self) -> Iterator[tuple[list[Hashable], csr_array, np.ndarray]]:
        """The unknown numbers that sums tie together, with these sums."""
        cells = sorted({c for whole, parts in self.sums for c in (whole, *parts)} - set(self.known), key=repr)
        place = {cell: number for number, cell in enumerate(cells)}
        entries, right = [], np.zeros(len(self.sums))
        for row, (whole, parts) in enumerate(self.sums):
            for cell, sign in [(whole, -1.0), *((part, 1.0) for part in parts)]:
                if cell in place:
                    entries.append((row, place[cell], sign))
                else:
                    right[row] -= sign * self.known[cell]
        rows, columns, signs = (np.array(each) for each in zip(*entries, strict=True)) if entries else ([], [], [])
        system = csr_array((signs, (rows, columns)), shape=(len(self.sums), len(cells)))
        _, label = connected_components(system.T @ system, directed=False)
        for each in range(label.max(initial=-1) + 1):
            members = np.flatnonzero(label == each)
            own = system[:, members]
            touched = np.flatnonzero(np.diff(own.indptr))
            yield [cells[member] for member in members], own[touched], right[touched]
