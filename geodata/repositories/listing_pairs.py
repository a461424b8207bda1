"""Pairs of branches side by side, for whoever decides whether they are one."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.listing.merging import standing
from geodata.models import Branch, Structure
from geodata.perimetre import NotAllowed, Perimetre
from geodata.repositories.listing_cards import BranchCard, card, words
from geodata.repositories.listing_merges import Pair, duplicates
from geodata.repositories.listing_rows import home_of, require_validating


@dataclass(frozen=True)
class Side:
    """A branch of a pair. `card`: None when it is in a département that the visitor does not read in full.

    `decides`: whether the visitor answers for it; a pair is decided by who answers for both.
    """

    id: int
    structure_name: str
    name: str
    departement: str
    card: BranchCard | None
    decides: bool


@dataclass(frozen=True)
class SideBySide:
    """Two branches and why they look alike (`reasons`, French); of a merge, `first` is the one that shows the other."""

    first: Side
    second: Side
    reasons: tuple[str, ...]

    @property
    def decidable(self) -> bool:
        return self.first.decides and self.second.decides


def alike(session: Session, perimetre: Perimetre) -> list[SideBySide]:
    """The pairs that look alike, the likeliest first, where the visitor answers for one of them."""
    return _side_by_side(session, perimetre, duplicates(session, perimetre))


def merged(session: Session, perimetre: Perimetre) -> list[SideBySide]:
    """The merges that stand, where the visitor answers for one of the two branches."""
    pairs = [Pair(kept, absorbed, (), 0) for absorbed, kept in sorted(standing(words(session)).items())]
    return [each for each in _side_by_side(session, perimetre, pairs) if each.first.decides or each.second.decides]


def _side_by_side(session: Session, perimetre: Perimetre, pairs: Iterable[Pair]) -> list[SideBySide]:
    found = list(pairs)
    ids = {number for pair in found for number in (pair.first, pair.second)}
    query = select(Branch, Structure.name).join(Structure, Structure.code == Branch.structure)
    rows = {branch.id: (branch, name) for branch, name in session.execute(query).tuples() if branch.id in ids}
    cards = {code: _cards(session, perimetre, code) for code in {branch.structure for branch, _ in rows.values()}}

    def side(number: int) -> Side:
        branch, name = rows[number]
        shown = cards[branch.structure].get(number)
        return Side(number, name, branch.called or branch.name, branch.departement, shown, _decides(perimetre, branch))

    return [SideBySide(side(pair.first), side(pair.second), pair.reasons) for pair in found]


def _cards(session: Session, perimetre: Perimetre, structure: str) -> dict[int, BranchCard]:
    try:
        return {each.id: each for each in card(session, perimetre, structure).branches}
    except NotAllowed:
        return {}  # somebody else's card: the pair is shown without it, and cannot be decided here


def _decides(perimetre: Perimetre, branch: Branch) -> bool:
    try:
        require_validating(perimetre, [home_of(branch)])
    except NotAllowed:
        return False
    return True
