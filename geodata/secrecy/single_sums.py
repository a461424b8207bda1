"""The attack that needs one sum only: a total minus what is known of its parts. It is cheap, and comes first."""

from collections.abc import Iterator
from itertools import combinations

import numpy as np

from geodata.secrecy.tables import Table


def tight_sums(
    table: Table, hidden: np.ndarray, coalition: int, loose: dict[int, bytes]
) -> Iterator[tuple[int, np.ndarray]]:
    """Hidden cells that one sum tells too well to the worst `coalition` of readers, each with its cuts.

    `cut @ hidden >= 0` is fulfilled by any sufficient set of hidden cells (see `attack.cuts`). `loose`: what was hidden
    of each sum when it told nothing too well, kept from one call to the next.
    """
    relations = table.relations
    concerned = np.flatnonzero(abs(relations) @ (hidden & table.guarded))
    for row in concerned.tolist():
        cells = relations.indices[relations.indptr[row] : relations.indptr[row + 1]]
        pattern = hidden[cells].tobytes()
        if loose.get(row) == pattern:
            continue
        loose[row] = pattern
        signs = relations.data[relations.indptr[row] : relations.indptr[row + 1]]
        up, down = table.ceilings[cells] - table.values[cells], table.values[cells] - table.floors[cells]
        for place in np.flatnonzero(hidden[cells] & table.guarded[cells]):
            cell = int(cells[place])
            missing = max(table.widths[cell] - down[place], 1.0)
            # When the cell goes up, the parts beside it go down, and a total goes up with it.
            alone = np.where(signs == signs[place], down, up) if missing > 1 else np.ones(len(cells))
            able = np.minimum(alone, missing)
            able[place] = 0
            absorbed, known = _without_worst(table, cells, cell, able * hidden[cells], able, coalition)
            if cell not in table.known_to(known) and absorbed @ hidden[cells] < missing - 1e-9:
                loose.pop(row, None)
                yield cell, _cut(len(hidden), cells, absorbed, cell, missing)
                if known and (others := _others(table, cells[able > 0], cell, coalition)) is not None:
                    yield cell, _cut(len(hidden), cells[able > 0], others, cell, coalition + 1)


def _cut(size: int, cells: np.ndarray, absorbed: np.ndarray, cell: int, missing: float) -> np.ndarray:
    cut = np.zeros(size)
    cut[cells] = absorbed
    cut[cell] = -missing
    return cut


def _others(table: Table, cells: np.ndarray, cell: int, coalition: int) -> np.ndarray | None:
    """More cells beside `cell` than a coalition can know: implied by the cuts of all coalitions, said once for all.

    None when some coalition of this sum knows `cell` itself: nothing is asked against it.
    """
    foreign = [table.readers_of[each] - table.readers_of[cell] for each in cells]
    one_each = sorted({min(readers) for readers in foreign if readers})
    together = combinations(one_each, min(coalition, len(one_each)))
    if any(cell in table.known_to(frozenset(each)) for each in together):
        return None
    return np.array([1.0 if readers else coalition + 1.0 for readers in foreign])


def _without_worst(
    table: Table, cells: np.ndarray, cell: int, now: np.ndarray, absorbed: np.ndarray, coalition: int
) -> tuple[np.ndarray, frozenset[int]]:
    chosen: set[int] = set()
    for _ in range(coalition):
        known: dict[int, list[int]] = {}
        for place in np.flatnonzero(now):
            for reader in table.readers_of[cells[place]]:
                if reader not in table.readers_of[cell]:
                    known.setdefault(reader, []).append(int(place))
        if not known:
            break
        worst = max(known, key=lambda reader: now[known[reader]].sum())
        told = [place for place, each in enumerate(cells) if worst in table.readers_of[each]]
        chosen.add(worst)
        now, absorbed = now.copy(), absorbed.copy()
        now[told], absorbed[told] = 0, 0
    return absorbed, frozenset(chosen)
