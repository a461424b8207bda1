"""What betrays a place of shelter, or could lead to its door: such a cell is never kept.

Better refuse ten harmless rows than keep one: the tests look at shapes (a street, a telephone, a point) and at words,
not at meanings. The sentences given back never repeat the cell.
"""

import re
from collections.abc import Callable

import pandas as pd

from geodata.reference.folding import fold_name

_PLACE_OF_SHELTER = (
    r"(?:HEBERGEMENT|ACCUEIL|CENTRE|PLACE|LIEU|APPARTEMENT|LOGEMENT|FOYER|STRUCTURE|MAISON|DISPOSITIF)S?X?"
)
_SHELTER = re.compile(
    rf"""\bMI[ST]E?S?\ A\ L\ ABRI\b | \bMETT\w+\ A\ L\ ABRI\b
    | \b{_PLACE_OF_SHELTER}\ (?:\w+\ ){{0,3}}(?:SECURIS|PROTEGE|SECRET|CONFIDENTIEL|CACHE)
    | \b(?:ADRESSE|LOCALISATION|COMMUNE|SITE)S?\ (?:\w+\ ){{0,2}}(?:SECURIS|PROTEGE|SECRET|CONFIDENTIEL|CACHE)
    | \bADRESSES?\ (?:\w+\ ){{0,2}}NON\ (?:COMMUNI|DIVULG|DIFFUS)
    | \bADRESSES?\ (?:\w+\ ){{0,2}}NE\ PAS\ (?:COMMUNI|DIVULG|DIFFUS)
    | \bNE\ PAS\ (?:COMMUNI|DIVULG|DIFFUS)\w*\ (?:\w+\ ){{0,3}}ADRESSE
    | \b(?:PLACE|HEBERGEMENT)S?\ (?:\w+\ ){{0,2}}AC\ ?SE\b
    | \b(?:MAISON|APPARTEMENT|FOYER|LIEU)S?\ (?:DE\ )?REFUGE""",
    re.VERBOSE,
)
_ACSE = re.compile(r"\bAC ?SE\b")
_HOUSING_PLACE = re.compile(
    r"\b(?:C ?H ?R ?S|H ?U ?D ?A|C ?A ?D ?A|PENSIONS? DE FAMILLE|MAISONS? RELAIS|FOYERS?|APPARTEMENTS?"
    r"|(?:CENTRE|LIEU|STRUCTURE)S? (?:D )?HEBERGEMENT)\b"
)
# « Le Refuge » is the name of an association; a refuge with a name of its own is a house.
_NAMED_REFUGE = re.compile(r"(?<!\bLE )\bREFUGES? \w")
# Ways to write a secure type of place, spaces and punctuation put aside ("Ac.Sé", "AC-SE", "mineur.e.s").
_SECURE_TYPE = re.compile(r"ACSE|SECURI|PROTEG|CONFIDENT|SECRET|ABRI|ELOIGNEMENT|REFUGE|CACHE|MINEUR")

_STREET = r"RUE|AVENUE|BOULEVARD|BD|IMPASSE|CHEMIN|ALLEE|QUAI|FAUBOURG|LIEU DIT|ESPLANADE|HAMEAU"
# These are also everyday words (« en cours », « places »): only with a number before them.
_NUMBERED_STREET = r"PLACE|ROUTE|COURS|SQUARE|PASSAGE|VOIE|MONTEE|RESIDENCE"
_ARTICLE = r"(?:DE LA|DE L|DU|DES|DE|LA|LE|LES|L|D)"
_ADDRESS = re.compile(
    rf"\b(?:{_STREET})S? (?:{_ARTICLE} )?\w+"
    rf"|\b\d{{1,4}} (?:BIS |TER |QUATER )?(?:{_NUMBERED_STREET}) (?:{_ARTICLE} )?[A-Z]{{3,}}"
    r"|\b(?:\d{5}|2[AB]\d{3}) [A-Z]{2,}"
)
_CONTACT = re.compile(
    r"""(?:\+33|0033|\b0)\s?\(?0?\)?\s?[1-9](?:[\s.\-/]?\d{2}){4}\b     # a telephone
    | \S+@\S+\.\w+                                                     # an electronic address
    | \b\d{1,3}[.,]\d{3,}\s*[,;/\s]\s*-?\d{1,3}[.,]\d{3,}              # a point, in degrees
    | \d\s?°\s?\d                                                      # in degrees and minutes
    | \b(?:\d{9}|\d{14})\b                                             # FINESS, SIREN, SIRET""",
    re.VERBOSE,
)

