"""Who can help, where, for whom: the branches that answer a question, near first, then those that come from elsewhere.

Pure: the listing comes in as rows that the reader may read, and nothing else of the archive is known here. No full text
of a database: both databases give the same answers. Conditions are bits of one number a branch, distances one array.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

import numpy as np
import pandas as pd

from config.nomenclatures import WHOLE_COUNTRY
from config.thresholds import threshold
from geodata.listing.codes import ACSE
from geodata.listing.concepts import CHOICES, Concept, Kind
from geodata.listing.names import Names
from geodata.listing.places import Place, places
from geodata.listing.understanding import Question, understand

EARTH_KM = 6371.0088


class Tier(StrEnum):
    """From where a branch would help, in the order of the answers."""

    NAMED = "named"
    HERE = "here"
    FROM_ELSEWHERE = "from_elsewhere"
    NATIONAL = "national"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True)
class Asked:
    """A question in free words, and what was chosen in lists beside it (codes; `place`: key of a `Place`)."""

    text: str = ""
    place: str = ""
    publics: str = ""
    forms: str = ""
    functions: str = ""
    languages: str = ""

    @property
    def empty(self) -> bool:
        return self == Asked()


@dataclass(frozen=True)
class Hit:
    """A branch that answers. `row`: its position in the listing. `distance_km`: None when no point is known.

    `matched`: the conditions that it declares; `not_said`: those of which it says nothing.
    """

    row: int
    tier: Tier
    distance_km: float | None
    matched: tuple[Concept, ...]
    not_said: tuple[Concept, ...]


@dataclass(frozen=True)
class Answer:
    """`relaxed`: conditions left aside, for nothing met all of them; `name_relaxed`: no organisation of that name."""

    question: Question
    hits: tuple[Hit, ...]
    relaxed: tuple[Concept, ...] = ()
    name_relaxed: bool = False
    place_relaxed: bool = False


@dataclass
class Index:
    """A listing ready to be searched: columns of `geodata.publication.listing`, one row a branch."""

    rows: pd.DataFrame
    names: Names = field(init=False)

    def __post_init__(self) -> None:
        rows = self.rows
        self.names = Names(rows["association"].tolist(), rows["branch"].tolist())
        self._bits = {kind: {code: 1 << rank for rank, code in enumerate(names)} for kind, names in CHOICES.items()}
        self._masks = {
            kind: np.array([sum(bits.get(code, 0) for code in codes) for codes in rows[kind.value]], dtype="uint64")
            for kind, bits in self._bits.items()
        }
        self._at = np.radians(rows[["lat", "lon"]].to_numpy(dtype="float64"))
        self._departements = rows["departement"].to_numpy(dtype=object)
        self._zones = [frozenset(zones) for zones in rows["zones"]]
        # The coordination of the national scheme answers from anywhere, and has no public door where it stands.
        self._scheme = (rows["structure"] == ACSE).to_numpy(dtype=bool)
        self._national = np.array([WHOLE_COUNTRY in zones for zones in self._zones], dtype=bool) | self._scheme
        order = list(zip(rows["association"], rows["branch"], strict=True))
        self._alphabetical = np.empty(len(rows), dtype="int64")
        self._alphabetical[sorted(range(len(rows)), key=order.__getitem__)] = np.arange(len(rows))

    def search(self, asked: Asked) -> Answer:
        """The answers; when nothing answers, conditions are left aside one after another, and said to be."""
        question = with_choices(understand(asked.text, self.names, places()), asked)
        wanted, left_aside = list(question.concepts), []
        answer = self._answer(question, wanted)
        order = (Kind.LANGUAGE, Kind.FUNCTION, Kind.PUBLIC, Kind.FORM)
        for kind in order:
            if answer.hits or not wanted:
                break
            left_aside += [each for each in wanted if each.kind == kind]
            wanted = [each for each in wanted if each.kind != kind]
            answer = replace(self._answer(question, wanted), relaxed=tuple(left_aside))
        if not answer.hits and question.name:
            bare = replace(question, name=())
            answer = replace(self._answer(bare, list(question.concepts)), question=question, name_relaxed=True)
        if not answer.hits and question.place:
            anywhere = self._answer(replace(question, place=None), [])
            national = tuple(hit for hit in anywhere.hits if self._national[hit.row])
            answer = Answer(question, national, question.concepts, place_relaxed=True)
        return answer

    def distances_km(self, place: Place) -> np.ndarray:
        """Great circle from the centre of the commune; NaN without a point on either side."""
        if place.lat is None or place.lon is None:
            return np.full(len(self.rows), np.nan)
        lat, lon = np.radians(place.lat), np.radians(place.lon)
        there_lat, there_lon = self._at[:, 0], self._at[:, 1]
        chord = (
            np.sin((there_lat - lat) / 2) ** 2
            + np.cos(lat) * np.cos(there_lat) * np.sin((there_lon - lon) / 2) ** 2
        )  # fmt: skip
        return np.asarray(2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(chord, 0, 1))))

    def _answer(self, question: Question, wanted: Sequence[Concept]) -> Answer:
        count = len(self.rows)
        fits, unsaid = np.ones(count, dtype=bool), np.zeros(count, dtype="int16")
        met: list[np.ndarray] = []
        for concept in wanted:
            mask = self._masks[concept.kind]
            bits = np.uint64(sum(self._bits[concept.kind][code] for code in concept.codes))
            meets, silent = (mask & bits) != 0, mask == 0
            met.append(meets)
            fits &= meets | silent
            unsaid += silent
        alike = self.names.alike(question.words, mistyped=question.mistyped)
        named = alike > 0
        if question.name:
            counts = self.names.counted(question.name)
            fits &= (counts > 0) & (counts == counts.max(initial=0))
        tiers, km = self._tiers(question, fits)
        # A question that is the very name of an organisation finds it, whatever else its words could mean.
        tiers[named & (tiers == len(_ORDER))] = _ORDER.index(Tier.NAMED)
        kept = np.flatnonzero(tiers < len(_ORDER))
        distance = np.where(np.isnan(km), np.inf, km)
        order = np.lexsort(
            (self._alphabetical[kept], distance[kept], unsaid[kept], -alike[kept], tiers[kept])
            if not question.place
            else (self._alphabetical[kept], distance[kept], -alike[kept], unsaid[kept], tiers[kept])
        )
        hits = (
            Hit(
                int(row),
                _ORDER[tiers[row]],
                None if np.isnan(km[row]) else float(km[row]),
                tuple(each for each, meets in zip(wanted, met, strict=True) if meets[row]),
                tuple(each for each in wanted if self._masks[each.kind][row] == 0),
            )
            for row in kept[order]
        )
        return Answer(question, tuple(hits))

    def _tiers(self, question: Question, fits: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The rank of the tier of each branch (`len(_ORDER)`: none), and its distance."""
        tiers = np.full(len(self.rows), len(_ORDER))
        place = question.place
        if place is None:
            tiers[fits] = np.where(self._national[fits], _ORDER.index(Tier.NATIONAL), _ORDER.index(Tier.ELSEWHERE))
            return tiers, np.full(len(self.rows), np.nan)
        km = self.distances_km(place)
        if question.name:
            tiers[fits] = _ORDER.index(Tier.ELSEWHERE)
        tiers[fits & self._national] = _ORDER.index(Tier.NATIONAL)
        covers = np.array([place.departement in zones for zones in self._zones], dtype=bool)
        tiers[fits & covers] = _ORDER.index(Tier.FROM_ELSEWHERE)
        with np.errstate(invalid="ignore"):
            here = (self._departements == place.departement) | (km <= threshold("directory.near_km"))
        tiers[fits & here & ~self._scheme] = _ORDER.index(Tier.HERE)
        return tiers, km


_ORDER = (Tier.NAMED, Tier.HERE, Tier.FROM_ELSEWHERE, Tier.NATIONAL, Tier.ELSEWHERE)


def with_choices(question: Question, asked: Asked) -> Question:
    """The question with what was chosen in lists, which stand before what its words say; unknown codes are ignored."""
    place = places().of_key(asked.place) or question.place
    chosen = [
        Concept(kind, (code,))
        for kind, code in (
            (Kind.PUBLIC, asked.publics), (Kind.FORM, asked.forms), (Kind.FUNCTION, asked.functions),
            (Kind.LANGUAGE, asked.languages),
        )
        if code in CHOICES[kind]
    ]  # fmt: skip
    return replace(question, place=place, concepts=tuple(sorted({*question.concepts, *chosen})))
