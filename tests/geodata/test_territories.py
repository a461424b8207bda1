"""Départements and régions: codes, names, membership, populations."""

from pathlib import Path

import pandas as pd
import pytest

from geodata import territories


def test_there_are_101_departements_and_corsica_follows_the_correze() -> None:
    codes = territories.CODES

    assert len(set(codes)) == 101
    assert codes[:2] == ("01", "02")
    assert codes[codes.index("19") :][:4] == ("19", "2A", "2B", "21")
    assert codes[-6:] == ("95", "971", "972", "973", "974", "976")


def test_names_bear_their_accents() -> None:
    names = territories.names()

    assert tuple(names) == territories.CODES
    assert names["28"] == "Eure-et-Loir"
    assert names["54"] == "Meurthe-et-Moselle"
    assert names["68"] == "Haut-Rhin"
    assert names["69"] == "Rhône"
    assert names["974"] == "La Réunion"


def test_a_collectivity_has_a_name_and_is_no_departement() -> None:
    assert territories.name_of("987") == "Polynésie française"
    assert territories.name_of("976") == "Mayotte"
    assert not set(territories.COLLECTIVITES) & set(territories.CODES)


@pytest.mark.parametrize(("year", "count"), [(2012, 27), (2014, 27), (2015, 27), (2016, 18), (2026, 18)])
def test_there_were_27_regions_until_2015_and_18_since(year: int, count: int) -> None:
    assert len(territories.regions(year)) == count


@pytest.mark.parametrize("year", [2015, 2016])
def test_each_departement_belongs_to_one_region_and_each_region_lists_it(year: int) -> None:
    regions = territories.regions(year)

    listed = [code for members in regions["departements"] for code in members]

    assert sorted(listed) == sorted(territories.CODES)
    for code in territories.CODES:
        assert code in regions.at[territories.region_of(code, year), "departements"]


def test_alsace_lorraine_and_champagne_ardenne_became_the_grand_est() -> None:
    before, after = territories.regions(2015), territories.regions(2016)

    merged = sorted(code for old in ("21", "41", "42") for code in before.at[old, "departements"])

    assert list(after.at["44", "departements"]) == merged
    assert after.at["44", "name"] == "Grand Est"
    assert territories.region_of("67", 2015) == "42"


def test_a_former_region_went_whole_into_a_new_one() -> None:
    for members in territories.regions(2015)["departements"]:
        assert len({territories.region_of(code, 2016) for code in members}) == 1


def test_the_centre_took_its_new_name_in_2015() -> None:
    assert territories.regions(2014).at["24", "name"] == "Centre"
    assert territories.regions(2015).at["24", "name"] == "Centre-Val de Loire"


def test_a_prefecture_is_a_commune_of_its_departement() -> None:
    table = territories.departements()

    homes = table["prefecture_code"].map(territories.departement_of_commune)

    assert homes.tolist() == table.index.tolist()
    assert table["prefecture"].ne("").all()
    assert table.at["13", "prefecture"] == "Marseille"


@pytest.mark.parametrize(
    ("written", "code"),
    [("1", "01"), ("01", "01"), ("001", "01"), (" 13 ", "13"), ("2a", "2A"), ("02B", "2B"), ("971", "971")],
)
def test_a_code_is_understood_as_people_write_it(written: str, code: str) -> None:
    assert territories.require_departement(written) == code


def test_20_is_answered_by_the_two_codes_of_corsica() -> None:
    with pytest.raises(ValueError, match="2A ou 2B") as refusal:
        territories.require_departement("20")

    assert str(refusal.value) == "«\u00a020\u00a0» n’est pas un code de département. Pour la Corse\u00a0: 2A ou 2B."


@pytest.mark.parametrize(
    ("written", "way_out"),
    [("69M", "Rhône entier"), ("069D", "Rhône entier"), ("987", "Polynésie"), ("96", "Exemples"), ("", "vide")],
)
def test_what_is_no_departement_is_refused_with_a_way_out(written: str, way_out: str) -> None:
    with pytest.raises(ValueError, match=way_out):
        territories.require_departement(written)


def test_only_the_exact_code_is_a_departement() -> None:
    assert territories.is_departement("01")
    assert not territories.is_departement("1")
    assert not territories.is_departement("20")


@pytest.mark.parametrize(
    ("insee", "code"), [("01053", "01"), ("2A004", "2A"), ("2b033", "2B"), ("97105", "971"), ("69381", "69")]
)
def test_a_commune_code_tells_its_departement(insee: str, code: str) -> None:
    assert territories.departement_of_commune(insee) == code


@pytest.mark.parametrize("insee", ["1053", "20004", "97501", "98735", "75O56", ""])
def test_a_commune_code_outside_the_101_departements_is_refused(insee: str) -> None:
    with pytest.raises(ValueError, match="code"):
        territories.departement_of_commune(insee)


def test_a_caller_cannot_change_what_the_next_one_reads() -> None:
    mine, my_regions = territories.departements(), territories.regions(2016)

    mine.loc["01", "name"] = "changed"
    my_regions.loc["11", "name"] = "changed"

    assert territories.departements().at["01", "name"] == "Ain"
    assert territories.regions(2016).at["11", "name"] == "Île-de-France"


def test_mayotte_says_that_its_population_is_older() -> None:
    table = territories.departements()

    assert table.at["976", "population_year"] == 2017
    assert set(table.drop("976")["population_year"]) == {2023}
    assert 67_000_000 < table["population"].sum() < 69_500_000


@pytest.mark.shared_data
def test_codes_and_regions_are_those_of_the_official_geographic_code(shared_data: Path) -> None:
    official = pd.read_csv(shared_data / "insee" / "departements.csv", dtype=str).set_index("DEP")

    table = territories.departements()

    assert sorted(official.index) == sorted(table.index)
    assert official["REG"].reindex(table.index).tolist() == table["region"].tolist()
    assert official["CHEFLIEU"].reindex(table.index).tolist() == table["prefecture_code"].tolist()
    assert official["LIBELLE"].reindex(table.index).tolist() == table["name"].tolist()


@pytest.mark.shared_data
def test_populations_are_within_four_percent_of_those_of_2021(shared_data: Path) -> None:
    communes = [
        pd.read_csv(shared_data / "insee" / name, sep=";", dtype=str)
        for name in ("donnees_communes.csv", "donnees_communes_mayotte.csv")
    ]
    legal = pd.concat(communes).astype({"PMUN": int}).groupby("DEP")["PMUN"].sum()

    ratio = territories.departements()["population"] / legal

    assert ratio.notna().all()
    assert ratio.between(0.96, 1.04).all()


def test_a_departement_written_by_its_name_is_told_its_code():
    with pytest.raises(ValueError, match="Écrire son code : 48"):
        territories.require_departement("Lozere")
