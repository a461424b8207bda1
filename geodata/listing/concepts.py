"""The words that name a public, a form of exploitation, a function or a language."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from config.languages import languages
from config.nomenclatures import Form, Function, Public
from config.search import search_words
from config.vocabulary import vocabulary
from geodata.listing.question_words import stems

Words = frozenset[str]


class Kind(StrEnum):
    """What a part of a question may be about."""

    PLACE = "place"
    PUBLIC = "publics"
    FORM = "forms"
    FUNCTION = "functions"
    LANGUAGE = "languages"
    NAME = "name"
    GENERIC = "generic"


CHOICES: Mapping[Kind, Mapping[str, str]] = {
    Kind.PUBLIC: {each.value: each.label for each in Public},
    Kind.FORM: {each.value: each.label for each in Form},
    Kind.FUNCTION: {each.value: each.label for each in Function},
    Kind.LANGUAGE: languages(),
}


@dataclass(frozen=True, order=True)
class Concept:
    """What some words mean: any of `codes` of one list."""

    kind: Kind
    codes: tuple[str, ...]

    @property
    def label(self) -> str:
        names = CHOICES[self.kind]
        if len(self.codes) == len(names):
            return "Toutes"
        first, *others = (names[code] for code in self.codes)
        return " ou ".join([first, *(other[0].lower() + other[1:] for other in others)])


@cache
def concepts() -> Mapping[Words, Concept | None]:
    """What each set of words means; None for words that filter nothing.

    The labels first, then the vocabulary of organisations, then the words of those who look for help; words that could
    mean the whole of a list say nothing of it.
    """
    found: dict[Words, Concept | None] = {}
    for kind, names in CHOICES.items():
        for code, label in names.items():
            found[frozenset(stems(label))] = Concept(kind, (code,))
    for name, words in vocabulary().items():
        for word, codes in words.items():
            _add(found, word, Kind(name), codes)
    for name, words in search_words().coded.items():
        for word, codes in words.items():
            _add(found, word, Kind(name), codes, instead=True)
    for word in search_words().generic:
        found[frozenset(stems(word))] = None
    found.pop(frozenset(), None)
    return found


def _add(
    found: dict[Words, Concept | None], word: str, kind: Kind, codes: tuple[str, ...], *, instead: bool = False
) -> None:
    words = frozenset(stems(word))
    meaning = Concept(kind, codes) if codes and len(codes) < len(CHOICES[kind]) else None
    if instead or (meaning and found.get(words) is None):
        found[words] = meaning
    else:
        found.setdefault(words, meaning)
