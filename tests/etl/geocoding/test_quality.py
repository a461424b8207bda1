"""How good the offline geocoder is, on public addresses that it was not written for."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from etl.geocoding.gazetteer import CommuneGazetteer
from etl.geocoding.table import geocode_table
from geodata.communes import communes
from geodata.reference.commune_points import distance_km

pytestmark = pytest.mark.shared_data


def _commune_of_today(codes: pd.Series) -> pd.Series:
    """The commune that bears each code today: merged communes and arrondissements give their commune; empty if none."""
    known = communes()
    today = pd.Series(known["parent"].where(known["parent"].notna(), known.index.to_series()), index=known.index)
    merged = {old: code for code, olds in known["old_codes"].items() for old in olds.split()}
    current = codes.where(codes.isin(known.index), codes.map(merged))
    return current.map(today).fillna("")


@pytest.fixture(scope="module")
def france_services(shared_data: Path) -> pd.DataFrame:
    """2,845 real addresses, with their INSEE code and true position; the INSEE code is not given to the geocoder."""
    return pd.read_csv(shared_data / "france_services" / "liste-fs-20240801.csv", dtype=str, keep_default_na=False)


@pytest.fixture(scope="module")
def placed(france_services: pd.DataFrame) -> pd.DataFrame:
    return geocode_table(france_services, "adresse", "code_postal", "lib_com")


def test_ninety_nine_addresses_in_a_hundred_get_their_commune(
    france_services: pd.DataFrame, placed: pd.DataFrame
) -> None:
    truth = _commune_of_today(france_services["insee_com"])

    found = _commune_of_today(placed["geo_citycode"])

    assert (truth != "").all()
    assert (found == truth).mean() >= 0.99


def test_half_of_the_addresses_are_within_a_kilometre_and_a_half(placed: pd.DataFrame) -> None:
    true = placed[["latitude", "longitude"]].astype(float)

    error = distance_km(placed["geo_lat"], placed["geo_lon"], true["latitude"], true["longitude"])

    assert error.median() <= 1.5
    assert error.quantile(0.9) <= 5


def test_no_address_is_left_without_a_point(placed: pd.DataFrame) -> None:
    assert placed["geo_lat"].notna().all()


def test_what_is_wrong_is_said_to_be_doubtful(france_services: pd.DataFrame, placed: pd.DataFrame) -> None:
    truth = _commune_of_today(france_services["insee_com"])

    sure = placed["geo_status"].eq("commune")

    assert (_commune_of_today(placed["geo_citycode"])[sure] == truth[sure]).mean() >= 0.999


def test_the_names_of_la_poste_are_understood(shared_data: Path) -> None:
    post = pd.read_csv(shared_data / "laposte" / "laposte_hexasmal.csv", sep=";", dtype=str, keep_default_na=False)
    post = post[post["Nom_commune"] != "MONACO"].reset_index(drop=True)

    placed = geocode_table(post, None, "Code_postal", "Nom_commune")

    truth = _commune_of_today(post["Code_commune_INSEE"])
    assert (truth != "").all()
    assert (_commune_of_today(placed["geo_citycode"]) == truth).mean() >= 0.99
    assert placed["geo_lat"].notna().all()


def test_the_official_names_of_insee_are_understood_without_a_postal_code(shared_data: Path) -> None:
    official = pd.read_csv(shared_data / "insee" / "communes.csv", dtype=str, keep_default_na=False)
    official = official[official["TYPECOM"] == "COM"].reset_index(drop=True)

    placed = geocode_table(official, None, None, "LIBELLE", departement="DEP")

    truth = _commune_of_today(official["COM"])
    assert (_commune_of_today(placed["geo_citycode"]) == truth).mean() >= 0.99


def test_own_points_are_where_la_poste_has_the_commune(shared_data: Path) -> None:
    post = pd.read_csv(shared_data / "laposte" / "laposte_hexasmal.csv", sep=";", dtype=str, keep_default_na=False)
    true = post["coordonnees_gps"].str.split(",", expand=True).replace("", np.nan).astype(float)
    centres = true.groupby(post["Code_commune_INSEE"]).mean().dropna()
    own = communes()[lambda known: known["precision"] == "own"].join(centres, how="inner")

    error = distance_km(own["lat"], own["lon"], own[0], own[1])

    assert len(own) > 14_000
    assert error.median() < 1
    assert error.quantile(0.99) < 6


def test_the_sixty_five_public_associations_are_placed(shared_data: Path) -> None:
    listing = pd.read_csv(shared_data / "associations_publiques.csv", dtype=str, keep_default_na=False)
    rows = pd.DataFrame(
        {"row_id": listing.index, "street": listing["adresse"], "postcode": listing["code_postal"],
         "city": listing["commune"], "departement": listing["departement"]}
    )  # fmt: skip

    answers = CommuneGazetteer().geocode(rows)

    no_city = listing["commune"] == ""
    assert len(answers) == 65
    assert answers["geo_departement"].equals(listing["departement"])
    assert answers["lat"].notna().all()
    assert set(answers.loc[~no_city, "geo_status"]) == {"commune"}
    assert set(answers.loc[no_city, "geo_status"]) == {"area"}
    assert set(answers.loc[no_city, "geo_precision"]) == {"departement"}
    assert (answers.loc[no_city, "geo_reason"] != "").all()
    assert set(answers.loc[rows["postcode"] == "69009", "geo_citycode"]) == {"69389"}
