"""Until when a value is good (steering formula 6)."""

from calendar import monthrange
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from config.nomenclatures import Labelled
from config.thresholds import threshold


class Freshness(Labelled):
    """Whether a value is still of its time."""

    UP_TO_DATE = "a_jour", "À jour"
    SOON = "bientot", "À actualiser bientôt"
    LATE = "en_retard", "En retard"


def due_on(value_on: date, periodicity_months: int, delay_days: int) -> date:
    """The day by which the next value is due: end of the month of the date, one period and the delay later.

    >>> due_on(date(2015, 6, 30), periodicity_months=12, delay_days=45)
    datetime.date(2016, 8, 31)
    """
    day = value_on + relativedelta(months=periodicity_months) + timedelta(days=delay_days)
    return day.replace(day=monthrange(day.year, day.month)[1])


def freshness(today: date, due: date) -> Freshness:
    """Late after the due day, soon within its last 30 days.

    >>> due = date(2016, 8, 31)
    >>> [freshness(day, due).value for day in (date(2016, 7, 31), date(2016, 8, 1), due, date(2016, 9, 1))]
    ['a_jour', 'bientot', 'bientot', 'en_retard']
    """
    left = (due - today).days
    if left < 0:
        return Freshness.LATE
    return Freshness.SOON if left <= threshold("progress.soon_days") else Freshness.UP_TO_DATE


def days_left(today: date, due: date) -> int:
    """Days until a value is due; negative once it is late.

    >>> days_left(date(2016, 9, 1), date(2016, 8, 31))
    -1
    """
    return (due - today).days
