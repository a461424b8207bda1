"""Potential access: what supply is left to each inhabitant once it is shared between all those who can reach it.

*Accessibilité potentielle localisée* (DREES and IRDES, 2012), that is the two-step floating catchment area with weights
that fall with distance (Luo and Qi, 2009), by the package `access` of PySAL. Distances are straight lines between true
coordinates; a place of shelter has none, and is never measured from.
"""

from functools import lru_cache

import numpy as np
import pandas as pd
from access import Access, weights
from scipy.spatial import cKDTree
from sqlalchemy.orm import Session

from config.access import Decay, access_rules
from geodata import territories
from geodata.communes import communes_version
from geodata.facts import branches, diagnostics, populations
from geodata.facts.distances import EARTH_RADIUS_KM, km_of_chord, on_the_sphere

INHABITANTS = 100_000


def potential(demand: pd.DataFrame, supply: pd.DataFrame, decay: Decay) -> "pd.Series[float]":
    """Supply within reach of each place of `demand`, per 100,000 inhabitants; 0 where none is.

    `demand`: `lat`, `lon` (degrees, WGS 84) and `population` (inhabitants, above zero), one row per place. `supply`:
    `lat`, `lon` and `amount`. Formula, with w the weights of `decay` and d the distance in km:
    A(i) = 100,000 × Σj w(dij) × amount(j) / Σk w(dkj) × population(k).
    """
    nothing = pd.Series(0.0, demand.index, name="access")
    if supply.empty or demand.empty:
        return nothing
    inhabited, offered = demand.reset_index(drop=True), supply.reset_index(drop=True)
    pairs = _pairs(inhabited, offered, decay.farthest_km)
    if pairs.empty:
        return nothing
    found = Access(
        demand_df=inhabited[["population"]].rename_axis("origin"),
        demand_value="population",
        supply_df=offered[["amount"]].rename_axis("dest"),
        supply_value="amount",
        cost_df=pairs,
        cost_origin="origin",
        cost_dest="dest",
        cost_name="km",
    ).two_stage_fca(name="access", weight_fn=weights.step_fn(dict(decay.steps)))["access_amount"]
    by_place = found.reindex(range(len(inhabited))).fillna(0.0).to_numpy() * INHABITANTS
    return pd.Series(by_place, demand.index, name="access")


def _pairs(demand: pd.DataFrame, supply: pd.DataFrame, farthest_km: float) -> pd.DataFrame:
    """Every pair (place of demand, point of supply) within reach, and its distance in km."""
    chord = 2 * np.sin(min(farthest_km / EARTH_RADIUS_KM, np.pi) / 2)
    here, there = cKDTree(on_the_sphere(demand)), cKDTree(on_the_sphere(supply))
    near = here.sparse_distance_matrix(there, chord * (1 + 1e-9), output_type="coo_matrix")
    km = np.round(km_of_chord(near.data), 9)
    return pd.DataFrame({"origin": near.row, "dest": near.col, "km": np.minimum(km, farthest_km)})


def of_communes(session: Session, form: str | None = None, public: str | None = None) -> pd.DataFrame:
    """Access of each inhabited commune to specialised associations (branches per 100,000 inhabitants).

    Columns `departement`, `population`, `access`. Branches whose commune is known at least; one that acts in the whole
    country or at a distance is not nearer for anybody, and counts at its address alone.
    """
    listed = branches.branches(session, form, public)
    located = listed[listed["geo_status"].isin(branches.POINT_STATUSES)]
    points = located.groupby([located["lat"].astype(float), located["lon"].astype(float)]).size()
    places = populations.of_communes()
    places = places[places["population"] > 0]
    supply = tuple((lat, lon, float(amount)) for (lat, lon), amount in points.items())
    return places[["departement", "population"]].assign(access=_access_to(supply, communes_version()))


@lru_cache(maxsize=64)
def _access_to(points: tuple[tuple[float, float, float], ...], gazetteer: str) -> "pd.Series[float]":
    places = populations.of_communes()
    supply = pd.DataFrame(points, columns=["lat", "lon", "amount"])
    return potential(places[places["population"] > 0], supply, access_rules().associations)


def to_associations(session: Session, year: int, form: str | None = None, public: str | None = None) -> pd.DataFrame:
    """By département: `reached` (Σ population × access), `little` (inhabitants with little access), `population`.

    `little` is under `config/access.toml`'s share of the mean access of an inhabitant of the country. `reached` is NaN
    where it would be zero and nobody has checked the listing: silence is not absence.
    """
    communes = of_communes(session, form, public)
    weighted = communes["access"] * communes["population"]
    mean = weighted.sum() / communes["population"].sum()
    little = communes["population"].where(communes["access"] < access_rules().little_share * mean, 0.0)
    sums = pd.DataFrame({"reached": weighted, "little": little, "population": communes["population"]})
    sums = sums.groupby(communes["departement"]).sum().reindex(list(territories.CODES)).astype("float64")
    unknown = (sums["reached"] == 0) & ~branches.reviewed(session, year, form)
    return sums.assign(reached=sums["reached"].mask(unknown), little=sums["little"].mask(unknown | (mean == 0)))


def centres() -> pd.DataFrame:
    """The population-weighted centre of each département (`lat`, `lon`), and its `population`: 101 rows."""
    places = populations.of_communes()
    places = places[places["population"] > 0]
    weighted = places[["lat", "lon"]].mul(places["population"], axis="index").groupby(places["departement"]).sum()
    people = places.groupby("departement")["population"].sum()
    return weighted.div(people, axis="index").assign(population=people).reindex(list(territories.CODES))


def distances_km() -> pd.DataFrame:
    """Straight-line distances between the centres of départements, in km: 101 × 101, 0 on the diagonal."""
    points = on_the_sphere(centres())
    chords = np.linalg.norm(points[:, None] - points[None], axis=-1)
    return pd.DataFrame(km_of_chord(chords), index=list(territories.CODES), columns=list(territories.CODES))


def to_places(session: Session, year: int, public: str | None = None) -> pd.DataFrame:
    """By département: `access` to dedicated places (places per 100,000 inhabitants), its own and its neighbours'.

    Computed from centre to centre of départements. NaN where the département's own places are unknown; those of
    neighbours of which nothing is known add nothing, so that it is a minimum: `unknown_near` is their share, by weight.
    """
    places = diagnostics.totals(session, year, public, ["places_dedicated"])["places_dedicated"]
    where, decay = centres(), access_rules().places
    supply = where[["lat", "lon"]].assign(amount=places).dropna(subset="amount")
    found = potential(where, supply, decay)
    weight = distances_km().map(weights.step_fn(dict(decay.steps)))
    unknown = weight.loc[:, places.isna()].sum(axis="columns") / weight.sum(axis="columns")
    return pd.DataFrame({"access": found.mask(places.isna()), "unknown_near": unknown})
