"""Départements and régions: code, name, préfecture, population and true place; the only reader of these files.

Codes are text. The geometry is where things really are, in EPSG:4326; the one to draw on a map of the whole country,
with its insets, is in `geodata.display`. A refreshed copy of the outlines, under the data folder, comes before the
one shipped with the project.
"""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

import geopandas as gpd
import pandas as pd

from config.settings import settings
from geodata.reference.folding import fold_name

REFERENCE = Path(__file__).with_name("reference")
OUTLINES = "departements.geojson"
LAST_YEAR_OF_FORMER_REGIONS = 2015

# Not départements: police and gendarmerie files have rows for them, maps and rates never do.
COLLECTIVITES = MappingProxyType(
    {
        "975": "Saint-Pierre-et-Miquelon",
        "977": "Saint-Barthélemy",
        "978": "Saint-Martin",
        "986": "Wallis-et-Futuna",
        "987": "Polynésie française",
        "988": "Nouvelle-Calédonie",
    }
)

_COMMUNE = re.compile(r"\d{5}|2[AB]\d{3}")


@cache
def _departements() -> pd.DataFrame:
    return pd.read_csv(
        REFERENCE / "departements.csv",
        dtype={"population": int, "population_year": int},
        converters=dict.fromkeys(["code", "region_2016", "region_until_2015", "prefecture_code"], str),
        index_col="code",
    ).rename(columns={"region_2016": "region"})


@cache
def _regions() -> pd.DataFrame:
    return pd.read_csv(REFERENCE / "regions.csv", dtype=str, keep_default_na=False)


CODES: tuple[str, ...] = tuple(_departements().index)
"""The 101 codes, in the official order: Corsica (2A, 2B) after 19, overseas last."""


def refreshed_outlines() -> Path:
    """Where a refresh puts its outlines; the file is absent until one has succeeded."""
    return settings().data_dir / "reference" / OUTLINES


def departements() -> gpd.GeoDataFrame:
    """The 101 départements, indexed by code in the order of `CODES`, at their true place (EPSG:4326).

    Columns: name, prefecture, prefecture_code (INSEE commune), region and region_until_2015 (INSEE codes), population
    (inhabitants, sum of the communes), population_year, geometry. The caller receives its own copy. Raises
    `ValueError` when the outlines are not those of the 101 départements.
    """
    refreshed = refreshed_outlines()
    path = refreshed if refreshed.exists() else REFERENCE / OUTLINES
    # The date of the file is part of the key, so that a refresh shows without a restart.
    return _with_outlines(path, path.stat().st_mtime_ns).copy()


@cache
def _with_outlines(path: Path, modified_ns: int) -> gpd.GeoDataFrame:
    outlines = gpd.read_file(path).set_index("code")
    if set(outlines.index) != set(CODES) or outlines.crs.to_epsg() != 4326:
        raise ValueError(f"{path} must hold the 101 départements in EPSG:4326; delete it or run a new refresh")
    return gpd.GeoDataFrame(_departements(), geometry=outlines.geometry.reindex(list(CODES)), crs=outlines.crs)


def names() -> dict[str, str]:
    """Name of each département by code, in the order of `CODES`."""
    return dict(_names())


@cache
def _names() -> dict[str, str]:
    return dict(zip(CODES, _departements()["name"], strict=True))


def name_of(code: str) -> str:
    """Name of a département or of an overseas collectivité; raises `KeyError` for anything else."""
    return COLLECTIVITES[code] if code in COLLECTIVITES else str(_departements().at[code, "name"])


def regions(year: int) -> pd.DataFrame:
    """The régions in force on 31 December of `year`, indexed by INSEE code: name, departements (tuple of codes).

    27 until 2015, 18 since 2016.

    >>> len(regions(2015)), len(regions(2016)), regions(2014).at["42", "departements"]
    (27, 18, ('67', '68'))
    """
    known, last_day = _regions(), f"{year}-12-31"
    ended = (known["valid_until"] != "") & (known["valid_until"] < last_day)
    in_force = known[(known["valid_from"] <= last_day) & ~ended]
    membership = _membership(year)
    members = membership.index.to_series().groupby(membership).agg(tuple)
    return in_force.set_index("code")[["name"]].sort_index().assign(departements=members)


@cache
def every_region() -> Mapping[str, str]:
    """Names of the régions by code: those of today, and those of which the last day was in 2015.

    >>> every_region()["44"], every_region()["42"]
    ('Grand Est', 'Alsace')
    """
    former, present = (regions(LAST_YEAR_OF_FORMER_REGIONS + later)["name"] for later in (0, 1))
    return MappingProxyType({str(code): str(name) for names in (former, present) for code, name in names.items()})


def region_of(code: str, year: int) -> str:
    """INSEE code of the région of département `code` on 31 December of `year`; raises `KeyError` if unknown."""
    return str(_membership(year)[code])


def _membership(year: int) -> pd.Series:
    return _departements()["region_until_2015" if year <= LAST_YEAR_OF_FORMER_REGIONS else "region"]


def is_departement(code: str) -> bool:
    """Whether `code` is exactly one of the 101 codes; "1" is not, see `require_departement`."""
    return code in CODES


def require_departement(text: str) -> str:
    """The département that a person meant by `text`: "1", "01" and "001" are the Ain, "2a" is Corse-du-Sud.

    Raises `ValueError`, with a sentence in French for the sender of the file, for anything that is not one of the
    101 départements. The halves of the Rhône (69D, 69M) are refused: taken for the whole, they would lose a part.

    >>> require_departement(" 2a "), require_departement("1"), require_departement("971")
    ('2A', '01', '971')
    """
    written = text.strip()
    code = written.upper().lstrip("0").rjust(2, "0")
    if code in CODES:
        return code
    if not written:
        raise ValueError("Le code de département est vide.")
    if code == "20":
        way_out = " Pour la Corse : 2A ou 2B."
    elif code in {"69D", "69M"}:
        way_out = " Vigie suit le Rhône entier, métropole de Lyon comprise : 69."
    elif code in COLLECTIVITES:
        way_out = f" {COLLECTIVITES[code]} est une collectivité d’outre-mer."
    elif code := next((known for known, name in names().items() if fold_name(name) == fold_name(written)), ""):
        way_out = f" Écrire son code : {code}."
    else:
        way_out = " Exemples : 01, 2A, 75, 971."
    raise ValueError(f"« {written} » n’est pas un code de département.{way_out}")


def departement_of_commune(insee_code: str) -> str:
    """The département of an INSEE commune code (never a postal code): "2A004" → "2A", "97105" → "971".

    Raises `ValueError` (in French) for a malformed code and for a commune outside the 101 départements.

    >>> departement_of_commune("69381"), departement_of_commune("97411")
    ('69', '974')
    """
    code = insee_code.strip().upper()
    if not _COMMUNE.fullmatch(code):
        raise ValueError(f"« {insee_code} » n’est pas un code INSEE de commune : cinq caractères, par exemple 01053.")
    return require_departement(code[:3] if code.startswith(("97", "98")) else code[:2])
