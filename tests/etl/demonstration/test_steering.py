"""The invented steering is plausible, flagged as invented in every row, and always the same."""

import dataclasses
import json
import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from config.plan import plan
from config.settings import settings
from etl.demonstration import load_steering
from etl.demonstration.scale import YEARS
from etl.demonstration.steering import commitment as commitment_of
from etl.demonstration.steering.applicability import settings as settings_of
from etl.demonstration.steering.commitment import commitments
from etl.demonstration.steering.courses import COURSES, NATIONAL, TARGETS_OF_COMPUTED
from etl.demonstration.steering.meetings import Script, meetings
from etl.demonstration.steering.minutes import INVENTED
from etl.demonstration.steering.seats import AGENDA, DECISIONS, MEMBERS, SHORT_AGENDA
from etl.demonstration.steering.states import states
from etl.demonstration.steering.syntheses import comments, syntheses
from etl.demonstration.steering.values import first_values, values
from geodata import models, territories
from geodata.database import engine, transaction
from geodata.meetings.compliance import Cell
from geodata.perimetre import perimetre
from geodata.progress.states import Applicability, ValueKind
from geodata.repositories import contacts, decisions
from geodata.repositories import meetings as kept_meetings

AFTER = date(2017, 2, 15)
STATED = (
    models.MesureSetting,
    models.ActionStatement,
    models.ProgressValue,
    models.ValueValidation,
    models.ValueProposal,
    models.ProposalAnswer,
    models.Synthesis,
    models.SynthesisValidation,
    models.ProgressComment,
    models.MesureScore,
)


def everything() -> list[object]:
    said: list[object] = []
    for each in commitments().values():
        said += [*settings_of(each), *first_values(each), *meetings(each)]
        for year in YEARS:
            said += [*states(each, year), *values(each, year), *syntheses(each, year), *comments(each, year)]
    return said


def scripts() -> list[Script]:
    return [script for each in commitments().values() for script in meetings(each)]


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory, migrated_sqlite: Path) -> Iterator[Path]:
    """The folder of a database in which the invented steering has been loaded once."""
    folder = tmp_path_factory.mktemp("steering")
    (folder / "vigie.sqlite3").write_bytes(migrated_sqlite.read_bytes())
    url = f"sqlite:///{folder / 'vigie.sqlite3'}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VIGIE_ENV", "production")
        patch.setenv("VIGIE_DATA_DIR", str(folder))
        patch.setenv("VIGIE_DATABASE_URL", url)
        settings.cache_clear()
        load_steering()
        yield folder
        engine(url).dispose()
    settings.cache_clear()


def test_the_same_is_said_each_time() -> None:
    first = everything()

    commitments.cache_clear()

    assert everything() == first
    assert len(first) > 10_000


def test_the_101_departements_are_there_and_the_silent_ones_say_nothing() -> None:
    silent = {each.code for each in commitments().values() if each.silent}

    said = {getattr(each, "departement", "") for each in everything()}

    assert set(commitments()) == set(territories.CODES)
    assert len(silent) == commitment_of.SILENT
    assert said == set(territories.CODES) - silent


def test_every_indicator_that_somebody_records_has_its_course_and_no_other() -> None:
    recorded = [each for mesure in plan().mesures for each in mesure.indicators if not each.computed]

    assert {each.code for each in recorded if each.territorial} == set(COURSES)
    assert {each.code for each in recorded if not each.territorial} == set(NATIONAL)
    assert all(plan().indicator(code).computed for code in TARGETS_OF_COMPUTED)


def test_cultural_mediators_come_near_the_fifty_of_the_plan_and_do_not_pass_them() -> None:
    totals = []
    for year in YEARS:
        told = [each for one in commitments().values() for each in values(one, year) if each.indicator == "M01-1"]
        totals.append(sum(each.value for each in told if each.value is not None))

    assert totals == sorted(totals)
    assert 15 < totals[-1] < 50


def test_nobody_is_named_in_a_meeting() -> None:
    seats = {(each.organisation, each.function) for each in MEMBERS}
    items = {*AGENDA, *SHORT_AGENDA}

    for script in scripts():
        assert {(each.organisation, each.function) for each in script.members} <= seats
        assert set(script.agenda) <= items
        assert set(script.decisions) <= set(DECISIONS)


def test_meetings_are_held_on_working_days_in_the_order_of_their_story() -> None:
    for script in scripts():
        assert script.held_on.isoweekday() < 6
        assert script.planned_on <= script.held_on
        assert script.planned_on.year == script.year


