"""Invented figures of the plan's indicators: before the plan, each year, targets, and the reasons of a silence."""

from collections.abc import Iterator
from datetime import date

import numpy as np

from config.plan import FRANCE, PlanIndicator, plan
from etl.demonstration.scale import YEARS, generator, populations, weights
from etl.demonstration.steering.commitment import Commitment
from etl.demonstration.steering.courses import COURSES, NATIONAL, TARGETS_OF_COMPUTED, Course
from geodata.progress.evidence import Evidence
from geodata.progress.states import Absence, ValueKind
from geodata.repositories.progress_values import NewValue

BEFORE = date(2014, 5, 14)
END = date(2016, 12, 31)
DIP = 0.07
"""Share of the yearly figures that fall back: somebody left, a convention ended."""
_MILLION = 1_000_000


def first_values(commitment: Commitment) -> Iterator[NewValue]:
    """Where a département starts from, and the targets that its préfet sets."""
    if commitment.silent:
        return
    for code, course in COURSES.items():
        draw, indicator = generator(f"first {code} {commitment.code}"), plan().indicator(code)
        knows, aims, yearly = draw.random() < 0.9, draw.random() < 0.55 + 0.4 * commitment.pace, draw.random() < 0.35
        chosen = float(draw.choice(course.targets)) if course.targets else 0.0
        start = _figure(draw, course, commitment, 0.0)
        if knows and course.kind in {"share", "amount"}:
            yield _value(indicator, commitment.code, BEFORE, ValueKind.INITIAL, *start, source=course.source)
        if aims and course.targets:
            target = (
                chosen
                if course.kind == "share"
                else _stepped(course, chosen * _size(course, course.end, commitment), 1)
            )
            yield _value(indicator, commitment.code, END, ValueKind.TARGET, target)
            if yearly and course.kind == "share":
                for rank, year in enumerate(YEARS, start=1):
                    due = round(target * rank / len(YEARS))
                    yield _value(indicator, commitment.code, date(year, 12, 31), ValueKind.YEARLY_TARGET, due)
    for code, targets in TARGETS_OF_COMPUTED.items():
        draw = generator(f"first {code} {commitment.code}")
        if draw.random() < 0.5 + 0.45 * commitment.pace:
            yield _value(plan().indicator(code), commitment.code, END, ValueKind.TARGET, float(draw.choice(targets)))


def values(commitment: Commitment, year: int) -> Iterator[NewValue]:
    """What a département tells at the end of a year; the reason of a silence only where somebody wrote it."""
    if commitment.silent:
        return
    shares = weights(populations(), 1.3)
    for code, course in COURSES.items():
        draw, indicator = generator(f"value {code} {commitment.code} {year}"), plan().indicator(code)
        told, why, supported = draw.random(), draw.random(), draw.random() < 0.4
        reached = max(0.0, commitment.by(year) * draw.lognormal(0, 0.12) * (0.45 if draw.random() < DIP else 1.0))
        if course.kind == "never":
            yield _none(indicator, commitment.code, year, Absence.NOT_ASKED)
        elif told > 0.5 + 0.45 * min(1.0, commitment.by(year)):
            if why < 0.35:
                yield _none(indicator, commitment.code, year, Absence.NO_ANSWER)
        else:
            if course.kind == "cases":
                national = course.start + (course.end - course.start) * (year - YEARS[0]) / (len(YEARS) - 1)
                figure: tuple[float, ...] = (float(draw.poisson(national * shares[commitment.code])),)
            elif course.kind == "yes_no":
                # Drawn once for all years: what is in service stays so.
                luck = generator(f"yes {code} {commitment.code}").random()
                figure = (float(luck < course.start + (course.end - course.start) * reached),)
            else:
                figure = _figure(draw, course, commitment, reached)
            level = Evidence.SUPPORTED if supported else Evidence.DECLARED
            day = date(year, 12, 31)
            yield _value(indicator, commitment.code, day, ValueKind.CURRENT, *figure, level=level, source=course.source)


def national_values(code: str, year: int) -> NewValue:
    """What is told once for France."""
    figure = float(NATIONAL[code][YEARS.index(year)])
    return _value(plan().indicator(code), FRANCE, date(year, 12, 31), ValueKind.CURRENT, figure, source="bilan annuel")


def _figure(draw: np.random.Generator, course: Course, commitment: Commitment, reached: float) -> tuple[float, ...]:
    """A figure, followed by its two parts when it is a share. `reached`: 0 at the start, 1 at the end."""
    level = course.start + (course.end - course.start) * reached
    if course.kind == "share":
        whole = max(3, round(course.parts * commitment.population / 100_000 * draw.lognormal(0, 0.02)))
        part = int(draw.binomial(whole, min(1.0, level / 100)))
        return 100 * part / whole, float(part), float(whole)
    if course.step == 1:
        return (float(draw.poisson(_size(course, level, commitment))),)
    return (_stepped(course, _size(course, level, commitment) * draw.lognormal(0, 0.2)),)


def _size(course: Course, level: float, commitment: Commitment) -> float:
    return level if course.flat else level * commitment.population / _MILLION


def _stepped(course: Course, amount: float, least: int = 0) -> float:
    return course.step * max(least, round(amount / course.step))


def _value(
    indicator: PlanIndicator,
    where: str,
    on: date,
    kind: ValueKind,
    value: float,
    numerator: float | None = None,
    denominator: float | None = None,
    *,
    level: Evidence = Evidence.DECLARED,
    source: str = "",
) -> NewValue:
    told = {"numerator": numerator, "denominator": denominator, "evidence": level, "source": source}
    return NewValue(plan().code, indicator.code, where, on, kind, value, **told)  # type: ignore[arg-type]


def _none(indicator: PlanIndicator, where: str, year: int, why: Absence) -> NewValue:
    return NewValue(plan().code, indicator.code, where, date(year, 12, 31), ValueKind.CURRENT, None, why)
