"""Figures as French readers write them."""

from babel.numbers import format_decimal


def number(value: float, decimals: int = 0) -> str:
    """A number with a decimal comma and narrow no-break spaces between thousands.

    >>> number(1234.56, 1)
    '1\\u202f234,6'
    """
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return format_decimal(value, format=pattern, locale="fr_FR")


def with_unit(value: float, unit: str, decimals: int = 0) -> str:
    """A number and its unit, kept on one line.

    >>> with_unit(12.5, "%", 1)
    '12,5\\xa0%'
    """
    return f"{number(value, decimals)}\N{NO-BREAK SPACE}{unit}" if unit else number(value, decimals)
