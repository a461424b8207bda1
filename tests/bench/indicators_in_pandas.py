"""The same indicators as a script writes them: read the tables, group, divide. No secrecy, and silence becomes zero."""

import json
import sqlite3
from collections.abc import Callable

import numpy as np
import pandas as pd

FORMS, FUNCTIONS = 7, 9


class Script:
    """The database, the communes (departement, population, lat, lon), the population of départements, the year."""

    def __init__(
        self, connection: sqlite3.Connection, communes: pd.DataFrame, population: "pd.Series[float]", year: int
    ) -> None:
        self.connection, self.communes, self.population, self.year = connection, communes, population, year

    def read(self, table: str) -> pd.DataFrame:
        return pd.read_sql(f"SELECT * FROM {table}", self.connection)

    def acting(self) -> pd.DataFrame:
        branches = self.read("branches")
        zones = self.read("zones").rename(columns={"branch_id": "id"})
        here = branches[["id", "departement"]]
        where = pd.concat([here, zones]).drop_duplicates()
        return where.merge(branches.drop(columns="departement"), on="id")

    def diagnostics(self) -> pd.DataFrame:
        rows = self.read("diagnostic_rows")
        return (
            rows[pd.to_datetime(rows["observed_on"]).dt.year == self.year].groupby("departement").sum(numeric_only=True)
        )

    def every(self, values: "pd.Series[float]") -> "pd.Series[float]":
        return values.astype(float).reindex(self.population.index).fillna(0)


def specialised_associations(script: Script) -> "pd.Series[float]":
    return script.every(script.acting().groupby("departement")["association"].nunique())


def forms_covered(script: Script) -> "pd.Series[float]":
    acting = script.acting()
    acting["forms"] = acting["forms"].map(json.loads)
    return script.every(100 * acting.explode("forms").groupby("departement")["forms"].nunique() / FORMS)


def coverage_gap(script: Script) -> "pd.Series[float]":
    acting = script.acting()
    for column in ("forms", "functions"):
        acting[column] = acting[column].map(json.loads)
        acting = acting.explode(column)
    covered = acting.drop_duplicates(["departement", "forms", "functions"]).groupby("departement").size()
    return 100 - 100 * script.every(covered) / (FORMS * FUNCTIONS)


def population_within(script: Script) -> dict[str, "pd.Series[float]"]:
    """Both distances at once, every commune against every association."""
    branches, communes = script.read("branches"), script.communes
    lat, lon = np.radians(branches["lat"].to_numpy()), np.radians(branches["lon"].to_numpy())
    nearest = []
    for here_lat, here_lon in np.radians(communes[["lat", "lon"]].to_numpy(float)):
        half = np.sin((lat - here_lat) / 2) ** 2 + np.cos(lat) * np.cos(here_lat) * np.sin((lon - here_lon) / 2) ** 2
        nearest.append(2 * 6371.0088 * np.arcsin(np.sqrt(half)).min())
    total = communes.groupby("departement")["population"].sum()
    found = {}
    for distance_km in (30, 60):
        near = communes[np.array(nearest) <= distance_km].groupby("departement")["population"].sum()
        found[f"population_within_{distance_km}_km"] = script.every(100 * near / total)
    return found


def access_associations(script: Script) -> "pd.Series[float]":
    communes = script.communes[script.communes["population"] > 0]
    access = _two_steps(communes, script.read("branches").assign(amount=1.0), (15, 30, 60), (1, 0.66, 0.33))
    sums = (
        (communes.assign(reached=access * communes["population"]))
        .groupby("departement")[["reached", "population"]]
        .sum()
    )
    return script.every(sums["reached"] / sums["population"])


def little_access(script: Script) -> "pd.Series[float]":
    communes = script.communes[script.communes["population"] > 0]
    people = communes["population"].astype(float)
    access = _two_steps(communes, script.read("branches").assign(amount=1.0), (15, 30, 60), (1, 0.66, 0.33))
    little = people.where(access < 0.25 * (access * people).sum() / people.sum(), 0)
    total = people.groupby(communes["departement"]).sum()
    return script.every(100 * little.groupby(communes["departement"]).sum() / total)


