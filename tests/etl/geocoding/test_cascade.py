"""The gazetteer, then the State's geocoder, then the gazetteer again."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest

from etl.geocoding.ban import BanGeocoder
from etl.geocoding.cascade import Cascade
from etl.geocoding.contract import OUTPUTS, Status, blank, checked, prepared
from etl.geocoding.gazetteer import CommuneGazetteer
from tests.etl.geocoding.conftest import GeocoderServer

Rows = Callable[..., pd.DataFrame]


class Rehearsed:
    """A distant geocoder that says what the test wrote, and remembers what it was asked."""

    name, version, remote, outage = "rehearsed", "1", True, ""

    def __init__(self, **answer: Any) -> None:
        self.answer = {"lat": 1.0, "lon": 2.0, "geo_label": "ICI", "geo_score": 0.9, "geo_reason": ""} | answer
        self.asked = pd.DataFrame()

    def geocode(self, rows: pd.DataFrame) -> pd.DataFrame:
        self.asked = prepared(rows)
        return checked(rows, blank(rows["row_id"], Status.FAILED, "rehearsed 1", "").assign(**self.answer))


def test_a_trusted_answer_replaces_the_point_of_the_commune(rows: Rows) -> None:
    distant = Rehearsed(geo_status="precise", geo_precision="housenumber")

    answer = Cascade(CommuneGazetteer(), distant).geocode(rows(("8 rue Dagobert", "92110", "Clichy"))).iloc[0]

    assert (answer["geo_status"], answer["lat"], answer["geo_source"]) == ("precise", 1.0, "rehearsed 1")


def test_a_doubtful_answer_leaves_the_row_at_its_commune(rows: Rows) -> None:
    distant = Rehearsed(geo_status="review", geo_score=0.6, geo_reason="« ICI » est proposé.")

    answer = Cascade(CommuneGazetteer(), distant).geocode(rows(("8 rue Dagobert", "92110", "Clichy"))).iloc[0]

    assert (answer["geo_status"], answer["geo_score"]) == ("review", 0.6)
    assert answer["lat"] == pytest.approx(48.90, abs=0.02)
    assert "ICI" in answer["geo_reason"]


def test_an_address_not_found_falls_back_on_its_commune(rows: Rows) -> None:
    distant = Rehearsed(geo_status="failed", lat=np.nan, lon=np.nan, geo_reason="Adresse inconnue.")

    answer = Cascade(CommuneGazetteer(), distant).geocode(rows(("8 rue Dagobert", "92110", "Clichy"))).iloc[0]

    assert (answer["geo_status"], answer["geo_citycode"]) == ("commune", "92024")
    assert "Adresse inconnue." in answer["geo_reason"]


def test_a_commune_to_verify_stays_so_even_if_its_street_is_found(rows: Rows) -> None:
    distant = Rehearsed(geo_status="precise", geo_precision="housenumber")
    contradiction = rows(("8 rue de la Mairie", "38000", "Grenoble"), citycode=["69123"])

    answer = Cascade(CommuneGazetteer(), distant).geocode(contradiction).iloc[0]

    assert (answer["geo_status"], answer["code_commune"]) == ("review", "69123")


def test_a_row_found_only_at_a_distance_is_read_by_a_person(rows: Rows) -> None:
    distant = Rehearsed(geo_status="precise", geo_precision="housenumber")

    answer = Cascade(CommuneGazetteer(), distant).geocode(rows(("8 rue X", "", "Sainte-Colombe"))).iloc[0]

    assert (answer["geo_status"], answer["lat"]) == ("review", 1.0)


def test_the_commune_is_asked_by_its_official_name_and_code(rows: Rows) -> None:
    distant = Rehearsed(geo_status="failed")
    declared = rows(("8 rue A", "75010", "PARIS CEDEX"), ("9 rue B", "", "Paris"), ("3 rue C", "38000", "Grenobel"))

    Cascade(CommuneGazetteer(), distant).geocode(declared.assign(departement=["", "75", ""]))

    assert list(distant.asked["city"]) == ["Paris", "Paris", "Grenoble"]
    assert list(distant.asked["citycode"]) == ["75110", "75056", "38185"]
    assert list(distant.asked["postcode"]) == ["", "", ""]


def test_a_row_without_a_street_is_asked_only_if_its_commune_has_no_point_of_its_own(rows: Rows) -> None:
    distant = Rehearsed(geo_status="failed")

    Cascade(CommuneGazetteer(), distant).geocode(
        rows(("", "38000", "Grenoble"), ("", "01400", "L'Abergement-Clémenciat"))
    )

    assert list(distant.asked["city"]) == ["L'Abergement-Clémenciat"]


def test_a_sensitive_row_is_not_even_shown_to_the_distant_geocoder(rows: Rows) -> None:
    distant = Rehearsed(geo_status="precise")

    answers = Cascade(CommuneGazetteer(), distant).geocode(
        rows(("8 rue A", "38000", "Grenoble"), ("9 rue B", "48000", "Mende"), sensitive=[False, True])
    )

    assert list(distant.asked["street"]) == ["8 rue A"]
    assert list(answers["geo_status"]) == ["precise", "withheld"]


def test_a_distant_geocoder_never_comes_first() -> None:
    with pytest.raises(ValueError, match="must be local"):
        Cascade(Rehearsed(), CommuneGazetteer())


@pytest.mark.addok
def test_with_a_real_server_every_row_comes_back_placed_as_well_as_it_can_be(
    server: GeocoderServer, rows: Rows
) -> None:
    cascade = Cascade(CommuneGazetteer(), BanGeocoder(server.url))
    declared = rows(
        ("24 av. Joannès Masset BP 9157", "69263", "LYON CEDEX 09"),
        ("rue Fouré (numéro non publié)", "44000", "Nantes"),
        ("12 rue Qui N'existe Pas", "92110", "Clichy"),
        ("", "", "Marseille"),
        ("3 rue de l'Église", "01200", "Valserhône"),
        ("1 rue Secrète-Marqueur", "48000", "Mende"),
        sensitive=[False] * 5 + [True],
    )

    answers = cascade.geocode(declared)

    assert list(answers["row_id"]) == list(declared["row_id"])
    assert list(answers.columns) == ["row_id", *OUTPUTS]
    assert list(answers["geo_status"]) == ["precise", "street", "commune", "commune", "review", "withheld"]
    assert not any("arqueur" in body or "Mende" in body for body in server.bodies())


@pytest.mark.addok
def test_a_server_out_of_order_leaves_every_row_at_its_commune(server: GeocoderServer, rows: Rows) -> None:
    server.prepare(*["503"] * 20)
    cascade = Cascade(CommuneGazetteer(), BanGeocoder(server.url, sleep=lambda seconds: None))

    answers = cascade.geocode(rows(("8 rue Dagobert", "92110", "Clichy"), ("1 quai Saint-Jean", "67000", "Strasbourg")))

    assert list(answers["geo_status"]) == ["commune", "commune"]
    assert "n’a pas répondu" in answers["geo_reason"].iloc[0]
    assert "503" in cascade.outage