def test_every_row_says_that_it_is_invented(loaded: Path) -> None:
    with transaction() as session:
        flagged = {model.__name__: set(session.scalars(select(model.demonstration))) for model in STATED}
        held = set(session.scalars(select(models.CdpdMeeting.demonstration)))
        notes = set(session.scalars(select(models.DepartementContact.note)))
        accounts = set(session.scalars(select(models.ProgressValue.account_id)))

    assert flagged == {model.__name__: {True} for model in STATED}
    assert held == {True}
    assert notes == {"Contact inventé pour la démonstration."}
    assert accounts == {None}


def test_minutes_say_that_the_meeting_never_took_place(loaded: Path) -> None:
    files = list(loaded.rglob("*.odt"))

    assert len(files) > 100
    for file in files[:20]:
        with zipfile.ZipFile(file) as document:
            assert INVENTED in document.read("content.xml").decode("utf-8")


def test_loading_again_changes_nothing(loaded: Path) -> None:
    def rows() -> dict[str, int]:
        with transaction() as session:
            return {
                table.name: session.scalar(select(func.count()).select_from(table)) or 0
                for table in models.Base.metadata.sorted_tables
            }

    before = rows()

    again = load_steering()

    assert again == {"progression": False, "réunions": False, "fiches d’exemple": False}
    assert rows() == before


def test_each_kind_of_year_is_there_and_the_meeting_gains_ground(loaded: Path) -> None:
    with transaction() as session:
        cells = kept_meetings.compliance(session, perimetre("miprof"), YEARS, AFTER)

    counts = {year: Counter(cells[year]) for year in YEARS}
    for year in YEARS:
        assert set(counts[year]) == set(Cell) - {Cell.NOT_HELD}
        assert sum(counts[year].values()) == 101
    held = [counts[year][Cell.HELD_DOCUMENTED] + counts[year][Cell.HELD] for year in YEARS]
    assert held == sorted(held)
    assert 15 < held[0] < 45 < held[-1] < 80


def test_decisions_are_carried_from_year_to_year_until_they_are_closed(loaded: Path) -> None:
    with transaction() as session:
        in_play = decisions.decisions(session, perimetre("miprof"), AFTER, year=2016)

    assert len(set(in_play["state"])) == 5
    assert in_play["carried"].sum() > 30
    assert in_play["overdue"].sum() > 50
    assert in_play["mesure"].notna().all()


def test_miprof_has_departements_to_contact_with_and_without_a_last_contact(loaded: Path) -> None:
    with transaction() as session:
        waiting = contacts.to_contact(session, perimetre("miprof"), 2016, AFTER)

    assert len(waiting) > 20
    assert 0 < waiting["contacted_on"].isna().sum() < len(waiting)


def test_figures_are_validated_refused_or_still_waiting_and_some_were_corrected(loaded: Path) -> None:
    value, answer = models.ProgressValue, models.ValueValidation
    with transaction() as session:
        told = dict(session.execute(select(value.id, value.kind)).all())
        answers = session.execute(select(answer.value_id, answer.accepted, answer.evidence)).all()
        corrected = session.scalar(select(func.count(value.replaces_id))) or 0
        absences = set(session.scalars(select(value.absence)))

    current = {number for number, kind in told.items() if kind == ValueKind.CURRENT.value}
    assert set(told.values()) == {kind.value for kind in ValueKind}
    assert 0.7 < len(current & {number for number, accepted, _ in answers if accepted}) / len(current) < 0.9
    assert any(not accepted for _, accepted, _ in answers)
    assert any(evidence == "verified" for _, _, evidence in answers)
    assert corrected > 20
    assert absences == {"", "sans_reponse", "non_demande"}


def test_a_mesure_set_aside_says_why(loaded: Path) -> None:
    setting = models.MesureSetting
    with transaction() as session:
        aside = session.scalars(select(setting.reason).where(setting.applicability != Applicability.APPLICABLE)).all()

    assert len(aside) > 5
    assert all(aside)


def test_no_account_and_no_mailbox_is_invented_with_it(loaded: Path) -> None:
    with transaction() as session:
        accounts = session.scalar(select(func.count()).select_from(models.Account))

    said = json.dumps([dataclasses.asdict(each) for each in everything()], default=str)  # type: ignore[call-overload]
    assert accounts == 0
    assert "@" not in said
