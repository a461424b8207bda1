"""Declared words, read as codes: what the vocabulary says, and nothing more."""

import re
from collections.abc import Mapping
from functools import cache

from config.vocabulary import LISTS, vocabulary
from geodata.reference.folding import fold_name

_COMMENT = re.compile(r"\s*\([^)]*\)")


def words(declared: str) -> list[str]:
    """The words of a declared cell, separated by semicolons outside brackets.

    >>> words("accueil ; PSP (agréée ; 2017);")
    ['accueil', 'PSP (agréée ; 2017)']
    """
    return [word.strip() for word in re.split(r";(?![^(]*\))", declared) if word.strip()]


def codes_of(list_name: str, declared: str) -> tuple[list[str], list[str]]:
    """The codes of a declared cell, without repeats and in the order of the list, and the words nobody knows.

    >>> codes_of("functions", "Maraudes ; PSP (agréée) ; poterie")
    (['aller_vers', 'social'], ['poterie'])
    """
    known = _folded(list_name)
    found: set[str] = set()
    unknown = []
    for word in words(declared):
        codes = known.get(fold_name(word), known.get(fold_name(_COMMENT.sub("", word))))
        if codes is None:
            unknown.append(word)
        found.update(codes or ())
    return [code for code in _order(list_name) if code in found], unknown


@cache
def _folded(list_name: str) -> Mapping[str, tuple[str, ...]]:
    return {fold_name(word): codes for word, codes in vocabulary()[list_name].items()}


@cache
def _order(list_name: str) -> tuple[str, ...]:
    return tuple(member.value for member in LISTS[list_name])
