"""Received files of any length, valid throughout, drawn from a fixed seed: what each job is timed on."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import islice, product
from pathlib import Path

import numpy as np
import pandas as pd

from config.nomenclatures import COUNT_FORMS, AgeClass, CountSource, Form, Nomenclature, PlaceType, Public, Sex
from geodata import territories
from geodata.communes import communes
from tests.bench.addresses import SEED, sample

DAYS = [date(2016, 12, 31) - timedelta(days=each) for each in range(1_000)]


def write(job: str, count: int, path: Path) -> Path:
    """Write a CSV of `count` rows that the job accepts, as spreadsheets write it in France."""
    rows = ROWS[job](count)
    if len(rows) != count:
        raise ValueError(f"{job}: {count} rows wanted, {len(rows)} could be drawn without repeating a key")
    rows.to_csv(path, sep=";", index=False, encoding="utf-8-sig")
    return path


def associations(count: int) -> pd.DataFrame:
    placed = sample(count)
    return pd.DataFrame(
        {
            "nom": [f"Association {number // 3}" for number in range(count)],
            "antenne": [f"Antenne {number % 3}" for number in range(count)],
            "adresse": placed["street"],
            "code_postal": placed["postcode"],
            "commune": placed["city"],
            "departement": placed["departement"],
            "site_web": "https://www.example.org",
            "publics": "femmes;mineurs",
            "formes_exploitation": "exploitation sexuelle;servitude domestique",
            "services": "accueil;juridique",
            "source": "site de l’association",
            "zone_intervention": "",
            "date_verification": "15/10/2016",
        }
    )


def listing_reviews(count: int) -> pd.DataFrame:
    keys = product((f"{day:%d/%m/%Y}" for day in DAYS), territories.CODES, (form.value for form in Form))
    rows = pd.DataFrame(islice(keys, count), columns=["date_verification", "departement", "forme"])
    return rows[["departement", "forme", "date_verification"]]


def diagnostics_360(count: int) -> pd.DataFrame:
    keys = product(
        (f"{day:%d/%m/%Y}" for day in DAYS), territories.CODES,
        (public.value for public in Public), (place.value for place in PlaceType),
    )  # fmt: skip
    names = ["date_observation", "code_departement", "public", "type_place"]
    rows = pd.DataFrame(islice(keys, count), columns=names)
    draw = np.random.default_rng(SEED)
    dedicated, more, yet_more = (draw.integers(0, 20, count) for _ in range(3))
    return rows.assign(
        type_diagnostic="360", version="1", pilote="DDCSPP", volet_traite="oui", referent_siao="oui",
        formes_exploitation="toutes", besoin_places=draw.integers(0, 30, count), besoin_source="115_siao",
        besoin_methode="denombrement", capacite_dediee_teh=dedicated, capacite_accessible_teh=dedicated + more,
        capacite_totale=dedicated + more + yet_more,
    )  # fmt: skip


def case_counts(count: int) -> pd.DataFrame:
    keys = product(
        range(2016, 1990, -1), territories.CODES, COUNT_FORMS[Nomenclature.ASSOCIATIVE],
        (sex.value for sex in Sex), (age.value for age in AgeClass),
    )  # fmt: skip
    rows = pd.DataFrame(islice(keys, count), columns=["annee", "departement", "forme", "sexe", "age"])
    effectif = np.random.default_rng(SEED).integers(0, 60, count)
    return rows.assign(
        source=CountSource.ASSOCIATIONS.value, nomenclature=Nomenclature.ASSOCIATIVE.value, service="",
        effectif=effectif, statut="declare",
    )  # fmt: skip


def population(count: int) -> pd.DataFrame:
    places = communes()
    places = places[places["population"].notna()].reset_index()
    rows = pd.concat([places.assign(annee=year) for year in range(2023, 2013, -1)]).head(count)
    return pd.DataFrame(
        {
            "DEP": rows["departement"],
            "COM": rows["code"],
            "CODCOM": rows["code"].str[2:],
            "COMMUNE": rows["name"],
            "PMUN": rows["population"],
            "annee": rows["annee"],
        }
    )


ROWS: dict[str, Callable[[int], pd.DataFrame]] = {
    "associations": associations,
    "diagnostics_360": diagnostics_360,
    "case_counts": case_counts,
    "population": population,
    "listing_reviews": listing_reviews,
}
