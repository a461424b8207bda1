"""Branches that look alike: proposed, and made one or said to be two by a person, who may undo it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz import fuzz
from sqlalchemy import select
from sqlalchemy.orm import Session

from config.roles import Action, Level, Object
from config.thresholds import threshold
from geodata import territories
from geodata.listing.fields import Kind
from geodata.listing.merging import Verdict, said_distinct, standing
from geodata.models import Branch, BranchMerge, Structure
from geodata.perimetre import Perimetre
from geodata.reference.folding import fold_name
from geodata.repositories.listing_cards import words
from geodata.repositories.listing_rows import (
    Entry,
    ListingError,
    a_reason,
    append,
    by,
    home_of,
    known_branch,
    require_validating,
    tell,
)
from geodata.repositories.listing_writing import Cause, remember
from geodata.rights import FRANCE, decide

OBJECT = "branch_merges"
SAME_SIRET = "même SIRET"
CLOSE_NAME = "noms proches, même commune"


@dataclass(frozen=True)
class Pair:
    """Two branches that may be one; `score`: likeness of their names, out of 100. The ids are in order."""

    first: int
    second: int
    reasons: tuple[str, ...]
    score: float


def duplicates(session: Session, perimetre: Perimetre) -> list[Pair]:
    """The pairs of live branches that look alike, of one organisation or of two, the likeliest first.

    Only where the visitor answers for one of them; not those said to be two, nor those already shown as one.
    """
    places = {code for code in (*territories.CODES, FRANCE) if _answers(perimetre, code)}
    if not places:
        return []
    query = (
        select(Branch, Structure.name)
        .join(Structure, Structure.code == Branch.structure)
        .where(Branch.listed, Branch.closed_on.is_(None))
        .order_by(Branch.id)
    )
    live = {row[0].id: (row[0], row[1]) for row in session.execute(query)}
    flags = session.execute(select(Structure.code, Structure.demonstration))
    invented = {row.code: row.demonstration for row in flags}
    told = words(session)
    absorbed, distinct = standing(told), said_distinct(told)
    pairs = []
    for one, other in sorted(_candidates(live.values())):
        first, second = live[one], live[other]
        if invented[first[0].structure] != invented[second[0].structure]:
            continue  # what the demonstration invents is never a real organisation
        if frozenset({one, other}) in distinct or _root(one, absorbed) == _root(other, absorbed):
            continue
        if not {home_of(first[0]), home_of(second[0])} & places:
            continue
        score = _likeness(*first, *second)
        together = _commune(first[0]) is not None and _commune(first[0]) == _commune(second[0])
        alike = together and score >= threshold("listing.duplicate_name")
        number = bool(first[0].siret) and first[0].siret == second[0].siret
        if alike or number:
            reasons = (*((SAME_SIRET,) if number else ()), *((CLOSE_NAME,) if alike else ()))
            pairs.append(Pair(one, other, reasons, round(score, 1)))
    return sorted(pairs, key=lambda pair: (SAME_SIRET not in pair.reasons, -pair.score, pair.first, pair.second))


def merge(session: Session, perimetre: Perimetre, kept_id: int, absorbed_id: int, reason: str, *, entry: Entry) -> None:
    """Show `absorbed_id` behind `kept_id`. Neither row changes, and `undo` brings back what was shown.

    Raises `NotAllowed` unless the visitor answers for both, `ListingError` for a pair that cannot be merged.
    """
    _pair(session, perimetre, kept_id, absorbed_id)
    absorbed = standing(words(session))
    if absorbed_id in absorbed:
        raise ListingError(
            f"L’antenne n° {absorbed_id} est déjà réunie à l’antenne n° {absorbed[absorbed_id]} : l’annuler d’abord."
        )
    if _root(kept_id, absorbed) == absorbed_id:
        raise ListingError(f"L’antenne n° {kept_id} est déjà montrée par l’antenne n° {absorbed_id}.")
    _say(session, perimetre, Verdict.MERGED, kept_id, absorbed_id, a_reason(reason, "la raison de la réunion"), entry)
    line = (Kind.BRANCH, str(absorbed_id), "merged_into", None, kept_id)
    remember(session, perimetre, [line], Cause("merge", kept_id), entry)
    _tell(session, perimetre, absorbed_id, entry, "merged")


def distinct(
    session: Session, perimetre: Perimetre, kept_id: int, absorbed_id: int, reason: str, *, entry: Entry
) -> None:
    """Say that two branches are two, so that they are not proposed again. Raises like `merge`."""
    _pair(session, perimetre, kept_id, absorbed_id)
    absorbed = standing(words(session))
    if absorbed.get(absorbed_id) == kept_id or absorbed.get(kept_id) == absorbed_id:
        raise ListingError("Ces deux antennes sont réunies : annuler d’abord leur réunion.")
    written = a_reason(reason, "la raison de les distinguer")
    _say(session, perimetre, Verdict.DISTINCT, kept_id, absorbed_id, written, entry)
    _tell(session, perimetre, absorbed_id, entry, "distinct")


def undo(session: Session, perimetre: Perimetre, kept_id: int, absorbed_id: int, reason: str, *, entry: Entry) -> None:
    """Show two merged branches apart again. Raises like `merge`, and `ListingError` when they are not merged."""
    _pair(session, perimetre, kept_id, absorbed_id)
    if standing(words(session)).get(absorbed_id) != kept_id:
        raise ListingError(f"L’antenne n° {absorbed_id} n’est pas réunie à l’antenne n° {kept_id}.")
    written = a_reason(reason, "la raison de l’annulation")
    _say(session, perimetre, Verdict.UNDONE, kept_id, absorbed_id, written, entry)
    line = (Kind.BRANCH, str(absorbed_id), "merged_into", kept_id, None)
    remember(session, perimetre, [line], Cause("unmerge", kept_id), entry)
    _tell(session, perimetre, absorbed_id, entry, "undone")


def _pair(session: Session, perimetre: Perimetre, kept_id: int, absorbed_id: int) -> None:
    if kept_id == absorbed_id:
        raise ListingError("Choisir deux antennes différentes.")
    both = [known_branch(session, each) for each in (kept_id, absorbed_id)]
    require_validating(perimetre, [home_of(each) for each in both])
    # Merges are rare: one at a time, so that two of them at once never close a circle.
    session.execute(select(Branch.id).order_by(Branch.id).with_for_update())


def _say(
    session: Session, perimetre: Perimetre, kind: Verdict, kept_id: int, absorbed_id: int, reason: str, entry: Entry
) -> None:
    row = {"kept_id": kept_id, "absorbed_id": absorbed_id, "kind": kind.value, "reason": reason}
    append(session, BranchMerge, [row | by(perimetre, entry)])


def _tell(session: Session, perimetre: Perimetre, absorbed_id: int, entry: Entry, state: str) -> None:
    place = home_of(known_branch(session, absorbed_id))
    tell(session, perimetre, OBJECT, [absorbed_id], entry, departements=[place], state=state)


def _root(branch_id: int, absorbed: dict[int, int]) -> int:
    path = [branch_id]
    while (above := absorbed.get(path[-1])) is not None and above not in path:
        path.append(above)
    return path[-1]


def _answers(perimetre: Perimetre, code: str) -> bool:
    return decide(perimetre, Object.STRUCTURES, Action.VALIDATE, departement=code, level=Level.N2).allowed


def _candidates(live: Iterable[tuple[Branch, str]]) -> set[tuple[int, int]]:
    groups: dict[object, list[int]] = defaultdict(list)
    for branch, _ in live:
        if branch.siret:
            groups[branch.siret].append(branch.id)
        if (commune := _commune(branch)) is not None:
            groups[commune].append(branch.id)
    return {(min(pair), max(pair)) for ids in groups.values() for pair in combinations(sorted(set(ids)), 2)}


def _commune(branch: Branch) -> tuple[str, str] | None:
    return (branch.departement, fold_name(branch.city)) if branch.city.strip() else None


def _likeness(first: Branch, first_of: str, second: Branch, second_of: str) -> float:
    """Of two organisations by their names; of two branches of the same one, by those of the branches."""
    names = (first_of, second_of)
    if first.structure == second.structure:
        names = (first.called or first.name, second.called or second.name)
    return float(fuzz.token_sort_ratio(*map(fold_name, names)))
