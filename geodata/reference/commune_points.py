"""A point for every commune: a GeoNames place where one bears its name, else the mean of its neighbours."""

import re

import geopandas as gpd
import numpy as np
import pandas as pd
from rapidfuzz import fuzz, process

from geodata.reference.folding import fold_name, without_article

# Natural Earth's outlines are coarse: a town on the edge of its département may fall outside by some kilometres.
OUTLINE_TOLERANCE_M = 12_000
# Farther than this from the communes of its postal code, or of its EPCI, a place is a namesake.
POSTCODE_PEERS_KM = 15.0
EPCI_PEERS_KM = 35.0
WIDE_GROUP = 3.0
FUZZY_NAME = 90.0
LIKELY_POPULATION_RATIO = (0.35, 1.5)
_EARTH_KM = 6371.0
_ARRONDISSEMENT = re.compile(r"^(PARIS|LYON|MARSEILLE) 0?(\d{1,2})(?:ER|EME|E)?\b")


def distance_km(lat: pd.Series, lon: pd.Series, other_lat: pd.Series, other_lon: pd.Series) -> pd.Series:
    """Great-circle distance, in kilometres (haversine on a sphere of 6,371 km)."""
    a, b, c, d = (np.radians(values) for values in (lat, lon, other_lat, other_lon))
    chord = np.sin((c - a) / 2) ** 2 + np.cos(a) * np.cos(c) * np.sin((d - b) / 2) ** 2
    return 2 * _EARTH_KM * np.arcsin(np.sqrt(chord))


def places_by_departement(places: pd.DataFrame, outlines: gpd.GeoDataFrame, regions: pd.Series) -> pd.DataFrame:
    """(place, departement, outside) for each département in which a place may lie; `regions`: département → région."""
    mainland = places[places["territory"].isna()]
    points = gpd.GeoDataFrame(
        {"place": mainland.index, "region": mainland["region"].to_numpy()},
        geometry=gpd.points_from_xy(mainland["lon"], mainland["lat"]), crs="EPSG:4326",
    ).to_crs("EPSG:2154")  # fmt: skip
    shapes = (
        outlines[~outlines["code"].str.startswith("97")].rename(columns={"code": "departement"}).to_crs("EPSG:2154")
    )
    near = points.sjoin(shapes, predicate="dwithin", distance=OUTLINE_TOLERANCE_M)
    near = near[near["departement"].map(regions) == near["region"]]
    inside = points.sjoin(shapes, predicate="within")[["place", "departement"]].assign(outside=0)
    near = near[["place", "departement"]].merge(inside, how="left").fillna({"outside": 1})
    overseas = places[places["territory"].notna()]
    far = pd.DataFrame({"place": overseas.index, "departement": overseas["territory"].to_numpy(), "outside": 0})
    return pd.concat([near, far], ignore_index=True)


def _commune_keys(communes: pd.DataFrame) -> pd.DataFrame:
    rows = []
    for code, row in communes.iterrows():
        folded = fold_name(row["name"])
        rows += [(code, row["departement"], folded, 0), (code, row["departement"], without_article(folded), 1)]
        rows += [(code, row["departement"], fold_name(old), 6 if tier == 0 else 10) for tier, old in row["old_names"]]
    return pd.DataFrame(rows, columns=["code", "departement", "key", "commune_rank"])


def _place_keys(places: pd.DataFrame) -> pd.DataFrame:
    rows = []
    for place, row in places.iterrows():
        folded = fold_name(row["name"])
        rows += [(place, folded, 0), (place, without_article(folded), 1)]
        rows += [(place, fold_name(other), 3) for other in row["alternates"] if other.isascii() or other[0].isascii()]
    return pd.DataFrame(rows, columns=["place", "key", "place_rank"])


def _assign(pairs: pd.DataFrame, communes: pd.DataFrame, places: pd.DataFrame) -> pd.Series:
    """Commune → place, one to one: best rank first, then inside the outline, then closest population."""
    populations = communes["population"].astype("float64").reindex(pairs["code"]).to_numpy()
    gap = np.abs(np.log((places["population"].reindex(pairs["place"]).to_numpy() + 50) / (populations + 50)))
    ordered = pairs.assign(gap=gap).sort_values(["rank", "outside", "gap", "code", "place"])
    found: dict[str, int] = {}
    taken: set[int] = set()
    for code, place in zip(ordered["code"], ordered["place"], strict=True):
        if code not in found and place not in taken:
            found[code] = place
            taken.add(place)
    return pd.Series(found, dtype="int64", name="place")


def _by_name(communes: pd.DataFrame, places: pd.DataFrame, located: pd.DataFrame) -> pd.DataFrame:
    pairs = _commune_keys(communes).merge(_place_keys(places).merge(located, on="place"), on=["departement", "key"])
    return pairs.assign(rank=pairs["commune_rank"] + pairs["place_rank"])[["code", "place", "rank", "outside"]]


