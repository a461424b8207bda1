"""The cells of the whole country that a level may not read, the same for all its readers whatever they ask for."""

from collections.abc import Callable
from functools import lru_cache
from typing import cast

import numpy as np
from sqlalchemy.orm import Session

from config.thresholds import threshold
from geodata import territories
from geodata.facts import diagnostics
from geodata.perimetre import Level
from geodata.secrecy import Key, TableBuilder, persons_threshold, suppress

FRANCE = "FR"


def region_key(region: str) -> str:
    """Régions and départements share codes (11 is both): a région is written R11 among cells."""
    return f"R{region}"


def readers(departement: str, year: int) -> tuple[str, ...]:
    """Who may see the exact figures of a département: its own préfecture, and that of its région."""
    return departement, region_key(territories.region_of(departement, year))


def weight(members: int, value: float, share: float = 1.0) -> float:
    """The information lost with a cell: how many départements it sums up, a little more for a large number."""
    return share * members * (1 + float(np.log1p(value)) / 10)


def hide(
    build: Callable[[float], TableBuilder], level: Level, narrower: Callable[[Level], frozenset[Key]]
) -> frozenset[Key]:
    """The cells hidden from `level`; what N1 may not read (`narrower`), the public may not either."""
    if persons_threshold(level) == 0:
        return frozenset()
    table = build(persons_threshold(level)).build()
    if level == Level.N0:
        return suppress(table, hidden_besides=narrower(Level.N1))
    return suppress(table, coalition=int(threshold("secrecy.coalition")))


def hidden_persons(session: Session, column: str, year: int, level: Level) -> frozenset[tuple[str | None, str]]:
    """Cells (public or None for all, territory) of a column of the diagnostics that counts persons."""
    numbers = diagnostics.by_public(session, year)[column].dropna()
    content = cast(tuple[tuple[tuple[str, str], float], ...], tuple(sorted(numbers.items())))
    return _hidden_persons(content, year, min(level, Level.N2), persons_threshold(min(level, Level.N2)))


@lru_cache(maxsize=64)
def _hidden_persons(
    numbers: tuple[tuple[tuple[str, str], float], ...], year: int, level: Level, _floor: float
) -> frozenset[tuple[str | None, str]]:
    def build(floor: float) -> TableBuilder:
        return persons_table(dict(numbers), year, floor)

    def narrower(other: Level) -> frozenset[Key]:
        return _hidden_persons(numbers, year, other, persons_threshold(other))

    return cast(frozenset[tuple[str | None, str]], hide(build, level, narrower))


def persons_table(numbers: dict[tuple[str, str], float], year: int, floor: float) -> TableBuilder:
    """Publics of a département to its total; totals of départements to régions and France.

    No sum of one public over several départements: the counter publishes none below N2.
    """
    builder = TableBuilder()
    publics: dict[str, list[str]] = {}
    for (departement, public), value in numbers.items():
        publics.setdefault(departement, []).append(public)
        seen_by = readers(departement, year)
        builder.cell((public, departement), value, floor=floor, weight=weight(1, value, 0.5), readers=seen_by)
    for departement, parts in publics.items():
        keys = [(public, departement) for public in parts]
        value = sum(builder.value(key) for key in keys)
        seen_by = readers(departement, year)
        builder.cell((None, departement), value, floor=floor, weight=weight(1, value), readers=seen_by)
        builder.total((None, departement), keys)
    add_territories(builder, {code: (None, code) for code in publics}, lambda code: (None, code), year, floor)
    return builder


def add_territories(
    builder: TableBuilder, cells: dict[str, Key], name: Callable[[str], Key], year: int, floor: float
) -> None:
    """The sums of `cells` (by département) over each région of that year, and over France."""
    totals: list[Key] = []
    for region, members in territories.regions(year)["departements"].items():
        parts = [cells[code] for code in members if code in cells]
        if parts:
            value = sum(builder.value(part) for part in parts)
            key = name(region_key(str(region)))
            seen_by = (region_key(str(region)),)
            builder.cell(key, value, floor=floor, weight=weight(len(parts), value), readers=seen_by)
            builder.total(key, parts)
            totals.append(key)
    if totals:
        value = sum(builder.value(part) for part in totals)
        builder.cell(name(FRANCE), value, floor=floor, weight=weight(len(cells), value))
        builder.total(name(FRANCE), totals)
