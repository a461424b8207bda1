"""One spelling for what a person writes, so that a disguise hides nothing: entities, invisible signs, letters apart."""

import html
import re
import unicodedata
from functools import lru_cache
from urllib.parse import unquote

from rapidfuzz.distance import OSA

from geodata.reference.folding import fold_name

_BLANKS = re.compile(r"[^\S\n]+")
_TAG = re.compile(r"<[/!]?[A-Za-z][^<>]{0,200}>")
_PERCENT = re.compile(r"%[0-9A-Fa-f]{2}")
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})")
_SPELT_OUT = re.compile(r"\b(?:[A-Z] ){4,}[A-Z]\b")
_SENSITIVE = (
    "HEBERGEMENT", "HEBERGEMENTS", "SECURISE", "SECURISEE", "SECURISES", "SECURISANT", "CONFIDENTIEL",
    "CONFIDENTIELLE", "APPARTEMENT", "APPARTEMENTS", "PROTEGEE", "REFUGE", "REFUGES",
)  # fmt: skip
_OTHER_WORDS = re.compile(r"REFUGIE|REFUS|REFUT|SECURITE|PROTEGE[RZ]?$|PROTEGES$")
_SHORTEST = 5


def plain(text: str) -> str:
    """The text as it would be read: HTML entities and tags, percent signs and escapes undone, invisible signs gone.

    >>> plain("Re&#8203;f\\u200buge &eacute;"), plain("12%20rue%20d%27Essai")
    ('Refuge é', "12 rue d'Essai")
    """
    if "&" in text:
        text = html.unescape(html.unescape(text))
    if "<" in text:
        text = _TAG.sub("", text)
    if _PERCENT.search(text):
        text = unquote(text, errors="ignore")
    if "\\u" in text:
        text = _ESCAPE.sub(lambda escape: chr(int(escape[1], 16)), text)
    if not text.isascii():
        # A sign that someone could not read, or replaced, may stand inside a word.
        text = unicodedata.normalize("NFKC", text.replace("\ufffd", ""))
        if not text.isprintable():
            text = "".join(sign for sign in text if unicodedata.category(sign) not in {"Cf", "Cs", "Co"})
    return _BLANKS.sub(" ", text)


def folded(text: str) -> str:
    """`plain` text in capitals, without accents nor punctuation; letters spelt out are joined, typing errors corrected.

    >>> folded("h é b e r g e m e n t sécurisée"), folded("apartement"), folded("réfugié")
    ('HEBERGEMENT SECURISEE', 'APPARTEMENT', 'REFUGIE')
    """
    name = _SPELT_OUT.sub(lambda letters: letters[0].replace(" ", ""), fold_name(text))
    return " ".join([_corrected(word) for word in name.split(" ")])


@lru_cache(maxsize=1 << 16)
def _corrected(word: str) -> str:
    """The sensitive word that `word` is, one typing error apart."""
    if len(word) < _SHORTEST or word in _SENSITIVE or _OTHER_WORDS.match(word):
        return word
    return next((meant for meant in _SENSITIVE if OSA.distance(word, meant, score_cutoff=1) <= 1), word)
