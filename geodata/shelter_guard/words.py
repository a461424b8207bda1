"""The words that speak of a place of shelter, in a text already folded."""

import re

from geodata.reference.folding import fold_name
from geodata.shelter_guard.spelling import folded, plain

_PLACE_OF_SHELTER = (
    r"(?:HEBERGEMENT|ACCUEIL|CENTRE|PLACE|LIEU|APPARTEMENT|LOGEMENT|FOYER|STRUCTURE|MAISON|DISPOSITIF)S?X?"
)
_NOT_TOLD = r"(?:SECURIS|PROTEGE|SECRETE?S?\b|CONFIDENTIEL|CACHEE?S?\b|CLANDESTIN)"
_SHELTER = re.compile(
    rf"""\bMI[ST]E?S?\ A\ L\ ?ABRI\b | \bMETT\w+\ A\ L\ ?ABRI\b
    | \b{_PLACE_OF_SHELTER}\ (?:\w+\ ){{0,3}}{_NOT_TOLD}
    | \b(?:ADRESSE|LOCALISATION|COMMUNE|SITE)S?\ (?:\w+\ ){{0,2}}{_NOT_TOLD}
    | \bADRESSES?\ (?:\w+\ ){{0,2}}(?:NON|NE\ PAS)\ (?:COMMUNI|DIVULG|DIFFUS)
    | \bNE\ PAS\ (?:COMMUNI|DIVULG|DIFFUS)\w*\ (?:\w+\ ){{0,3}}ADRESSE
    | \b(?:PLACE|HEBERGEMENT)S?\ (?:\w+\ ){{0,2}}AC\ ?SE\b
    | \b(?:MAISON|APPARTEMENT|FOYER|LIEU)S?\ (?:DE\ )?REFUGE""",
    re.VERBOSE,
)
# The same without spaces: « hébergementsécurisé ».
_COMPACT = re.compile(
    r"MISES?ALABRI|(?:HEBERGEMENT|LOGEMENT|APPARTEMENT)S?(?:SECURIS|PROTEGE|SECRET(?!A)|CONFIDENTIEL)"
    r"|ADRESSES?(?:SECRETE|CONFIDENTIEL|PROTEGE)"
)
_ACSE = re.compile(r"\bAC ?SE\b")
_STREET_NAMED_SO = re.compile(
    r"\b(?:RUE|AVENUE|PLACE|IMPASSE|CHEMIN|ROUTE|ALLEE) (?:DU|DES|DE LA) (?:REFUGE|FOYER)S?\b"
)
_REFUGE = re.compile(r"\bREFUGES?\b")
_HOUSE = re.compile(rf"{_REFUGE.pattern}|(?<!\bAU )\bFOYERS?\b(?! (?:FISCA|FAMILIA|EPIDEM|DE CONTAMIN))")
_HOUSING_PLACE = re.compile(
    r"\b(?:C ?H ?R ?S|H ?U ?D ?A|C ?A ?D ?A|PENSIONS? DE FAMILLE|MAISONS? RELAIS|FOYERS?|APPARTEMENTS?"
    r"|(?:CENTRE|LIEU|STRUCTURE)S? (?:D )?HEBERGEMENT)\b"
)
# « Le Refuge » is the name of an association; a refuge with a name of its own is a house.
_NAMED_REFUGE = re.compile(r"(?<!\bLE )\bREFUGES? \w")
# Ways to write a secure type of place, spaces and punctuation put aside ("Ac.Sé", "AC-SE", "mineur.e.s").
_SECURE_TYPE = re.compile(r"ACSE|SECURI|PROTEG|CONFIDENT|SECRET|ABRI|ELOIGNEMENT|REFUGE|CACHE|MINEUR")


def shelter_in(name: str) -> bool:
    """Whether folded words speak of a secure place, or of an address that must not be known."""
    return bool(_SHELTER.search(name) or _COMPACT.search(name.replace(" ", "")))


def acse_in(name: str) -> bool:
    return bool(_ACSE.search(name))


def house_in(name: str) -> bool:
    """Whether folded words name a house where people could be sheltered: harmless alone, too much beside an address."""
    return bool(_HOUSE.search(_STREET_NAMED_SO.sub("", name)))


def refuge_in(name: str) -> bool:
    return bool(_REFUGE.search(_STREET_NAMED_SO.sub("", name)))


def speaks_of_a_shelter(text: str) -> bool:
    """Whether a text speaks of a secure place, or of an address that must not be known.

    >>> speaks_of_a_shelter("Appartement sécurisé"), speaks_of_a_shelter("orientation Ac.Sé ; adresse à confirmer")
    (True, False)
    """
    return bool(text) and shelter_in(folded(plain(text)))


def names_acse(text: str) -> bool:
    """Whether a text names the secure scheme: harmless in a listing, too much beside the places of a département.

    >>> names_acse("orientation Ac.Sé"), names_acse("accessible")
    (True, False)
    """
    return bool(text) and acse_in(folded(plain(text)))


def names_a_housing_place(text: str) -> bool:
    """Whether the name or the address of a branch is that of a place where people live.

    >>> names_a_housing_place("CHRS des Tilleuls"), names_a_housing_place("pôle hébergement insertion")
    (True, False)
    """
    name = folded(plain(text))
    return bool(_HOUSING_PLACE.search(name)) or is_a_named_refuge(name)


def is_a_named_refuge(name: str) -> bool:
    """Whether folded words give a refuge a name of its own."""
    return bool(_NAMED_REFUGE.search(_STREET_NAMED_SO.sub("", name)))


def is_a_secure_type(place_type: str) -> bool:
    """Whether a type of place is one that must not be told by département: place Ac.Sé, centre for minors…

    >>> is_a_secure_type("Place Ac.Sé"), is_a_secure_type("centre spécialisé mineur·e·s"), is_a_secure_type("CHRS")
    (True, True, False)
    """
    return bool(_SECURE_TYPE.search(fold_name(plain(place_type)).replace(" ", "")))
