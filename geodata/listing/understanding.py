"""What a question asks for: a place, whom, what for, in which language, from whom. Word order does not matter."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from geodata.listing.concepts import Concept, Kind, concepts
from geodata.listing.names import Names, room
from geodata.listing.places import Place, Places
from geodata.listing.question_words import as_written, stems

MOST_WORDS = 12
LONGEST_PHRASE = 5


@dataclass(frozen=True)
class Chip:
    """A part of the question as it was understood. `without`: the question that is left when it is removed.

    `read_as`: what a mistyped word was taken for, empty when nothing was corrected.
    """

    kind: Kind
    label: str
    codes: tuple[str, ...] = ()
    without: str = ""
    read_as: str = ""


@dataclass(frozen=True)
class Question:
    """`words`: all of the question, as typed; `name`: those that belong to the name of an organisation."""

    place: Place | None = None
    concepts: tuple[Concept, ...] = ()
    name: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    chips: tuple[Chip, ...] = ()
    unknown: tuple[str, ...] = ()
    """Words as written that nothing was found for."""

    @property
    def mistyped(self) -> bool:
        """Whether a word at least was not known as it was written."""
        return bool(self.unknown) or any(chip.read_as for chip in self.chips)


@dataclass
class _Word:
    stem: str
    piece: int
    corrected: bool = False
    taken: bool = False
    in_names: str = ""
    """What a mistyped word may be in names of organisations, beside what it was read as."""


@dataclass(frozen=True)
class _Part:
    kind: Kind
    words: tuple[_Word, ...]
    place: Place | None = None
    concept: Concept | None = None


def understand(text: str, names: Names, places: Places) -> Question:
    """Read a question; an empty one asks for everything."""
    pieces = as_written(text)
    words = [_Word(stem, rank) for rank, piece in enumerate(pieces) for stem in stems(piece)][:MOST_WORDS]
    _correct(words, names, places)
    words.sort(key=lambda word: word.stem)  # what stands first must not decide between two places
    parts = _parts(words, names, places)
    rest = [word for word in words if not word.taken]
    parts, rest = _given_to_names(parts, rest, names)
    known = [word for word in rest if word.in_names or word.stem in names.of_word]
    found = {id(word) for word in known}
    unknown = dict.fromkeys(pieces[word.piece] for word in rest if id(word) not in found)
    place = next((part.place for part in parts if part.place), None)
    question = Question(
        place=place,
        concepts=tuple(sorted({part.concept for part in parts if part.concept})),
        name=tuple(dict.fromkeys(word.in_names or word.stem for word in known)),
        words=stems(text)[:MOST_WORDS],
        unknown=tuple(unknown),
    )
    chips = [_chip(part, pieces) for part in parts if part.kind != Kind.GENERIC]
    if known:
        chips.append(_chip(_Part(Kind.NAME, tuple(known)), pieces))
    return replace(question, chips=tuple(chips))


def _chip(part: _Part, pieces: Sequence[str]) -> Chip:
    gone = {word.piece for word in part.words}
    said = " ".join(pieces[rank] for rank in sorted(gone))
    label = part.place.label if part.place else part.concept.label if part.concept else f"«\xa0{said}\xa0»"
    read_as = " ".join(word.stem.lower() for word in part.words) if any(word.corrected for word in part.words) else ""
    return Chip(
        part.kind,
        label,
        part.concept.codes if part.concept else (),
        " ".join(piece for rank, piece in enumerate(pieces) if rank not in gone and stems(piece)),
        read_as,
    )


def _correct(words: Iterable[_Word], names: Names, places: Places) -> None:
    """Replace each unknown word by the nearest known one: a word of the vocabulary, a large place, a name."""
    vocabulary = {each for phrase in concepts() for each in phrase}
    for word in words:
        known = word.stem in vocabulary or word.stem in places.large_words or word.stem in names.of_word
        if known or places.commune(frozenset({word.stem})) or not word.stem.isalpha() or not room(word.stem):
            continue
        found = [
            (distance, rank, each)
            for rank, candidates in enumerate((vocabulary, places.large_words))
            for each, distance, _ in process.extract(
                word.stem, sorted(candidates), scorer=OSA.distance, score_cutoff=room(word.stem), limit=1
            )
        ]
        errors, borne = names.near(word.stem)
        if borne:
            found.append((errors, 2, borne[0]))
            word.in_names = "|".join(borne)
        if found:
            word.stem, word.corrected = min(found)[2], True


def _parts(words: list[_Word], names: Names, places: Places) -> list[_Part]:
    """Longest phrases first; of the same length: départements, words that mean something, communes, the others."""
    found: list[_Part] = []
    for word in words:
        place = places.of_number(word.stem) if not any(part.place for part in found) else None
        if place:
            found.append(_take(_Part(Kind.PLACE, (word,), place=place)))
    readings = (_departement, _concept, _commune, _generic)
    for size in range(min(LONGEST_PHRASE, len(words)), 0, -1):
        for read in readings:
            for some in combinations([word for word in words if not word.taken], size):
                if any(word.taken for word in some) or len({word.stem for word in some}) < size:
                    continue
                part = read(some, found, names, places)
                if part:
                    found = [each for each in found if not (each.place and part.place)]
                    found.append(_take(part))
    return [_whole_place(part, words, places) if part.place else part for part in found]


def _whole_place(part: _Part, words: list[_Word], places: Places) -> _Part:
    """« Lyon 69009 » says its place twice, and « Paris 18e » is one of its parts."""
    place = part.place
    for word in words:
        if word.taken or place is None:
            continue
        inner = places.commune(frozenset({*_phrase(part.words), word.stem, "ARRONDISSEMENT"}))
        if inner or word.stem in stems(place.label):
            place = inner[0] if inner else place
            part = _take(replace(part, words=(*part.words, word), place=place))
    return part


def _take(part: _Part) -> _Part:
    for word in part.words:
        word.taken = True
    return part


Some = tuple[_Word, ...]


def _phrase(some: Some) -> frozenset[str]:
    return frozenset(word.stem for word in some)


def _departement(some: Some, found: list[_Part], names: Names, places: Places) -> _Part | None:
    place = places.departement(_phrase(some))
    if place is None or any(part.place for part in found):
        return None
    # « Paris » is better known as a commune: it has a centre.
    whole = places.commune(_phrase(some))
    return _Part(Kind.PLACE, some, place=whole[0] if whole and whole[0].departement == place.departement else place)


def _concept(some: Some, found: list[_Part], names: Names, places: Places) -> _Part | None:
    concept = concepts().get(_phrase(some))
    return _Part(Kind(concept.kind), some, concept=concept) if concept else None


def _commune(some: Some, found: list[_Part], names: Names, places: Places) -> _Part | None:
    before = next((part for part in found if part.place), None)
    if before and before.place and before.place.commune:
        return None
    reading = places.commune(_phrase(some), before.place.departement if before and before.place else "")
    if reading is None:
        return None
    place, large = reading
    if not large and any(word.stem in names.of_word or word.stem in _meant() for word in some):
        return None
    # With its département, « Saint-Denis 974 » is one place: removing it removes both.
    return _Part(Kind.PLACE, (*(before.words if before else ()), *some), place=place)


def _generic(some: Some, found: list[_Part], names: Names, places: Places) -> _Part | None:
    phrase = _phrase(some)
    return _Part(Kind.GENERIC, some) if phrase in concepts() and concepts()[phrase] is None else None


def _meant() -> set[str]:
    return {word for phrase, concept in concepts().items() if concept for word in phrase}


def _given_to_names(parts: list[_Part], rest: list[_Word], names: Names) -> tuple[list[_Part], list[_Word]]:
    """« bus des femmes » is a name: words that mean something go with those that are only a name, when an organisation
    bears them all.
    """
    counts = names.counted([word.in_names or word.stem for word in rest])
    if not rest or not counts.max(initial=0):
        return parts, rest
    bearers = set(np.flatnonzero(counts == counts.max()).tolist())
    kept = []
    for part in parts:
        heads = [set(names.of_organisation.get(word.stem, np.array([])).tolist()) for word in part.words]
        shared = bearers.intersection(*heads) if heads else set()
        if shared and part.kind != Kind.PLACE:
            bearers, rest = shared, [*rest, *part.words]
        else:
            kept.append(part)
    return kept, rest
