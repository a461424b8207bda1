"""What each field of a card accepts, and how it is written: a value is put right, or refused in a French sentence."""

import math
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from shapely import Point

from config.nomenclatures import WHOLE_COUNTRY
from geodata import territories
from geodata.instants import today_at
from geodata.listing.contact import InvalidContact, mailbox, telephone, web_address
from geodata.listing.errors import FieldError
from geodata.listing.fields import FIELDS, ZONE_MODES, Field, Shape
from geodata.listing.hours import InvalidHours, written_hours
from geodata.listing.siret import InvalidSiret, written_siret

NEARBY_DEGREES = 0.05
"""The outlines are simplified: a true point of the coast or of a border may fall a little outside (about 5 km)."""
_SEVERAL_LINES = 500
"""From this length on, a text is a paragraph: its line breaks are kept."""
_DECIMALS = 6
"""Of a degree: about ten centimetres."""


def checked(field: Field, value: Any, today: date | None = None) -> Any:
    """The value as the field keeps it: text, list of codes in the order of the list, `date`, or [lat, lon].

    None and empty texts give `field.empty`. A day may be given as a date, « 18/10/2026 » or « 2026-10-18 », up to
    `today` (by default, the present day in Paris). Raises `FieldError`.
    """
    if isinstance(value, str):
        value = _tidied(field, value)
    if value is None or value == "" or value == []:
        if field.required:
            raise FieldError(field.name, f"{field.label} : cette réponse est nécessaire.")
        return field.empty
    try:
        written = _BY_SHAPE[field.shape](field, value, today)
    except (InvalidContact, InvalidHours, InvalidSiret) as refusal:
        raise FieldError(field.name, f"{field.label} : {refusal}") from refusal
    if isinstance(written, str) and len(written) > field.longest:
        raise FieldError(
            field.name, f"{field.label} : {len(written)} caractères, pour {field.longest} au plus. Raccourcir."
        )
    return written


def checked_all(values: Mapping[str, Any], among: Iterable[str], today: date | None = None) -> dict[str, Any]:
    """Each value checked; `among`: the names of fields that may be given. Raises `FieldError`."""
    known = set(among)
    for name in values:
        if name not in known:
            raise FieldError(name, f"Le champ « {name} » ne se propose pas ici.")
    return {name: checked(FIELDS[name], value, today) for name, value in values.items()}


def checked_zone(code: str, mode: str | None) -> tuple[str, str | None]:
    """A département (or `FR`) and how one acts there; None: not any more. Raises `FieldError`."""
    place = code if code == WHOLE_COUNTRY else _departement(FIELDS["departement"], code, None)
    if mode is not None and mode not in ZONE_MODES:
        raise FieldError(
            place, f"Zone d’intervention, {place} : dire si c’est {', '.join(ZONE_MODES.values()).lower()}."
        )
    return place, mode


def require_inside(point: Iterable[float], departement: str) -> None:
    """Raise `FieldError` for a point (latitude, longitude) that is not in its département, or very near."""
    lat, lon = point
    outline = territories.departements().geometry[departement]
    if not outline.dwithin(Point(lon, lat), NEARBY_DEGREES):
        raise FieldError("point", f"Le point ({lat:.4f}, {lon:.4f}) n’est pas dans le département {departement}.")


def _tidied(field: Field, text: str) -> str:
    if any(ord(letter) < ord(" ") and letter not in "\t\r\n" for letter in text):
        raise FieldError(field.name, f"{field.label} : ce texte contient un caractère invisible ; le taper à nouveau.")
    lines = text.splitlines() if field.longest >= _SEVERAL_LINES else [text]
    return "\n".join(" ".join(line.split()) for line in lines).strip()


def _text(field: Field, value: Any, _today: date | None) -> str:
    if not isinstance(value, str):
        raise FieldError(field.name, f"{field.label} : un texte est attendu.")
    return value


def _codes(field: Field, value: Any, _today: date | None) -> list[str]:
    if not isinstance(value, str | list | tuple | set | frozenset):
        raise FieldError(field.name, f"{field.label} : une liste est attendue.")
    given = [value] if isinstance(value, str) else list(value)
    for code in given:
        if code not in field.choices:
            raise FieldError(field.name, f"{field.label} : « {code} » n’est pas dans la liste.")
    return [code for code in field.choices if code in given]


def _postcode(field: Field, value: Any, _today: date | None) -> str:
    digits = re.sub(r"\s", "", str(value))
    if not re.fullmatch(r"(0[1-9]|[1-8][0-9]|9[0-5]|97|98)[0-9]+", digits) or len(digits) != 5:
        raise FieldError(field.name, f"{field.label} : cinq chiffres sont attendus, par exemple 48000.")
    return digits


def _departement(field: Field, value: Any, _today: date | None) -> str:
    try:
        return territories.require_departement(str(value))
    except ValueError as refusal:
        raise FieldError(field.name, f"{field.label} : {refusal}") from refusal


def _point(field: Field, value: Any, _today: date | None) -> list[float]:
    try:
        lat, lon = (float(each) for each in value)
    except (TypeError, ValueError) as error:
        raise FieldError(field.name, f"{field.label} : une latitude et une longitude sont attendues.") from error
    if not (math.isfinite(lat) and math.isfinite(lon) and abs(lat) <= 90 and abs(lon) <= 180):
        raise FieldError(field.name, f"{field.label} : cette latitude ou cette longitude n’existe pas.")
    return [round(lat, _DECIMALS), round(lon, _DECIMALS)]


def _day(field: Field, value: Any, today: date | None) -> date:
    day = value.date() if isinstance(value, datetime) else value
    if isinstance(day, str):
        day = _read_day(field, day)
    if not isinstance(day, date):
        raise FieldError(field.name, f"{field.label} : une date est attendue, par exemple 18/10/2026.")
    if day > (today or today_at(datetime.now(UTC))):
        raise FieldError(field.name, f"{field.label} : le {day:%d/%m/%Y} n’est pas encore passé.")
    return day


def _read_day(field: Field, text: str) -> date:
    for form in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    raise FieldError(field.name, f"{field.label} : « {text} » n’est pas une date ; écrire par exemple 18/10/2026.")


_BY_SHAPE: Mapping[Shape, Callable[[Field, Any, date | None], Any]] = {
    Shape.TEXT: _text,
    Shape.CODES: _codes,
    Shape.HOURS: lambda _field, value, _today: written_hours(str(value)),
    Shape.PHONE: lambda _field, value, _today: telephone(str(value)),
    Shape.MAIL: lambda _field, value, _today: mailbox(str(value)),
    Shape.WEBSITE: lambda _field, value, _today: web_address(str(value)),
    Shape.SIRET: lambda _field, value, _today: written_siret(str(value)),
    Shape.POSTCODE: _postcode,
    Shape.DEPARTEMENT: _departement,
    Shape.POINT: _point,
    Shape.DAY: _day,
}
