"""What leads to a door: a street, a point on the Earth however it is written, a telephone, a mailbox, a link to a map.

The shapes are those of `plain` text. `door_in` is for sentences, where « la rue » and « en cours » are everyday words;
`leads_to_a_door` is for cells that have no reason to hold any of this, and forgives less.
"""

import re

from geodata.reference.folding import fold_name
from geodata.shelter_guard.spelling import plain

_STREET = r"RUE|AVENUE|BOULEVARD|BD|BLVD|IMPASSE|CHEMIN|ALLEE|QUAI|FAUBOURG|LIEU DIT|ESPLANADE|HAMEAU"
# These are also everyday words (« en cours », « places »): only with a number before them.
_NUMBERED_STREET = r"PLACE|ROUTE|COURS|SQUARE|PASSAGE|VOIE|MONTEE|RESIDENCE|ROND POINT|VILLA|CITE|LOTISSEMENT"
_ARTICLE = r"(?:DE LA|DE L|DU|DES|DE|LA|LE|LES|L|D)"
_ADDRESS = re.compile(
    rf"\b(?:{_STREET})S? (?:{_ARTICLE} )?\w+"
    rf"|\b\d{{1,4}} (?:BIS |TER |QUATER )?(?:{_NUMBERED_STREET}) (?:{_ARTICLE} )?[A-Z]{{3,}}"
    r"|\b(?:\d{5}|2[AB]\d{3}) [A-Z]{2,}"
)
_NOT_A_TOWN = (
    r"(?!(?:EUROS?|EUR|PERSONNES?|FEMMES?|HOMMES?|MINEURE?S?|VICTIMES?|PLACES?|NUITEES?|NUITS?|HABITANTS?|HAB|HEURES?|KM"
    r"|METRES?|AGENTS?|DEPLIANTS?|EXEMPLAIRES?|APPELS?|ETP|FICHES?|VISITES?|ET|OU|EN|AU|AUX|DE|DES|DU|LA|LE|LES|PAR|POUR"
    r"|SUR|DONT|SOIT|CONTRE|A)\b)"
)
# In a sentence, « la rue est… » and « mise à la rue de plusieurs… » lead nowhere.
_SENTENCE_ADDRESS = re.compile(
    rf"\b\d{{1,4}} (?:BIS |TER |QUATER |[A-D] )?(?:{_STREET}|{_NUMBERED_STREET}|R|AV) (?:{_ARTICLE} )?[A-Z]{{2,}}"
    rf"|\b(?:AVENUE|BOULEVARD|BD|BLVD|IMPASSE|CHEMIN|ALLEE|QUAI|FAUBOURG|LIEU DIT|HAMEAU)S? {_ARTICLE} [A-Z]{{3,}}"
    rf"|\bRUE (?:DU|DES|DE LA|DE L) (?!PLUS|MOINS|FAIT|DEPARTEMENT|JOUR|PART|SEMAINE)[A-Z]{{3,}}"
    rf"|\b(?:(?:0[1-9]|[1-8]\d|9[0-8])\d{{3}}|2[AB]\d{{3}}) {_NOT_A_TOWN}[A-Z]{{2,}}"
)
_NAMED_STREET = re.compile(
    r"\b(?:[Rr]ue|[Aa]venue|[Bb]oulevard|[Ii]mpasse|[Aa]llée|[Cc]hemin|[Qq]uai)\s"
    r"(?:(?:de la|de l['’]|du|des|de|d['’]|la|le)\s?)?[A-ZÉÈÀ][a-zéèàçô]+"
)

