"""A text as the words that a search compares: folded, without the small ones, without the mark of the plural."""

import re
from functools import lru_cache

from geodata.reference.folding import fold_name

SMALL = frozenset(
    (
        "A", "AU", "AUX", "AVEC", "CE", "CES", "CHEZ", "D", "DANS", "DE", "DES", "DU", "EN", "ET", "L", "LA", "LE",
        "LES", "LEUR", "LEURS", "N", "OU", "PAR", "POUR", "QUE", "QUI", "S", "SANS", "SE", "SON", "SUR", "UN", "UNE",
        "VERS",
    )
)  # fmt: skip
_WORD = re.compile(r"[^\s,;:/()«»–—|]+")


def stem(word: str) -> str:
    """A folded word without the mark of its plural.

    >>> stem("MINEURS"), stem("2A"), stem("BUS")
    ('MINEUR', '2A', 'BUS')
    """
    return word[:-1] if len(word) > 3 and word[-1] in "SX" and word.isalpha() else word


@lru_cache(maxsize=65536)
def stems(text: str) -> tuple[str, ...]:
    """The words of a text, in their order.

    >>> stems("Les Amis du Bus des Femmes"), stems("Aix-en-Provence")
    (('AMI', 'BUS', 'FEMME'), ('AIX', 'PROVENCE'))
    """
    return of_folded(fold_name(text))


def of_folded(folded: str) -> tuple[str, ...]:
    """The same, of a text already folded."""
    return tuple([stem(word) for word in folded.split() if word not in SMALL])


def as_written(text: str) -> list[str]:
    """The pieces of a question, as they were written.

    >>> as_written("traite, enfants Saint-Denis (93)")
    ['traite', 'enfants', 'Saint-Denis', '93']
    """
    return _WORD.findall(text)


def initials(name: str) -> set[str]:
    """The acronyms that a name may be called by, of three to six letters: with its small words and without.

    >>> sorted(initials("Amicale du Nid")), sorted(initials("Comité contre l'esclavage moderne"))
    (['ADN'], ['CCEM', 'CCLEM'])
    """
    words = fold_name(name).split()
    all_of_them = "".join(word[0] for word in words)
    large = "".join(word[0] for word in words if word not in SMALL)
    return {each for each in (all_of_them, large) if 3 <= len(each) <= 6}
