"""The cells of the whole country that a level may not read, the same for all its readers whatever they ask for."""

from collections.abc import Callable
from functools import cache, lru_cache
from typing import cast

import numpy as np
from sqlalchemy.orm import Session

from config.nomenclatures import WHOLE_COUNTRY, Public
from config.thresholds import threshold
from geodata import territories
from geodata.facts import revisions
from geodata.perimetre import Level
from geodata.publication.versions import Figures, distinct, last_of
from geodata.secrecy import Key, Memory, TableBuilder, minors_floor, minors_width, persons_threshold, publish_next

FRANCE = WHOLE_COUNTRY
TOTALS_FOLLOWED = 12
"""Versions of a year after which a total that moves again is withheld: solving more of them is too long for a page."""


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
    build: Callable[[float], TableBuilder],
    level: Level,
    narrower: Callable[[Level], frozenset[Key]],
    before: Memory | None = None,
) -> Memory:
    """The cells hidden from `level`, given what it read `before`; what a narrower level may not read is among them.

    Readers of exact figures (N2) read no small number of minors: the narrowest set protects these alone.
    """
    table = build(persons_threshold(level))
    if level == Level.N2:
        return publish_next(before, table)
    coalition = int(threshold("secrecy.coalition")) if level == Level.N1 else 0
    besides = narrower(Level(level + 1))
    if before is not None and before.versions >= TOTALS_FOLLOWED:
        besides |= {key for key in table.shown_keys() if not territories.is_departement(cast(tuple, key)[1])}
    return publish_next(before, table, coalition=coalition, hidden_besides=besides)


def thresholds() -> tuple[float, ...]:
    """The figures on which what is hidden depends."""
    return (*(persons_threshold(level) for level in (Level.N0, Level.N1, Level.N2)), minors_floor())


def hidden_persons(session: Session, column: str, year: int, level: Level) -> frozenset[tuple[str | None, str]]:
    """Cells (public or None for all, territory) of a column of the diagnostics that counts persons."""
    versions = tuple(Figures(sorted(each[column].dropna().items())) for each in revisions.by_public(session, year))
    return hidden_persons_after(distinct(versions), year, level)


def hidden_persons_after(versions: tuple[Figures, ...], year: int, level: Level) -> frozenset[tuple[str | None, str]]:
    """The same for the last of these versions (numbers by département and public), all published in this order."""
    if not versions:
        return frozenset()
    told = last_of(versions, lambda some: _persons(some, year, min(level, Level.N2), thresholds()))
    return cast(frozenset[tuple[str | None, str]], told.hidden)


@lru_cache(maxsize=4096)
def _persons(versions: tuple[Figures, ...], year: int, level: Level, known: tuple[float, ...]) -> Memory:
    def build(floor: float) -> TableBuilder:
        return persons_table(dict(versions[-1]), year, floor)

    def narrower(other: Level) -> frozenset[Key]:
        return _persons(versions, year, other, known).hidden

    before = _persons(versions[:-1], year, level, known) if len(versions) > 1 else None
    return hide(build, level, narrower, before)


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
        whole = (None, departement)
        builder.cell(whole, value, floor=floor, weight=weight(1, value), readers=seen_by, summed=True)
        builder.total(whole, keys)
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
            builder.cell(key, value, floor=floor, weight=weight(len(parts), value), readers=seen_by, summed=True)
            builder.total(key, parts)
            totals.append(key)
    if totals:
        value = sum(builder.value(part) for part in totals)
        builder.cell(name(FRANCE), value, floor=floor, weight=weight(len(cells), value), summed=True)
        builder.total(name(FRANCE), totals)
