"""Which commune a row means, offline: each case is a way in which real listings are wrong."""

from collections.abc import Callable

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.geocoding.contract import OUTPUTS, Status
from etl.geocoding.gazetteer import CommuneGazetteer
from geodata.communes import communes, communes_version

Rows = Callable[..., pd.DataFrame]


def locate(postcode: str, city: str, citycode: str = "", departement: str = "") -> pd.Series:
    row = pd.DataFrame(
        {"row_id": [1], "street": "", "postcode": postcode, "city": city, "citycode": citycode,
         "departement": departement}, dtype="str",
    )  # fmt: skip
    return CommuneGazetteer().geocode(row).iloc[0]


@pytest.mark.parametrize(
    ("postcode", "city", "code"),
    [
        ("01000", "Bourg-en-Bresse", "01053"),
        ("1000", "BOURG EN BRESSE", "01053"),
        ("1000.0", "Bourg en Bresse", "01053"),
        ("F-67000", "strasbourg", "67482"),
        ("67 000", "Strasbourg", "67482"),
        ("93200", "St Denis", "93066"),
        ("97400", "St-Denis", "97411"),
        ("76600", "Havre (Le)", "76351"),
        ("71100", "Chalon s/ Saône", "71076"),
        ("58120", "Château-Chinon (Ville)", "58062"),
        ("58120", "Château-Chinon (Campagne)", "58063"),
        ("05110", "Claret", "04058"),
        ("20000", "Ajaccio", "2A004"),
        ("20200", "Bastia", "2B033"),
        ("97105", "Basse-Terre", "97105"),
        ("31059", "TOULOUSE CEDEX 9", "31555"),
        ("44035", "Nantes Cédex 01", "44109"),
        ("01200", "Bellegarde-sur-Valserine", "01033"),
        ("93400", "Saint-Ouen", "93070"),
        ("", "69009 Lyon", "69389"),
        ("", "Saint-Denis (93)", "93066"),
        ("", "Marseille", "13055"),
        ("", "Grenoble", "38185"),
        ("98800", "Nouméa", "98818"),
    ],
)
def test_a_commune_is_recognised_however_it_is_written(postcode: str, city: str, code: str) -> None:
    answer = locate(postcode, city)

    assert answer["geo_citycode"] == code
    assert answer["geo_status"] in ("commune", "area")
    assert pd.notna(answer["lat"])


@pytest.mark.parametrize(
    ("postcode", "city", "code", "parent"),
    [
        ("75010", "Paris", "75110", "75056"),
        ("75016", "Paris", "75116", "75056"),
        ("75116", "Paris", "75116", "75056"),
        ("", "Paris 10e", "75110", "75056"),
        ("", "PARIS 10EME ARRONDISSEMENT", "75110", "75056"),
        ("75010", "Paris 10", "75110", "75056"),
        ("75383", "PARIS CEDEX 08", "75108", "75056"),
        ("69009", "Lyon", "69389", "69123"),
        ("69003", "Lyon 3ème", "69383", "69123"),
        ("13001", "Marseille 1er Arrondissement", "13201", "13055"),
        ("75010", "Pariss", "75110", "75056"),
    ],
)
def test_an_arrondissement_is_kept_with_its_commune(postcode: str, city: str, code: str, parent: str) -> None:
    answer = locate(postcode, city)

    assert (answer["geo_citycode"], answer["code_commune"]) == (code, parent)


def test_paris_l_hopital_is_not_in_paris() -> None:
    assert locate("71150", "Paris-l'Hôpital")["geo_citycode"] == "71343"


@pytest.mark.parametrize(
    ("postcode", "city", "departement", "code"),
    [("13", "Marseille", "", "13055"), ("", "Marseille", "13", "13055"), ("", "Saint-Denis", "974", "97411")],
)
def test_a_departement_stands_for_a_missing_postal_code(postcode: str, city: str, departement: str, code: str) -> None:
    answer = locate(postcode, city, departement=departement)

    assert answer["geo_citycode"] == code
    assert answer["geo_status"] == "commune"
    assert answer["geo_reason"]


@pytest.mark.parametrize(("departement", "name"), [("92", "Hauts-de-Seine"), ("2a", "Corse-du-Sud"), ("7", "Ardèche")])
def test_a_departement_alone_is_an_area(departement: str, name: str) -> None:
    answer = locate("", "", departement=departement)

    assert (answer["geo_status"], answer["geo_precision"]) == ("area", "departement")
    assert answer["geo_citycode"] == ""
    assert name in answer["geo_label"]
    assert pd.notna(answer["lat"])
    assert "département" in answer["geo_reason"]


def test_a_wrong_postal_code_does_not_hide_the_commune() -> None:
    answer = locate("38999", "Grenoble")

    assert answer["geo_citycode"] == "38185"


@pytest.mark.parametrize(
    ("city", "postcode", "code"),
    [("Grenobel", "38000", "38185"), ("Montpelier", "34000", "34172"), ("Fontenay-sous-Boi", "94120", "94033")],
)
def test_a_spelling_mistake_is_corrected_and_said(city: str, postcode: str, code: str) -> None:
    answer = locate(postcode, city)

    assert answer["geo_citycode"] == code
    assert "lu comme" in answer["geo_reason"]
    assert answer["geo_score"] < 1


