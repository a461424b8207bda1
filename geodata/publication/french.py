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
    """A number and its unit, kept on one line; below two, the unit is in the singular, as French has it.

    >>> with_unit(12.5, "%", 1), with_unit(1, "places"), with_unit(2, "faits pour 100 000 habitants")
    ('12,5\\xa0%', '1\\xa0place', '2\\xa0faits pour 100 000 habitants')
    """
    name, *complement = unit.split(" ")
    if abs(value) < 2:
        name = name.removesuffix("s")
    return (
        "\N{NO-BREAK SPACE}".join([number(value, decimals), " ".join([name, *complement])])
        if unit
        else number(value, decimals)
    )


def counted(count: int, words: str) -> str:
    """A count and what is counted; from two on, each word takes an « s », save after « à ».

    >>> counted(1, "ligne lue"), counted(1200, "ligne lue"), counted(2, "à charger")
    ('1 ligne lue', '1\\u202f200 lignes lues', '2 à charger')
    """
    plural = count >= 2 and not words.startswith("à ")
    return f"{number(count)} {' '.join(f'{word}s' for word in words.split()) if plural else words}"


def exact(value: float) -> str:
    """A number with the decimals that it has, six at most.

    >>> exact(2), exact(2.25), exact(100 * 0.07)
    ('2', '2,25', '7')
    """
    return number(value, next(places for places in range(7) if abs(round(value, places) - value) < 1e-6 or places == 6))


def as_stated(value: float, unit: str) -> str:
    """A figure of the plan as somebody stated it: yes, no, or a number with a decimal only if it has one.

    >>> as_stated(1, "oui/non"), as_stated(12.0, "places"), as_stated(2.5, "ETP")
    ('Oui', '12\\xa0places', '2,5\\xa0ETP')
    """
    if unit == "oui/non":
        return "Oui" if value else "Non"
    return with_unit(value, unit, 0 if float(value).is_integer() else 1)