def _by_likeness(communes: pd.DataFrame, places: pd.DataFrame, located: pd.DataFrame) -> pd.DataFrame:
    """Last resort: a unique place of the département with nearly the name, or part of it, and the right size."""
    low, high = LIKELY_POPULATION_RATIO
    rows = []
    by_departement = located[located["outside"] == 0].groupby("departement")["place"]
    for departement, group in communes.groupby("departement"):
        if departement not in by_departement.groups:
            continue
        candidates = places.loc[by_departement.get_group(departement)]
        names = [fold_name(name) for name in candidates["name"]]
        for code, row in group.iterrows():
            if pd.isna(row["population"]):
                continue
            folded = fold_name(row["name"])
            ratio = candidates["population"].to_numpy() / max(int(row["population"]), 1)
            likely = (ratio >= low) & (ratio <= high)
            alike = process.cdist([folded], names, scorer=fuzz.ratio)[0] >= FUZZY_NAME
            part = np.array([f" {name} " in f" {folded} " or f" {folded} " in f" {name} " for name in names])
            hits = np.flatnonzero(likely & (alike | part))
            if len(hits) == 1:
                rows.append((code, candidates.index[hits[0]], 20, 0))
    return pd.DataFrame(rows, columns=["code", "place", "rank", "outside"])


def _arrondissements(communes: pd.DataFrame, places: pd.DataFrame) -> pd.Series:
    wanted = {}
    for code, name in communes.loc[communes["parent"].notna(), "name"].items():
        city, number = _ARRONDISSEMENT.match(fold_name(name)).groups()  # type: ignore[union-attr]
        wanted[(city, int(number))] = code
    found = {}
    for place, name in places["name"].items():
        match = _ARRONDISSEMENT.match(fold_name(name))
        if match and (match[1], int(match[2])) in wanted:
            found[wanted[(match[1], int(match[2]))]] = place
    return pd.Series(found, dtype="int64", name="place")


def _far_from_peers(points: pd.DataFrame, groups: pd.Series, least: int, limit_km: float) -> pd.Index:
    """Communes farther than the limit from the median of every group (postal code, EPCI) that can judge them."""
    joined = groups.explode().dropna().rename("group").to_frame().join(points[["lat", "lon"]], how="inner")
    peers = joined.groupby("group")
    middle = peers[["lat", "lon"]].transform("median")
    away = distance_km(joined["lat"], joined["lon"], middle["lat"], middle["lon"])
    # A whole metropolis is wide: far means far for this group.
    spread = away.groupby(joined["group"]).transform("median")
    far = (away > limit_km) & (away > WIDE_GROUP * spread)
    judged = peers["lat"].transform("size") >= least
    return far[judged].groupby(level=0).all().loc[lambda wrong: wrong].index


def _refuse_namesakes(points: pd.DataFrame, communes: pd.DataFrame) -> pd.DataFrame:
    wrong = _far_from_peers(points, communes["postcodes"], 3, POSTCODE_PEERS_KM)
    wrong = wrong.union(_far_from_peers(points, communes["epci"], 4, EPCI_PEERS_KM))
    # Overseas communes are as large as a département: distance proves nothing there.
    return points.drop(index=[code for code in wrong if not code.startswith(("97", "98"))])


def own_points(communes: pd.DataFrame, places: pd.DataFrame, outlines: gpd.GeoDataFrame) -> pd.DataFrame:
    """lat, lon of the communes and arrondissements that a GeoNames place stands for, indexed by code."""
    regions = communes.drop_duplicates("departement").set_index("departement")["region"]
    numbered = _arrondissements(communes, places)
    whole = communes[communes["parent"].isna()]
    free = places.drop(index=numbered.tolist())
    located = places_by_departement(free, outlines, regions)
    named = _assign(_by_name(whole, free, located), whole, free)
    rest, left = whole.drop(index=named.index), free.drop(index=named.tolist())
    alike = _assign(_by_likeness(rest, left, located[located["place"].isin(left.index)]), rest, left)
    chosen = pd.concat([numbered, named, alike])
    points = places.loc[chosen, ["lat", "lon"]].set_axis(chosen.index)
    return _refuse_namesakes(points, communes)


def fill_with_neighbours(communes: pd.DataFrame, points: pd.DataFrame) -> pd.DataFrame:
    """lat, lon, precision for every commune: its own point, else the mean of the own points of its postal codes,
    then of its EPCI, its arrondissement, its département. Refuses a commune that nothing locates."""
    table = communes.join(points)
    table["precision"] = table["lat"].notna().map({True: "own"})
    lists = communes["postcodes"].explode().dropna().to_frame()
    shared = lists.join(points, how="inner").groupby("postcodes")[["lat", "lon"]].mean()
    postal = lists.join(shared, on="postcodes").groupby(level=0)[["lat", "lon"]].mean()
    sources = [("postcode", postal)]
    for column, precision in (("epci", "epci"), ("district", "arrondissement"), ("departement", "departement")):
        own = communes[[column]].join(points, how="inner")
        means = own.groupby(column)[["lat", "lon"]].mean()
        sources.append((precision, communes[[column]].join(means, on=column)[["lat", "lon"]]))
    for precision, candidate in sources:
        empty = table["lat"].isna() & candidate["lat"].reindex(table.index).notna()
        table.loc[empty, ["lat", "lon"]] = candidate.reindex(table.index)[empty]
        table.loc[empty, "precision"] = precision
    if table["lat"].isna().any():
        lost = ", ".join(table.index[table["lat"].isna()][:10])
        raise ValueError(f"no point for {lost}: add them to communes_by_hand.csv")
    return table
