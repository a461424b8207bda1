"""What is kept of a plan: its scenario comes back, each line says enough for its préfet, and data that move show."""

import json

import pytest

from geodata.database import transaction
from geodata.perimetre import NotAllowed, perimetre
from geodata.publication.scenario_maps import before_after
from geodata.publication.scenario_saved import asked_of, content_of, fingerprint, moved, result_of
from geodata.publication.scenarios import solve_scenario
from geodata.scenarios import Limits, Objective, Scenario
from tests.geodata.conftest import Archive

YEAR = 2015
DIHAL = perimetre("dihal")
ASKED = Scenario(
    6,
    Objective.UNMET_RATE,
    each=Limits(most=5),
    departements={"48": Limits(1, 3)},
    opening=2,
    every_region_most=0.9,
    costs={"chrs": 17_000.0},
    budget=200_000.0,
    need_times={"93": 2.0},
)


@pytest.fixture
def country(database: str) -> str:
    with transaction() as session:
        archive = Archive(session)
        archive.diagnostic("93", places_needed=20, places_dedicated=5)
        archive.diagnostic("48", places_needed=6, places_dedicated=2)
    return database


def test_a_scenario_comes_back_as_it_was_asked() -> None:
    kept = json.loads(json.dumps(content_of(ASKED, "femmes")))

    assert asked_of(kept) == (ASKED, "femmes")
    with pytest.raises(ValueError, match="places"):
        asked_of({})


def test_each_line_says_the_question_it_answers_and_only_its_own_need(country: str) -> None:
    with transaction() as session:
        result = json.loads(json.dumps(result_of(solve_scenario(session, DIHAL, YEAR, ASKED))))

    lines = result["departements"]
    assert len(lines) == 101
    assert (lines["93"]["need"], lines["93"]["times"], lines["48"]["times"]) == (40.0, 2.0, 1.0)
    assert (lines["48"]["places"], lines["48"]["objective"], lines["48"]["public"]) == (6, "besoin_par_habitant", None)
    assert (lines["01"]["need"], lines["01"]["opened"], bool(lines["01"]["why"])) == (None, 0, True)
    assert sum(line["opened"] for line in lines.values()) <= 6


def test_both_maps_hold_the_same_departements_and_a_silent_one_is_never_zero(country: str) -> None:
    with transaction() as session:
        solved = solve_scenario(session, DIHAL, YEAR, Scenario(6))
    before, after = before_after(solved)

    assert before.cells.at["93", "reading"] == "15\N{NO-BREAK SPACE}places"
    assert set(before.cells["state"][before.cells["value"].isna()]) == {"unknown"}
    assert list(before.cells["state"]) == list(after.cells["state"])
    assert before.values().sum() - after.values().sum() == 6


def test_data_that_have_changed_are_told_by_a_yes_to_who_reads_one_departement(country: str) -> None:
    with transaction() as session:
        mark = fingerprint(session, DIHAL, YEAR, None)
        assert not moved(session, perimetre("prefet:48"), "48", YEAR, None, mark)
        Archive(session).diagnostic("57", places_needed=9, places_dedicated=0)
    with transaction() as session:
        assert moved(session, perimetre("prefet:48"), "48", YEAR, None, mark)
        for refused in (lambda: moved(session, perimetre("prefet:48"), "93", YEAR, None, mark),
                        lambda: fingerprint(session, perimetre("prefet:48"), YEAR, None)):  # fmt: skip
            with pytest.raises(NotAllowed):
                refused()
