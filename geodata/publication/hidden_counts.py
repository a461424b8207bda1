"""The counts of cases that a level may not read: small ones, and those by which they could be rebuilt."""

from collections.abc import Iterable
from functools import lru_cache, partial
from typing import cast

from geodata import territories
from geodata.perimetre import Level
from geodata.publication.hidden import add_territories, hide, readers, weight
from geodata.secrecy import Key, TableBuilder, persons_threshold

Count = tuple[str, str, int, str, str, str, str, str]
"""source, departement, year, service, nomenclature, form, sex, age_class; the département may be a territory."""

_AGES = {
    "ensemble": ("mineurs", "majeurs", "NR"),
    "mineurs": ("0-9", "10-14", "15-17"),
    "majeurs": ("18-24", "25-29", "30+"),
}
_SEXES = ("F", "H", "T", "NR")


def hidden_counts(numbers: Iterable[tuple[Count, float]], level: Level) -> frozenset[Count]:
    """Cells (départements, régions as R11, France as FR) hidden from `level`, for all the counts of the country."""
    level = min(level, Level.N2)
    return _hidden_counts(tuple(sorted(numbers)), level, persons_threshold(level))


@lru_cache(maxsize=16)
def _hidden_counts(numbers: tuple[tuple[Count, float], ...], level: Level, _floor: float) -> frozenset[Count]:
    hidden: set[Count] = set()

    def narrower(other: Level) -> frozenset[Key]:
        return _hidden_counts(numbers, other, persons_threshold(other))

    for source, year in sorted({(key[0], key[2]) for key, _ in numbers}):
        own = {key: value for key, value in numbers if (key[0], key[2]) == (source, year)}
        build = partial(counts_table, own, year)
        hidden |= cast(frozenset[Count], hide(build, level, narrower))
    return frozenset(hidden)


def counts_table(numbers: dict[Count, float], year: int, floor: float) -> TableBuilder:
    """Counts of one source and year, with the sums that anyone may use.

    Sexes and ages add up to all persons, services to all services; forms of exploitation do not, for a person may be
    exploited in several ways. Only counts of all sexes and ages are summed over territories, as the counter does.
    """
    builder = TableBuilder()
    series: dict[tuple, dict[str, Key]] = {}
    for key, value in numbers.items():
        builder.cell(key, value, floor=floor, weight=weight(1, value), readers=_readers(key))
        if territories.is_departement(key[1]):
            series.setdefault(key[:1] + key[2:], {})[key[1]] = key
    for rest, cells in series.items():
        if rest[-2:] != ("ensemble", "ensemble"):
            continue
        add_territories(builder, cells, lambda code, rest=rest: (rest[0], code, *rest[1:]), year, floor)  # type: ignore[misc]
    services = sorted({key[3] for key in numbers} - {""})
    for key in numbers:
        _add_parts(builder, key, numbers, services, floor)
    return builder


def _readers(key: Count) -> tuple[str, ...]:
    return readers(key[1], key[2]) if territories.is_departement(key[1]) else (key[1],)


def _add_parts(
    builder: TableBuilder, key: Count, numbers: dict[Count, float], services: list[str], floor: float
) -> None:
    source, departement, year, service, nomenclature, form, sex, age = key
    seen_by = _readers(key)
    if sex == "ensemble":
        sexes = [(source, departement, year, service, nomenclature, form, part, age) for part in _SEXES]
        builder.within(key, [part for part in sexes if part in numbers], floor=floor, readers=seen_by)
    ages = [(source, departement, year, service, nomenclature, form, sex, part) for part in _AGES.get(age, ())]
    builder.within(key, [part for part in ages if part in numbers], floor=floor, readers=seen_by)
    if service == "":
        named = [(source, departement, year, each, nomenclature, form, sex, age) for each in services]
        builder.within(key, [part for part in named if part in numbers], readers=seen_by)
