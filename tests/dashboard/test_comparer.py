"""Départements side by side: who is comparable, in which order, and what leaves in a file."""

import csv
import re
from datetime import datetime
from io import BytesIO, StringIO

import pandas as pd
import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from config.plan import plan
from dashboard import data, steering
from dashboard.components.compare_table import ORDERS, in_order
from geodata import territories
from geodata.comparable import OVERSEAS, Group, comparable, stratum
from geodata.perimetre import Perimetre, perimetre
from geodata.publication import Format, Table
from geodata.publication.progress import comparison
from tests.dashboard.steering_france import END, MESURE, PLAN, SPEAKING
from tests.dashboard.steering_page import html
from tests.dashboard.test_mesures import PROFILES
from tests.dashboard.test_pages import opened, text_of

ON = {"mesure": str(MESURE)}


@pytest.mark.parametrize("profile", PROFILES)
def test_the_page_opens_for_each_visitor(told: str, profile: str) -> None:
    for view in ({}, ON):
        app = opened("comparer", profile, **view)

        assert not app.exception
        assert not app.error
        assert [title.value for title in app.title] == ["Comparer"]


def test_an_empty_archive_compares_silences_without_inventing_zeros(empty_database: str) -> None:
    app = opened("comparer", "miprof", **ON)

    assert not app.error
    assert "0\xa0%" not in _table(app).replace("100\xa0%", "").replace(">0\xa0%</td>", "")
    assert _table(app).count("non évaluable") == len(territories.CODES)


def test_everybody_is_there_by_default_for_miprof_overseas_included(told: str) -> None:
    shown = _codes(opened("comparer", "miprof", **ON))

    assert sorted(shown) == sorted(territories.CODES)


def test_a_prefecture_is_first_compared_with_its_stratum(told: str) -> None:
    app = opened("comparer", "prefecture:48", **ON)

    assert sorted(_codes(app)) == sorted(comparable("48", Group.STRATUM, 2016))
    assert "moins de 300\u202f000 habitants" in text_of(app)


@pytest.mark.parametrize(
    ("view", "codes"),
    [
        ({"groupe": "outremer"}, set(OVERSEAS)),
        ({"groupe": "choisis", "choix": "48,2A,971"}, {"48", "2A", "971"}),
        ({"groupe": "region", "departement": "2A"}, {"2A", "2B"}),
    ],
    ids=["overseas", "chosen", "region"],
)
def test_the_address_says_who_is_compared(told: str, view: dict[str, str], codes: set[str]) -> None:
    assert set(_codes(opened("comparer", "miprof", **ON, **view))) == codes


def test_the_biggest_gap_comes_first_and_the_silent_ones_last(told: str) -> None:
    shown = _codes(opened("comparer", "miprof", **ON))

    assert shown[0] == "48"
    assert set(shown[:11]) == set(SPEAKING) - {"01"}
    assert "01" in shown[11:]


@pytest.mark.parametrize("order", ORDERS)
def test_no_order_loses_a_departement(told: str, order: str) -> None:
    table = _comparison("miprof", MESURE)

    assert sorted(in_order(table.rows, order)["departement"]) == sorted(territories.CODES)


def test_a_rate_that_waits_for_validation_is_never_compared(told: str) -> None:
    rows = _comparison("prefecture:01", MESURE).rows.set_index("departement")

    assert pd.isna(rows.at["01", "rate"])
    assert rows.at["02", "rate"] == 51
    assert rows.at["48", "gap"] <= -10


def test_over_the_plan_every_departement_is_compared_on_the_same_mesures(told: str) -> None:
    public, miprof = _comparison("public", None), _comparison("miprof", None)

    assert re.search(r"\d+ mesures sur \d+", public.title)
    assert "mesures sur" not in miprof.title


def test_a_trend_that_nobody_knows_is_not_called_stable(told: str) -> None:
    rows = _comparison("miprof", MESURE).rows.set_index("departement")

    assert rows.at["75", "trend"] == "Tendance inconnue"


def test_under_ten_known_rates_a_group_has_no_median(told: str) -> None:
    assert "il faut dix taux connus" in "".join(html(opened("comparer", "miprof", groupe="outremer", **ON)))


def test_the_weather_is_compared_only_by_those_who_read_drafts(told: str) -> None:
    assert "☁" in _table(opened("comparer", "miprof", **ON)) or "Appuis nécessaires" in _table(
        opened("comparer", "miprof", **ON)
    )
    assert "Appuis nécessaires" not in _table(opened("comparer", "public", **ON))
    assert "Météo" not in _table(opened("comparer", "public", **ON))


def test_the_page_says_that_cases_never_rank_departements(told: str) -> None:
    assert "ne classent jamais les départements" in text_of(opened("comparer", "miprof"))


def test_a_national_mesure_is_not_compared(told: str) -> None:
    app = opened("comparer", "miprof", mesure="14")

    assert any("niveau national" in info.value for info in app.info)


def test_the_csv_opens_in_french_spreadsheets_and_says_that_it_is_invented(told: str) -> None:
    table = _comparison("miprof", MESURE)

    content = data.file(table, Format.CSV, perimetre("miprof"))

    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert [row["departement"] for row in rows] == list(territories.CODES)
    assert next(row for row in rows if row["departement"] == "02")["rate"] == "51"
    assert next(row for row in rows if row["departement"] == "75")["rate"] == ""
    assert rows[0]["demonstration"] == "True"


def test_the_workbook_keeps_codes_as_text(told: str) -> None:
    content = data.file(_comparison("miprof", None), Format.XLSX, perimetre("miprof"))

    sheet = load_workbook(BytesIO(content))["Données"]
    assert next(cell.value for cell in next(sheet.iter_rows(min_row=2))) == "01"


def test_the_strata_share_the_departements(told: str) -> None:
    sizes = pd.Series([stratum(code) for code in territories.CODES]).value_counts()

    assert sizes.sum() == len(territories.CODES)
    assert sizes.min() >= 10


def _comparison(profile: str, mesure: int | None) -> Table:
    rights: Perimetre = perimetre(profile)
    rows = steering.overview(rights, PLAN, END)
    return comparison(rows, plan(PLAN), mesure, datetime(2016, 12, 31))


def _table(app: AppTest) -> str:
    return next(each for each in html(app) if "<table" in each and "Habitants" in each)


def _codes(app: AppTest) -> list[str]:
    return re.findall(r'<th scope="row"><a[^>]*>[^<]*\((\w+)\)</a>', _table(app))
