"""Words that people write when they look for help, beside those of the vocabulary; each with its reason."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from config.languages import languages
from config.vocabulary import LISTS

FILE = Path(__file__).with_name("search.toml")
CODED = (*LISTS, "languages")


@dataclass(frozen=True)
class SearchWords:
    """`coded`: list → word → codes. `names`: abbreviation → name. `generic`: words that filter nothing."""

    coded: Mapping[str, Mapping[str, tuple[str, ...]]]
    names: Mapping[str, str]
    generic: tuple[str, ...]


@cache
def search_words() -> SearchWords:
    """Raises `ValueError` for an unknown table or code, or a word without a reason."""
    written = tomllib.loads(FILE.read_text(encoding="utf-8"))
    if set(written) != {*CODED, "names", "generic"}:
        raise ValueError(f"{FILE.name} must have exactly the tables {', '.join((*CODED, 'names', 'generic'))}")
    for table, words in written.items():
        for word, entry in words.items():
            if not str(entry.get("reason", "")).strip():
                raise ValueError(f"{FILE.name}, [{table}], “{word}” needs a reason")
    known = {name: {member.value for member in members} for name, members in LISTS.items()}
    known["languages"] = set(languages())
    coded: dict[str, dict[str, tuple[str, ...]]] = {}
    for name in CODED:
        coded[name] = {word: tuple(entry["codes"]) for word, entry in written[name].items()}
        if unknown := {code for codes in coded[name].values() for code in codes} - known[name]:
            raise ValueError(f"{FILE.name}, [{name}]: unknown code {', '.join(sorted(unknown))}")
    names = {word: str(entry["means"]) for word, entry in written["names"].items()}
    return SearchWords(coded, names, tuple(written["generic"]))
