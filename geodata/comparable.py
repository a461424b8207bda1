"""Which départements can be set beside each other: about as many inhabitants, the same région, or overseas."""

from enum import StrEnum

from geodata import territories

STRATA = (300_000, 600_000, 1_000_000)
"""Inhabitants where a stratum begins: about a quarter of the départements in each, the biggest cities in the last."""
OVERSEAS = ("971", "972", "973", "974", "976")


class Group(StrEnum):
    """By what départements are comparable."""

    STRATUM = "strate"
    REGION = "region"
    OVERSEAS = "outremer"
    EVERYONE = "tous"


def stratum(code: str) -> int:
    """From 0, the least populated, to 3.

    >>> stratum("48"), stratum("93")
    (0, 3)
    """
    inhabitants = int(territories.departements().at[code, "population"])
    return sum(inhabitants >= begins for begins in STRATA)


def stratum_label(rank: int) -> str:
    """The bounds of a stratum, in words.

    >>> stratum_label(0), stratum_label(3)
    ('moins de 300\\u202f000 habitants', '1\\u202f000\\u202f000 habitants et plus')
    """
    low, high = (None, *STRATA)[rank], (*STRATA, None)[rank]
    written = [f"{each:,}".replace(",", "\u202f") if each else "" for each in (low, high)]
    if low is None:
        return f"moins de {written[1]} habitants"
    return f"{written[0]} habitants et plus" if high is None else f"de {written[0]} à {written[1]} habitants"


def comparable(code: str, group: Group, year: int) -> tuple[str, ...]:
    """The départements of the same group in the régions of that year, itself included, in the official order.

    >>> comparable("974", Group.OVERSEAS, 2016)
    ('971', '972', '973', '974', '976')
    """
    match group:
        case Group.STRATUM:
            return tuple(each for each in territories.CODES if stratum(each) == stratum(code))
        case Group.REGION:
            region = territories.region_of(code, year)
            return tuple(each for each in territories.CODES if territories.region_of(each, year) == region)
        case Group.OVERSEAS:
            return OVERSEAS
        case Group.EVERYONE:
            return territories.CODES