def access_places(script: Script) -> "pd.Series[float]":
    communes = script.communes[script.communes["population"] > 0]
    people = communes["population"].astype(float)
    centres = communes[["lat", "lon"]].mul(people, axis="index").groupby(communes["departement"]).sum()
    total = people.groupby(communes["departement"]).sum()
    centres = centres.div(total, axis="index").assign(population=total).reindex(script.population.index)
    supply = centres.assign(amount=script.every(script.diagnostics()["places_dedicated"]))
    return script.every(pd.Series(_two_steps(centres, supply, (0, 75, 150), (1, 0.5, 0.25)), centres.index))


def _two_steps(demand: pd.DataFrame, supply: pd.DataFrame, steps: tuple, weights: tuple) -> np.ndarray:
    """The two-step floating catchment by hand, one row of distances at a time."""
    points = supply.groupby(["lat", "lon"])["amount"].sum().reset_index()
    lat, lon = np.radians(points["lat"].to_numpy(float)), np.radians(points["lon"].to_numpy(float))
    rows = []
    for here_lat, here_lon in np.radians(demand[["lat", "lon"]].to_numpy(float)):
        half = np.sin((lat - here_lat) / 2) ** 2 + np.cos(lat) * np.cos(here_lat) * np.sin((lon - here_lon) / 2) ** 2
        km = np.round(2 * 6371.0088 * np.arcsin(np.sqrt(half)), 6)
        rows.append(np.select([km <= step for step in steps], weights, 0.0).astype("float32"))
    weight = np.array(rows)
    asked = weight.T @ demand["population"].to_numpy("float32")
    shares = np.divide(points["amount"].to_numpy(float), asked, out=np.zeros(len(points)), where=asked > 0)
    return 100_000 * (weight @ shares)


def coverage_rate(script: Script) -> "pd.Series[float]":
    sums = script.diagnostics()
    return script.every(100 * sums["places_dedicated"] / sums["places_needed"])


def places_missing(script: Script) -> "pd.Series[float]":
    sums = script.diagnostics()
    return script.every((sums["places_needed"] - sums["places_dedicated"]).clip(lower=0))


def stated(column: str) -> Callable[[Script], "pd.Series[float]"]:
    return lambda script: script.every(script.diagnostics()[column])


def trained_centres(script: Script) -> "pd.Series[float]":
    sums = script.diagnostics()
    return script.every(100 * sums["centres_with_trained_referent"] / sums["centres"])


def siao_referent(script: Script) -> "pd.Series[float]":
    return script.every(script.diagnostics()["siao_referent"] > 0)


def recent_diagnostic(script: Script) -> "pd.Series[float]":
    return script.every(script.diagnostics()["trafficking_section"] > 0)


def proxenetisme_rate(script: Script) -> "pd.Series[float]":
    counts = script.read("case_counts")
    facts = counts[(counts["source"] == "etat_4001") & (counts["year"] == script.year)]
    return 100_000 * script.every(facts.groupby("departement")["count"].sum()) / script.population


def equipment_rate(script: Script) -> "pd.Series[float]":
    supply = script.read("general_supply")
    return script.every(supply[supply["category"] == "taux_equipement"].set_index("departement")["value"])


ONE_BY_ONE: dict[str, Callable[[Script], "pd.Series[float]"]] = {
    "coverage_gap": coverage_gap,
    "specialised_associations": specialised_associations,
    "forms_covered": forms_covered,
    "access_associations": access_associations,
    "little_access": little_access,
    "access_places": access_places,
    "coverage_rate": coverage_rate,
    "places_needed": stated("places_needed"),
    "places_dedicated": stated("places_dedicated"),
    "places_accessible": stated("places_accessible"),
    "places_occupied": stated("places_occupied"),
    "places_missing": places_missing,
    "requests_not_met": stated("requests_not_met"),
    "centres_with_trained_referent": trained_centres,
    "siao_referent": siao_referent,
    "recent_diagnostic": recent_diagnostic,
    "proxenetisme_rate": proxenetisme_rate,
    "equipment_rate": equipment_rate,
}
