"""Opening hours: OpenStreetMap's way of writing them, and how a person says them in French.

What is said is read from the evaluation of the hours over two years, never from their text: where those years do not
repeat one week, the text itself is given back rather than a sentence that would be wrong.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from functools import cache, lru_cache
from itertools import groupby

from opening_hours import OpeningHours, State, validate

from geodata.listing.weekly_hours import APPOINTMENT, Day, Week, to_osm, week_of

DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
CLOSED_ON_HOLIDAYS = "fermé les jours fériés"
EVERY_DAY, ALL_DAY_LONG = "tous les jours", "24\u00a0heures sur\u00a024, 7\u00a0jours sur\u00a07"
_START, _WEEKS = date(2024, 1, 1), 104
_SIMPLE = re.compile(r"(?:Mo|Tu|We|Th|Fr|Sa|Su|PH|closed|off|open|unknown|24/7|\d\d:\d\d|[-,; ])*")
"""What repeats every week: no month, no school holidays, no sun, no open end."""
_ALL_DAY = re.compile(r"24/7|00:00")
_COMMENT = re.compile(r'"([^"]*)"')
_NIGHT = time(12)
"""Hours that end before noon of the next day belong to the evening when they began."""

Times = tuple[tuple[int, int, str, bool], ...]
"""Of a day: minutes of its start and end from its midnight, comment, and whether it is surely open."""


class InvalidHours(ValueError):
    """Not opening hours; the message ends a French sentence."""


def written_hours(text: str) -> str:
    """Hours as OpenStreetMap writes them, put in their usual form. Raises `InvalidHours`.

    >>> written_hours("mo-fr 9:00-12:00; PH off")
    'Mo-Fr 09:00-12:00; PH closed'
    """
    if not validate(text):
        raise InvalidHours(
            f"« {text} » n’est pas un horaire au format OpenStreetMap, par exemple Mo-Fr 09:00-12:00,14:00-17:30."
        )
    # Alone, a comment means « open or not, as it says »: the library would write it as open day and night.
    return text if text.startswith('"') else str(_parsed(text))


@lru_cache(maxsize=4096)
def in_french(opening_hours: str) -> tuple[str, ...]:
    """The lines that a person reads; nothing for an empty text, the text itself for what does not repeat weekly.

    >>> in_french("Mo-Fr 09:00-12:00,14:00-17:30")
    ('du lundi au vendredi, de 9\\xa0h à 12\\xa0h et de 14\\xa0h à 17\\xa0h\\xa030',)
    """
    if not opening_hours.strip():
        return ()
    if not validate(opening_hours):
        return (opening_hours,)
    parsed = _parsed(opening_hours)
    if not _SIMPLE.fullmatch(_COMMENT.sub("", str(parsed))):
        return (opening_hours,)
    week = _week(parsed)
    if week is None or not any(week[0]):
        return (opening_hours,)
    if opening_hours.startswith('"') and week == ([week[0][0]] * 7, None) and len(week[0][0]) == 1:
        return (week[0][0][0][2],)
    if any(each[2] and _is_a_day(each) for times in week[0] for each in times) and not _ALL_DAY.search(opening_hours):
        return _by_appointment(opening_hours)  # a comment without hours, read as open day and night
    return tuple(_lines(*week))


def _by_appointment(text: str) -> tuple[str, ...]:
    """Days of which nothing is said but that one makes an appointment, after those that have hours."""
    week = week_of(text)
    if week is None:
        return (text,)
    alone = [rank for rank, day in enumerate(week.days) if day.appointment and not day.ranges]
    others = tuple(Day() if rank in alone else day for rank, day in enumerate(week.days))
    hours = in_french(to_osm(Week(others, week.holidays_off)))
    if not hours and ":" in text:
        return (text,)  # hours are written, and a later rule takes them all away: nobody meant that
    closed = () if hours or not week.holidays_off else (CLOSED_ON_HOLIDAYS,)
    return (*hours, f"{_days(alone)}, {APPOINTMENT}", *closed)


def _parsed(text: str) -> OpeningHours:
    return OpeningHours(text, country="FR", auto_timezone=False)


def _week(hours: OpeningHours) -> tuple[list[Times], Times | None] | None:
    """The times of each of the seven days, and those of public holidays (None: as usual); None if weeks differ."""
    found, holidays = _by_day(hours), _holidays()
    days = [_START + timedelta(days=number) for number in range(7 * _WEEKS)]
    ordinary = [{found[day] for day in days if day.weekday() == rank and not holidays[day]} for rank in range(7)]
    if any(len(times) != 1 for times in ordinary):
        return None
    week = [next(iter(times)) for times in ordinary]
    festive = {found[day] for day in days if holidays[day] and (week[day.weekday()] or found[day])}
    if all(found[day] == week[day.weekday()] for day in days if holidays[day]):
        return week, None
    return (week, next(iter(festive))) if len(festive) == 1 else None


@cache
def _holidays() -> dict[date, Times]:
    return _by_day(_parsed("PH"))


def _by_day(hours: OpeningHours) -> dict[date, Times]:
    first = datetime.combine(_START, time())
    # One day more on each side: an evening belongs to the day when it began.
    spans = hours.intervals(first - timedelta(days=1), first + timedelta(days=7 * _WEEKS + 1))
    found: dict[date, list[tuple[int, int, str, bool]]] = defaultdict(list)
    for start, end, state, comment in spans:
        if state != State.CLOSED:
            for begin, stop in _split(start, end):
                midnight = datetime.combine(begin.date(), time())
                minutes = [int((moment - midnight).total_seconds() // 60) for moment in (begin, stop)]
                found[begin.date()].append((minutes[0], minutes[1], comment, state == State.OPEN))
    return defaultdict(tuple, {day: tuple(times) for day, times in found.items()})


def _split(start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
    while start < end:
        midnight = datetime.combine(start.date() + timedelta(days=1), time())
        short = end - start < timedelta(days=1) and end <= datetime.combine(midnight.date(), _NIGHT)
        stop = end if short else min(end, midnight)
        yield start, stop
        start = stop


def _lines(week: Sequence[Times], festive: Times | None) -> Iterator[str]:
    same: dict[Times, list[int]] = {}
    for rank, times in enumerate(week):
        if times:
            same.setdefault(times, []).append(rank)
    for times, ranks in same.items():
        yield _said(_days(ranks), times)
    if festive is not None:
        yield _said("les jours fériés", festive) if festive else CLOSED_ON_HOLIDAYS


def _is_a_day(span: tuple[int, int, str, bool]) -> bool:
    return span[:2] == (0, 24 * 60)


def _said(days: str, times: Times) -> str:
    comments = {comment for _, _, comment, _ in times}
    alone = next(iter(comments)) if len(comments) == 1 else ""
    if all(_is_a_day(each) for each in times):
        told = ALL_DAY_LONG if days == EVERY_DAY else f"{days}, toute la journée"
    else:
        parts = [_span(*each, told=not alone) for each in times]
        told = f"{days}, {_listed(parts)}"
    return f"{told} ({alone})" if alone else told


def _span(start: int, end: int, comment: str, sure: bool, *, told: bool) -> str:
    said = f"de {_hour(start)} à {_hour(end)}"
    reserve = comment if told else ""
    if not sure and not comment:
        reserve = "à confirmer"
    return f"{said} ({reserve})" if reserve else said


def _hour(minutes: int) -> str:
    hours, rest = divmod(minutes % (24 * 60), 60)
    if (hours, rest) == (0, 0):
        return "minuit"
    return f"{hours}\u00a0h\u00a0{rest:02d}" if rest else f"{hours}\u00a0h"


def _days(ranks: Sequence[int]) -> str:
    if len(ranks) == len(DAYS):
        return EVERY_DAY
    runs = [[rank for _, rank in run] for _, run in groupby(enumerate(ranks), key=lambda pair: pair[1] - pair[0])]
    parts: list[str] = []
    for run in runs:
        if len(run) > 2:
            parts.append(f"du {DAYS[run[0]]} au {DAYS[run[-1]]}")
        else:
            parts += [f"le {DAYS[rank]}" for rank in run]
    return _listed(parts)


def _listed(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} et {parts[-1]}"
