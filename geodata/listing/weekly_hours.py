"""Opening hours as a person fills them, day by day, and as OpenStreetMap writes them.

The simple form says an ordinary week and whether public holidays are worked. What OpenStreetMap can say beyond that
(months, odd weeks, sunset) stays a text, which the form does not touch.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import pairwise

from opening_hours import OpeningHours, State, validate

WEEKDAYS = ("Lundi", "Mardi", "Mercredi", "Jeudi", "Vendredi", "Samedi", "Dimanche")
APPOINTMENT = "sur rendez-vous"
_OSM_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_DAY = 24 * 60
_NIGHT_ENDS = 8 * 60
"""A range that ends before it begins is a night when it ends by then; later, it is a mistake."""
_ORDINARY_MONDAY = datetime(2026, 6, 1)
_TIME = r"(?:(\d{1,2})(?:\s*[hH:]\s*(\d{2})?)?|(midi)|(minuit))"
_RANGE = re.compile(rf"(?:de\s+)?{_TIME}\s*(?:-|–|—|à|jusqu’à|jusqu'à)\s*{_TIME}")
_SEPARATOR = re.compile(r"\s*(?:,|;|/|\bet\b|\bpuis\b)\s*(?:et\s+)?")
_BY_APPOINTMENT = re.compile(r",?\s*\(?(?:uniquement\s+)?(?:sur|sous)?\s*(?:rendez[- ]?vous|rdv)\)?", re.IGNORECASE)
_ALL_DAY = re.compile(r"24\s*h?\s*(?:/|sur)\s*24(?:\s*h)?|jour et nuit", re.IGNORECASE)
_CLOSED = {"", "fermé", "ferme", "fermée", "-", "–"}


class HoursError(ValueError):
    """What was typed is not opening hours; the message is a French sentence."""


@dataclass(frozen=True)
class Day:
    """Ranges of an ordinary day, in minutes since midnight; beyond 24 h for the small hours of the next day.

    Closed without ranges, unless `appointment`.
    """

    ranges: tuple[tuple[int, int], ...] = ()
    appointment: bool = False


@dataclass(frozen=True)
class Week:
    """Seven days, Monday first, and whether public holidays are off."""

    days: tuple[Day, ...] = (Day(),) * 7
    holidays_off: bool = False


def day_of(typed: str) -> Day:
    """A day as people write it. Raises `HoursError`.

    >>> day_of("9h-12h et 14h-17h30")
    Day(ranges=((540, 720), (840, 1050)), appointment=False)
    >>> day_of("sur rendez-vous"), day_of("fermé")
    (Day(ranges=(), appointment=True), Day(ranges=(), appointment=False))
    """
    text = " ".join(typed.replace("\N{NO-BREAK SPACE}", " ").split())
    without = _BY_APPOINTMENT.sub("", text).strip(" ,;")
    appointment = without != text.strip(" ,;")
    if _ALL_DAY.fullmatch(without):
        return Day(((0, _DAY),), appointment)
    if without.lower() in _CLOSED:
        return Day((), appointment)
    ranges = tuple(_range(each) for each in _SEPARATOR.split(without) if each)
    for (_, ends), (begins, _) in pairwise(ranges):
        if begins < ends:
            raise HoursError(f"« {typed} » : ces heures se chevauchent, ou ne sont pas dans l’ordre.")
    return Day(ranges, appointment)


def day_in_words(day: Day) -> str:
    """A day as its field shows it, which `day_of` reads back.

    >>> day_in_words(Day(((540, 720), (840, 1050))))
    '9h-12h, 14h-17h30'
    """
    said = ", ".join(f"{_clock(begins)}-{_clock(ends)}" for begins, ends in day.ranges)
    if day.ranges == ((0, _DAY),):
        said = "24h/24"
    return ", ".join(each for each in (said, APPOINTMENT if day.appointment else "") if each)


def to_osm(week: Week) -> str:
    """A week in the format of OpenStreetMap; empty for a week of which nothing is said.

    >>> to_osm(Week((Day(((540, 720),)),) * 5 + (Day(), Day()), holidays_off=True))
    'Mo-Fr 09:00-12:00; PH off'
    """
    groups: dict[Day, list[int]] = {}
    for place, day in enumerate(week.days):
        if day != Day():
            groups.setdefault(day, []).append(place)
    rules = [_rule(day, places) for day, places in groups.items()]
    # After « ; », the rule of a day would take the small hours away from the night before.
    together = (", " if any(ends > _DAY for day in groups for _, ends in day.ranges) else "; ").join(rules)
    return f"{together}; PH off" if rules and week.holidays_off else together


def week_of(opening_hours: str) -> Week | None:
    """The week that a text says, or None when the simple form would lose part of it, or cannot read it.

    >>> week_of("Mo-Fr 09:00-12:00; PH off") == Week((Day(((540, 720),)),) * 5 + (Day(), Day()), True)
    True
    >>> week_of("Jul-Aug Mo 10:00-12:00") is None
    True
    """
    if not opening_hours.strip():
        return Week()
    if not validate(opening_hours):
        return None
    meant = OpeningHours(opening_hours)
    days = _ordinary_week(meant)
    for holidays_off in (False, True):
        week = Week(days, holidays_off)
        if (written := to_osm(week)) and str(OpeningHours(written).normalize()) == str(meant.normalize()):
            return week
    return None


def _range(text: str) -> tuple[int, int]:
    found = _RANGE.fullmatch(text.strip())
    if found is None:
        raise HoursError(f"« {text} » n’est pas compris : écrire par exemple 9h-12h, 14h-17h30, ou « fermé ».")
    begins, ends = _minutes(text, *found.groups()[:4]), _minutes(text, *found.groups()[4:])
    if ends == 0 and begins > 0:
        ends = _DAY
    if ends <= begins:
        if ends > _NIGHT_ENDS or ends == begins:
            raise HoursError(f"« {text} » : la fin est avant le début.")
        ends += _DAY
    return begins, ends


def _minutes(text: str, hour: str | None, minute: str | None, noon: str | None, midnight: str | None) -> int:
    if noon or midnight:
        return _DAY // 2 if noon else 0
    found = 60 * int(hour or 0) + int(minute or 0)
    if found > _DAY or int(minute or 0) > 59:
        raise HoursError(f"« {text} » : il n’y a pas d’heure au-delà de 24 h, ni de minute au-delà de 59.")
    return found


def _clock(minutes: int) -> str:
    hour, minute = divmod(minutes if minutes <= _DAY else minutes - _DAY, 60)
    return f"{hour}h{minute:02d}" if minute else f"{hour}h"


def _rule(day: Day, places: Sequence[int]) -> str:
    all_days = len(places) == len(_OSM_DAYS)
    when = ",".join(_runs(places))
    hours = ",".join(f"{_osm_clock(begins)}-{_osm_clock(ends)}" for begins, ends in day.ranges)
    if all_days:
        when = "24/7" if day.ranges == ((0, _DAY),) else "" if not hours else when
        hours = "" if when == "24/7" else hours
    comment = f'"{APPOINTMENT}"' if day.appointment else ""
    return " ".join(each for each in (when, hours, comment) if each)


def _runs(places: Sequence[int]) -> Iterator[str]:
    start = previous = places[0]
    for place in [*places[1:], len(_OSM_DAYS) + 1]:
        if place != previous + 1:
            yield _OSM_DAYS[start] if start == previous else f"{_OSM_DAYS[start]}-{_OSM_DAYS[previous]}"
            start = place
        previous = place


def _osm_clock(minutes: int) -> str:
    hour, minute = divmod(minutes if minutes <= _DAY else minutes - _DAY, 60)
    return f"{hour:02d}:{minute:02d}"


def _ordinary_week(meant: OpeningHours) -> tuple[Day, ...]:
    ranges: list[list[tuple[int, int]]] = [[] for _ in WEEKDAYS]
    appointments = [False] * len(WEEKDAYS)
    window = (_ORDINARY_MONDAY - timedelta(days=1), _ORDINARY_MONDAY + timedelta(days=9))
    for begins, ends, state, comment in meant.intervals(*window):
        if state == State.CLOSED or ends is None:
            continue
        for start, stop in _cut(begins, ends):
            place = (start - _ORDINARY_MONDAY).days
            if 0 <= place < len(WEEKDAYS):
                midnight = _ORDINARY_MONDAY + timedelta(days=place)
                ranges[place].append((_since(midnight, start), _since(midnight, stop)))
                appointments[place] = appointments[place] or comment == APPOINTMENT
    return tuple(
        Day(() if said == [(0, _DAY)] and by else tuple(said), by)
        for said, by in zip(ranges, appointments, strict=True)
    )


def _cut(begins: datetime, ends: datetime) -> Iterator[tuple[datetime, datetime]]:
    """An interval, cut at midnights unless it is one night."""
    while True:
        midnight = datetime.combine(begins.date() + timedelta(days=1), time())
        if ends <= midnight or (_since(midnight, ends) <= _NIGHT_ENDS and begins.time() > time()):
            yield begins, ends
            return
        yield begins, midnight
        begins = midnight


def _since(midnight: datetime, moment: datetime) -> int:
    return int((moment - midnight).total_seconds()) // 60
