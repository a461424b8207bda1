"""What a card of the listing says, in words: the same ones where it is read, reviewed and answered."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from dashboard.components.french import day
from geodata import territories
from geodata.listing.fields import ZONE_MODES, Field, Shape
from geodata.listing.hours import in_french
from geodata.rights import FRANCE

NOTHING = "non renseigné"
NO_MODE = "mode non précisé"


def words(field: Field, value: Any) -> str:
    """The value of a field as people read it; never HTML nor Markdown."""
    if value in (None, "", []):
        return "ouverte" if field.shape == Shape.DAY else NOTHING
    match field.shape:
        case Shape.CODES:
            return ", ".join(field.choices.get(code, code) for code in value)
        case Shape.HOURS:
            return " ; ".join(in_french(value))
        case Shape.DEPARTEMENT:
            return place(value)
        case Shape.POINT:
            return "latitude {}, longitude {}".format(*(f"{each:.5f}".replace(".", ",") for each in value))
        case Shape.DAY:
            return day(value if isinstance(value, date) else date.fromisoformat(value))
    return str(value)


def zone_words(mode: str | None) -> str:
    """How a branch acts in a département; None where it does not."""
    return "n’intervient pas" if mode is None else ZONE_MODES.get(mode, "") or NO_MODE


def zones_words(zones: Mapping[str, str]) -> str:
    """All the départements of a zone, each with its mode."""
    return " ; ".join(f"{place(code)} : {zone_words(mode).lower()}" for code, mode in zones.items()) or NOTHING


def place(code: str) -> str:
    """A département with its number, or the whole country."""
    if code == FRANCE:
        return "Toute la France"
    known = territories.names().get(code)
    return f"{known} ({code})" if known else code


def authority(code: str) -> str:
    """Who answers a proposal.

    >>> authority("48")
    'la préfecture – Lozère (48)'
    """
    return "la Miprof" if code == FRANCE else f"la préfecture – {place(code)}"
