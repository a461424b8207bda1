"""An attacker who knows only what was published, written apart from what protects: equations, then the solver."""

from collections.abc import Hashable, Iterable

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import block_diag, csr_array
from scipy.sparse.csgraph import connected_components

FREE = 1e6
"""An interval without an upper end is as wide as this."""


class Attacker:
    """Collects published numbers and sums; `intervals` gives what remains possible for each hidden number."""

    def __init__(self) -> None:
        self.known: dict[Hashable, float] = {}
        self.sums: list[tuple[Hashable, tuple[Hashable, ...]]] = []

    def learns(self, cell: Hashable, value: float) -> None:
        self.known[cell] = value

    def adds(self, whole: Hashable, parts: Iterable[Hashable]) -> None:
        self.sums.append((whole, tuple(parts)))

    def intervals(self) -> dict[Hashable, tuple[float, float]]:
        """Smallest and largest value of each number that stands in a sum and is not known."""
        cells = sorted({c for whole, parts in self.sums for c in (whole, *parts)} - set(self.known), key=repr)
        place = {cell: number for number, cell in enumerate(cells)}
        system, right = np.zeros((len(self.sums), len(cells))), np.zeros(len(self.sums))
        for row, (whole, parts) in enumerate(self.sums):
            for cell, sign in [(whole, -1.0), *((part, 1.0) for part in parts)]:
                if cell in place:
                    system[row, place[cell]] += sign
                else:
                    right[row] -= sign * self.known[cell]
        _, label = connected_components(csr_array(system.T @ system), directed=False)
        found: dict[Hashable, tuple[float, float]] = {}
        for each in range(label.max(initial=-1) + 1):
            members = np.flatnonzero(label == each)
            rows = np.flatnonzero(np.abs(system[:, members]).any(axis=1))
            low = self._ends(system[np.ix_(rows, members)], right[rows], 1.0)
            high = -self._ends(system[np.ix_(rows, members)], right[rows], -1.0)
            found |= {cells[m]: (lo, hi) for m, lo, hi in zip(members, low, high, strict=True)}
        return found

    @staticmethod
    def _ends(system: np.ndarray, right: np.ndarray, sign: float) -> np.ndarray:
        """The smallest value of `sign` × each unknown, several questions in one program."""
        count, ends = system.shape[1], []
        for first in range(0, count, 8):
            asked = range(first, min(first + 8, count))
            solved = linprog(
                np.concatenate([sign * np.eye(count)[each] for each in asked]),
                A_eq=block_diag([system] * len(asked), format="csr"),
                b_eq=np.tile(right, len(asked)),
                bounds=(0, FREE),
                method="highs",
            )
            assert solved.status == 0, solved.message
            ends += [sign * part[each] for each, part in zip(asked, solved.x.reshape(len(asked), count), strict=True)]
        return np.array(ends)
