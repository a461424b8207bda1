"""Two branches that a person has said to be one: what the listing shows of them. Neither row changes."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from geodata.listing.fields import BRANCH_FIELDS, CONSENT_OF, CONSENTS

Row = dict[str, Any]


class Verdict(StrEnum):
    """What a person says of two branches that look alike."""

    MERGED = "merged"
    DISTINCT = "distinct"
    UNDONE = "undone"


@dataclass(frozen=True)
class Word:
    """A verdict on a pair; the last one said of a pair, in either order, is the one that stands."""

    kept_id: int
    absorbed_id: int
    kind: Verdict


UNITED = ("publics", "forms", "functions", "zones")
"""Lists that anybody may read: those of both branches are shown."""
ADDRESS = (
    "street", "postcode", "city", "lat", "lon", "geo_status", "geo_precision", "geo_score", "geo_label", "geo_citycode",
    "geo_source", "geo_reason", "geocoded_at", "geo_locked",
)  # fmt: skip
"""Taken together, from the branch that has a street."""
_FILLED = tuple(name for name in BRANCH_FIELDS if name not in {*UNITED, *ADDRESS, "consents", "point", "departement"})


def standing(words: Iterable[Word]) -> dict[int, int]:
    """Absorbed branch → the branch that shows it, from verdicts in the order in which they were said.

    >>> standing([Word(1, 2, Verdict.MERGED), Word(3, 4, Verdict.MERGED), Word(4, 3, Verdict.UNDONE)])
    {2: 1}
    """
    last: dict[frozenset[int], Word] = {}
    for word in words:
        pair = frozenset({word.kept_id, word.absorbed_id})
        last.pop(pair, None)
        last[pair] = word
    return {word.absorbed_id: word.kept_id for word in last.values() if word.kind == Verdict.MERGED}


def said_distinct(words: Iterable[Word]) -> set[frozenset[int]]:
    """The pairs that were said to be two branches, by the last verdict on them."""
    last = {frozenset({word.kept_id, word.absorbed_id}): word.kind for word in words}
    return {pair for pair, kind in last.items() if kind == Verdict.DISTINCT}


def shown(live: Collection[int], absorbed: Mapping[int, int]) -> set[int]:
    """Which live branches the listing shows by themselves; the others are shown by one that absorbed them.

    >>> shown({1, 2, 3}, {2: 1, 3: 9})
    {1, 3}
    """
    return {branch_id for branch_id in live if _root(branch_id, live, absorbed) == branch_id}


def folded(rows: Mapping[int, Row], absorbed: Mapping[int, int]) -> dict[int, Row]:
    """The rows that the listing shows: each with what it lacks taken from those that it absorbs, `merged` their ids.

    `rows`: live branches, by id. A branch absorbed by one that is not live any more stands by itself again: nothing
    that is validated can disappear behind a branch that closes.
    """
    roots = shown(rows, absorbed)
    others: dict[int, list[int]] = {branch_id: [] for branch_id in rows if branch_id in roots}
    for branch_id in rows:
        if branch_id not in roots:
            others[_root(branch_id, rows, absorbed)].append(branch_id)
    return {root: _completed(rows[root], [rows[other] for other in sorted(its)]) for root, its in others.items()}


def _root(branch_id: int, live: Collection[int], absorbed: Mapping[int, int]) -> int:
    path = [branch_id]
    while (above := absorbed.get(path[-1])) is not None and above in live:
        if above in path:
            return min(path[path.index(above) :])  # absorbed in a circle: one of them has to show the others
        path.append(above)
    return path[-1]


def _completed(kept: Row, others: Sequence[Row]) -> Row:
    row = {**kept, "merged": [other["id"] for other in others]}
    for other in others:
        for name in UNITED:
            row[name] = [*row[name], *(code for code in other[name] if code not in row[name])]
        # What a branch says of its own zone stands before what the one that it absorbs said of it.
        row |= {name: other[name] | row[name] for name in ("modes", "zones_validated")}
        if not row["street"] and other["street"] and row["departement"] == other["departement"]:
            row |= {name: other[name] for name in ADDRESS} | _consented(row, other, "address")
        for name in _FILLED:
            if not row[name] and other[name]:
                row[name] = other[name]
                if name in CONSENT_OF:
                    row |= _consented(row, other, CONSENT_OF[name])
    return row


def _consented(row: Row, other: Row, consent: str) -> Row:
    """What came from another branch is published as that one agreed to."""
    agreed = {*row["consents"]} - {consent} | ({consent} & {*other["consents"]})
    return {"consents": [each for each in CONSENTS if each in agreed]}
