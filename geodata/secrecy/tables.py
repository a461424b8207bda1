"""What is published together: cells, and the sums by which a reader could rebuild one from the others."""

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from scipy.sparse import csc_array, csr_array

Key = Hashable
"""What names a cell."""


@dataclass(frozen=True)
class Table:
    """Cells (one entry of each array a cell) and relations (one row each: `relations @ values` is zero).

    `widths`: how wide the interval of an attacker must be for the cell when it is hidden. `shown` is False for a number
    that is never published but follows from others (the men, when women and all persons are told): it counts as hidden.
    `floors`, `ceilings`: what anyone knows beforehand. `told`: published before, so that hiding it protects nothing.
    `readers`: for each group of cells that one reader sees exactly.
    """

    keys: tuple[Key, ...]
    values: np.ndarray
    primary: np.ndarray
    widths: np.ndarray
    weights: np.ndarray
    shown: np.ndarray
    floors: np.ndarray
    ceilings: np.ndarray
    relations: csr_array
    told: np.ndarray
    readers: tuple[frozenset[int], ...] = ()

    @cached_property
    def guarded(self) -> np.ndarray:
        """Cells whose interval is asked to be wide once they are hidden."""
        return (self.widths > 0) & (self.shown | self.primary)

    @cached_property
    def columns(self) -> csc_array:
        """The relations, cell by cell."""
        return self.relations.tocsc()

    def rows_of(self, cell: int) -> list[int]:
        """The relations in which a cell stands."""
        return self.columns.indices[self.columns.indptr[cell] : self.columns.indptr[cell + 1]].tolist()

    @cached_property
    def most_able(self) -> tuple[np.ndarray, ...]:
        """The cells of each relation, those that can give way most first: what is never told, then large numbers."""
        able = np.where(self.shown | self.primary, self.values, np.inf)
        rows = (self._cells_of(row) for row in range(self.relations.shape[0]))
        return tuple(cells[np.argsort(-able[cells], kind="stable")] for cells in rows)

    def known_to(self, readers: frozenset[int]) -> frozenset[int]:
        """What readers know together: their own cells, and what follows from these, from zeros and from what was told.

        A région where one département alone counts anything is no secret for the préfet of that one.
        """
        if readers not in self._known_to:
            own: frozenset[int] = frozenset().union(*(self.readers[each] for each in readers))
            # What would follow without them is no knowledge of theirs: it must be protected.
            self._known_to[readers] = (self._deduced(own) - self._known_to_all) | own
        return self._known_to[readers]

    @cached_property
    def _known_to(self) -> dict[frozenset[int], frozenset[int]]:
        return {}

    @cached_property
    def _known_to_all(self) -> frozenset[int]:
        return self._deduced(frozenset())

    def _deduced(self, own: frozenset[int]) -> frozenset[int]:
        unknown = ~(((self.values == 0) & self.shown) | self.told)
        unknown[list(own)] = False
        known, involved = set(own), self._involved
        while True:
            last_one = np.flatnonzero(involved @ unknown.astype(float) == 1)
            found = {int(cell) for row in last_one for cell in self._cells_of(int(row)) if unknown[cell]}
            if not found:
                return frozenset(known)
            known |= found
            unknown[list(found)] = False

    @cached_property
    def _involved(self) -> csr_array:
        return abs(self.relations)

    def _cells_of(self, row: int) -> np.ndarray:
        return self.relations.indices[self.relations.indptr[row] : self.relations.indptr[row + 1]]

    @cached_property
    def readers_of(self) -> tuple[frozenset[int], ...]:
        """For each cell, the numbers of the readers who see it exactly."""
        of: list[set[int]] = [set() for _ in self.keys]
        for number in range(len(self.readers)):
            for cell in self.known_to(frozenset({number})):
                of[cell].add(number)
        return tuple(frozenset(each) for each in of)


