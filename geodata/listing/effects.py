"""What accepting a proposal changes for the people who look for help: sentences for whoever validates."""

from collections.abc import Iterable, Mapping
from typing import Any

from config.nomenclatures import WHOLE_COUNTRY, Form, Function, Public, ZoneMode
from geodata.listing.fields import CONSENT_OF, CONSENTS, FIELDS, Kind
from geodata.listing.words import place

_LISTS = (
    ("forms", Form, "répond pour une forme d’exploitation de plus", "ne répond plus pour"),
    ("functions", Function, "propose aussi", "ne propose plus"),
    ("publics", Public, "reçoit aussi", "ne reçoit plus"),
)
_HIDDEN_BY_HOUSING = {"street", "point"}
UNREAD = "Le public ne lira pas : "
PARTNERS = " (publication non consentie ; les partenaires du département le lisent)."


def effects(kind: Kind, changes: Mapping[str, Any], kept: Mapping[str, Any], *, new_branch: bool = False) -> list[str]:
    """French sentences, the most consequential first; `kept`: the values in force of the branch (or structure).

    `changes`: name → `before`, `after`. Never empty: the last resort says that the public will read the new value.
    """
    wanted = {name: change.after for name, change in changes.items()}
    if kind == Kind.STRUCTURE:
        return ["Le public lira la nouvelle présentation de l’organisation, sur toutes ses antennes."]
    if kind == Kind.ZONE:
        return [_zone(code, change.before, change.after, kept.get("departement")) for code, change in changes.items()]
    merged = {**kept, **wanted}
    return [
        *(["Une antenne de plus paraît dans l’annuaire."] if new_branch else []),
        *_presence(wanted, kept),
        *([] if new_branch else _lists(wanted, kept)),
        *_consents(wanted, kept, new_branch),
        *_housing(wanted, kept, merged, new_branch),
        *_unread(wanted, merged),
    ] or ["Le public lira la nouvelle valeur."]


def _presence(wanted: Mapping[str, Any], kept: Mapping[str, Any]) -> Iterable[str]:
    if wanted.get("closed_on"):
        yield "L’antenne quitte l’annuaire public : elle n’est plus proposée à personne."
    elif "closed_on" in wanted and kept.get("closed_on"):
        yield "L’antenne revient dans l’annuaire public."
    left, entered = kept.get("departement"), wanted.get("departement")
    if left and entered and left != entered:
        yield f"L’antenne quitte {place(left)} : elle y perd son service local, et en devient un dans {place(entered)}."


def _lists(wanted: Mapping[str, Any], kept: Mapping[str, Any]) -> Iterable[str]:
    for name, members, gains, loses in _LISTS:
        if name not in wanted:
            continue
        before, after = set(kept.get(name) or ()), set(wanted[name] or ())
        if added := _named(members, after - before):
            yield f"L’antenne {gains} : {added}."
        if removed := _named(members, before - after):
            yield f"L’antenne {loses} : {removed}. Qui la cherchait pour cela ne la trouvera plus."


def _named(members: Any, codes: set[str]) -> str:
    return ", ".join(each.label.lower() for each in members if each.value in codes)


def _consents(wanted: Mapping[str, Any], kept: Mapping[str, Any], new_branch: bool) -> Iterable[str]:
    if "consents" not in wanted or new_branch:
        return
    before, after = set(kept.get("consents") or ()), set(wanted["consents"] or ())
    if opened := [label for code, label in CONSENTS.items() if code in after - before]:
        yield f"Devient public : {_joined(opened)}."
    if closed := [label for code, label in CONSENTS.items() if code in before - after]:
        yield f"N’est plus public : {_joined(closed)}."


def _joined(labels: Iterable[str]) -> str:
    return " ; ".join(label[0].lower() + label[1:] for label in labels)


def _housing(
    wanted: Mapping[str, Any], kept: Mapping[str, Any], merged: Mapping[str, Any], new_branch: bool
) -> Iterable[str]:
    houses, housed = (Function.HEBERGEMENT in (each.get("functions") or ()) for each in (merged, kept))
    touches = new_branch or bool(_HIDDEN_BY_HOUSING & wanted.keys()) or houses != housed
    if houses and touches:
        yield "Le public n’en voit que la commune, ni la rue, ni le point : elle aide à l’hébergement."
    elif housed and not houses and "address" in (merged.get("consents") or ()):
        yield "La rue et le point deviennent publics : l’antenne n’aide plus à l’hébergement."


def _unread(wanted: Mapping[str, Any], merged: Mapping[str, Any]) -> Iterable[str]:
    agreed = set(merged.get("consents") or ())
    hidden = [
        FIELDS[name].label
        for name, value in wanted.items()
        if name in CONSENT_OF and CONSENT_OF[name] not in agreed and value
    ]
    if hidden:
        yield UNREAD + _joined(hidden) + PARTNERS


def _zone(code: str, before: Any, after: Any, home: Any) -> str:
    where = place(code)
    if after is None:
        return f"L’antenne disparaît des réponses données pour : {where}."
    if code == WHOLE_COUNTRY:
        return "L’antenne est proposée dans toute la France, comme une ligne nationale."
    near = "comme un service local" if code == home else "depuis un autre département"
    counted = "à distance seulement" if after == ZoneMode.REMOTE else near
    if before is None:
        return f"L’antenne apparaît dans les réponses données pour : {where}. La couverture la compte {counted}."
    return f"L’antenne reste dans les réponses données pour : {where}. La couverture la compte désormais {counted}."
