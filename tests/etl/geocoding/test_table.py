"""Geocoding of any table."""

import pandas as pd
import pytest

from etl.geocoding.table import ADDED, geocode_table


def test_columns_are_added_and_nothing_else_moves() -> None:
    frame = pd.DataFrame(
        {"Ville": ["Lyon", "Nowhere", "Lyon"], "CP": ["69009", "", "69003"], "n": [1, 2, 3]}, index=[30, 10, 20]
    )

    placed = geocode_table(frame, None, "CP", "Ville")

    pd.testing.assert_frame_equal(placed[["Ville", "CP", "n"]], frame)
    assert list(placed.columns) == ["Ville", "CP", "n", *ADDED]
    assert list(placed["geo_citycode"]) == ["69389", "", "69383"]
    assert list(placed["geo_status"]) == ["commune", "failed", "commune"]


def test_a_file_placed_twice_has_each_column_once() -> None:
    frame = pd.DataFrame({"ville": ["Lyon"], "cp": ["69009"]})

    twice = geocode_table(geocode_table(frame, None, "cp", "ville"), None, "cp", "ville")

    assert list(twice.columns) == ["ville", "cp", *ADDED]


def test_an_empty_table_stays_empty() -> None:
    placed = geocode_table(pd.DataFrame({"ville": [], "cp": []}), None, "cp", "ville")

    assert list(placed.columns) == ["ville", "cp", *ADDED]
    assert placed.empty


def test_a_column_that_is_not_there_is_named() -> None:
    with pytest.raises(ValueError, match=r"« commune » n’est pas dans le fichier\. Colonnes présentes : ville, cp"):
        geocode_table(pd.DataFrame({"ville": [], "cp": []}), None, "cp", "commune")