@dataclass
class TableBuilder:
    """Writes a `Table` cell by cell; a cell that is not known is not written, for nobody can compute with it."""

    _rows: dict[Key, tuple[float, bool, float, float, bool]] = field(default_factory=dict)
    _sums: list[tuple[tuple[Key, ...], tuple[Key, ...]]] = field(default_factory=list)
    _readers: dict[str, set[Key]] = field(default_factory=dict)
    _summed: set[Key] = field(default_factory=set)

    def cell(
        self,
        key: Key,
        value: float,
        *,
        floor: float,
        width: float | None = None,
        weight: float = 1.0,
        readers: Sequence[str] = (),
        shown: bool = True,
        summed: bool = False,
    ) -> None:
        """A number of persons, hidden when it is above zero and below `floor`; `readers` see it exactly in any case.

        `width` of the interval asked for when it is hidden: `floor` unless told otherwise. `summed`: nobody gave this
        number, it is the sum of its parts.
        """
        if summed:
            self._summed.add(key)
        self._rows[key] = (value, 0 < value < floor, floor if width is None else width, weight, shown)
        for reader in readers:
            self._readers.setdefault(reader, set()).add(key)

    def total(self, whole: Key, parts: Iterable[Key]) -> None:
        """`whole` is the sum of `parts`."""
        self._sums.append(((whole,), tuple(parts)))

    def within(
        self,
        whole: Key,
        parts: Sequence[Key],
        *,
        floor: float = 0,
        width: float | None = None,
        readers: Sequence[str] = (),
    ) -> None:
        """`parts` are counted within `whole`; what remains of it is never published, but anyone can subtract.

        With a `floor`, this remainder is a number of persons to protect as well (the men, when women and all are told).
        When nothing remains, the parts are taken for all the parts there are. Parts that exceed their whole are left
        alone: no reader can rely on such a sum.
        """
        left = self._rows[whole][0] - sum(self._rows[part][0] for part in parts)
        if not parts or left < 0:
            return
        if left == 0:
            self.total(whole, parts)
            return
        rest = ("rest", whole, *parts)
        self.cell(rest, left, floor=floor, width=width, weight=0, readers=readers, shown=False)
        self.total(whole, (*parts, rest))

    def cover(self, whole: Key, parts: Sequence[Key], *, exhaustive: bool, readers: Sequence[str] = ()) -> None:
        """Each of `parts` is at most `whole`, and `whole` at most their sum when they are `exhaustive`.

        So it is of the forms of exploitation, which one person may suffer together. What separates the two sides is
        never told, and protects nobody by itself. An inequality that does not hold is left alone.
        """
        value = self._rows[whole][0]
        counted = [part for part in parts if 0 < self._rows[part][0] <= value]
        for part in counted:
            beside = ("beside", whole, part)
            self.cell(beside, value - self._rows[part][0], floor=0, weight=0, readers=readers, shown=False)
            self.total(whole, (part, beside))
        together = sum(self._rows[part][0] for part in counted)
        if exhaustive and value and together >= value:
            overlap = ("overlap", whole)
            self.cell(overlap, together - value, floor=0, weight=0, readers=readers, shown=False)
            self._sums.append(((whole, overlap), tuple(counted)))

    def value(self, key: Key) -> float:
        return self._rows[key][0]

    def __contains__(self, key: Key) -> bool:
        return key in self._rows

    def __iter__(self) -> Iterator[Key]:
        return iter(self._rows)

    def is_small(self, key: Key) -> bool:
        """Whether the cell is hidden for its own sake."""
        return self._rows[key][1]

    def shown_keys(self) -> frozenset[Key]:
        return frozenset(key for key, row in self._rows.items() if row[-1])

    def moved_since(self, earlier: "TableBuilder") -> frozenset[Key]:
        """The cells whose number is another one than in an `earlier` version: changed, new, or computed from such."""
        moved = {key for key, row in self._rows.items() if key not in earlier or earlier.value(key) != row[0]}
        former, before = set(earlier._sums), -1
        while before != len(moved):
            before = len(moved)
            for wholes, parts in self._sums:
                cells = {*wholes, *parts}
                computed = {key: set(parts) for key in self._summed.intersection(wholes)}
                computed |= {key: cells - {key} for key in cells if not self._rows[key][-1]}
                for key, others in computed.items():
                    if (wholes, parts) not in former or moved & others:
                        moved.add(key)
        return frozenset(moved)

    def joined(self, version: "TableBuilder", names: Mapping[Key, Key]) -> "TableBuilder":
        """These cells and sums, and those of a later version under their `names`; the doubt owed is the smaller one.

        A number that is no longer published, and was only withheld for the sake of others, is owed no doubt by itself.
        """
        present = set(names.values())
        rows = {
            name: row if name in present or row[1] else (*row[:2], 0.0, *row[3:]) for name, row in self._rows.items()
        }
        for key, (value, primary, width, weight, shown) in version._rows.items():
            name = names[key]
            rows[name] = (value, primary, min(width, rows[name][2]) if name in rows else width, weight, shown)
        sums = [
            (tuple(names[key] for key in wholes), tuple(names[key] for key in parts)) for wholes, parts in version._sums
        ]
        readers = {reader: set(keys) for reader, keys in self._readers.items()}
        for reader, keys in version._readers.items():
            readers.setdefault(reader, set()).update(names[key] for key in keys)
        return TableBuilder(rows, list(dict.fromkeys([*self._sums, *sums])), readers)

    def without(self, idle: Collection[Key]) -> "TableBuilder":
        """The same without the sums that teach nothing: an `idle` number, never told and owed no doubt, is their whole.

        It must stand in no other sum; those that it freed are looked at again.
        """
        sums, gone = list(self._sums), set[Key]()
        while True:
            uses = Counter(key for wholes, parts in sums for key in (*wholes, *parts))
            idle_now = {
                wholes[0] for wholes, _ in sums if len(wholes) == 1 and wholes[0] in idle and uses[wholes[0]] == 1
            }
            if not idle_now:
                break
            sums, gone = [each for each in sums if each[0][0] not in idle_now], gone | idle_now
        rows = {key: row for key, row in self._rows.items() if key not in gone}
        return TableBuilder(rows, sums, {reader: keys - gone for reader, keys in self._readers.items()})

    def build(self, told: Collection[Key] = ()) -> Table:
        """The table, some of whose cells were `told` before.

        Raises `ValueError` when a sum does not hold: the attacker would be given another problem than ours."""
        place = {key: number for number, key in enumerate(self._rows)}
        columns = [np.array(column) for column in zip(*self._rows.values(), strict=True)] or [np.zeros(0)] * 5
        values, primary, widths, weights, shown = columns
        entries = [
            (row, place[key], sign)
            for row, (wholes, parts) in enumerate(self._sums)
            for sign, side in ((-1.0, wholes), (1.0, parts))
            for key in side
        ]
        rows, cells, signs = (
            (np.array(each) for each in zip(*entries, strict=True)) if entries else (np.zeros(0, int),) * 3
        )
        relations = csr_array((signs, (rows, cells)), shape=(len(self._sums), len(place)))
        broken = np.flatnonzero(relations @ values.astype(float)) if entries else np.zeros(0, int)
        if len(broken):
            raise ValueError(f"{len(broken)} sums do not hold; the first one is of {self._sums[broken[0]][0][0]}")
        values = values.astype(float)
        return Table(
            keys=tuple(place),
            values=values,
            primary=primary.astype(bool),
            widths=widths.astype(float),
            weights=weights.astype(float),
            shown=shown.astype(bool),
            floors=np.zeros(len(place)),
            ceilings=np.full(len(place), np.inf),
            relations=relations,
            told=np.array([key in told for key in place], dtype=bool),
            readers=tuple(frozenset(place[key] for key in keys) for keys in self._readers.values()),
        )
