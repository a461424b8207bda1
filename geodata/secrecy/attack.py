"""What an attacker still finds possible for a hidden cell, and why: linear programming on the published sums."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import OptimizeResult, linprog
from scipy.sparse import block_diag, coo_array, csr_array
from scipy.sparse.csgraph import connected_components

from geodata.secrecy.tables import Table

STEPS = 4
"""How many sums away an attack looks: a form to all forms, to the next département, to its forms."""
MOVES = 1e-6
"""A smaller move of a count is the rounding of the solver."""
_FOUR = np.arange(4)
_SHORTFALL = 1e4
"""Cost of a missing unit of width: more than any detour through other cells."""


@dataclass(frozen=True)
class Question:
    """A hidden cell, and the cells that the attacker knows besides what is published."""

    cell: int
    known: frozenset[int]


@dataclass(frozen=True)
class Room:
    """Two other sets of values compatible with what is published, as differences from the true ones."""

    up: dict[int, float]
    down: dict[int, float]

    def width(self, cell: int) -> float:
        """How wide the interval of `cell` is at least."""
        ends = (0.0, self.up.get(cell, 0.0), self.down.get(cell, 0.0))
        return max(ends) - min(ends)

    @property
    def moved(self) -> frozenset[int]:
        return frozenset(self.up) | frozenset(self.down)


def islands(table: Table, hidden: np.ndarray) -> dict[int, np.ndarray]:
    """For each hidden cell, the hidden cells tied to it by sums: what one tells of another stays inside."""
    cells = np.flatnonzero(hidden)
    ties = table.relations[:, cells].tocoo()
    both_ways = csr_array((np.ones(2 * ties.nnz), _bipartite(ties)), shape=(sum(ties.shape),) * 2)
    _, label = connected_components(both_ways, directed=False)
    of_cells = label[ties.shape[0] :]
    order = np.argsort(of_cells, kind="stable")
    found: dict[int, np.ndarray] = {}
    for members in np.split(order, np.flatnonzero(np.diff(of_cells[order])) + 1) if len(cells) else []:
        found |= dict.fromkeys(cells[members].tolist(), cells[members])
    return found


def _bipartite(ties: coo_array) -> tuple[np.ndarray, np.ndarray]:
    shifted = ties.col + ties.shape[0]
    return np.r_[ties.row, shifted], np.r_[shifted, ties.row]


def rooms(
    table: Table, around: dict[int, np.ndarray], questions: list[Question], reach: int | None = None
) -> list[Room | None]:
    """For each question, a room as wide as the cell asks, moving as little as possible; None when there is none.

    With `reach`, only so many cells of each sum around may move: a room found is one, its absence proves nothing.
    """
    if not questions:
        return []
    entries, costs, bounds, rights, kept = [], [], [], [], []
    top = left = 0
    for question in questions:
        cells = _open(around[question.cell], question)
        if reach is not None:
            cells = _near(table, question.cell, reach, cells)
        kept.append(cells)
        row, col, sign, height = _entries(table, cells)
        count, asked = len(cells), np.searchsorted(cells, question.cell)
        # Moves up and back of one set of values, then of the other; last, the width between them, or what lacks of it.
        entries.append(
            (
                top + _joined(row, row, row + height, row + height, [2 * height] * 5),
                left + _joined(col, col + count, col + 2 * count, col + 3 * count, asked + count * _FOUR, [4 * count]),
                _joined(sign, -sign, sign, -sign, [1, -1, -1, 1, 1]),
            )
        )
        top, left = top + 2 * height + 1, left + 4 * count + 1
        up, down = table.ceilings[cells] - table.values[cells], table.values[cells] - table.floors[cells]
        bounds.append(_joined(up, down, up, down, [np.inf]))
        costs.append(_joined(np.ones(4 * count), [_SHORTFALL]))
        rights.append(_joined(np.zeros(2 * height), [table.widths[question.cell]]))
    rows, cols, signs = (np.concatenate(each) for each in zip(*entries, strict=True))
    system = csr_array((signs, (rows, cols)), shape=(top, left))
    solution = _solved(system, costs, [np.zeros(len(each)) for each in bounds], bounds, rights).x
    answers: list[Room | None] = []
    for cells, found in zip(kept, np.split(solution, np.cumsum([len(each) for each in costs])[:-1]), strict=True):
        up, upback, down, downback = found[:-1].reshape(4, -1)
        answers.append(None if found[-1] > MOVES else Room(_moves(cells, up - upback), _moves(cells, down - downback)))
    return answers


def _joined(*pieces: ArrayLike) -> np.ndarray:
    return np.concatenate([np.asarray(piece) for piece in pieces])


def _open(island: np.ndarray, question: Question) -> np.ndarray:
    return island[~np.isin(island, list(question.known))] if question.known else island


def _entries(table: Table, cells: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, int]:
    """What the sums say of these cells alone: row, column and sign of each entry, and how many sums there are."""
    starts, ends = table.columns.indptr[cells], table.columns.indptr[cells + 1]
    taken = np.concatenate([np.arange(start, end) for start, end in zip(starts, ends, strict=True)])
    rows, row = np.unique(table.columns.indices[taken], return_inverse=True)
    return row, np.repeat(np.arange(len(cells)), ends - starts), table.columns.data[taken], len(rows)


def _near(table: Table, cell: int, reach: int, cells: np.ndarray) -> np.ndarray:
    """Some sums away, the cells that can give way most first."""
    movable = np.zeros(len(table.values), dtype=bool)
    movable[cells] = True
    reached = {cell}
    for _ in range(STEPS):
        for row in {row for each in reached for row in table.rows_of(each)}:
            able = table.most_able[row]
            reached.update(able[movable[able]][:reach].tolist())
    return np.array(sorted(reached))


def _moves(cells: np.ndarray, by: np.ndarray) -> dict[int, float]:
    moved = np.abs(by) > MOVES
    return dict(zip(cells[moved].tolist(), by[moved].tolist(), strict=True))


def cuts(table: Table, around: dict[int, np.ndarray], questions: list[Question]) -> Iterator[np.ndarray]:
    """For each question without room, a linear condition that any sufficient set of hidden cells fulfils.

    `cut @ hidden >= 0`, hidden being 1 or 0 (the capacity cut of Fischetti and Salazar): by duality, the width of the
    cell is at most the sum of what each hidden cell could absorb, and this must reach what the cell asks.
    """
    kept = [_open(around[each.cell], each) for each in questions]
    shores = [np.unique(table.columns[:, cells].indices) for cells in kept]
    sums = [table.relations[rows][:, cells] for rows, cells in zip(shores, kept, strict=True)]
    system = block_diag(sums, format="csr")
    nothing = [np.zeros(len(rows)) for rows in shores]
    splits = np.cumsum([len(rows) for rows in shores])[:-1]
    up, down = table.ceilings - table.values, table.values - table.floors
    capacities = np.zeros((len(questions), len(table.values)))
    for sign in (-1.0, 1.0):
        costs = [sign * (cells == each.cell) for each, cells in zip(questions, kept, strict=True)]
        solved = _solved(system, costs, [-down[cells] for cells in kept], [up[cells] for cells in kept], nothing)
        for number, price in enumerate(np.split(solved.eqlin.marginals, splits)):
            reduced = -(table.relations[shores[number]].T @ price)
            reduced[questions[number].cell] += sign
            with np.errstate(invalid="ignore"):
                capacities[number] += np.where(reduced < -MOVES, -reduced * up, 0.0)
                capacities[number] += np.where(reduced > MOVES, reduced * down, 0.0)
    for question, capacity in zip(questions, capacities, strict=True):
        asked = table.widths[question.cell]
        cut = np.minimum(capacity, asked)
        cut[list(question.known)] = 0
        cut[question.cell] = min(0.0, capacity[question.cell] - asked)
        yield cut


def _solved(
    system: csr_array,
    costs: list[np.ndarray],
    lower: list[np.ndarray],
    upper: list[np.ndarray],
    rights: list[np.ndarray],
) -> OptimizeResult:
    solved = linprog(
        np.concatenate(costs),
        A_eq=system,
        b_eq=np.concatenate(rights),
        bounds=np.column_stack([np.concatenate(lower), np.concatenate(upper)]),
        method="highs",
    )
    if solved.status != 0:
        raise RuntimeError(f"the attack on hidden cells was not solved: {solved.message}")
    return solved
