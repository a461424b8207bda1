"""The counts of cases that a level may not read: small ones, and those by which they could be rebuilt."""

from collections.abc import Mapping, Sequence
from functools import lru_cache, partial
from typing import cast

from config.nomenclatures import COUNT_FORMS, Nomenclature
from geodata import territories
from geodata.perimetre import Level
from geodata.publication.hidden import add_territories, hide, readers, thresholds, weight
from geodata.publication.versions import Figures, distinct, last_of
from geodata.secrecy import Key, Memory, TableBuilder, minors_floor, minors_width

Count = tuple[str, str, int, str, str, str, str, str]
"""source, departement, year, service, nomenclature, form, sex, age_class; the département may be a territory."""

_AGES = {
    "ensemble": ("mineurs", "majeurs", "NR"),
    "mineurs": ("0-9", "10-14", "15-17"),
    "majeurs": ("18-24", "25-29", "30+"),
}
_MINORS = ("mineurs", *_AGES["mineurs"])
_SEXES = ("F", "H", "T", "NR")


def hidden_counts(versions: Sequence[Mapping[Count, float]], level: Level) -> frozenset[Count]:
    """Cells (départements, régions as R11, France as FR) hidden from `level`, of one source and year.

    `versions`: all its counts of the country, as they were published one after the other; of the last one is answered.
    """
    figures = distinct(Figures(sorted(each.items())) for each in versions)
    if not figures:
        return frozenset()
    told = last_of(figures, lambda some: _counts(some, min(level, Level.N2), thresholds()))
    return cast(frozenset[Count], told.hidden)


@lru_cache(maxsize=1024)
def _counts(versions: tuple[Figures, ...], level: Level, known: tuple[float, ...]) -> Memory:
    numbers: dict[Count, float] = dict(versions[-1])
    year = next(key[2] for key in numbers)

    def narrower(other: Level) -> frozenset[Key]:
        return _counts(versions, other, known).hidden

    # Against two préfets together, inclusions make the search too long for a page: the public alone has them.
    build = partial(counts_table, numbers, year, forms_within=level == Level.N0)
    before = _counts(versions[:-1], level, known) if len(versions) > 1 else None
    return hide(build, level, narrower, before)


def counts_table(numbers: dict[Count, float], year: int, floor: float, *, forms_within: bool = True) -> TableBuilder:
    """Counts of one source and year, with the sums that anyone may use.

    Sexes and ages add up to all persons, services to all services; forms of exploitation do not, for a person may be
    exploited in several ways: each is within all forms, and all forms within their sum (`forms_within`). Only counts of
    all sexes and ages are summed over territories, as the counter does.
    """
    builder = TableBuilder()
    series: dict[tuple, dict[str, Key]] = {}
    for key, value in numbers.items():
        asked, width = _asked(key, numbers, floor)
        builder.cell(key, value, floor=asked, width=width, weight=weight(1, value), readers=_readers(key))
        if territories.is_departement(key[1]):
            series.setdefault(key[:1] + key[2:], {})[key[1]] = key
    for rest, cells in series.items():
        if rest[-2:] != ("ensemble", "ensemble"):
            continue
        add_territories(builder, cells, lambda code, rest=rest: (rest[0], code, *rest[1:]), year, floor)  # type: ignore[misc]
    services = sorted({key[3] for key in numbers} - {""})
    for key in numbers:
        _add_parts(builder, key, numbers, services, floor)
        if forms_within and key[5] == "toutes":
            _add_forms(builder, key, numbers)
    return builder


def _readers(key: Count) -> tuple[str, ...]:
    return readers(key[1], key[2]) if territories.is_departement(key[1]) else (key[1],)


def _add_parts(
    builder: TableBuilder, key: Count, numbers: dict[Count, float], services: list[str], floor: float
) -> None:
    source, departement, year, service, nomenclature, form, sex, age = key
    seen_by = _readers(key)
    asked, width = _asked(key, numbers, floor)
    if sex == "ensemble":
        sexes = [(source, departement, year, service, nomenclature, form, part, age) for part in _SEXES]
        builder.within(key, [part for part in sexes if part in numbers], floor=asked, width=width, readers=seen_by)
    ages = [(source, departement, year, service, nomenclature, form, sex, part) for part in _AGES.get(age, ())]
    told = [part for part in ages if part in numbers]
    if age == "ensemble" and told and told[0][-1] != "mineurs":
        asked, width = _asked((*key[:-1], "mineurs"), numbers, floor)
    builder.within(key, told, floor=asked, width=width, readers=seen_by)
    if service == "":
        named = [(source, departement, year, each, nomenclature, form, sex, age) for each in services]
        builder.within(key, [part for part in named if part in numbers], readers=seen_by)


def _add_forms(builder: TableBuilder, key: Count, numbers: dict[Count, float]) -> None:
    others = [each for each in COUNT_FORMS[Nomenclature(key[4])] if each != key[5]]
    forms = [(*key[:5], each, *key[6:]) for each in others]
    told = [each for each in forms if each in numbers]
    builder.cover(key, told, exhaustive=len(told) == len(forms), readers=_readers(key))


def _asked(key: Count, numbers: dict[Count, float], floor: float) -> tuple[float, float]:
    """Under which a count is hidden, and in how much doubt one must be left: minors are owed more."""
    if key[-1] not in _MINORS:
        return floor, floor
    whole = numbers.get((*key[:-1], "ensemble"), minors_floor())
    return max(floor, minors_floor()), minors_width(floor, whole)
