"""Which codes the words that organisations use of themselves are read as: an editorial choice, kept in a text file."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from config.nomenclatures import Form, Function, Labelled, Public

FILE = Path(__file__).with_name("vocabulary.toml")
LISTS: Mapping[str, type[Labelled]] = MappingProxyType({"forms": Form, "publics": Public, "functions": Function})


@cache
def vocabulary() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """For each list (`forms`, `publics`, `functions`), the codes of each declared word, in the order of the list.

    An empty tuple is a known word that says nothing of the list. Raises `ValueError` for an unknown list or code.
    """
    written = tomllib.loads(FILE.read_text(encoding="utf-8"))
    if set(written) != set(LISTS):
        raise ValueError(f"{FILE.name} must have exactly the tables {', '.join(LISTS)}, got {', '.join(written)}")
    return {name: {word: _codes(name, word, codes) for word, codes in words.items()} for name, words in written.items()}


def _codes(name: str, word: str, written: list[str]) -> tuple[str, ...]:
    known = [member.value for member in LISTS[name]]
    if written == ["*"]:
        return tuple(known)
    if unknown := set(written) - set(known):
        raise ValueError(f"{FILE.name}, [{name}], “{word}”: unknown code {', '.join(sorted(unknown))}")
    return tuple(code for code in known if code in written)
