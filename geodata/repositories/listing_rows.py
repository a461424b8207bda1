"""How the listing is read and written down: rows in force as values of fields, and who writes, when, from where."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from config.roles import Action, Level, Object
from geodata import territories
from geodata.listing.errors import FieldError, ListingError
from geodata.listing.fields import BRANCH_FIELDS, FIELDS, STRUCTURE_FIELDS, Kind, Shape
from geodata.models import Branch, Structure, Zone
from geodata.perimetre import NotAllowed, Perimetre
from geodata.repositories.progress_rows import Entry, append, by, insert_or_nothing, tell
from geodata.rights import FRANCE, decide, require

__all__ = ["Entry", "FieldError", "ListingError", "Origin", "append", "by", "insert_or_nothing", "tell"]

Values = dict[str, Any]


@dataclass(frozen=True)
class Origin:
    """By which way something reached the listing: a page, a personal link, a workbook sent back, a received file."""

    kind: Literal["page", "link", "workbook", "import"] = "page"
    invitation_id: int | None = None
    import_id: int | None = None


FROM_A_PAGE = Origin()


def known_structure(session: Session, code: str, *, locked: bool = False) -> Structure:
    """The organisation of that code. Raises `ListingError`. `locked`: nobody else changes it until the end."""
    found = session.get(Structure, code, populate_existing=True, with_for_update=locked)
    if found is None:
        raise ListingError(f"Aucune organisation n’a le code « {code} ».")
    return found


def known_branch(session: Session, branch_id: int | None, *, structure: str = "", locked: bool = False) -> Branch:
    """The branch of that number, of that organisation when one is given. Raises `ListingError`."""
    found = session.get(Branch, branch_id, populate_existing=True, with_for_update=locked) if branch_id else None
    if found is None or (structure and found.structure != structure):
        raise ListingError(f"Aucune antenne ne porte le numéro {branch_id}{' dans cette fiche' if structure else ''}.")
    return found


def values_of(row: Structure | Branch) -> Values:
    """The fields of an organisation or of a branch, as they are in force: Python values, lists of one's own."""
    if isinstance(row, Structure):
        return {name: getattr(row, name) for name in STRUCTURE_FIELDS}
    return {name: _value(row, name) for name in BRANCH_FIELDS}


def zones_of(session: Session, branches: Collection[int]) -> dict[int, dict[str, Zone]]:
    """The zone of each branch: code of a département (or `FR`) → row."""
    found: dict[int, dict[str, Zone]] = {branch_id: {} for branch_id in branches}
    query = select(Zone).where(Zone.branch_id.in_(found)).order_by(Zone.departement)
    for zone in session.scalars(query.execution_options(populate_existing=True)):
        found[zone.branch_id][zone.departement] = zone
    return found


def _value(branch: Branch, name: str) -> Any:
    if name == "point":
        return None if branch.lat is None or branch.lon is None else [branch.lat, branch.lon]
    if name == "called":
        return branch.called or branch.name
    value = getattr(branch, name)
    return list(value) if FIELDS[name].shape == Shape.CODES else value


def as_json(value: Any) -> Any:
    """A value of a field as proposals, answers and the history keep it: days become texts.

    >>> as_json(date(2026, 10, 18)), as_json(["femmes"])
    ('2026-10-18', ['femmes'])
    """
    return value.isoformat() if isinstance(value, date) else value


def from_json(name: str, value: Any) -> Any:
    """The value that `as_json` wrote for a field.

    >>> from_json("closed_on", "2026-10-18")
    datetime.date(2026, 10, 18)
    """
    is_day = name == "verified_on" or (name in FIELDS and FIELDS[name].shape == Shape.DAY)
    return date.fromisoformat(value) if is_day and isinstance(value, str) else value


def same(name: str, one: Any, other: Any) -> bool:
    """Whether two values of a field say the same: a point to the tenth of a metre, lists whatever their order."""
    if one is None or other is None:
        return one is None and other is None
    if name == "point":
        return all(abs(a - b) < 1e-6 for a, b in zip(one, other, strict=True))
    if isinstance(one, list) and isinstance(other, list):
        return sorted(one) == sorted(other)
    return bool(one == other)


def home_of(branch: Branch) -> str:
    """Who answers for a branch: the préfecture of its département, or Miprof when it has none."""
    return branch.departement if territories.is_departement(branch.departement) else FRANCE


def require_writing(perimetre: Perimetre, structure: str) -> None:
    """Raise `NotAllowed` unless the visitor keeps the card of that organisation."""
    require(perimetre, Object.STRUCTURES, Action.WRITE, structure=structure, level=Level.N2)


def require_validating(perimetre: Perimetre, authorities: Iterable[str]) -> None:
    """Raise `NotAllowed` unless the visitor answers for each of these: départements, or `FR`."""
    for authority in sorted(set(authorities)):
        require(perimetre, Object.STRUCTURES, Action.VALIDATE, departement=authority, level=Level.N2)


def reads(perimetre: Perimetre, structure: str, places: Iterable[str], level: Level = Level.N2) -> bool:
    """Whether the visitor reads that organisation's card at `level`: his own, or in one of these places."""
    asked: list[str | None] = [None, *sorted(set(places))]
    return any(
        decide(perimetre, Object.STRUCTURES, Action.READ, structure=structure, departement=each, level=level).allowed
        for each in asked
    )


def require_another(written: Any, perimetre: Perimetre) -> None:
    """Raise `NotAllowed` when the visitor wrote what he would answer for.

    Personal links and the demonstration have no accounts: there, their profiles tell two persons apart.
    """
    known = written.account_id is not None and perimetre.account is not None
    same_person = written.account_id == perimetre.account if known else written.profile == perimetre.profile
    if same_person:
        raise NotAllowed("Deux personnes différentes sont nécessaires : qui propose ne répond pas à sa proposition.")


def a_reason(text: str, what: str, longest: int = 1000) -> str:
    """A sentence that must be given. Raises `ListingError`; `what`: « la raison du refus »."""
    written = text.strip()
    if not written:
        raise ListingError(f"Donner {what}.")
    return a_note(written, what, longest)


def a_note(text: str, what: str, longest: int = 1000) -> str:
    """A sentence that may be empty. Raises `ListingError` for one that is too long."""
    written = text.strip()
    if len(written) > longest:
        raise ListingError(f"Raccourcir {what} : {len(written)} caractères, pour {longest} au plus.")
    return written


def kind_of(row: Structure | Branch) -> Kind:
    return Kind.STRUCTURE if isinstance(row, Structure) else Kind.BRANCH


def subject_of(row: Structure | Branch) -> str:
    """How the history calls a row."""
    return row.code if isinstance(row, Structure) else str(row.id)


def changed(now: Mapping[str, Any], wanted: Mapping[str, Any]) -> Values:
    """What `wanted` says that is not already in force."""
    return {name: value for name, value in wanted.items() if not same(name, now.get(name), value)}
