"""Files that leave by the counter, beside the same rows written by pandas and geopandas alone."""

import tempfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import geopandas as gpd
import pandas as pd

from geodata import territories
from geodata.database import transaction
from geodata.indicators import Choice
from geodata.perimetre import Perimetre
from geodata.publication import Format, Published, publish, publish_listing, to_bytes
from geodata.publication import Table as PublishedTable
from geodata.publication.files import flat
from tests.bench.facts import YEAR
from tests.bench.measured import timed
from tests.bench.table import Cell, Table

COLUMNS = {
    "what": "what", "format": "format", "vigie_ms": "Vigie ms", "bytes": "bytes", "plain_ms": "plain ms",
    "plain_bytes": "plain bytes", "faster": "Vigie × as fast",
}  # fmt: skip
NOTES = ["Plain: to_csv, to_excel, to_file on the same rows, ready made."]


def measure(who: Perimetre, associations: int, runs: int) -> Table:
    """Times and sizes for an indicator and for the listing, in each format."""
    with transaction() as session:
        indicator = publish(session, "specialised_associations", Choice(YEAR), who)
        listing = publish_listing(session, who)
    outlines = territories.departements()["geometry"]
    cells, branches = flat(indicator), flat(listing)
    drawn = gpd.GeoDataFrame(cells, geometry=outlines.loc[cells["departement"]].to_numpy(), crs=outlines.crs)
    points = gpd.GeoDataFrame(branches, geometry=gpd.points_from_xy(branches["lon"], branches["lat"]), crs=4326)
    whats: dict[str, tuple[Published | PublishedTable, gpd.GeoDataFrame]] = {
        "indicator, 101 départements": (indicator, drawn),
        f"listing, {associations} associations": (listing, points),
    }
    rows = [_row(what, each, published, plain, runs) for what, (published, plain) in whats.items() for each in Format]
    return Table("exports", "Exports: time and size of each format", COLUMNS, rows, NOTES)


def _row(
    what: str, format: Format, published: Published | PublishedTable, plain: gpd.GeoDataFrame, runs: int
) -> dict[str, Cell]:
    vigie, ours = timed(lambda: to_bytes(published, format), runs)
    other, theirs = timed(lambda: _PLAIN[format](plain), runs)
    values = (what, format.value, 1000 * vigie, len(ours), 1000 * other, len(theirs), other / vigie)
    return dict(zip(COLUMNS, values, strict=True))


def _csv(plain: gpd.GeoDataFrame) -> bytes:
    return pd.DataFrame(plain.drop(columns="geometry")).to_csv(index=False, sep=";").encode()


def _xlsx(plain: gpd.GeoDataFrame) -> bytes:
    buffer = BytesIO()
    pd.DataFrame(plain.drop(columns="geometry")).to_excel(buffer, index=False)
    return buffer.getvalue()


def _geojson(plain: gpd.GeoDataFrame) -> bytes:
    return plain.astype(dict.fromkeys(plain.select_dtypes("object").columns, "str")).to_json(drop_id=True).encode()


def _gpkg(plain: gpd.GeoDataFrame) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plain.gpkg"
        plain.astype(dict.fromkeys(plain.select_dtypes("object").columns, "str")).to_file(path)
        return path.read_bytes()


_PLAIN: dict[Format, Callable[[gpd.GeoDataFrame], bytes]] = {
    Format.CSV: _csv,
    Format.XLSX: _xlsx,
    Format.GEOJSON: _geojson,
    Format.GPKG: _gpkg,
}
