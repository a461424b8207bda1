"""Régions and France in files: beside the départements, with their hidden marks, and never mistaken for one of them."""

import csv
import io

import openpyxl
import pytest

from geodata.indicators import Choice
from geodata.perimetre import perimetre
from geodata.publication import Format, Published, publish, to_bytes
from tests.geodata.conftest import Archive

LANGUEDOC = "91"
"""The régions of 2015 are the former ones: five départements, among which Lozère and Gard."""


def published(archive: Archive, indicator: str, reader: str) -> Published:
    for code, refused in (("48", 3), ("30", 40), ("13", 27)):
        archive.diagnostic(code, requests_not_met=refused, places_dedicated=10, siao_referent=code != "13")
    return publish(archive.session, indicator, Choice(2015), perimetre(reader))


def lines(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def totals(content: bytes) -> dict[str, dict[str, str]]:
    return {row["region"] or "FR": row for row in lines(content) if row["scale"] != "departement"}


def test_a_csv_holds_the_totals_after_the_departements_and_says_which_is_which(archive: Archive) -> None:
    content = to_bytes(published(archive, "requests_not_met", "miprof"), Format.CSV)

    rows = lines(content)
    assert [row["scale"] for row in rows[:101]] == ["departement"] * 101
    assert not any(row["departement"] for row in rows[101:])
    assert (totals(content)["FR"]["value"], totals(content)["FR"]["name"]) == ("70", "France")
    languedoc = totals(content)[LANGUEDOC]
    assert (languedoc["value"], languedoc["answered"], languedoc["expected"]) == ("43", "2", "5")


def test_a_total_by_which_a_hidden_count_would_be_found_is_marked_in_files(archive: Archive) -> None:
    for_partners = published(archive, "requests_not_met", "cncdh")

    hidden = totals(to_bytes(for_partners, Format.CSV))[LANGUEDOC]

    assert (hidden["value"], hidden["state"]) == ("S", "secret")
    assert hidden["scale"] == "region"


def test_a_workbook_keeps_totals_on_a_sheet_of_their_own(archive: Archive) -> None:
    book = openpyxl.load_workbook(io.BytesIO(to_bytes(published(archive, "requests_not_met", "cncdh"), Format.XLSX)))

    assert book.sheetnames == ["Données", "Régions et France", "Sources"]
    assert book["Données"].max_row == 102
    head, *body = book["Régions et France"].iter_rows(values_only=True)
    by_code = {row[head.index("region")]: dict(zip(head, row, strict=True)) for row in body}
    assert by_code[LANGUEDOC]["value"] == "S"
    assert 43 not in [row["value"] for row in by_code.values()]


def test_the_total_of_a_yes_or_no_is_a_share(archive: Archive) -> None:
    row = totals(to_bytes(published(archive, "siao_referent", "public"), Format.CSV))["FR"]

    assert row["unit"] == "%"
    assert float(row["value"]) == pytest.approx(200 / 3)


def test_a_reader_of_one_departement_receives_no_total(archive: Archive) -> None:
    content = to_bytes(published(archive, "requests_not_met", "partenaire:48"), Format.CSV)

    assert [row["departement"] for row in lines(content)] == ["48"]


@pytest.mark.parametrize("format", [Format.GEOJSON, Format.GPKG])
def test_a_map_file_holds_departements_alone(archive: Archive, format: Format) -> None:
    content = to_bytes(published(archive, "places_dedicated", "miprof"), format)

    assert b"Languedoc" not in content
