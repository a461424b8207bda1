"""What a card of the listing says, in French words: codes as their labels, hours and numbers as people read them."""

from collections.abc import Sequence
from datetime import date
from math import asin, cos, radians, sin, sqrt
from typing import Any

import phonenumbers
from babel.numbers import format_decimal
from stdnum.fr import siret

from config.nomenclatures import WHOLE_COUNTRY
from geodata import territories
from geodata.listing.fields import FIELDS, ZONE_MODES, Kind, Shape
from geodata.listing.hours import in_french

NOTHING = "non renseigné"
NOT_THERE = "n’intervient pas"
UNSAID = "intervient, sans dire comment"
EVERYWHERE = "France entière"
NBSP = " "
_EARTH_RADIUS_M = 6_371_008.8
_KILOMETRE = 1000
_TEN_KILOMETRES = 10_000

Point = Sequence[float]


def label_of(kind: Kind, name: str) -> str:
    """What a field is called; a zone is called after its département."""
    return f"Zone : {place(name)}" if kind == Kind.ZONE else FIELDS[name].label


def place(code: str) -> str:
    """A département as pages name it; the whole country for `FR`, and the code itself when nobody bears it.

    >>> place("01"), place("FR")
    ('Ain (01)', 'France entière')
    """
    name = territories.names().get(code)
    if name is None:
        return EVERYWHERE if code == WHOLE_COUNTRY else code
    return f"{name} ({code})"


def lines_of(kind: Kind, name: str, value: Any) -> tuple[str, ...]:
    """A value in words, one line for each thing that it lists; empty when it says nothing.

    >>> lines_of(Kind.BRANCH, "publics", ["mineurs", "femmes"]), lines_of(Kind.ZONE, "01", "distance")
    (('Femmes', 'Mineurs'), ('À distance',))
    """
    if kind == Kind.ZONE:
        return () if value is None else (ZONE_MODES.get(value, UNSAID),)
    field = FIELDS[name]
    if value is None or value == field.empty:
        return ()
    match field.shape:
        case Shape.CODES:
            known = [field.choices[code] for code in field.choices if code in value]
            return (*known, *(str(code) for code in value if code not in field.choices))
        case Shape.HOURS:
            return in_french(value)
        case _:
            return (_one(field.shape, value),)


def _one(shape: Shape, value: Any) -> str:
    match shape:
        case Shape.PHONE:
            return _phone(value)
        case Shape.SIRET:
            return str(siret.format(value)).replace(" ", NBSP)
        case Shape.DEPARTEMENT:
            return place(value)
        case Shape.DAY:
            return f"{date.fromisoformat(value) if isinstance(value, str) else value:%d/%m/%Y}"
        case Shape.POINT:
            lat, lon = value
            return f"{_decimal(lat)} ; {_decimal(lon)}"
        case _:
            return str(value)


def _phone(value: str) -> str:
    try:
        parsed = phonenumbers.parse(value, "FR")
    except phonenumbers.NumberParseException:
        return value  # as a file gave it: whoever validates has to see it
    french = parsed.country_code == phonenumbers.country_code_for_region("FR")
    style = phonenumbers.PhoneNumberFormat.NATIONAL if french else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(parsed, style).replace(" ", NBSP)


def _decimal(degrees: float) -> str:
    return format_decimal(degrees, format="0.0000", locale="fr_FR")


def moved(before: Point, after: Point) -> str:
    """How far a point has moved, as the crow flies.

    >>> moved((44.52, 3.5), (44.52216, 3.5)), moved((44.52, 3.5), (45.52, 3.5))
    ('déplacé de 240\\xa0m', 'déplacé de 111\\xa0km')
    """
    distance = metres(before, after)
    if distance < _KILOMETRE:
        return f"déplacé de {round(distance, -1) if distance >= _TENS else round(distance):.0f}{NBSP}m"
    pattern = "0.#" if distance < _TEN_KILOMETRES else "#,##0"
    return f"déplacé de {format_decimal(distance / _KILOMETRE, format=pattern, locale='fr_FR')}{NBSP}km"


_TENS = 100
"""Metres: from then on, told to the nearest ten."""


def metres(first: Point, second: Point) -> float:
    """Great-circle distance between two points (degrees, WGS 84)."""
    (lat_1, lon_1), (lat_2, lon_2) = ([radians(each) for each in point] for point in (first, second))
    chord = sin((lat_2 - lat_1) / 2) ** 2 + cos(lat_1) * cos(lat_2) * sin((lon_2 - lon_1) / 2) ** 2
    return 2 * _EARTH_RADIUS_M * asin(sqrt(min(1.0, chord)))
