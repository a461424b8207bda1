"""One spelling for the name of a place, whoever wrote it."""

import re
import unicodedata

_LIGATURES = {"Œ": "OE", "Æ": "AE", "ß": "SS", "Ø": "O", "Ł": "L"}


def _plain(character: str) -> str:
    if character in _LIGATURES:
        return _LIGATURES[character]
    bare = "".join(part for part in unicodedata.normalize("NFKD", character) if not unicodedata.combining(part))
    return bare if bare.isalnum() else " "


# One table, applied in C: listings hold tens of thousands of distinct names.
_FOLD = {code: _plain(chr(code)) for code in (*range(0x20, 0x250), *range(0x2000, 0x2070), 0x02BC)}
_FOLD |= dict.fromkeys(range(0x300, 0x370), "")  # accents typed as separate characters
_WORDS = {"ST": "SAINT", "STE": "SAINTE", "STS": "SAINTS", "STES": "SAINTES"}
_SLASH = re.compile(r"\bS/")
_ARTICLE_FIRST = re.compile(r"^(?:LE|LA|LES|L) (?=\S)")
_ARTICLE_LAST = re.compile(r"(?<=\S) (?:LE|LA|LES|L)$")


def fold_name(name: str) -> str:
    """The name in capitals, without accents, hyphens or apostrophes; SAINT, SAINTE and SUR in full.

    >>> fold_name("St-Œuf-l'Évêque"), fold_name("Chalon s/ Saône"), fold_name("Château-Chinon (Ville)")
    ('SAINT OEUF L EVEQUE', 'CHALON SUR SAONE', 'CHATEAU CHINON VILLE')
    """
    upper = name.upper()
    if "/" in upper:
        upper = _SLASH.sub("SUR ", upper)
    return " ".join([_WORDS.get(word, word) for word in upper.translate(_FOLD).split()])


def without_article(folded: str) -> str:
    """The folded name without its article, first or last: a second try only, since « Le Pin » is not « Pin ».

    >>> without_article("LE HAVRE"), without_article("HAVRE LE"), without_article("LAVAL")
    ('HAVRE', 'HAVRE', 'LAVAL')
    """
    return _ARTICLE_LAST.sub("", _ARTICLE_FIRST.sub("", folded))
