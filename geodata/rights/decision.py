"""The one decision of the house: may this visitor do this, to this, here?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from config.nomenclatures import WHOLE_COUNTRY
from config.roles import Action, Level, Object, Right, Scope, roles
from geodata import territories

if TYPE_CHECKING:
    from geodata.rights.perimetre import Perimetre

FRANCE = WHOLE_COUNTRY
"""In place of a département: the whole country."""

_VERBS = {Action.WRITE: "d’enregistrer", Action.VALIDATE: "de valider", Action.ADMINISTER: "d’administrer"}


class NotAllowed(Exception):
    """The visitor's rights do not go so far; the message is a French sentence for the visitor."""


@dataclass(frozen=True)
class Decision:
    """Yes or no; `sentence` says no in French, and is empty for yes."""

    allowed: bool
    sentence: str = ""


@dataclass(frozen=True)
class Place:
    """Where the question is asked. Empty: anywhere at all, « is there somewhere that this visitor may… »."""

    departement: str | None = None
    structure: str | None = None
    mesure: int | None = None
    account: int | None = None

    @property
    def anywhere(self) -> bool:
        return self == Place()


def decide(
    perimetre: Perimetre,
    obj: Object,
    action: Action,
    *,
    departement: str | None = None,
    structure: str | None = None,
    mesure: int | None = None,
    account: int | None = None,
    level: Level | None = None,
) -> Decision:
    """Whether `perimetre` may do `action` to `obj`, refused unless a right of the matrix or an exception says yes.

    `departement`: a code, or `FRANCE`. `account`: whose acts they are. `level`: of the content, by default that of the
    object. Once anything is named, a right counts only if all that limits it is named too: a right over one's own
    département says nothing of a structure whose département is not given. With nothing named, the answer is yes when
    the visitor may do it somewhere.
    """
    place = Place(departement, structure, mesure, account)
    if _may(perimetre, obj, action, place, level):
        return Decision(True)
    somewhere = not place.anywhere and _may(perimetre, obj, action, Place(), level)
    return Decision(False, _refusal(perimetre, obj, action, place if somewhere else Place(departement)))


def require(
    perimetre: Perimetre,
    obj: Object,
    action: Action,
    *,
    departement: str | None = None,
    structure: str | None = None,
    mesure: int | None = None,
    account: int | None = None,
    level: Level | None = None,
) -> None:
    """Raise `NotAllowed`, with the sentence of `decide`, unless it says yes."""
    decision = decide(
        perimetre,
        obj,
        action,
        departement=departement,
        structure=structure,
        mesure=mesure,
        account=account,
        level=level,
    )
    if not decision.allowed:
        raise NotAllowed(decision.sentence)


def readable(perimetre: Perimetre, obj: Object, level: Level | None = None) -> tuple[str, ...]:
    """The départements where `perimetre` reads `obj` kept at `level`, in the official order: a WHERE clause."""
    return tuple(code for code in territories.CODES if _may(perimetre, obj, Action.READ, Place(code), level))


def level_in(perimetre: Perimetre, departement: str, obj: Object = Object.INDICATORS) -> Level:
    """The highest level of `obj` that `perimetre` reads in `departement`; N0 when it reads none of it."""
    place = Place(departement)
    return next((level for level in reversed(Level) if _may(perimetre, obj, Action.READ, place, level)), Level.N0)


def require_two_persons(obj: Object, action: Action, author: int | None, second: int | None) -> None:
    """Refuse that the author of something also does `action` to it, where the matrix asks for two persons.

    `author`, `second`: numbers of accounts. A person who cannot be named (None) is not a second person.
    """
    card = roles().objects[obj]
    if action in card.two_persons and (author is None or second is None or author == second):
        raise NotAllowed(f"Deux personnes différentes sont nécessaires pour : {card.label}.")


def _may(perimetre: Perimetre, obj: Object, action: Action, place: Place, level: Level | None) -> bool:
    card = roles().objects[obj]
    asked = card.level if level is None else level
    held = any(
        right.obj == obj and right.action == action and right.level >= asked and _covers(perimetre, right, place)
        for right in perimetre.rights
    )
    named = any(
        each.right.obj == obj
        and each.right.action == action
        and each.right.level >= asked
        and (place.anywhere or each.departement in {place.departement, FRANCE})
        for each in perimetre.exceptions
    )
    # « Voir comme » shows what both may read: a view never opens what its viewer does not have.
    return (held or named) and (perimetre.viewer is None or _may(perimetre.viewer, obj, action, place, level))


def _covers(perimetre: Perimetre, right: Right, place: Place) -> bool:
    if place.anywhere:
        return _can_hold(perimetre, right)
    mesures = {place.mesure} if place.mesure is not None else set(roles().objects[right.obj].mesures)
    if right.mesures and not mesures & set(right.mesures):
        return False
    return all(_holds(perimetre, letter, place, mesures) for letter in right.scope)


def _holds(perimetre: Perimetre, letter: Scope, place: Place, mesures: set[int]) -> bool:
    match letter:
        case Scope.FRANCE:
            return True
        case Scope.DEPARTEMENT | Scope.REGION:
            return place.departement in perimetre.departements
        case Scope.MESURES:
            return bool(mesures & perimetre.mesures)
        case Scope.STRUCTURE:
            return bool(perimetre.structure) and place.structure == perimetre.structure
        case Scope.OWN_ACTS:
            return perimetre.account is not None and place.account == perimetre.account


def _can_hold(perimetre: Perimetre, right: Right) -> bool:
    """Whether there is a place at all where the right holds: an account without a mesure has no right over its own."""
    has = {
        Scope.DEPARTEMENT: bool(perimetre.departements),
        Scope.REGION: bool(perimetre.departements),
        Scope.MESURES: bool(perimetre.mesures),
        Scope.STRUCTURE: bool(perimetre.structure),
        Scope.OWN_ACTS: perimetre.account is not None,
    }
    return all(has.get(letter, True) for letter in right.scope)


def _refusal(perimetre: Perimetre, obj: Object, action: Action, place: Place) -> str:
    card, who = roles().objects[obj], f"Le profil « {perimetre.label} »"
    where = _name(place)
    if action == Action.READ:
        return f"{who} ne donne pas accès {card.reading}{f' : {where}' if where else ''}."
    return f"{who} ne permet pas {_VERBS[action]}{f' pour {where}' if where else ''} : {card.label}."


def _name(place: Place) -> str:
    if place.departement == FRANCE:
        return "toute la France"
    if place.departement is not None:
        known = territories.names().get(place.departement)
        return f"{known} ({place.departement})" if known else place.departement
    if place.structure is not None:
        return "cette structure"
    if place.mesure is not None:
        return f"la mesure {place.mesure}"
    return "un autre compte" if place.account is not None else ""
