"""How far the State's answers are trusted."""

import math

import pytest

from etl.geocoding.ban_answers import judged
from etl.geocoding.ban_chunks import Query

CLICHY = Query(0, "8 rue Dagobert", "CLICHY", "92024")
FOUND = {
    "row": "0", "longitude": "2.306", "latitude": "48.904", "result_score": "0.9", "result_score_next": "0.5",
    "result_label": "8 Rue Dagobert 92110 Clichy", "result_type": "housenumber", "result_city": "Clichy",
    "result_citycode": "92024", "result_status": "ok",
}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({}, "precise"),
        ({"result_score_next": ""}, "precise"),
        ({"result_type": "street"}, "street"),
        ({"result_type": "locality"}, "street"),
        ({"result_type": "municipality"}, "commune"),
        ({"result_type": "poi"}, "review"),
        ({"result_score": "0.75"}, "precise"),
        ({"result_score": "0.7499"}, "review"),
        ({"result_score": "0.5", "result_score_next": ""}, "review"),
        ({"result_score": "0.4999"}, "failed"),
        ({"result_score_next": "0.89"}, "review"),
        ({"result_citycode": "92044", "result_city": "Levallois-Perret"}, "review"),
        ({"result_status": "not-found", "latitude": "", "result_score": ""}, "failed"),
        ({"result_status": "ok", "latitude": ""}, "failed"),
        ({"result_status": "skipped"}, "failed"),
        ({"result_status": "error"}, "failed"),
    ],
)
def test_an_answer_is_trusted_by_score_then_commune_then_runner_up(change: dict[str, str], status: str) -> None:
    answer = judged(CLICHY, FOUND | change)

    assert answer["geo_status"] == status


def test_an_arrondissement_belongs_to_the_commune_that_was_asked() -> None:
    query = Query(0, "106 rue du Bac", "PARIS", "75056")

    answer = judged(query, FOUND | {"result_citycode": "75107", "result_city": "Paris"})

    assert answer["geo_status"] == "precise"
    assert (answer["geo_citycode"], answer["code_commune"], answer["geo_departement"]) == ("75107", "75056", "75")


def test_without_a_code_the_name_of_the_commune_is_compared() -> None:
    query = Query(0, "8 rue Dagobert", "LEVALLOIS PERRET", "")

    assert judged(query, FOUND)["geo_status"] == "review"
    assert judged(query._replace(city="CLICHY"), FOUND)["geo_status"] == "precise"


def test_a_refused_answer_has_no_point() -> None:
    answer = judged(CLICHY, FOUND | {"result_score": "0.3"})

    assert math.isnan(answer["lat"])  # type: ignore[arg-type]
    assert answer["geo_score"] == 0.3


def test_a_label_with_braces_is_only_text() -> None:
    answer = judged(CLICHY, FOUND | {"result_score": "0.6", "result_label": "Rue {0} Clichy"})

    assert "Rue {0} Clichy" in str(answer["geo_reason"])
