import csv
import io
import json
from pathlib import Path

import geopandas as gpd
import openpyxl
import pytest

from geodata.indicators import Choice
from geodata.perimetre import perimetre
from geodata.publication import Format, Published, publish, publish_case_counts, publish_listing, to_bytes
from tests.geodata.conftest import Archive

PARTNER = perimetre("partenaire:48")


@pytest.fixture
def requests(archive: Archive) -> Published:
    archive.diagnostic("48", requests_not_met=3)
    archive.diagnostic("13", requests_not_met=27, demonstration=True)
    archive.diagnostic("01", requests_not_met=0)
    return publish(archive.session, "requests_not_met", Choice(2015), perimetre("prefecture:13"))


def lines(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def test_a_csv_opens_in_french_spreadsheets_and_keeps_the_leading_zero(requests: Published):
    content = to_bytes(requests, Format.CSV)

    assert content.startswith(b"\xef\xbb\xbf")
    assert {row["departement"] for row in lines(content)} >= {"01", "2A", "976"}


def test_the_four_lives_of_a_cell_differ_in_a_file(requests: Published):
    rows = {row["departement"]: row for row in lines(to_bytes(requests, Format.CSV))}

    assert (rows["48"]["value"], rows["48"]["state"]) == ("S", "secret")
    assert (rows["01"]["value"], rows["01"]["state"]) == ("0", "published")
    assert (rows["13"]["value"], rows["13"]["state"]) == ("27", "published")
    assert (rows["59"]["value"], rows["59"]["state"]) == ("", "unknown")


def test_a_file_says_that_its_figures_are_invented_and_where_they_come_from(requests: Published):
    row = lines(to_bytes(requests, Format.CSV))[0]

    assert row["demonstration"] == "True"
    assert "Producteur" in row["sources"]
    assert "inventées" in row["sources"]


def test_a_workbook_says_the_same_as_the_csv(requests: Published):
    book = openpyxl.load_workbook(io.BytesIO(to_bytes(requests, Format.XLSX)))
    head, *body = book["Données"].iter_rows(values_only=True)
    by_code = {row[0]: dict(zip(head, row, strict=True)) for row in body}

    assert by_code["48"]["value"] == "S"
    assert by_code["13"]["value"] == 27
    assert by_code["59"]["value"] is None


@pytest.mark.parametrize("format", [Format.GEOJSON, Format.GPKG])
def test_a_map_file_has_the_true_place_of_each_departement_and_no_hidden_number(
    requests: Published, format: Format, tmp_path: Path
):
    file = tmp_path / f"carte.{format}"
    file.write_bytes(to_bytes(requests, format))

    places = gpd.read_file(file).set_index("departement")

    assert places.crs.to_epsg() == 4326
    assert len(places) == 101
    assert places.loc["974"].geometry.centroid.x > 55
    assert places.loc["48", ["code", "state"]].tolist() == ["S", "secret"]
    assert places["value"].dropna().to_dict() == {"01": 0, "13": 27}


def test_a_name_that_begins_like_a_formula_stays_a_text(archive: Archive):
    archive.branch('=HYPERLINK("x")', "48", website="@SUM(A1)")
    listing = publish_listing(archive.session, PARTNER)

    row = lines(to_bytes(listing, Format.CSV))[0]
    cell = openpyxl.load_workbook(io.BytesIO(to_bytes(listing, Format.XLSX)))["Données"]["A2"]

    assert row["association"].startswith("'=")
    assert row["website"] == "'@SUM(A1)"
    assert cell.data_type == "s"


def test_a_listing_drawn_as_points_keeps_the_branches_without_a_point(archive: Archive):
    archive.branch("Située", "69", lat=45.757, lon=4.835, geo_status="commune")
    archive.branch("Sans commune", "07", lat=44.7, lon=4.4, geo_status="area")

    features = json.loads(to_bytes(publish_listing(archive.session, PARTNER), Format.GEOJSON))["features"]

    found = {each["properties"]["association"]: each["geometry"] for each in features}
    assert found["Sans commune"] is None
    assert found["Située"]["coordinates"] == [4.835, 45.757]


def test_the_listing_names_whom_its_points_come_from(archive: Archive):
    archive.branch("Située", "69", lat=45.757, lon=4.835, geo_status="commune")

    row = lines(to_bytes(publish_listing(archive.session, PARTNER), Format.CSV))[0]

    assert "GeoNames (CC BY 4.0)" in row["sources"]


def test_counts_have_no_map_file(archive: Archive):
    with pytest.raises(ValueError, match="csv or xlsx"):
        to_bytes(publish_case_counts(archive.session, PARTNER), Format.GEOJSON)


def test_case_counts_leave_with_the_columns_that_others_rely_on(archive: Archive):
    archive.count("13", 30)

    row = lines(to_bytes(publish_case_counts(archive.session, PARTNER), Format.CSV))[0]

    expected = {"source": "etat_4001", "departement": "13", "year": "2015", "service": "police", "count": "30"}
    assert expected.items() <= row.items()
    assert (row["form"], row["status"]) == ("proxenetisme", "declare")


def test_files_that_say_the_same_of_themselves_are_named_once(archive: Archive):
    archive.diagnostic("48", places_needed=3)
    archive.diagnostic("12", places_needed=4)

    row = lines(to_bytes(publish(archive.session, "siao_referent", Choice(2015), perimetre("public")), Format.CSV))[0]

    assert row["sources"].count("Titre de diagnostics_360") == 1


def test_a_whole_number_is_written_whole_beside_the_unknown(archive: Archive):
    archive.diagnostic("48", places_dedicated=3)

    rows = lines(to_bytes(publish(archive.session, "places_dedicated", Choice(2015), perimetre("miprof")), Format.CSV))

    assert {row["departement"]: row["value"] for row in rows if row["departement"] in {"48", "12"}} == {
        "12": "",
        "48": "3",
    }
