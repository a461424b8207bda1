"""The cells of the whole country that a level may not read, the same for all its readers whatever they ask for."""

from collections.abc import Callable
from functools import cache, lru_cache
from typing import cast

import numpy as np
from sqlalchemy.orm import Session

from config.nomenclatures import Public
from config.thresholds import threshold
from geodata import territories
from geodata.facts import diagnostics
from geodata.perimetre import Level
from geodata.secrecy import Key, TableBuilder, minors_floor, minors_width, persons_threshold, suppress

FRANCE = "FR"


def region_key(region: str) -> str:
    """Régions and départements share codes (11 is both): a région is written R11 among cells."""
    return f"R{region}"


@cache
def members(year: int) -> dict[str, tuple[str, ...]]:
    """The départements of each territory that is summed over: régions of that year by their code, and France."""
    groups = territories.regions(year)["departements"].items()
    return {str(code): codes for code, codes in groups} | {FRANCE: territories.CODES}


def readers(departement: str, year: int) -> tuple[str, ...]:
    """Who may see the exact figures of a département: its own préfecture, and that of its région."""
    return departement, region_key(territories.region_of(departement, year))


def weight(members: int, value: float, share: float = 1.0) -> float:
    """The information lost with a cell: how many départements it sums up, a little more for a large number."""
    return share * members * (1 + float(np.log1p(value)) / 10)


def hide(
    build: Callable[[float], TableBuilder], level: Level, narrower: Callable[[Level], frozenset[Key]]
) -> frozenset[Key]:
    """The cells hidden from `level`; what a narrower level may not read, a wider one may not either.

    Readers of exact figures (N2) read no small number of minors: the narrowest set protects these alone.
    """
    table = build(persons_threshold(level)).build()
    if level == Level.N2:
        return suppress(table)
    coalition = int(threshold("secrecy.coalition")) if level == Level.N1 else 0
    return suppress(table, coalition=coalition, hidden_besides=narrower(Level(level + 1)))


def thresholds() -> tuple[float, ...]:
    """The figures on which what is hidden depends."""
    return (*(persons_threshold(level) for level in (Level.N0, Level.N1, Level.N2)), minors_floor())


def hidden_persons(session: Session, column: str, year: int, level: Level) -> frozenset[tuple[str | None, str]]:
    """Cells (public or None for all, territory) of a column of the diagnostics that counts persons."""
    numbers = diagnostics.by_public(session, year)[column].dropna()
    content = cast(tuple[tuple[tuple[str, str], float], ...], tuple(sorted(numbers.items())))
    return _hidden_persons(content, year, min(level, Level.N2), thresholds())


@lru_cache(maxsize=64)
def _hidden_persons(
    numbers: tuple[tuple[tuple[str, str], float], ...], year: int, level: Level, thresholds: tuple[float, ...]
) -> frozenset[tuple[str | None, str]]:
    def build(floor: float) -> TableBuilder:
        return persons_table(dict(numbers), year, floor)

    def narrower(other: Level) -> frozenset[Key]:
        return _hidden_persons(numbers, year, other, thresholds)

    return cast(frozenset[tuple[str | None, str]], hide(build, level, narrower))


def persons_table(numbers: dict[tuple[str, str], float], year: int, floor: float) -> TableBuilder:
    """Publics of a département to its total; totals of départements to régions and France.

    No sum of one public over several départements: the counter publishes none below N2, nor any of a hidden cell at N2.
    """
    builder = TableBuilder()
    publics: dict[str, list[str]] = {}
    for departement, public in numbers:
        publics.setdefault(departement, []).append(public)
    for departement, parts in publics.items():
        keys = [(public, departement) for public in parts]
        value = sum(numbers[departement, public] for public in parts)
        seen_by = readers(departement, year)
        for public in parts:
            own = numbers[departement, public]
            of_minors = public == Public.MINEURS
            builder.cell(
                (public, departement),
                own,
                floor=max(floor, minors_floor()) if of_minors else floor,
                width=minors_width(floor, value) if of_minors else None,
                weight=weight(1, own, 0.5),
                readers=seen_by,
            )
        builder.cell((None, departement), value, floor=floor, weight=weight(1, value), readers=seen_by)
        builder.total((None, departement), keys)
    add_territories(builder, {code: (None, code) for code in publics}, lambda code: (None, code), year, floor)
    return builder


def add_territories(
    builder: TableBuilder, cells: dict[str, Key], name: Callable[[str], Key], year: int, floor: float
) -> None:
    """The sums of `cells` (by département) over each région of that year, and over France."""
    totals: list[Key] = []
    for region, codes in members(year).items():
        parts = [cells[code] for code in codes if code in cells]
        if parts and region != FRANCE:
            value = sum(builder.value(part) for part in parts)
            key = name(region_key(region))
            seen_by = (region_key(region),)
            builder.cell(key, value, floor=floor, weight=weight(len(parts), value), readers=seen_by)
            builder.total(key, parts)
            totals.append(key)
    if totals:
        value = sum(builder.value(part) for part in totals)
        builder.cell(name(FRANCE), value, floor=floor, weight=weight(len(cells), value))
        builder.total(name(FRANCE), totals)
