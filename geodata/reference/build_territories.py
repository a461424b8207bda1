"""Builds departements.csv and regions.csv from the official geographic code (INSEE, Licence Ouverte).

    python -m geodata.reference.build_territories [FOLDER]

FOLDER holds the JSON files of the npm package `@etalab/decoupage-administratif`; without it, the package is fetched.
"""

import json
import sys
import tempfile
from pathlib import Path

import pandas as pd

from geodata.reference.npm_package import unpack

SOURCE_PACKAGE = "@etalab/decoupage-administratif@6.0.0"
FOLDER = Path(__file__).parent

POPULATION_YEAR = 2023  # « populations de référence », in force on 1 January 2026
MAYOTTE_POPULATION_YEAR = 2017  # its last census in the package
REFORM = "2016-01-01"
LAST_DAY_BEFORE_REFORM = "2015-12-31"

# The package knows today's régions only. Those of before: code, name, départements.
MERGED_REGIONS: dict[str, tuple[str, str]] = {
    "21": ("Champagne-Ardenne", "08 10 51 52"),
    "22": ("Picardie", "02 60 80"),
    "23": ("Haute-Normandie", "27 76"),
    "25": ("Basse-Normandie", "14 50 61"),
    "26": ("Bourgogne", "21 58 71 89"),
    "31": ("Nord-Pas-de-Calais", "59 62"),
    "41": ("Lorraine", "54 55 57 88"),
    "42": ("Alsace", "67 68"),
    "43": ("Franche-Comté", "25 39 70 90"),
    "54": ("Poitou-Charentes", "16 17 79 86"),
    "72": ("Aquitaine", "24 33 40 47 64"),
    "73": ("Midi-Pyrénées", "09 12 31 32 46 65 81 82"),
    "74": ("Limousin", "19 23 87"),
    "82": ("Rhône-Alpes", "01 07 26 38 42 69 73 74"),
    "83": ("Auvergne", "03 15 43 63"),
    "91": ("Languedoc-Roussillon", "11 30 34 48 66"),
}
# The Centre took its present name with the law of 16 January 2015, published the day after.
CENTRE, CENTRE_OLD_NAME, CENTRE_RENAMED_ON, CENTRE_LAST_DAY = "24", "Centre", "2015-01-18", "2015-01-17"


def _in_official_order(code: str) -> str:
    """Corsica sits where its former code, 20, was."""
    return code.replace("2A", "20A").replace("2B", "20B")


def departements(source: Path) -> pd.DataFrame:
    """One row per département: names, préfecture, région now and until 2015, population and its year."""
    listed = pd.DataFrame(_read(source, "departements")).query("zone != 'com'")
    communes = pd.DataFrame(_read(source, "communes")).query("type == 'commune-actuelle'")
    city_names = communes.set_index("code")["nom"]
    former = {code: region for region, (_, members) in MERGED_REGIONS.items() for code in members.split()}
    table = pd.DataFrame(
        {
            "code": listed["code"],
            "name": listed["nom"],
            "prefecture": listed["chefLieu"].map(city_names),
            "prefecture_code": listed["chefLieu"],
            "region_2016": listed["region"],
            "region_until_2015": listed["code"].map(former).fillna(listed["region"]),
            "population": listed["code"].map(communes.groupby("departement")["population"].sum()).astype(int),
            "population_year": POPULATION_YEAR,
        }
    )
    table.loc[table["code"] == "976", "population_year"] = MAYOTTE_POPULATION_YEAR
    return table.sort_values("code", key=lambda codes: codes.map(_in_official_order), ignore_index=True)


def regions(source: Path, departements: pd.DataFrame) -> pd.DataFrame:
    """One row per région and name it bore; an empty date means: before the first plan, or still in force."""
    today = pd.DataFrame(_read(source, "regions")).query("zone != 'com'")
    lasting = set(departements["region_until_2015"])
    rows = [(r.code, r.nom, "" if r.code in lasting else REFORM, "") for r in today.itertuples()]
    rows += [(code, name, "", LAST_DAY_BEFORE_REFORM) for code, (name, _) in MERGED_REGIONS.items()]
    table = pd.DataFrame(rows, columns=["code", "name", "valid_from", "valid_until"])
    table.loc[table["code"] == CENTRE, "valid_from"] = CENTRE_RENAMED_ON
    table.loc[len(table)] = [CENTRE, CENTRE_OLD_NAME, "", CENTRE_LAST_DAY]
    return table.sort_values(["code", "valid_from"], ignore_index=True)


def _read(source: Path, name: str) -> list[dict[str, object]]:
    return json.loads((source / f"{name}.json").read_text(encoding="utf-8"))


def main(arguments: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(arguments[0]) if arguments else unpack(SOURCE_PACKAGE, Path(folder)) / "data"
        tables = {"departements": (table := departements(source)), "regions": regions(source, table)}
    for name, table in tables.items():
        table.to_csv(FOLDER / f"{name}.csv", index=False, lineterminator="\n")
        sys.stdout.write(f"{name}.csv: {len(table)} rows\n")


if __name__ == "__main__":
    main(sys.argv[1:])
