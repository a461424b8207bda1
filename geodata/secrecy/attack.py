"""What an attacker still finds possible for a hidden cell, and why: linear programming on the published sums."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.optimize import OptimizeResult, linprog
from scipy.sparse import block_diag, coo_array, csr_array
from scipy.sparse.csgraph import connected_components

from geodata.secrecy.tables import Table

MOVES = 1e-6
"""A smaller move of a count is the rounding of the solver."""
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


@dataclass(frozen=True)
class Island:
    """Hidden cells tied together by sums: what one tells of another stays inside."""

    cells: np.ndarray
    rows: np.ndarray
    sums: np.ndarray


def islands(table: Table, hidden: np.ndarray) -> dict[int, Island]:
    """The island of each hidden cell."""
    cells = np.flatnonzero(hidden)
    ties = table.relations[:, cells].tocoo()
    both_ways = csr_array((np.ones(2 * ties.nnz), _bipartite(ties)), shape=(sum(ties.shape),) * 2)
    _, label = connected_components(both_ways, directed=False)
    rows_of, cells_of = label[: ties.shape[0]], label[ties.shape[0] :]
    found: dict[int, Island] = {}
    order = np.argsort(cells_of, kind="stable")
    entries = np.argsort(cells_of[ties.col], kind="stable")
    bounds = np.searchsorted(cells_of[ties.col][entries], np.arange(label.max(initial=-1) + 2))
    rows_by = np.argsort(rows_of, kind="stable")
    row_bounds = np.searchsorted(rows_of[rows_by], np.arange(label.max(initial=-1) + 2))
    for members in np.split(order, np.flatnonzero(np.diff(cells_of[order])) + 1) if len(cells) else []:
        each = cells_of[members[0]]
        rows = rows_by[row_bounds[each] : row_bounds[each + 1]]
        mine = entries[bounds[each] : bounds[each + 1]]
        sums = np.zeros((len(rows), len(members)))
        sums[np.searchsorted(rows, ties.row[mine]), np.searchsorted(members, ties.col[mine])] = ties.data[mine]
        found |= dict.fromkeys(cells[members].tolist(), Island(cells[members], rows, sums))
    return found


def _bipartite(ties: coo_array) -> tuple[np.ndarray, np.ndarray]:
    shifted = ties.col + ties.shape[0]
    return np.r_[ties.row, shifted], np.r_[shifted, ties.row]


def rooms(
    table: Table, around: dict[int, Island], questions: list[Question], reach: int | None = None
) -> list[Room | None]:
    """For each question, a room as wide as the cell asks, moving as little as possible; None when there is none.

    With `reach`, only so many cells of each sum around may move: a room found is one, its absence proves nothing.
    """
    if not questions:
        return []
    blocks, costs, bounds, rights, kept = [], [], [], [], []
    for question in questions:
        island = around[question.cell]
        open_ = np.array([cell not in question.known for cell in island.cells])
        if reach is not None:
            open_ &= _near(table, island, question.cell, reach, open_)
        cells, sums = island.cells[open_], island.sums[:, open_]
        kept.append(cells)
        sums = sums[sums.any(axis=1)]
        rows, count = sums.shape
        block = np.zeros((2 * rows + 1, 4 * count + 1))
        block[:rows, :count], block[:rows, count : 2 * count] = sums, -sums
        block[rows:-1, 2 * count : 3 * count], block[rows:-1, 3 * count : -1] = sums, -sums
        block[-1, np.flatnonzero(cells == question.cell)[0] + count * np.arange(4)] = 1, -1, -1, 1
        block[-1, -1] = 1
        blocks.append(block)
        up, down = table.ceilings[cells] - table.values[cells], table.values[cells] - table.floors[cells]
        bounds.append(np.r_[up, down, up, down, np.inf])
        costs.append(np.r_[np.ones(4 * len(cells)), _SHORTFALL])
        rights.append(np.r_[np.zeros(2 * len(sums)), table.widths[question.cell]])
    solution = _solved(blocks, costs, [np.zeros(len(each)) for each in bounds], bounds, rights).x
    answers: list[Room | None] = []
    for cells, found in zip(kept, np.split(solution, np.cumsum([len(each) for each in costs])[:-1]), strict=True):
        up, upback, down, downback = found[:-1].reshape(4, -1)
        answers.append(None if found[-1] > MOVES else Room(_moves(cells, up - upback), _moves(cells, down - downback)))
    return answers


def _near(table: Table, island: Island, cell: int, reach: int, open_: np.ndarray) -> np.ndarray:
    """Two sums away, the largest cells first: they can give way most."""
    reached = island.cells == cell
    by_size = np.argsort(-table.values[island.cells], kind="stable")
    by_size = by_size[open_[by_size]]
    for _ in range(2):
        for row in np.flatnonzero(island.sums[:, reached].any(axis=1)):
            reached[by_size[island.sums[row, by_size] != 0][:reach]] = True
    return reached


def _moves(cells: np.ndarray, by: np.ndarray) -> dict[int, float]:
    moved = np.abs(by) > MOVES
    return dict(zip(cells[moved].tolist(), by[moved].tolist(), strict=True))


def cuts(table: Table, around: dict[int, Island], questions: list[Question]) -> Iterator[np.ndarray]:
    """For each question without room, a linear condition that any sufficient set of hidden cells fulfils.

    `cut @ hidden >= 0`, hidden being 1 or 0 (the capacity cut of Fischetti and Salazar): by duality, the width of the
    cell is at most the sum of what each hidden cell could absorb, and this must reach what the cell asks.
    """
    shores = [around[each.cell] for each in questions]
    open_ = [~np.isin(shore.cells, list(each.known)) for each, shore in zip(questions, shores, strict=True)]
    kept = [shore.cells[each] for shore, each in zip(shores, open_, strict=True)]
    sums = [shore.sums[:, each] for shore, each in zip(shores, open_, strict=True)]
    splits = np.cumsum([len(each) for each in sums])[:-1]
    up, down = table.ceilings - table.values, table.values - table.floors
    capacities = np.zeros((len(questions), len(table.values)))
    for sign in (-1.0, 1.0):
        costs = [sign * (cells == each.cell) for each, cells in zip(questions, kept, strict=True)]
        nothing = [np.zeros(len(each)) for each in sums]
        solved = _solved(sums, costs, [-down[cells] for cells in kept], [up[cells] for cells in kept], nothing)
        for number, price in enumerate(np.split(solved.eqlin.marginals, splits)):
            reduced = -(table.relations[shores[number].rows].T @ price)
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
    sums: list[np.ndarray],
    costs: list[np.ndarray],
    lower: list[np.ndarray],
    upper: list[np.ndarray],
    rights: list[np.ndarray],
) -> OptimizeResult:
    solved = linprog(
        np.concatenate(costs),
        A_eq=block_diag(sums, format="csr"),
        b_eq=np.concatenate(rights),
        bounds=np.column_stack([np.concatenate(lower), np.concatenate(upper)]),
        method="highs",
    )
    if solved.status != 0:
        raise RuntimeError(f"the attack on hidden cells was not solved: {solved.message}")
    return solved
