"""At which date a year is looked at."""

from datetime import date

from dateutil.relativedelta import relativedelta

from config.thresholds import threshold


def reference_date(year: int, today: date | None = None) -> date:
    """31 December of `year`, or today when that day has not come yet.

    >>> reference_date(2015), reference_date(2026, today=date(2026, 3, 1))
    (datetime.date(2015, 12, 31), datetime.date(2026, 3, 1))
    """
    return min(date(year, 12, 31), today or date.today())


def verified_since(year: int) -> date:
    """The oldest date at which a verification still holds for `year` (steering formula 8: less than 13 months)."""
    return reference_date(year) - relativedelta(months=threshold("coverage.verified_for_months"))
