"""The gazetteer first, the State's geocoder for what it can refine, the gazetteer again for what it could not."""

import numpy as np
import pandas as pd

from etl.geocoding.cleaning import clean_streets
from etl.geocoding.contract import OUTPUTS, Geocoder, Precision, Status, checked, prepared
from geodata.communes import communes

UNVERIFIED = "Commune non reconnue hors ligne : adresse à confirmer."
_ACCEPTED = (Status.PRECISE, Status.STREET, Status.COMMUNE)


class Cascade:
    """Two geocoders as one: `local` knows the commune and gives the point of last resort, `distant` the street.

    The commune found locally is what the distant search is held to, and what its answer is checked against.
    """

    name = "cascade"

    def __init__(self, local: Geocoder, distant: Geocoder) -> None:
        if local.remote:
            raise ValueError(f"the first geocoder of a cascade must be local, got {local.name}")
        self.local = local
        self.distant = distant

    @property
    def version(self) -> str:
        return f"{self.local.version} + {self.distant.version}"

    @property
    def remote(self) -> bool:
        return self.distant.remote

    @property
    def outage(self) -> str:
        return self.distant.outage

    def geocode(self, rows: pd.DataFrame) -> pd.DataFrame:
        """See `Geocoder`. A row that the distant geocoder cannot place keeps the point of its commune."""
        table = prepared(rows)
        near = self.local.geocode(table)
        questions = _questions(table, near)
        far = self.distant.geocode(questions)
        return checked(table, _merged(near, far.set_axis(questions.index)))

    def questions(self, rows: pd.DataFrame) -> pd.DataFrame:
        """The rows that the distant geocoder would receive, as it would (see `Cached.keys_of`)."""
        table = prepared(rows)
        return _questions(table, self.local.geocode(table))


def _questions(table: pd.DataFrame, near: pd.DataFrame) -> pd.DataFrame:
    known = near["code_commune"] != ""
    # Without a street, the distant server still knows better centres than a mean of neighbours.
    useful = (clean_streets(table["street"]) != "") | (known & (near["geo_precision"] != Precision.OWN))
    asked = ~table["sensitive"] & useful
    table, near, known = table[asked], near[asked], known[asked]
    certain = (near["geo_status"] != Status.REVIEW) & (near["geo_score"] >= 1)
    official = near["code_commune"].map(communes()["name"])
    return table.assign(
        city=table["city"].where(~known, official),
        citycode=near["code_commune"].where(~certain, near["geo_citycode"]),
        # Often wrong, and the commune's code already says it better.
        postcode="",
    )


def _merged(near: pd.DataFrame, far: pd.DataFrame) -> pd.DataFrame:
    """`near` for every row, refined by `far` (same index, fewer rows) where it is trusted."""
    merged, mine = near.copy(), near.loc[far.index]
    accepted = far["geo_status"].isin(_ACCEPTED)
    sound = ~mine["geo_status"].isin([Status.REVIEW, Status.FAILED])
    alone = mine["geo_status"] == Status.FAILED
    taken = far.index[accepted & sound]
    merged.loc[taken, list(OUTPUTS)] = far.loc[taken, list(OUTPUTS)]

    # Found where nothing was known locally: shown, and read again by a person.
    lonely = far.index[alone & (accepted | (far["geo_status"] == Status.REVIEW))]
    merged.loc[lonely, list(OUTPUTS)] = far.loc[lonely, list(OUTPUTS)]
    merged.loc[lonely, "geo_status"] = str(Status.REVIEW)
    merged.loc[lonely, "geo_reason"] = _joined(far.loc[lonely, "geo_reason"], UNVERIFIED)

    # Doubtful: the commune's point meanwhile, with the score of the candidate.
    doubtful = far.index[~alone & ((far["geo_status"] == Status.REVIEW) | (accepted & ~sound))]
    merged.loc[doubtful, "geo_status"] = str(Status.REVIEW)
    merged.loc[doubtful, ["geo_score", "geo_score_next"]] = far.loc[doubtful, ["geo_score", "geo_score_next"]]
    merged.loc[doubtful, "geo_reason"] = _joined(mine.loc[doubtful, "geo_reason"], far.loc[doubtful, "geo_reason"])

    # Not found: the point of last resort, and why.
    lost = far.index[far["geo_status"] == Status.FAILED]
    merged.loc[lost, "geo_reason"] = _joined(far.loc[lost, "geo_reason"], mine.loc[lost, "geo_reason"])
    return merged


def _joined(first: pd.Series, second: pd.Series | str) -> np.ndarray:
    return (first + " " + second).str.strip().to_numpy()
