"""Complementary suppression: the cheapest set of hidden cells that leaves an attacker in doubt of each of them."""

from collections.abc import Iterable

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import block_array, csr_array
from scipy.sparse.csgraph import connected_components

from geodata.secrecy.attack import MOVES, Question, Room, cuts, islands, rooms
from geodata.secrecy.single_sums import tight_sums
from geodata.secrecy.tables import Key, Table

REACHES = (2, 6, 24, None)
"""Cells of each sum around that an attack tries; almost all of them succeed near by, at a hundredth of the time."""
CELLS_AT_ONCE = 1000
NODES = 200
"""Branchings after which the best set found is kept: it is sufficient, and hardly dearer than the best one."""
ROUNDS = 200
"""Attacks and answers after which all that may be hidden is; counted and not timed, for the sake of one same answer."""


def suppress(table: Table, *, coalition: int = 0, hidden_besides: Iterable[Key] = ()) -> frozenset[Key]:
    """The cells to hide: the primary ones, `hidden_besides`, and the least information (weights) that protects them.

    What is sufficient: for each hidden cell, two sets of values compatible with all that is published, whose
    difference on that cell is at least the width that it asks, even to `coalition` readers together who know their own
    cells exactly. Depends on the arguments alone. The optimum is within 1 %, unless the search stops at `NODES`. Where
    no set is found, all that may be hidden is.
    Model: Fischetti and Salazar, cell suppression with linear constraints, solved by generation of capacity cuts.
    """
    besides = set(hidden_besides)
    forced = table.primary | ~table.shown | np.array([key in besides for key in table.keys], dtype=bool)
    free = np.flatnonzero(~forced & ~table.told & (table.values != 0))
    hidden, cheapest, doubts = forced.copy(), Cheapest(table.weights[free]), Doubts(table, coalition)
    loose: dict[int, bytes] = {}
    for _ in range(ROUNDS):
        found = list(tight_sums(table, hidden, coalition, loose)) or doubts.cuts(hidden)
        if not found:
            break
        cuts_of = np.array([cut for _, cut in found])
        chosen = cheapest.fulfil(cuts_of[:, free], -cuts_of[:, forced].sum(axis=1))
        if (hidden[free] == chosen).all():
            hidden[free] = True  # nothing more protects these cells without hiding elsewhere
            break
        hidden[free] = chosen
    else:
        hidden[free] = True
    return frozenset(key for key, out, shown in zip(table.keys, hidden, table.shown, strict=True) if out and shown)


class Cheapest:
    """Conditions gathered so far, and the cheapest set that fulfils them; what no condition ties is solved apart."""

    def __init__(self, weights: np.ndarray) -> None:
        self.weights, self.chosen = weights, np.zeros(len(weights), dtype=bool)
        self.conditions, self.asked = np.zeros((0, len(weights))), np.zeros(0)

    def fulfil(self, conditions: np.ndarray, asked: np.ndarray) -> np.ndarray:
        """The cells to hide such that `conditions @ chosen >= asked`, for these ones and all earlier ones."""
        recent = np.arange(len(self.asked), len(self.asked) + len(asked))
        self.conditions, self.asked = np.vstack([self.conditions, conditions]), np.r_[self.asked, asked]
        system = csr_array(self.conditions)
        _, label = connected_components(block_array([[None, system], [system.T, None]]), directed=False)
        of_rows, of_cells = label[: len(self.asked)], label[len(self.asked) :]
        for each in sorted(set(of_rows[recent].tolist())):
            rows, cells = np.flatnonzero(of_rows == each), np.flatnonzero(of_cells == each)
            if not len(cells):
                continue  # a condition that no cell can fulfil
            self.chosen[cells] = self._solved(system[rows][:, cells], self.asked[rows], self.weights[cells])
        return self.chosen

    @staticmethod
    def _solved(system: csr_array, asked: np.ndarray, weights: np.ndarray) -> np.ndarray:
        solved = milp(
            weights,
            integrality=np.ones(len(weights)),
            bounds=Bounds(0.0, 1.0),
            constraints=LinearConstraint(system, lb=asked),
            # A limit on nodes, not on time: the same figures always give the same set.
            options={"mip_rel_gap": 0.01, "node_limit": NODES},
        )
        # Without a solution (none exists, or none was found in time), everything that these conditions name is hidden.
        return np.ones(len(weights), dtype=bool) if solved.x is None else solved.x > 0.5


class Doubts:
    """The rooms found so far for each cell; a room stays good as long as the cells that it moves are hidden."""

    def __init__(self, table: Table, coalition: int) -> None:
        self.table, self.coalition = table, coalition
        self.rooms: dict[int, list[Room]] = {}
        self.above = [
            {j for j, other in enumerate(table.readers) if j != i and reader < other}
            for i, reader in enumerate(table.readers)
        ]

    def cuts(self, hidden: np.ndarray) -> list[tuple[int, np.ndarray]]:
        """The hidden cells that an attacker knows too well, each with the condition that it breaks."""
        around = islands(self.table, hidden)
        for cell, known in self.rooms.items():
            self.rooms[cell] = [room for room in known if hidden[list(room.moved)].all()]
        open_cells = np.flatnonzero(hidden & self.table.guarded).tolist()
        for reach in REACHES:
            failed = self._search(open_cells, around, reach)
            open_cells = [question.cell for question in failed]
        if not failed:
            return []
        return [(each.cell, cut) for each, cut in zip(failed, cuts(self.table, around, failed), strict=True)]

    def _search(self, pending: list[int], around: dict[int, np.ndarray], reach: int | None) -> list[Question]:
        """Look for rooms, coalition after coalition; the questions for which there is none within `reach`."""
        failed: list[Question] = []
        while pending:
            questions, pending = self._first(pending, around, reach)
            for question, room in zip(questions, rooms(self.table, around, questions, reach), strict=True):
                if room is None:
                    failed.append(question)
                    continue
                pending.append(question.cell)
                for cell in room.moved:
                    if room.width(cell) >= self.table.widths[cell] - MOVES:
                        self.rooms.setdefault(cell, []).append(room)
        return failed

    def _first(
        self, pending: list[int], around: dict[int, np.ndarray], reach: int | None
    ) -> tuple[list[Question], list[int]]:
        """Open questions, as many as one program may hold, and the cells to look at later."""
        questions: list[Question] = []
        size = 0
        for number, cell in enumerate(pending):
            question = self._open(cell)
            if question is not None:
                questions.append(question)
                size += min(len(around[cell]), 10 * (reach or 100))
            if size > CELLS_AT_ONCE:
                return questions, pending[number + 1 :]
        return questions, []

    def _open(self, cell: int) -> Question | None:
        """A coalition against which no room is known."""
        coalition = self._against(cell, self.rooms.get(cell, []), ())
        if coalition is None:
            return None
        return Question(cell, self.table.known_to(frozenset(coalition)))

    def _against(self, cell: int, known: list[Room], chosen: tuple[int, ...]) -> tuple[int, ...] | None:
        blind = self.table.known_to(frozenset(chosen))
        if cell in blind:
            return None
        left = next((room for room in known if not room.moved & blind), None)
        if left is None:
            return chosen
        if len(chosen) == self.coalition:
            return None
        mine = self.table.readers_of[cell]
        able = {reader for moved in left.moved for reader in self.table.readers_of[moved]} - mine
        able = {reader for reader in able if not (self.above[reader] - mine)}
        for reader in sorted(able):
            found = self._against(cell, known, (*chosen, reader))
            if found is not None:
                return found
        return None
