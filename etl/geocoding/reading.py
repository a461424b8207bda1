"""Which commune a row means: the order of the attempts, from certain to last resort."""

from dataclasses import dataclass

import numpy as np

from config.thresholds import threshold
from etl.geocoding.approximate import nearest_communes
from etl.geocoding.commune_index import NOWHERE, CommuneIndex
from etl.geocoding.names import City, Postcode, departement_of_postcode
from geodata.reference.folding import without_article

CERTAIN, NAMED, WRITTEN_IN_PART, ALONE, DOUBTFUL = 1.0, 0.95, 0.9, 0.9, 0.6

NO_POSTCODE = "Commune reconnue par son nom dans le département."
WRONG_POSTCODE = "Le code postal n’est pas celui de cette commune : commune reconnue par son nom dans le département."
ONLY_ONE = "Ni code postal ni département : seule grande commune, ou seule commune de France, à porter ce nom."
OTHER_NAME = "Le nom et le code INSEE désignent deux communes : celle du code est retenue."
OTHER_DEPARTEMENT = "La commune est dans un autre département que celui déclaré."
NAME_ELSEWHERE = "Aucune commune de ce nom dans le département du code postal, mais une ailleurs."
ONLY_SERVED = "Nom absent ou non reconnu : le code postal ne dessert que cette commune."
SEVERAL_SERVED = "Nom absent ou non reconnu : point moyen des communes du code postal."
DEPARTEMENT_ONLY = "Commune non précisée ou non reconnue : point de référence du département."
NOTHING = "Aucune commune, aucun code postal ni département reconnu."
HOMONYMS = "Plusieurs communes de France portent ce nom : ajoutez le code postal ou le département."


@dataclass(slots=True)
class Finding:
    """What one distinct combination of inputs designates."""

    place: int = NOWHERE
    score: float = np.nan
    reason: str = ""
    review: bool = False
    postcode: str = ""
    departement: str = ""


def find(index: CommuneIndex, inputs: list[tuple[City, Postcode, str, Postcode]]) -> list[Finding]:
    """One finding per (city, postal code, INSEE code, département); likeness is asked once for all that need it."""
    findings: list[Finding] = []
    unread: list[int] = []
    for city, postcode, code, departement in inputs:
        finding = _exact(index, city, postcode, code, departement)
        if finding.place == NOWHERE:
            unread.append(len(findings))
        findings.append(finding)
    names = [inputs[row][0].name for row in unread]
    likeness = nearest_communes(
        index, names, [findings[row].departement for row in unread], [findings[row].postcode for row in unread]
    )
    for row, name, place, score in zip(unread, names, likeness.places.tolist(), likeness.scores.tolist(), strict=True):
        finding = findings[row]
        if place != NOWHERE:
            finding.place, finding.score = _arrondissement_of(index, place, finding.postcode), score
            finding.review = score < threshold("geocoding.fuzzy_accept")
            finding.reason = f"« {name} » lu comme « {index.names[finding.place]} »."
        else:
            _last_resort(index, finding, name)
    return findings


def _exact(index: CommuneIndex, city: City, postcode: Postcode, code: str, declared: Postcode) -> Finding:
    """Everything that needs no likeness: code, arrondissement, postal code and name, département and name."""
    written = postcode.code or (city.postcode if len(city.postcode) == 5 else "")
    departement = declared.departement or postcode.departement or (city.postcode if len(city.postcode) < 5 else "")
    of_code = index.departements_of_postcode.get(written, [])
    if not departement and written:
        departement = of_code[0] if len(of_code) == 1 else departement_of_postcode(written)
    finding = Finding(postcode=written, departement=departement)
    place, score, reason = _by_name(index, city, written, departement, of_code)
    if code in index.by_code:
        coded = index.by_code[code]
        same = place != NOWHERE and index.parents[place] == index.parents[coded]
        if same or not city.name:
            # The name may be the more precise of the two: an arrondissement, when the code is the whole city's.
            place, score, reason = (
                (place if same and index.codes[coded] == index.parents[coded] else coded),
                CERTAIN,
                "",
            )
        else:
            place, score, reason = coded, DOUBTFUL, OTHER_NAME
            finding.review = True
    elif place != NOWHERE and declared.departement and index.departements[place] != declared.departement:
        reason, finding.review, score = OTHER_DEPARTEMENT, True, DOUBTFUL
    finding.place, finding.score, finding.reason = place, score, reason
    return finding


def _by_name(
    index: CommuneIndex, city: City, postcode: str, departement: str, of_code: list[str]
) -> tuple[int, float, str]:
    name = city.name
    if not name:
        return NOWHERE, np.nan, ""
    if city.arrondissement:
        return index.by_code[city.arrondissement], CERTAIN, ""
    place = index.in_postcode.get((postcode, name), NOWHERE)
    if place != NOWHERE:
        return place, CERTAIN, ""
    short = without_article(name)
    place = index.in_postcode.get((postcode, short), NOWHERE)
    if place != NOWHERE:
        return place, CERTAIN, ""
    for spelling in dict.fromkeys((name, short)):
        for where in (departement, *of_code):
            place = index.in_departement.get((where, spelling), NOWHERE)
            if place != NOWHERE:
                known = postcode in index.of_postcode
                return _arrondissement_of(index, place, postcode), NAMED, WRONG_POSTCODE if known else NO_POSTCODE
    part = _written_in_part(index, name, postcode)
    if part != NOWHERE:
        return part, WRITTEN_IN_PART, f"« {name} » lu comme « {index.names[part]} »."
    if not departement:
        place = index.anywhere.get(name, NOWHERE)
        if place != NOWHERE:
            return place, ALONE, ONLY_ONE
    return NOWHERE, np.nan, ""


def _written_in_part(index: CommuneIndex, name: str, postcode: str) -> int:
    """The one commune of the postal code whose name begins with what is written, or that it begins with."""
    if len(name) < 5:
        return NOWHERE
    hits = {
        place
        for place in index.of_postcode.get(postcode, [])
        for alias in index.aliases[place]
        if len(alias) >= 5 and (alias.startswith(name + " ") or name.startswith(alias + " "))
    }
    return hits.pop() if len(hits) == 1 else NOWHERE


def _arrondissement_of(index: CommuneIndex, place: int, postcode: str) -> int:
    """The arrondissement that a postal code of Paris, Lyon or Marseille designates; any other place unchanged."""
    served = index.of_postcode.get(postcode, [])
    if len(served) == 1 and index.parents[served[0]] == index.codes[place]:
        return served[0]
    return place


def _last_resort(index: CommuneIndex, finding: Finding, name: str) -> None:
    served = index.of_postcode.get(finding.postcode, [])
    elsewhere = index.anywhere.get(name, NOWHERE) if name else NOWHERE
    if len(served) == 1:
        finding.place, finding.score, finding.reason, finding.review = served[0], DOUBTFUL, ONLY_SERVED, True
    elif elsewhere != NOWHERE:
        finding.place, finding.score, finding.reason, finding.review = elsewhere, DOUBTFUL, NAME_ELSEWHERE, True
    elif served:
        finding.reason = SEVERAL_SERVED
    elif finding.departement in index.departement_points:
        finding.reason = DEPARTEMENT_ONLY
    else:
        finding.reason = HOMONYMS if name in index.anywhere else NOTHING
        finding.departement = ""
