"""The figures of a table as they were published one after the other."""

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any

from geodata.secrecy import Memory


class Figures(tuple[tuple[Any, float], ...]):
    """Cells and their numbers, in one order; hashed once, for it names what was worked out of it."""

    @cached_property
    def _hash(self) -> int:
        return super().__hash__()

    def __hash__(self) -> int:
        return self._hash


def distinct(versions: Iterable[Figures]) -> tuple[Figures, ...]:
    """Versions without those that say nothing, or the same as the one before (another column had changed).

    >>> distinct([Figures([("48", 3.0)]), Figures([("48", 3.0)]), Figures([("48", 4.0)])])
    ((('48', 3.0),), (('48', 4.0),))
    """
    kept: list[Figures] = []
    for version in versions:
        if version and (not kept or version != kept[-1]):
            kept.append(version)
    return tuple(kept)


def last_of(versions: tuple[Figures, ...], after: Callable[[tuple[Figures, ...]], Memory]) -> Memory:
    """What is known after the last version; the earlier ones first, so that none has to recurse through them all."""
    for count in range(1, len(versions)):
        after(versions[:count])
    return after(versions)