_LOCATING_HEADER = re.compile(
    r"GESTIONNAIRE|OPERATEUR|STRUCTURE|ETABLISSEMENT|ORGANISME|ASSOCIATION|FINESS|SIRE[NT]|ADRESSE|\bRUE\b|VOIE|COMMUNE"
    r"|VILLE|POSTAL|\bCP\b|INSEE|LATITUDE|LONGITUDE|\bL(?:AT|ON|NG)\b|COORD|\bGPS\b|\b[XY]\b|TELEPHONE|\bTEL\b|PORTABLE"
    r"|COURRIEL|MAIL|CONTACT|INFRA|EPCI|QUARTIER|\bLIEU|LOCALI|\bNOM\b|\bSITE\b|GEO"
)


def speaks_of_a_shelter(text: str) -> bool:
    """Whether a text speaks of a secure place, or of an address that must not be known.

    >>> speaks_of_a_shelter("Appartement sécurisé"), speaks_of_a_shelter("orientation Ac.Sé ; adresse à confirmer")
    (True, False)
    """
    return bool(text) and bool(_SHELTER.search(fold_name(text)))


def names_acse(text: str) -> bool:
    """Whether a text names the secure scheme: harmless in a listing, too much beside the places of a département.

    >>> names_acse("orientation Ac.Sé"), names_acse("accessible")
    (True, False)
    """
    return bool(text) and bool(_ACSE.search(fold_name(text)))


def names_a_housing_place(text: str) -> bool:
    """Whether the name or the address of a branch is that of a place where people live.

    >>> names_a_housing_place("CHRS des Tilleuls"), names_a_housing_place("pôle hébergement insertion")
    (True, False)
    """
    folded = fold_name(text)
    return bool(_HOUSING_PLACE.search(folded) or _NAMED_REFUGE.search(folded))


def leads_to_a_door(text: str) -> bool:
    """Whether a text holds a street, a postal code with its town, a telephone, a point or a registration number.

    >>> [leads_to_a_door(text) for text in ("3, rue des Lilas", "04 66 00 00 00", "44.5180, 3.5010", "12 places")]
    [True, True, True, False]
    """
    return bool(text) and bool(_CONTACT.search(text) or _ADDRESS.search(fold_name(text)))


def betrays(text: str) -> bool:
    """Whether a cell where only a code, a number or a date is expected tells of a shelter, or leads to a door.

    >>> [betrays(text) for text in ("Ac.Sé Lozère", "3, rue des Lilas", "associations", "31/12/2015")]
    [True, True, False, False]
    """
    named = bool(_NAMED_REFUGE.search(fold_name(text)))
    return named or speaks_of_a_shelter(text) or names_acse(text) or leads_to_a_door(text)


def is_a_secure_type(place_type: str) -> bool:
    """Whether a type of place is one that must not be told by département: place Ac.Sé, centre for minors…

    >>> is_a_secure_type("Place Ac.Sé"), is_a_secure_type("centre spécialisé mineur·e·s"), is_a_secure_type("CHRS")
    (True, True, False)
    """
    return bool(_SECURE_TYPE.search(fold_name(place_type).replace(" ", "")))


def locates(header: str) -> bool:
    """Whether the header of a column announces a place or an operator.

    >>> locates("gestionnaire"), locates("Code territoire infra"), locates("capacite_totale")
    (True, True, False)
    """
    return bool(_LOCATING_HEADER.search(fold_name(header)))


def any_cell(frame: pd.DataFrame, test: Callable[[str], bool]) -> pd.Series:
    """For each row, whether a test holds for one of its cells; each distinct text is looked at once."""
    found = pd.Series(False, index=frame.index)
    for column in frame:
        texts = frame[column]
        found |= texts.isin([text for text in texts.unique() if test(text)])
    return found