def test_a_doubtful_likeness_is_read_by_a_person() -> None:
    answer = locate("70100", "Grya")

    assert answer["geo_status"] == "review"


def test_a_name_borne_twelve_times_is_not_guessed() -> None:
    answer = locate("", "Sainte-Colombe")

    assert answer["geo_status"] == "failed"
    assert pd.isna(answer["lat"])
    assert "code postal" in answer["geo_reason"]


def test_a_name_that_dwarfs_its_homonyms_is_understood() -> None:
    assert locate("", "Brest")["geo_citycode"] == "29019"


def test_a_name_from_elsewhere_than_its_postal_code_is_read_by_a_person() -> None:
    answer = locate("88230", "Bormes-les-Mimosas")

    assert (answer["geo_status"], answer["geo_citycode"]) == ("review", "83019")


def test_a_code_and_a_name_that_disagree_are_read_by_a_person() -> None:
    answer = locate("38000", "Grenoble", citycode="69123")

    assert (answer["geo_status"], answer["code_commune"]) == ("review", "69123")
    assert "code INSEE" in answer["geo_reason"]


@pytest.mark.parametrize(("citycode", "code"), [("01033", "01033"), ("01018", "01033"), ("2a004", "2A004")])
def test_an_insee_code_is_enough_even_of_a_merged_commune(citycode: str, code: str) -> None:
    answer = locate("", "", citycode=citycode)

    assert answer["geo_citycode"] == code
    assert answer["geo_status"] in ("commune", "area")


def test_a_commune_outside_the_declared_departement_is_read_by_a_person() -> None:
    assert locate("38000", "Grenoble", departement="69")["geo_status"] == "review"


def test_a_postal_code_of_one_commune_is_a_proposal_when_the_name_is_missing() -> None:
    answer = locate("94120", "")

    assert (answer["geo_status"], answer["geo_citycode"]) == ("review", "94033")


def test_a_postal_code_of_many_communes_is_an_area_when_the_name_is_missing() -> None:
    answer = locate("51300", "")

    assert (answer["geo_status"], answer["geo_precision"], answer["geo_departement"]) == ("area", "postcode", "51")
    assert answer["geo_citycode"] == ""


@pytest.mark.parametrize(("postcode", "city"), [("", ""), ("00000", "???"), ("abc", "qwxzzk"), ("99123", "Xanadu")])
def test_garbage_has_no_point_and_a_reason(postcode: str, city: str) -> None:
    answer = locate(postcode, city)

    assert answer["geo_status"] == "failed"
    assert pd.isna(answer["lat"])
    assert answer["geo_departement"] == ""
    assert answer["geo_reason"]


def test_a_sensitive_row_keeps_only_its_departement(rows: Rows) -> None:
    answer = CommuneGazetteer().geocode(rows(("1 rue X", "48000", "Mende"), sensitive=[True])).iloc[0]

    assert (answer["geo_status"], answer["geo_departement"]) == ("withheld", "48")
    assert answer[["lat", "lon", "geo_score"]].isna().all()
    assert "Mende" not in " ".join(map(str, answer.to_list()))


def test_every_commune_is_found_by_its_own_name_and_postal_code() -> None:
    known = communes()
    known = known[known["postcodes"] != ""]
    rows = pd.DataFrame(
        {"row_id": known.index, "street": "", "postcode": known["postcodes"].str[:5].to_numpy(),
         "city": known["name"].to_numpy()}
    )  # fmt: skip

    answers = CommuneGazetteer().geocode(rows)

    expected = known["parent"].where(known["parent"].notna(), known.index.to_series())
    assert (answers["code_commune"].to_numpy() == expected.to_numpy()).mean() > 0.9999
    assert answers["lat"].notna().all()


def test_the_version_travels_with_each_answer() -> None:
    assert communes_version() in locate("38000", "Grenoble")["geo_source"]


TEXTS = st.sampled_from(["", "Lyon", "69009", "75010", "13", "Pariss", "CEDEX", "2A", "\x00", "é" * 300]) | st.text(
    max_size=12
)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS, TEXTS, TEXTS, st.sampled_from([True, False, None])), max_size=12))
def test_every_row_comes_back_once_in_order_whatever_it_holds(inputs: list[tuple[object, ...]]) -> None:
    columns = ["street", "postcode", "city", "citycode", "departement", "sensitive"]
    rows = pd.DataFrame(inputs, columns=columns).assign(row_id=[f"r{-place}" for place in range(len(inputs))])

    answers = CommuneGazetteer().geocode(rows)

    assert list(answers["row_id"]) == list(rows["row_id"])
    assert list(answers.columns) == ["row_id", *OUTPUTS]
    assert set(answers["geo_status"]) <= set(Status)
    placed = answers["geo_status"].isin(["commune", "area", "review"])
    assert answers["lat"].notna().eq(placed).all()
    assert (answers.loc[~placed, "geo_reason"] != "").all()
