"""The directory: the listing as one reader may read it, searched, each answer with its reasons and its reserves."""

from dataclasses import dataclass
from typing import Any

from config.nomenclatures import Referrer, ZoneMode
from geodata import territories
from geodata.listing.concepts import Concept, Kind
from geodata.listing.places import Place
from geodata.listing.search import WHOLE_COUNTRY, Answer, Hit, Index, Tier
from geodata.publication.french import number
from geodata.publication.tables import Table
from geodata.reference.folding import fold_name

NBSP = "\N{NO-BREAK SPACE}"
TITLES = {
    Tier.NAMED: "De ce nom",
    Tier.HERE: "Sur place",
    Tier.FROM_ELSEWHERE: "Depuis un autre département",
    Tier.NATIONAL: "De portée nationale",
    Tier.ELSEWHERE: "Ailleurs en France",
}
_SAYS = {
    Kind.PUBLIC: "reçoit{0}: {1}",
    Kind.FORM: "connaît{0}: {1}",
    Kind.FUNCTION: "propose{0}: {1}",
    Kind.LANGUAGE: "parle{0}: {1}",
}
_DOES_NOT_SAY = {
    Kind.PUBLIC: "ne dit pas s’il reçoit{0}: {1}",
    Kind.FORM: "ne dit pas s’il connaît{0}: {1}",
    Kind.FUNCTION: "ne dit pas s’il propose{0}: {1}",
    Kind.LANGUAGE: "ne dit pas ses langues ({1}{0}?)",
}
_LEFT_ASIDE = {
    Kind.PUBLIC: "le public", Kind.FORM: "la forme d’exploitation", Kind.FUNCTION: "la fonction",
    Kind.LANGUAGE: "la langue",
}  # fmt: skip


@dataclass(frozen=True)
class Found:
    """A branch that answers: its row of the listing, where it stands, and what to know before relying on it."""

    branch_id: int
    card: dict[str, Any]
    tier: Tier
    distance: str
    """« 3 km à vol d’oiseau », or why there is none."""
    why: tuple[str, ...]
    not_said: tuple[str, ...]
    reserves: tuple[str, ...]


def found(index: Index, answer: Answer) -> list[Found]:
    """Every answer in words, in the order of `answer.hits`."""
    return [_found(index, answer, hit) for hit in answer.hits]


def index_of(listing: Table) -> Index:
    """A published listing ready to be searched: what its reader may not read is not in it, nor found by it."""
    return Index(listing.rows)


def left_aside(answer: Answer) -> str:
    """What was relaxed for want of an answer, as a sentence; empty when nothing was."""
    said = [f"{_LEFT_ASIDE[each.kind]} «{NBSP}{each.label}{NBSP}»" for each in answer.relaxed]
    if answer.name_relaxed:
        said.append("le nom de l’organisation")
    if answer.place_relaxed and answer.question.place:
        said.append(f"le lieu «{NBSP}{answer.question.place.label}{NBSP}»")
    if not said:
        return ""
    return f"Rien ne répond à toute la question. Laissé de côté{NBSP}: {', '.join(said)}."


def _found(index: Index, answer: Answer, hit: Hit) -> Found:
    card = {str(name): value for name, value in index.rows.iloc[hit.row].items()}
    place = answer.question.place
    return Found(
        branch_id=int(card["branch_id"]),
        card=card,
        tier=hit.tier,
        distance=_distance(card, hit, place),
        why=(*(_said(_SAYS, each) for each in hit.matched), *_where(card, hit, place)),
        not_said=tuple(_said(_DOES_NOT_SAY, each) for each in hit.not_said),
        reserves=_reserves(card, hit, place),
    )


def _said(sentences: dict[Kind, str], concept: Concept) -> str:
    label = concept.label[0].lower() + concept.label[1:]
    return sentences[concept.kind].format(NBSP, label)


def _distance(card: dict[str, Any], hit: Hit, place: Place | None) -> str:
    if place is None or not place.commune or hit.tier == Tier.NATIONAL:
        return ""
    if hit.distance_km is None:
        return "distance inconnue"
    if hit.distance_km < 1:
        return f"à moins de 1{NBSP}km"
    return f"{number(hit.distance_km)}{NBSP}km à vol d’oiseau"


def _where(card: dict[str, Any], hit: Hit, place: Place | None) -> tuple[str, ...]:
    if hit.tier == Tier.NATIONAL:
        return ("intervient dans toute la France",)
    if place is None or place.departement not in card["zones"] or card["departement"] == place.departement:
        return ()
    mode = _mode(card, place)
    how = f"{mode.label[0].lower()}{mode.label[1:]}" if mode else "sans dire comment"
    return (f"dit intervenir dans{NBSP}: {territories.name_of(place.departement)}, {how}",)


def _mode(card: dict[str, Any], place: Place | None) -> ZoneMode | None:
    modes = dict(each.split(":") for each in card["zone_modes"])
    asked = (place.departement, WHOLE_COUNTRY) if place else (WHOLE_COUNTRY,)
    return next((ZoneMode(modes[code]) for code in asked if code in modes), None)


def _reserves(card: dict[str, Any], hit: Hit, place: Place | None) -> tuple[str, ...]:
    said = [card["reserve"]]
    if for_professionals(card):
        said.append("sur orientation d’un professionnel")
    if hit.tier != Tier.HERE and _mode(card, place) == ZoneMode.REMOTE:
        said.append("à distance")
    declared = place and place.departement in card["zones"]
    if hit.tier == Tier.HERE and place and card["departement"] != place.departement and not declared:
        said.append(f"dans un autre département ({card['departement']}){NBSP}: demander s’il reçoit d’ici")
    if not card["street"]:
        said.append("adresse à confirmer")
    if card["geo_status"] == "commune":
        said.append("point au centre de la commune")
    elif card["lat"] != card["lat"]:
        said.append("sans point sur la carte")
    return tuple(said)


def for_professionals(card: dict[str, Any]) -> bool:
    """Whether a professional must refer: the branch says who may, and not the person; or its name says so."""
    declared = bool(card["referrers"]) and Referrer.PERSON not in card["referrers"]
    return declared or "PROFESSIONNELS UNIQUEMENT" in fold_name(card["branch"])
