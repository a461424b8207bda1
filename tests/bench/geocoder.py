"""The offline geocoder, beside pgeocode and a plain join on (postal code, name), all with the same gazetteer."""

from collections.abc import Iterator
from functools import cache

import numpy as np
import pandas as pd
import pgeocode

from etl.geocoding.commune_index import commune_index
from etl.geocoding.gazetteer import CommuneGazetteer
from geodata.communes import communes
from tests.bench.addresses import sample
from tests.bench.measured import timed
from tests.bench.table import Cell, Table

WAYS = {"vigie": "Vigie", "pgeocode": "pgeocode", "join": "join"}
SPEED = {
    "rows": "rows", "input": "input", "vigie": "Vigie rows/s", "pgeocode": "pgeocode rows/s", "join": "join rows/s",
    "faster_than_pgeocode": "Vigie × as fast as pgeocode", "faster_than_join": "as the join",
}  # fmt: skip
QUALITY = {"input": "input", "way": "way", "right": "right %", "wrong": "wrong %", "none": "none %"}
NOTES = [
    "Right: the INSEE commune that the row was drawn from; wrong: another one; none: no commune given.",
    "A third dirty: capitals, CEDEX, abbreviation, typo, missing or wrong postal code, in equal parts.",
    "pgeocode knows postal codes alone: it is right when the code serves one commune. It gets our gazetteer, since its "
    "own table is downloaded.",
]


def measure(quick: bool) -> list[Table]:
    sizes = (1_000, 10_000) if quick else (1_000, 10_000, 100_000)
    cold, _ = timed(commune_index)
    inputs = {"clean": 0.0, "a third dirty": 1 / 3}
    note = f"Once per process, {cold:.1f} s to read the gazetteer and index its names; not in the rates."
    speed = [_speed(size, name, dirty) for size in sizes for name, dirty in inputs.items()]
    quality = [row for name, dirty in inputs.items() for row in _quality(sizes[-1], name, dirty)]
    return [
        Table("geocoder_speed", "Geocoder, offline: rows per second", SPEED, speed, [note]),
        Table("geocoder_quality", f"Geocoder, offline: the right commune, {sizes[-1]:,} rows", QUALITY, quality, NOTES),
    ]


def _speed(size: int, name: str, dirty: float) -> dict[str, Cell]:
    rows, runs = _asked(sample(size, dirty)), 5 if size <= 10_000 else 3
    spent = {way: timed(lambda way=way: _ANSWERS[way](rows), runs)[0] for way in WAYS}  # type: ignore[misc]
    ratios = {f"faster_than_{way}": spent[way] / spent["vigie"] for way in ("pgeocode", "join")}
    rates = {way: int(size / time) for way, time in spent.items()}
    return {"rows": size, "input": name, **rates, **ratios}


def _quality(size: int, name: str, dirty: float) -> Iterator[dict[str, Cell]]:
    rows = sample(size, dirty)
    for way, label in WAYS.items():
        given = _ANSWERS[way](_asked(rows))[_COMMUNE[way]].fillna("").to_numpy()
        right, none = given == rows["truth"].to_numpy(), given == ""
        shares = {"right": right, "wrong": ~right & ~none, "none": none}
        yield {"input": name, "way": label} | {each: round(100 * float(of.mean()), 2) for each, of in shares.items()}


def _asked(rows: pd.DataFrame) -> pd.DataFrame:
    return rows[["street", "postcode", "city"]].assign(row_id=range(len(rows)))


def _by_pgeocode(rows: pd.DataFrame) -> pd.DataFrame:
    return _nominatim().query_postal_code(rows[["postcode"]].set_axis(["postal_code"], axis="columns"))


@cache
def _nominatim() -> pgeocode.Nominatim:
    """pgeocode as it stands once its table is downloaded; `community_code` holds the commune when there is only one."""
    served = _served()
    by_code = served.groupby("postcode")
    table = pd.DataFrame(
        {
            "latitude": by_code["lat"].mean(),
            "longitude": by_code["lon"].mean(),
            "place_name": by_code["name"].agg(", ".join),
        }
    )
    table["community_code"] = by_code["code"].first().where(by_code["code"].nunique() == 1)
    table = table.rename_axis("postal_code").reset_index().reindex(columns=pgeocode.DATA_FIELDS)
    nominatim = pgeocode.Nominatim.__new__(pgeocode.Nominatim)
    nominatim.country, nominatim.unique, nominatim._data_frame = "FR", True, table
    return nominatim


def _by_join(rows: pd.DataFrame) -> pd.DataFrame:
    """What a script does first: capitals on both sides, and a merge."""
    asked = pd.DataFrame({"postcode": rows["postcode"], "name": rows["city"].str.upper()})
    return asked.merge(_joinable(), on=["postcode", "name"], how="left")


@cache
def _joinable() -> pd.DataFrame:
    table = _served()[["postcode", "name", "code", "lat", "lon"]]
    return table.assign(name=table["name"].str.upper()).drop_duplicates(["postcode", "name"])


@cache
def _served() -> pd.DataFrame:
    """One row per commune and postal code; arrondissements count as their commune."""
    table = communes().reset_index()
    table = table[table["parent"].replace("", np.nan).isna()]
    return table.assign(postcode=table["postcodes"].str.split()).explode("postcode").dropna(subset="postcode")


_ANSWERS = {"vigie": CommuneGazetteer().geocode, "pgeocode": _by_pgeocode, "join": _by_join}
_COMMUNE = {"vigie": "code_commune", "pgeocode": "community_code", "join": "code"}
