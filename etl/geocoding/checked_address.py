"""Where an address was found, and the sentence that says it to whoever typed it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isnan
from typing import Any

from etl.geocoding.ban_answers import UNAVAILABLE, UNREAD
from etl.geocoding.cleaning import clean_street
from etl.geocoding.contract import Precision, Status
from etl.geocoding.names import parent_commune, read_postcode
from geodata.communes import communes

_SPACE = "\N{NO-BREAK SPACE}"
_FOUND = {
    Precision.HOUSENUMBER: "Trouvée au numéro",
    Precision.STREET: "Trouvée à la rue",
    Precision.LOCALITY: "Trouvée au lieu-dit",
}


@dataclass(frozen=True)
class Checked:
    """Where an address was found. lat, lon: degrees (EPSG:4326), None without a point. `status`, `precision`: those of
    `etl.geocoding.contract`. `citycode`: INSEE, perhaps of an arrondissement; `city`, its commune. Empty: not known.
    """

    lat: float | None
    lon: float | None
    status: Status
    precision: str
    label: str
    departement: str
    city: str
    postcode: str
    citycode: str
    score: float | None
    sentence: str
    source: str
    reason: str = ""


def checked_address(answer: Mapping[Any, Any], street: str, postcode: str, remarks: Sequence[str] = ()) -> Checked:
    """What a geocoder answered (`contract.OUTPUTS`) of what was written, its remarks at the end of the sentence."""
    citycode, status = str(answer["geo_citycode"]), Status(answer["geo_status"])
    reason = " ".join(str(answer["geo_reason"]).replace(UNAVAILABLE, "").replace(UNREAD, "").split())
    return Checked(
        lat=_number(answer["lat"]),
        lon=_number(answer["lon"]),
        status=status,
        precision=str(answer["geo_precision"]),
        label=str(answer["geo_label"]),
        departement=str(answer["geo_departement"]),
        city=str(communes()["name"].get(parent_commune(citycode), "")),
        postcode=_postcode(citycode, postcode),
        citycode=citycode,
        score=_number(answer["geo_score"]),
        sentence=" ".join([_sentence(status, answer, street, reason), *remarks]),
        source=str(answer["geo_source"]),
        reason=reason,
    )


def _sentence(status: Status, answer: Mapping[Any, Any], street: str, reason: str) -> str:
    label, precision = answer["geo_label"], answer["geo_precision"]
    if status == Status.FAILED:
        return f"Introuvable{_SPACE}: {_inside(reason or 'aucune adresse écrite.')}"
    if precision in _FOUND and status in {Status.PRECISE, Status.STREET}:
        found = _FOUND[precision]
        if precision == Precision.STREET and clean_street(street)[:1].isdigit():
            found += ", sans le numéro"
        return f"{found}{_SPACE}: {label}."
    centre = precision in {Precision.OWN, Precision.MUNICIPALITY}
    place = f"au centre de la commune de {label}" if centre else f"vers {label}, sans point exact"
    if status == Status.REVIEW:
        return f"À vérifier{_SPACE}: {_inside(reason)} En attendant, point {place}."
    return " ".join([f"Placée {place}.", reason]).strip()


def _inside(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def _postcode(citycode: str, written: str) -> str:
    """What was written, unless it does not serve the commune that was found: then the commune's, if it has one only."""
    code = read_postcode(written).code
    served = str(communes()["postcodes"].get(citycode, code)).split()
    if code in served:
        return code
    return served[0] if len(served) == 1 else ""


def _number(value: object) -> float | None:
    number = float(value)  # type: ignore[arg-type]
    return None if isnan(number) else number
