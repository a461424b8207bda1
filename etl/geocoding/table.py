"""Geocoding of any table: same rows, same order, columns added."""

import pandas as pd

from etl.geocoding.contract import Geocoder
from etl.geocoding.gazetteer import CommuneGazetteer

ADDED = {
    "geo_lat": "lat", "geo_lon": "lon", "geo_status": "geo_status", "geo_precision": "geo_precision",
    "geo_score": "geo_score", "geo_citycode": "geo_citycode", "geo_departement": "geo_departement",
    "geo_label": "geo_label", "geo_source": "geo_source", "geo_reason": "geo_reason",
}  # fmt: skip


def geocode_table(
    frame: pd.DataFrame,
    street: str | None,
    postcode: str | None,
    city: str | None,
    citycode: str | None = None,
    *,
    departement: str | None = None,
    sensitive: str | None = None,
    geocoder: Geocoder | None = None,
) -> pd.DataFrame:
    """`frame` with the columns `ADDED` at its right (replaced if it had them), offline unless a geocoder is given.

    The other arguments name columns of `frame`; None where there is none. Raises `ValueError`, in French, for a
    column that is not there.
    """
    named = {
        "street": street, "postcode": postcode, "city": city,
        "citycode": citycode, "departement": departement, "sensitive": sensitive,
    }  # fmt: skip
    for column in named.values():
        if column is not None and column not in frame.columns:
            present = ", ".join(str(name) for name in frame.columns)
            raise ValueError(f"La colonne « {column} » n’est pas dans le fichier. Colonnes présentes : {present}.")
    rows = pd.DataFrame({"row_id": range(len(frame))})
    for wanted, column in named.items():
        if column is not None:
            rows[wanted] = frame[column].to_numpy()
        elif wanted in ("street", "postcode", "city"):
            rows[wanted] = ""
    answers = (geocoder or CommuneGazetteer()).geocode(rows)
    added = {name: answers[column].to_numpy() for name, column in ADDED.items()}
    return frame.drop(columns=[name for name in ADDED if name in frame.columns]).assign(**added)
