"""What a visitor may read of the plan's progress, as WHERE clauses and as sets of places."""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from sqlalchemy import ColumnElement, and_, false, or_
from sqlalchemy.orm import InstrumentedAttribute

from config.roles import Action, Level, Object
from geodata import territories
from geodata.perimetre import Perimetre
from geodata.rights import FRANCE, decide

PLACES: tuple[str, ...] = (*territories.CODES, FRANCE)


@lru_cache(maxsize=256)
def places_of(
    perimetre: Perimetre,
    obj: Object,
    mesures: tuple[int, ...],
    level: Level | None = None,
    action: Action = Action.READ,
) -> Mapping[int, frozenset[str]]:
    """For each mesure, the départements (and `FR`) where the visitor reads `obj` (or does another
    `action` to it), at `level` or its usual one.

    Kept by equal rights; none of these objects is read for being one's own act, which rights do not tell.
    """
    found = {
        number: frozenset(
            code
            for code in PLACES
            if decide(perimetre, obj, action, departement=code, mesure=number, level=level).allowed
        )
        for number in mesures
    }
    return MappingProxyType(found)


def within(
    places: Mapping[int, frozenset[str]],
    mesure: InstrumentedAttribute[int],
    departement: InstrumentedAttribute[str],
) -> ColumnElement[bool]:
    """The WHERE clause of those places."""
    together: dict[frozenset[str], list[int]] = {}
    for number, codes in places.items():
        if codes:
            together.setdefault(codes, []).append(number)
    clauses = [
        mesure.in_(numbers) if len(codes) == len(PLACES) else and_(mesure.in_(numbers), departement.in_(sorted(codes)))
        for codes, numbers in together.items()
    ]
    return or_(*clauses) if clauses else false()
