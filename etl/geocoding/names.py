"""What a sender meant by « 69009 LYON CEDEX 09 »: a postal code, a folded name, an arrondissement."""

import re
from collections.abc import Callable
from typing import NamedTuple, TypeVar

import numpy as np
import pandas as pd

from geodata.reference.folding import fold_name

Parsed = TypeVar("Parsed")

_FIVE_DIGITS = re.compile(r"\b(\d{5})\b")
_CEDEX = re.compile(r"\bC[EÉ]DEX\b\D*(\d{0,2}).*$", re.IGNORECASE | re.DOTALL)
_BRACKETED_DEPARTEMENT = re.compile(r"\(\s*(\d{2,3}|2[ABab])\s*\)")
_LARGE_CITY = re.compile(r"^(PARIS|LYON|MARSEILLE) 0?(\d{1,2}) ?(?:ER|E|EME|EM|ND|NDE)?(?: ARR[A-Z]*)?$")
_LAST_NUMBER = re.compile(r" \d{1,2}(?: ?(?:ER|E|EME))?$")
_CODE_PREFIX = re.compile(r"^FR?-?(?=\d)")
# Arrondissements: how many, and what their INSEE codes are counted from.
LARGE_CITIES = {"PARIS": (20, 75100), "LYON": (9, 69380), "MARSEILLE": (16, 13200)}
_WHOLE_CITIES = {"PARIS": "75056", "LYON": "69123", "MARSEILLE": "13055"}
_PARENTS = {
    str(base + number): _WHOLE_CITIES[city]
    for city, (count, base) in LARGE_CITIES.items()
    for number in range(1, count + 1)
}


class Postcode(NamedTuple):
    """`code` is five digits or empty; `departement` is set when the sender gave only that."""

    code: str
    departement: str


class City(NamedTuple):
    """A folded name, and the arrondissement (INSEE code), the postal code or the département written with it."""

    name: str
    arrondissement: str
    postcode: str


def read_postcode(text: str) -> Postcode:
    """The postal code that was meant, the zero eaten by a spreadsheet given back.

    >>> read_postcode("1400.0").code, read_postcode("F-69 009").code, read_postcode("2a").departement
    ('01400', '69009', '2A')
    """
    written = _CODE_PREFIX.sub("", "".join(text.upper().split()).removesuffix(".0"))
    if written in ("2A", "2B"):
        return Postcode("", written)
    if not written.isascii() or not written.isdigit():
        return Postcode("", "")
    if len(written) in (4, 5):
        return Postcode(written.zfill(5), "")
    return Postcode("", written.zfill(2) if len(written) <= 3 else "")


def departement_of_postcode(postcode: str) -> str:
    """The département that a postal code's prefix suggests; only for codes that no commune bears (CEDEX).

    >>> departement_of_postcode("20090"), departement_of_postcode("20600"), departement_of_postcode("97139")
    ('2A', '2B', '971')
    """
    if postcode.startswith("20"):
        return "2A" if postcode[2] in "01" else "2B"
    return postcode[:3] if postcode.startswith(("97", "98")) else postcode[:2]


def read_city(text: str) -> City:
    """The commune that was meant, freed from CEDEX, postal code and arrondissement number.

    >>> read_city("Paris 10e").arrondissement, read_city("LYON CEDEX 03").arrondissement
    ('75110', '69383')
    >>> read_city("St-Denis (93)")
    City(name='SAINT DENIS', arrondissement='', postcode='93')
    """
    number, postcode = "", ""
    if "EDEX" in text.upper() or "ÉDEX" in text.upper():
        match = _CEDEX.search(text)
        if match:
            number, text = match[1], text[: match.start()]
    if any(map(str.isdigit, text)):
        for pattern in (_FIVE_DIGITS, _BRACKETED_DEPARTEMENT):
            match = pattern.search(text)
            if match:
                postcode, text = match[1], text.replace(match[0], " ")
                break
    name = fold_name(text)
    if any(map(str.isdigit, name)):
        match = _LARGE_CITY.match(name)
        if match:
            name, number = match[1], match[2]
        else:
            name = _LAST_NUMBER.sub("", name)
    return City(name, _arrondissement(name, number), postcode)


def _arrondissement(name: str, number: str) -> str:
    if not number or name not in LARGE_CITIES:
        return ""
    count, base = LARGE_CITIES[name]
    return str(base + int(number)) if 1 <= int(number) <= count else ""


def parent_commune(citycode: str) -> str:
    """The commune of an arrondissement of Paris, Lyon or Marseille; any other code unchanged.

    >>> parent_commune("75110"), parent_commune("69389"), parent_commune("01053")
    ('75056', '69123', '01053')
    """
    return _PARENTS.get(citycode, citycode)


def departement_of_citycode(citycode: str) -> str:
    """The département, or the overseas collectivité, of an INSEE commune code; empty for an empty code."""
    return citycode[:3] if citycode.startswith(("97", "98")) else citycode[:2]


def on_uniques(texts: pd.Series, read: Callable[[str], Parsed]) -> tuple[np.ndarray, list[Parsed]]:
    """Each distinct text read once: (position of each row's text, what each distinct text means).

    Listings repeat their cities a lot, and reading a name costs a hundred times more than finding it again.
    """
    positions, distinct = pd.factorize(texts)
    return positions, [read(text) for text in distinct]
