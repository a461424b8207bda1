"""The names of organisations and branches as an index of words: which branches each word, or acronym, belongs to."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from config.search import search_words
from config.thresholds import threshold
from geodata.listing.question_words import initials, stems

SHORTEST, LONG = 4, 8
"""Letters under which a word is never corrected, and from which it may hold two errors."""


class Names:
    """Names of branches, in the order of the listing.

    `of_word`: the rows of each word; `of_organisation`: those whose organisation, and not only the branch, has it.
    """

    def __init__(self, associations: Sequence[str], branches: Sequence[str]) -> None:
        rows_of: dict[str, set[int]] = defaultdict(set)
        heads: dict[str, set[int]] = defaultdict(set)
        said: dict[str, set[str]] = {}
        for row, (association, branch) in enumerate(zip(associations, branches, strict=True)):
            if association not in said:
                said[association] = _words_of(association)
            for word in said[association]:
                heads[word].add(row)
            for word in (*said[association], *stems(branch)):
                rows_of[word].add(row)
        self.of_word = {word: np.array(sorted(rows)) for word, rows in rows_of.items()}
        self.of_organisation = {word: np.array(sorted(rows)) for word, rows in heads.items()}
        self._count = len(associations)
        self._sorted = [
            [" ".join(sorted(stems(text))) for text in texts]
            for texts in (associations, branches, [f"{a} {b}" for a, b in zip(associations, branches, strict=True)])
        ]

    def counted(self, words: Sequence[str]) -> np.ndarray:
        """How many of the words each branch bears; « A|B » is a word that could be read as either."""
        found = np.zeros(self._count, dtype="int16")
        for word in words:
            rows = [self.of_word[each] for each in word.split("|") if each in self.of_word]
            if rows:
                found[np.unique(np.concatenate(rows))] += 1
        return found

    def near(self, word: str) -> tuple[int, list[str]]:
        """The words of names that a mistyped word may be, all at the same number of errors; 99 and none otherwise."""
        found = process.extract(word, list(self.of_word), scorer=OSA.distance, score_cutoff=room(word), limit=None)
        least = min((distance for _, distance, _ in found), default=99)
        return int(least), sorted(each for each, distance, _ in found if distance == least)

    def alike(self, words: Sequence[str], *, mistyped: bool) -> np.ndarray:
        """Resemblance, 0 to 100, of the whole question to the name of each branch; 0 under what may be chance.

        `mistyped`: some word is unknown, so that the question may be a name with an error, even a short one.
        """
        asked, best = " ".join(sorted(words)), np.zeros(self._count)
        if len(asked) < SHORTEST:
            return best
        cutoff, errors = threshold("directory.same_name"), room(asked) if mistyped else 0
        for texts in self._sorted:
            scores = process.cdist([asked], texts, scorer=fuzz.ratio, score_cutoff=cutoff)[0]
            typed = process.cdist([asked], texts, scorer=OSA.distance, score_cutoff=errors)[0]
            best = np.maximum(best, np.maximum(scores, np.where(typed <= errors, 100 - typed, 0)))
        return best


def room(text: str) -> int:
    """How many typing errors may stand in a text."""
    return 0 if len(text) < SHORTEST else 1 if len(text) < LONG else 2


def _words_of(association: str) -> set[str]:
    """Its words and what it may be abbreviated to; « ACPE – Agir contre… » is two names of one organisation."""
    words = set(stems(association))
    for part in association.replace("—", "–").split(" – "):
        words |= initials(part.partition("(")[0])
    words |= {
        each for short, name in search_words().names.items() if set(stems(name)) <= words for each in stems(short)
    }
    return words
