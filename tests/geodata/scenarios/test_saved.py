"""Scenarios are kept under a name, never changed; a préfet reads the line of his département and no other."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from geodata.database import Session, transaction
from geodata.models import SavedScenario
from geodata.perimetre import NotAllowed, perimetre
from geodata.repositories import scenarios
from geodata.repositories.progress_rows import Entry
from geodata.repositories.scenarios import ScenarioError

NOW = Entry(datetime(2026, 11, 26, 10, tzinfo=UTC))
DIHAL = perimetre("dihal")
RESULT = {"departements": {"48": {"opened": 2, "unmet_after": 1.0}, "93": {"opened": 38, "unmet_after": 12.0}}}


@pytest.fixture
def session(database: str) -> Iterator[Session]:
    with transaction(database) as session:
        yield session


def keep(session: Session, name: str = "Quarante places", **changes: object) -> int:
    given = {"content": {"places": 40}, "result": RESULT, "facts_sha256": "a" * 64, "entry": NOW} | changes
    return scenarios.save(session, DIHAL, name, 2016, **given)  # type: ignore[arg-type]


def test_a_scenario_is_found_again_with_the_fingerprint_of_its_data(session: Session):
    number = keep(session)

    found = scenarios.saved(session, perimetre("miprof"))

    assert [(each.id, each.name, each.content, each.facts_sha256) for each in found] == [
        (number, "Quarante places", {"places": 40}, "a" * 64)
    ]


def test_the_same_name_again_takes_its_place_and_the_former_one_is_still_kept(session: Session):
    keep(session)
    second = keep(session, content={"places": 50})

    assert [each.id for each in scenarios.saved(session, DIHAL)] == [second]
    assert session.query(SavedScenario).count() == 2


def test_a_removed_scenario_leaves_the_lists_and_those_of_the_prefets(session: Session):
    number = keep(session)
    scenarios.share(session, DIHAL, number, ["48"], entry=NOW)

    scenarios.remove(session, DIHAL, number, entry=NOW)

    assert scenarios.saved(session, DIHAL) == []
    assert scenarios.shared_with(session, perimetre("prefecture:48"), "48") == []
    with pytest.raises(ScenarioError, match="n’existe plus"):
        scenarios.share(session, DIHAL, number, ["93"], entry=NOW)


def test_a_prefet_reads_his_own_line_of_what_was_shown_to_him_and_nothing_else(session: Session):
    number = keep(session)
    keep(session, "Un autre")
    scenarios.share(session, DIHAL, number, ["48"], entry=NOW)
    scenarios.share(session, DIHAL, number, ["48"], entry=NOW)

    lines = scenarios.shared_with(session, perimetre("prefet:48"), "48")

    assert [each.line for each in lines] == [{"opened": 2, "unmet_after": 1.0}]
    assert "93" not in repr(lines)
    with pytest.raises(NotAllowed):
        scenarios.shared_with(session, perimetre("prefet:48"), "93")
    assert scenarios.shared_with(session, perimetre("prefet:93"), "93") == []


@pytest.mark.parametrize("who", ["public", "prefecture:48", "siao:48", "association:x:48", "region:76", "cncdh"])
def test_who_does_not_read_all_places_neither_reads_nor_keeps_scenarios(session: Session, who: str):
    number = keep(session)

    for refused in (
        lambda: scenarios.saved(session, perimetre(who)),
        lambda: scenarios.save(
            session, perimetre(who), "x", 2016, content={}, result=RESULT, facts_sha256="", entry=NOW
        ),
        lambda: scenarios.share(session, perimetre(who), number, ["48"], entry=NOW),
        lambda: scenarios.remove(session, perimetre(who), number, entry=NOW),
    ):
        with pytest.raises(NotAllowed):
            refused()


def test_only_who_answers_for_places_shows_a_scenario(session: Session):
    number = keep(session)

    with pytest.raises(NotAllowed):
        scenarios.share(session, perimetre("miprof"), number, ["48"], entry=NOW)


def test_a_name_is_needed(session: Session):
    with pytest.raises(ValueError, match="le nom du scénario"):
        keep(session, "  ")
