"""The commune gazetteer that the project ships."""

from pathlib import Path

import pandas as pd
import pytest

from config.settings import settings
from geodata import territories
from geodata.communes import SHIPPED, communes, communes_version, refreshed_communes


def test_the_file_stays_under_a_megabyte() -> None:
    assert SHIPPED.stat().st_size < 1_000_000


def test_every_commune_and_the_forty_five_arrondissements_are_there() -> None:
    known = communes()

    assert 34_900 <= known["parent"].isna().sum() < 35_000
    assert known["parent"].value_counts().to_dict() == {"75056": 20, "13055": 16, "69123": 9}
    assert known.index.is_unique


def test_every_departement_has_communes_and_every_code_begins_with_its_own() -> None:
    known = communes()

    assert set(territories.CODES) <= set(known["departement"])
    assert all(code.startswith(departement) for code, departement in known["departement"].items())


def test_the_ain_and_corsica_keep_their_codes() -> None:
    known = communes()

    assert known.loc["01053", "name"] == "Bourg-en-Bresse"
    assert known.loc["2A004", "departement"] == "2A"


def test_nine_people_in_ten_live_in_a_commune_with_a_point_of_its_own() -> None:
    known = communes()
    whole = known[known["parent"].isna() & known["departement"].isin(territories.CODES)]

    own = whole.loc[whole["precision"] == "own", "population"].sum() / whole["population"].sum()

    assert own >= 0.9
    assert known.loc[known["parent"].notna(), "precision"].eq("own").all()


def test_no_large_town_lacks_its_own_point() -> None:
    known = communes()

    large = known[known["population"].fillna(0) >= 10_000]

    assert large["precision"].eq("own").all()


def test_every_point_is_on_french_soil() -> None:
    known = communes()
    mainland = known[~known["departement"].str.startswith(("97", "98"))]

    assert known[["lat", "lon"]].notna().all(axis=None)
    assert mainland["lat"].between(41.3, 51.1).all()
    assert mainland["lon"].between(-5.2, 9.6).all()
    assert known.loc["97411", "lat"] == pytest.approx(-20.88, abs=0.1)


def test_a_merged_commune_is_known_by_its_old_names_and_codes() -> None:
    valserhone = communes().loc["01033"]

    assert "BELLEGARDE SUR VALSERINE" in valserhone["aliases"].split("|")
    assert "01018" in valserhone["old_codes"].split()


def test_a_caller_may_change_what_it_received() -> None:
    mine = communes()

    mine["name"] = "changed"
    mine.loc["01053", "lat"] = 0.0

    assert communes().loc["01053", "name"] == "Bourg-en-Bresse"
    assert communes().loc["01053", "lat"] > 46


def test_a_refreshed_copy_comes_before_the_shipped_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from geodata.reference.build_communes import write

    monkeypatch.setenv("VIGIE_DATA_DIR", str(tmp_path))
    settings.cache_clear()
    shipped = communes()
    refreshed_communes().parent.mkdir()
    write(shipped.assign(name="Ailleurs"), "un essai", refreshed_communes())

    renamed, version = communes(), communes_version()

    refreshed_communes().unlink()
    assert set(renamed["name"]) == {"Ailleurs"}
    assert version == "un essai"
    pd.testing.assert_frame_equal(communes(), shipped)
    monkeypatch.undo()
    settings.cache_clear()


def test_a_file_that_is_not_a_gazetteer_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIGIE_DATA_DIR", str(tmp_path))
    settings.cache_clear()
    refreshed_communes().parent.mkdir()
    pd.DataFrame({"code": ["01053"]}).to_parquet(refreshed_communes())

    with pytest.raises(ValueError, match="not a commune gazetteer"):
        communes()
    monkeypatch.undo()
    settings.cache_clear()
