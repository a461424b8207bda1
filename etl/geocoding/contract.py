"""What every geocoder promises, and the words for what it found."""

from enum import StrEnum
from typing import Protocol

import numpy as np
import pandas as pd


class Status(StrEnum):
    """How far a located row may be trusted; decides how a map may draw it."""

    PRECISE = "precise"
    STREET = "street"
    COMMUNE = "commune"
    AREA = "area"
    REVIEW = "review"
    FAILED = "failed"
    WITHHELD = "withheld"

    @property
    def label(self) -> str:
        return _STATUS_LABELS[self]


_STATUS_LABELS = {
    Status.PRECISE: "à l’adresse",
    Status.STREET: "à la rue",
    Status.COMMUNE: "à la commune",
    Status.AREA: "au secteur",
    Status.REVIEW: "à vérifier",
    Status.FAILED: "non localisé",
    Status.WITHHELD: "position retenue",
}


class Precision(StrEnum):
    """What the point stands for: the gazetteer's own words, then those of the State's geocoder."""

    HOUSENUMBER = "housenumber"
    STREET = "street"
    LOCALITY = "locality"
    MUNICIPALITY = "municipality"
    OWN = "own"
    POSTCODE = "postcode"
    EPCI = "epci"
    ARRONDISSEMENT = "arrondissement"
    DEPARTEMENT = "departement"

    @property
    def label(self) -> str:
        return _PRECISION_LABELS[self]


_PRECISION_LABELS = {
    Precision.HOUSENUMBER: "numéro de la rue",
    Precision.STREET: "rue",
    Precision.LOCALITY: "lieu-dit",
    Precision.MUNICIPALITY: "centre de la commune",
    Precision.OWN: "centre de la commune",
    Precision.POSTCODE: "secteur du code postal",
    Precision.EPCI: "secteur de l’intercommunalité",
    Precision.ARRONDISSEMENT: "secteur de l’arrondissement",
    Precision.DEPARTEMENT: "département",
}

TEXT_INPUTS = ("street", "postcode", "city", "citycode", "departement")
NUMBERS = ("lat", "lon", "geo_score", "geo_score_next")
TEXTS = (
    "geo_status", "geo_precision", "geo_label", "geo_citycode", "code_commune",
    "geo_departement", "geo_source", "geo_reason",
)  # fmt: skip
OUTPUTS = (
    "lat", "lon", "geo_status", "geo_precision", "geo_score", "geo_score_next", "geo_label",
    "geo_citycode", "code_commune", "geo_departement", "geo_source", "geo_reason",
)  # fmt: skip


class Geocoder(Protocol):
    """Places rows. Every implementation keeps them all, in order (see `checked`)."""

    @property
    def name(self) -> str: ...

    @property
    def version(self) -> str:
        """Changes when the same row could receive another answer: it is part of the cache's key."""
        ...

    @property
    def remote(self) -> bool:
        """Whether rows leave this machine."""
        ...

    @property
    def outage(self) -> str:
        """Why some rows of the last call were left unasked, in French; empty when all were, and always offline."""
        ...

    def geocode(self, rows: pd.DataFrame) -> pd.DataFrame:
        """`rows`: row_id, street, postcode, city (text as declared) and, if known, citycode, departement, sensitive.

        Returns row_id and `OUTPUTS`: lat and lon in degrees (EPSG:4326), missing where there is no point; scores
        between 0 and 1; texts, empty where nothing is known; geo_citycode may be an arrondissement, code_commune is
        always a commune; geo_reason is a French sentence. A sensitive row is `withheld`: its département, no point.
        """
        ...


def prepared(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with every input column, texts without missing values; refuses a table without row_id, street…"""
    missing = {"row_id", "street", "postcode", "city"} - set(rows.columns)
    if missing:
        raise ValueError(f"rows to geocode lack the column(s) {', '.join(sorted(missing))}")
    table = pd.DataFrame({"row_id": rows["row_id"].to_numpy()})
    for column in TEXT_INPUTS:
        given = rows[column].to_numpy() if column in rows.columns else np.full(len(rows), "")
        table[column] = pd.Series(given, dtype="str").fillna("")
    # Unknown is treated as sensitive: a mistake must cost a precise point, never a disclosure.
    table["sensitive"] = (
        rows["sensitive"].fillna(True).astype(bool).to_numpy() if "sensitive" in rows.columns else False
    )
    return table


def blank(row_ids: pd.Series, status: Status, source: str, reason: str) -> pd.DataFrame:
    """One answer without a point for each row, all for the same reason."""
    table = pd.DataFrame({"row_id": row_ids.to_numpy()})
    for column in OUTPUTS:
        table[column] = pd.Series(np.nan if column in NUMBERS else "", index=table.index)
    return table.assign(geo_status=str(status), geo_source=source, geo_reason=reason)


def checked(rows: pd.DataFrame, answers: pd.DataFrame) -> pd.DataFrame:
    """The answers, once proved to be one for one with the rows, in their order; raises `ValueError` otherwise."""
    if list(answers["row_id"]) != list(rows["row_id"]):
        raise ValueError(f"geocoding must keep every row in order: {len(rows)} in, {len(answers)} out")
    unknown = set(answers["geo_status"]) - set(Status)
    if unknown:
        raise ValueError(f"unknown geocoding status: {', '.join(sorted(unknown))}")
    return answers[["row_id", *OUTPUTS]].reset_index(drop=True)
