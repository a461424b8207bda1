"""The attack that needs one sum only: a total minus what is known of its parts. It is cheap, and comes first."""

from collections.abc import Iterator

import numpy as np

from geodata.secrecy.tables import Table


def tight_sums(table: Table, hidden: np.ndarray, coalition: int) -> Iterator[tuple[int, np.ndarray]]:
    """Hidden cells that one sum tells too well to the worst `coalition` of readers, each with a cut.

    `cut @ hidden >= 0` is fulfilled by any sufficient set of hidden cells (see `attack.cuts`).
    """
    relations = table.relations
    concerned = np.flatnonzero(abs(relations) @ (hidden & table.guarded))
    for row in concerned:
        cells = relations.indices[relations.indptr[row] : relations.indptr[row + 1]]
        signs = relations.data[relations.indptr[row] : relations.indptr[row + 1]]
        up, down = table.ceilings[cells] - table.values[cells], table.values[cells] - table.floors[cells]
        for place in np.flatnonzero(hidden[cells] & table.guarded[cells]):
            cell = int(cells[place])
            missing = max(table.widths[cell] - down[place], 1.0)
            # When the cell goes up, the parts beside it go down, and a total goes up with it.
            alone = np.where(signs == signs[place], down, up) if missing > 1 else np.ones(len(cells))
            absorbed = np.minimum(alone, missing)
            absorbed[place] = 0
            absorbed, known = _without_worst(table, cells, cell, absorbed * hidden[cells], absorbed, coalition)
            if cell not in table.known_to(known) and absorbed @ hidden[cells] < missing - 1e-9:
                cut = np.zeros(len(hidden))
                cut[cells] = absorbed
                cut[cell] = -missing
                yield cell, cut


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
