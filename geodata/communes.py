"""Communes: code, names, postal codes, population and a point of known precision; the only reader of the gazetteer."""

from functools import cache
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq

from config.settings import settings

SHIPPED = Path(__file__).with_name("reference") / "communes.parquet"
GAZETTEER = SHIPPED.name


def refreshed_communes() -> Path:
    """Where a refresh puts its gazetteer; the file is absent until one has succeeded."""
    return settings().data_dir / "reference" / GAZETTEER


def communes() -> pd.DataFrame:
    """Every commune of France and the 45 arrondissements of Paris, Lyon and Marseille, indexed by INSEE code.

    Columns: name; departement (a collectivité such as 987 for those overseas); postcodes (separated by a space, may be
    empty); population (inhabitants, missing where nobody lives); lat, lon (EPSG:4326, degrees); precision (`own`: the
    point is the commune's; `postcode`, `epci`, `arrondissement`, `departement`: the mean of its neighbours at that
    level); aliases (folded names separated by a bar, its own first); old_codes (codes of the communes it absorbed);
    parent (for an arrondissement, the code of its commune; missing otherwise).

    An arrondissement and its commune are both rows: a sum of populations keeps one of the two. The caller may change
    what it receives: pandas copies on write.
    """
    path = _path()
    return _read(path, path.stat().st_mtime_ns)[0].copy(deep=False)


def communes_version() -> str:
    """The sources and vintage of the gazetteer in use, to be stored with whatever it locates."""
    path = _path()
    return _read(path, path.stat().st_mtime_ns)[1]


def _path() -> Path:
    refreshed = refreshed_communes()
    return refreshed if refreshed.exists() else SHIPPED


@cache
def _read(path: Path, modified_ns: int) -> tuple[pd.DataFrame, str]:
    content = pq.read_table(path)
    version = (content.schema.metadata or {}).get(b"version")
    if version is None:
        raise ValueError(f"{path} is not a commune gazetteer: no version in its metadata; delete it or refresh again")
    table = content.to_pandas().set_index("code")
    return table.astype({"population": "Int32"}), version.decode()
