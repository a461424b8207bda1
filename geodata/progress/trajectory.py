"""Where a rate should be on a day, and how far from it it is (steering formula 5)."""

from collections.abc import Sequence
from datetime import date

from config.nomenclatures import Labelled
from config.thresholds import threshold


class Position(Labelled):
    """Beside the trajectory."""

    AHEAD = "en_avance", "En avance"
    ON_COURSE = "conforme", "Conforme à la trajectoire"
    LATE = "en_retard", "En retard"
    VERY_LATE = "tres_en_retard", "Très en retard"


def expected(today: date, start: date, end: date, steps: Sequence[tuple[date, float]] = ()) -> float:
    """The rate expected on a day: from 0 at `start` to 100 at `end`, through the `steps` of the yearly targets.

    `steps`: dates and the rates that the yearly targets are worth; those outside of the plan are left aside. Raises
    `ValueError` unless `start` comes before `end`.

    >>> start, end = date(2014, 1, 1), date(2016, 1, 1)
    >>> expected(date(2015, 1, 1), start, end), expected(date(2014, 7, 2), start, end, [(date(2015, 1, 1), 20.0)])
    (50.0, 9.972602739726028)
    """
    if start >= end:
        raise ValueError(f"a trajectory needs a start before its end, got {start} and {end}")
    through = {day: points for day, points in steps if start < day <= end}
    points = {start: 0.0, end: 100.0} | through
    if today <= start:
        return 0.0
    if today >= end:
        return points[end]
    before = max(day for day in points if day <= today)
    after = min(day for day in points if day > today)
    return points[before] + (points[after] - points[before]) * ((today - before).days / (after - before).days)


def position(rate: float | None, due: float | None) -> Position | None:
    """Ahead from +5 points, on course above −10, late above −25, very late from there down; None without a rate.

    >>> [position(rate, 50).value for rate in (55, 40.1, 40, 25)]
    ['en_avance', 'conforme', 'en_retard', 'tres_en_retard']
    """
    if rate is None or due is None:
        return None
    distance = rate - due
    if distance >= threshold("progress.ahead"):
        return Position.AHEAD
    if distance > threshold("progress.late"):
        return Position.ON_COURSE
    return Position.LATE if distance > threshold("progress.very_late") else Position.VERY_LATE
