"""An address checked while somebody types it: where it is, in a sentence; nothing is written but the geocoder's cache.

The gazetteer always answers; the State's geocoder only where the deployment asks for it, and never for a branch that
offers housing.
"""

from typing import Any

import pandas as pd
from rapidfuzz import fuzz, process

from config.settings import settings
from config.thresholds import threshold
from etl.geocoding.ban_search import Feature, NoAnswer, search
from etl.geocoding.branch_location import geocoder
from etl.geocoding.checked_address import Checked, checked_address
from etl.geocoding.cleaning import clean_street, query_fits
from etl.geocoding.commune_index import commune_index
from etl.geocoding.contract import Precision, Status
from etl.geocoding.gazetteer import CommuneGazetteer
from etl.geocoding.names import departement_of_citycode, parent_commune, read_city, read_postcode
from geodata.communes import communes
from geodata.reference.folding import fold_name

_SPACE = "\N{NO-BREAK SPACE}"
SILENT = f"Le géocodeur de l’État n’a pas répondu{_SPACE}: la rue n’est pas vérifiée."
NOT_ASKED = f"La rue n’est pas vérifiée sur ce serveur{_SPACE}: déplacer le point s’il le faut."
HOUSING = f"L’antenne propose une aide à l’hébergement{_SPACE}: sa rue n’est ni cherchée, ni montrée."
CHOSEN = "BAN, adresse choisie par une personne"
ELSEWHERE = "Dans une autre commune que celle qui est écrite."
_TYPES = {
    Precision.HOUSENUMBER: Status.PRECISE,
    Precision.STREET: Status.STREET,
    Precision.LOCALITY: Status.STREET,
    Precision.MUNICIPALITY: Status.COMMUNE,
}
_LIKENESS = 80
"""Of 100: a name less alike is another commune, and the list is there to choose from."""


def check(street: str, postcode: str, city: str, *, sensitive: bool) -> Checked:
    """What the geocoders of this deployment find, in a few seconds at most; `sensitive`: the branch offers housing.

    A network that is cut is a sentence, with the gazetteer's answer.
    To be called outside of any transaction: the cache of answers is written in one of its own.
    """
    asked = CommuneGazetteer() if sensitive else geocoder(seconds=threshold("geocoding.page_seconds"))
    written = "" if sensitive else street
    row = {"row_id": [0], "street": [written], "postcode": [postcode], "city": [city], "sensitive": [False]}
    answer = asked.geocode(pd.DataFrame(row)).iloc[0]
    remarks = []
    if sensitive:
        remarks = [HOUSING]
    elif asked.outage:
        remarks = [SILENT]
    elif not asked.remote and clean_street(street) and answer["geo_status"] != Status.FAILED:
        remarks = [NOT_ASKED]
    return checked_address(answer.to_dict(), written, postcode, remarks)


def candidates(street: str, postcode: str, city: str, limit: int = 5, *, sensitive: bool = False) -> list[Checked]:
    """Answers for a person to choose among, the most likely first: addresses where the State's geocoder is asked,
    communes otherwise.

    Without an answer in a few seconds, communes too, whose sentence says so.
    """
    if sensitive or settings().geocoder == "gazetteer":
        return _communes(postcode, city, limit, [])
    near = CommuneGazetteer().geocode(
        pd.DataFrame({"row_id": [0], "street": [""], "postcode": [postcode], "city": [city]})
    )
    citycode = str(near["geo_citycode"].iloc[0])
    name = str(communes()["name"].get(parent_commune(citycode), read_city(city).name))
    written = clean_street(street)
    if not query_fits(written, name):
        return _communes(postcode, city, limit, [])
    try:
        found = _searched(written, name, near.iloc[0].to_dict(), limit)
    except NoAnswer:
        return _communes(postcode, city, limit, [SILENT])
    wanted = parent_commune(citycode)
    return [_candidate(each, street, postcode, wanted) for each in found] or _communes(postcode, city, limit, [])


def _searched(street: str, city: str, near: dict[Any, Any], limit: int) -> list[Feature]:
    """In the commune first; then around it, since the commune may be what was written wrong."""
    url, seconds = settings().geocoder_url, threshold("geocoding.page_seconds") / 2
    citycode = str(near["geo_citycode"])
    whole = f"{street} {city}".strip()
    inside = search(url, whole, citycode=citycode, limit=limit, seconds=seconds) if citycode else []
    if any(each["score"] >= threshold("geocoding.accept_score") for each in inside):
        return inside
    alone = query_fits(street, "") and citycode
    around = (near["lat"], near["lon"]) if alone else None
    outside = search(url, street if alone else whole, near=around, limit=limit, seconds=seconds)
    found = {(each.get("label"), each["at"]): each for each in [*outside, *inside]}.values()
    worth = [each for each in found if each["score"] >= threshold("geocoding.review_score")]
    return sorted(worth, key=lambda each: -each["score"])[:limit]


def _candidate(feature: Feature, street: str, postcode: str, wanted: str) -> Checked:
    citycode, (lon, lat) = str(feature.get("citycode", "")), feature["at"]
    kind = str(feature.get("type", ""))
    answer = {
        "lat": lat, "lon": lon, "geo_status": str(_TYPES.get(kind, Status.REVIEW)), "geo_precision": kind,  # type: ignore[call-overload]
        "geo_label": str(feature.get("label", "")), "geo_citycode": citycode, "geo_score": feature["score"],
        "geo_departement": departement_of_citycode(citycode), "geo_source": CHOSEN, "geo_reason": "",
    }  # fmt: skip
    other = bool(wanted) and parent_commune(citycode) != wanted
    return checked_address(answer, street, str(feature.get("postcode", "")) or postcode, [ELSEWHERE] if other else [])


def _communes(postcode: str, city: str, limit: int, remarks: list[str]) -> list[Checked]:
    index, name = commune_index(), read_city(city).name
    code = read_postcode(postcode).code
    served = set(index.of_postcode.get(code, []))
    departements = set(index.departements_of_postcode.get(code, []))
    folded = [fold_name(each) for each in index.names]
    alike = process.extract(name, folded, scorer=fuzz.ratio, score_cutoff=_LIKENESS, limit=200) if name else []
    if any(score == 100 for _, score, _ in alike):
        alike = [each for each in alike if each[1] == 100]
    likeness = {place: score for _, score, place in alike} | {
        place: max(fuzz.ratio(name, folded[place]), 1.0) for place in served
    }
    order = sorted(
        likeness,
        key=lambda place: (
            place not in served,
            index.departements[place] not in departements,
            -round(likeness[place]),
            -int(index.populations[place]),
        ),
    )
    rows = pd.DataFrame({"row_id": range(len(order[:limit])), "street": "", "postcode": "", "city": ""})
    rows["citycode"] = [index.codes[place] for place in order[:limit]]
    answers = CommuneGazetteer().geocode(rows)
    return [checked_address(answer, "", postcode, remarks) for answer in answers.to_dict("records")]
