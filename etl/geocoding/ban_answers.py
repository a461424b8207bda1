"""How far to trust what the State's geocoder says: its score first, then its commune, then its runner-up."""

import numpy as np

from config.thresholds import threshold
from etl.geocoding.ban_chunks import Query
from etl.geocoding.contract import NUMBERS, TEXTS, Precision, Status
from etl.geocoding.names import departement_of_citycode, parent_commune
from geodata.reference.folding import fold_name

WITHHELD = "Ligne sensible : elle n’a pas été envoyée."
UNFIT = "Adresse vide, trop courte ou trop longue pour le géocodeur de l’État."
UNAVAILABLE = "Le géocodeur de l’État n’a pas répondu pour cette ligne."
UNREAD = "Le géocodeur de l’État n’a pas su traiter cette ligne."
NOT_FOUND = "Adresse inconnue du géocodeur de l’État."
TOO_UNLIKE = "Aucune adresse assez ressemblante dans cette commune."
UNSURE = "Ressemblance insuffisante : « {label} » est proposé."
OTHER_COMMUNE = "L’adresse trouvée est dans une autre commune : « {label} »."
TWO_CANDIDATES = "Deux adresses se ressemblent trop : « {label} » est la première."
STREET_UNKNOWN = "Rue inconnue : centre de la commune."

# Says something of the server, nothing of the address: never kept, asked again at the next run.
TRANSIENT = frozenset({UNAVAILABLE, UNREAD})

_STATUS_OF_TYPE = {
    Precision.HOUSENUMBER: Status.PRECISE,
    Precision.STREET: Status.STREET,
    Precision.LOCALITY: Status.STREET,
    Precision.MUNICIPALITY: Status.COMMUNE,
}


def judged(query: Query, answer: dict[str, str] | None) -> dict[str, object]:
    """Every column of the contract but the source; `answer` is None when the server was not asked or did not answer."""
    if answer is None:
        return _failed(UNAVAILABLE)
    if answer["result_status"] == "error":
        return _failed(UNREAD)
    if answer["result_status"] == "skipped":
        return _failed(UNFIT)
    score = _number(answer.get("result_score"))
    if answer["result_status"] == "not-found" or not answer.get("latitude") or np.isnan(score):
        return _failed(NOT_FOUND)
    if score < threshold("geocoding.review_score"):
        return _failed(TOO_UNLIKE, score)
    citycode, label = answer.get("result_citycode", ""), answer.get("result_label", "")
    status, reason = _verdict(query, answer, score)
    return {
        "lat": _number(answer["latitude"]), "lon": _number(answer["longitude"]),
        "geo_status": str(status), "geo_precision": answer.get("result_type", ""),
        "geo_score": score, "geo_score_next": _number(answer.get("result_score_next")),
        "geo_label": label, "geo_citycode": citycode, "code_commune": parent_commune(citycode),
        "geo_departement": departement_of_citycode(citycode), "geo_reason": reason.format(label=label),
    }  # fmt: skip


def _failed(reason: str, score: float = np.nan) -> dict[str, object]:
    nothing: dict[str, object] = {**dict.fromkeys(TEXTS, ""), **dict.fromkeys(NUMBERS, np.nan)}
    del nothing["geo_source"]
    return nothing | {"geo_status": str(Status.FAILED), "geo_reason": reason, "geo_score": score}


def _verdict(query: Query, answer: dict[str, str], score: float) -> tuple[Status, str]:
    if not _same_commune(query, answer):
        return Status.REVIEW, OTHER_COMMUNE
    if score < threshold("geocoding.accept_score"):
        return Status.REVIEW, UNSURE
    if score - _number(answer.get("result_score_next")) < threshold("geocoding.score_margin"):
        return Status.REVIEW, TWO_CANDIDATES
    status = _STATUS_OF_TYPE.get(answer.get("result_type", ""))  # type: ignore[call-overload]
    if status is None:
        return Status.REVIEW, UNSURE
    return status, STREET_UNKNOWN if status == Status.COMMUNE and query.street else ""


def _same_commune(query: Query, answer: dict[str, str]) -> bool:
    if query.citycode:
        return parent_commune(query.citycode) == parent_commune(answer.get("result_citycode", ""))
    return fold_name(query.city) == fold_name(answer.get("result_city", ""))


def _number(text: str | None) -> float:
    """NaN for an empty cell."""
    return float(text) if text else np.nan