_DATE = re.compile(r"\b(?:\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d{2}|(?:19|20)\d{2}-\d{2}-\d{2})\b")
_TELEPHONE = re.compile(
    # The numbers in 08 are national lines, which no house answers; that of the scheme is one of them.
    r"(?<![\w.,])(?:(?:\+|00)\s?33[\s.\-/]?(?:\(\s?0\s?\))?[\s.\-/]?|\(?0\)?[\s.\-/]?)(?!8)[1-9](?:[\s.\-/_]{0,3}\d){8}(?!\d)"
)
_MAILBOX = re.compile(r"[\w.+-]+\s?(?:@|\[at\]|\(at\)|\sarobase\s)\s?[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}", re.IGNORECASE)
_MAP_LINK = re.compile(
    r"goo\.gl/maps|maps\.app\.goo|google\.\w+/maps|maps\.google|maps\.apple|bing\.com/maps|openstreetmap\.|\bosm\.org"
    r"|\bosm\.to|waze\.com|mappy\.|viamichelin\.|geoportail\.gouv|umap\.|plus\.codes|w3w\.co|what3words\.com|\bgeo:-?\d"
    r"|here\.com/|\bmap(?:s|\.\w+)?/@?-?\d",
    re.IGNORECASE,
)
_DECIMALS = re.compile(
    r"(-?\d{1,3}[.,]\d{3,})\s*°?\s*[NSEOW]?\s*(?:[,;/|:]|\bet\b|\s)\s*(?:lon\w*|lng)?\s*[:=]?\s*(-?\d{1,3}[.,]\d{3,})",
    re.IGNORECASE,
)
_LABELLED = re.compile(r"\b(?:lat|latitude|lon|lng|long|longitude)\b\W{0,4}-?\d{1,3}[.,]\d{2,}", re.IGNORECASE)
_DEGREES = re.compile(
    r"\d{1,3}\s?[°˚]\s?\d{1,2}|\d{1,3}\s?deg\w*\.?\s?\d{1,2}|\b\d{1,2}o\d{1,2}['’′]"
    r"|\b[NS]\s?\d{1,2}[\s.°]\d{1,2}[.,]\d+"
    r"|\b\d{1,2}\s\d{1,2}[\s'’′]\d{1,2}(?:[.,]\d+)?\s?[\"”″]?\s?[NS]\b",
    re.IGNORECASE,
)
_GRID = re.compile(
    r"\b(?:UTM|LAMBERT|RGF\s?93|L\s?93|MGRS|WGS\s?84)\b[^\n]{0,40}?\d{5}"
    r"|\b\d{1,2}\s?[C-HJ-NP-X]\s+\d{6}(?:[.,]\d+)?\s*m?\s*E?[\s,;]+\d{7}"
    r"|\b\d{1,2}[C-HJ-NP-X]\s?[A-HJ-NP-Z]{2}\s?\d{4,5}\s?\d{4,5}\b"
    r"|(?<![\d.,])(?:1[ .]?)?\d{3}[ .]?\d{3}(?:[.,]\d+)?\s*[,;/ ]\s*[67][ .]?\d{3}[ .]?\d{3}(?:[.,]\d+)?(?![\d€])"
    r"|\b[XY]\s?[:=]\s?\d{3}[ .]?\d{3}",
    re.IGNORECASE,
)
_PLUS_CODE = re.compile(
    r"(?<![\w+])(?:[23456789CFGHJMPQRVWX]{4}){1,2}\s?\+\s?[23456789CFGHJMPQRVWX]{2,3}(?!\w)", re.IGNORECASE
)
_THREE_WORDS = re.compile(
    r"///\s?[^\W\d_]+\.[^\W\d_]+\.[^\W\d_]+|\b(?:what3words|w3w)\b.{0,30}?[^\W\d_]{2,}\.[^\W\d_]{2,}\.[^\W\d_]{2,}",
    re.IGNORECASE,
)
_REGISTERED = re.compile(r"\b(?:FINESS|SIRE[NT])\b\D{0,12}\d[\d ]{7,16}", re.IGNORECASE)
_NUMBER_OF_A_BODY = re.compile(r"\b(?:\d{9}|\d{14})\b")

_SHAPES = (
    ("un lien vers une carte", _MAP_LINK),
    ("des coordonnées", _LABELLED),
    ("des coordonnées", _DEGREES),
    ("des coordonnées", _GRID),
    ("un code de position", _PLUS_CODE),
    ("un code de position", _THREE_WORDS),
    ("une adresse électronique", _MAILBOX),
    ("un numéro d’établissement", _REGISTERED),
)
# Boxes of France, south, north, west, east: mainland, Antilles, Guyane, La Réunion and Mayotte.
_FRANCE = ((41, 52, -6, 10), (14, 19, -64, -60), (2, 6, -55, -51), (-22, -12, 44, 57))
_EXACT = 4


def door_in(text: str) -> str | None:
    """What in a `plain` text leads to a door, as French words (« une adresse »), None when nothing does."""
    for words, shape in _SHAPES:
        if shape.search(text):
            return words
    undated = _DATE.sub(" § ", text)
    if _TELEPHONE.search(undated):
        return "un téléphone"
    if any(_is_a_point(*pair) for pair in _DECIMALS.findall(text)):
        return "des coordonnées"
    if _NAMED_STREET.search(text) or _SENTENCE_ADDRESS.search(fold_name(undated)):
        return "une adresse"
    return None


def leads_to_a_door(text: str) -> bool:
    """Whether a cell holds a street, a postal code with its town, a telephone, a point or a registration number.

    >>> [leads_to_a_door(text) for text in ("3, rue des Lilas", "04 66 00 00 00", "44.5180, 3.5010", "12 places")]
    [True, True, True, False]
    """
    if not text:
        return False
    read = plain(text)
    return bool(door_in(read) or _ADDRESS.search(fold_name(read)) or _NUMBER_OF_A_BODY.search(read))


def _is_a_point(first: str, second: str) -> bool:
    """Whether two decimal numbers are a place of France, in either order, or anything told to ten metres."""
    a, b = (float(number.replace(",", ".")) for number in (first, second))
    exact = all(len(re.split("[.,]", number)[1]) >= _EXACT for number in (first, second))
    return any(
        south <= lat <= north and west <= lon <= east
        for lat, lon in ((a, b), (b, a))
        for south, north, west, east in _FRANCE
    ) or (exact and abs(a) <= 90 and abs(b) <= 180)
