"""Dates as the French write them."""

from datetime import date


def day(on: date) -> str:
    """A date in figures.

    >>> day(date(2016, 2, 1))
    '01/02/2016'
    """
    return f"{on:%d/%m/%Y}"
