"""Figures that nobody types enter the rate of their mesure, with the right of what they are drawn from."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from sqlalchemy.orm import Session

from geodata.database import transaction
from geodata.indicators import Choice
from geodata.perimetre import perimetre
from geodata.progress.milestones import ActionState
from geodata.progress.states import ValueKind
from geodata.publication import publish
from geodata.publication.contract import State
from geodata.publication.progress import IndicatorCell, mesure_state, overview
from geodata.repositories import progress_actions, progress_values
from geodata.repositories.progress_actions import NewActionState
from geodata.repositories.progress_rows import Entry, ProgressError
from geodata.repositories.progress_values import NewValue
from tests.geodata.conftest import Archive
from tests.geodata.meetings.conftest import Secretariat
from tests.geodata.progress.conftest import PREFECTURE

END = date(2016, 12, 31)
ENTRY = Entry(datetime(2016, 12, 31, 12, tzinfo=UTC))


@pytest.fixture
def session(sqlite_database: str) -> Iterator[Session]:
    with transaction(sqlite_database) as session:
        yield session


def diagnostic(session: Session, year: int, **values: object) -> None:
    Archive(session).diagnostic("48", observed_on=date(year, 6, 30), **values)


def seen(session: Session, profile: str, code: str) -> IndicatorCell:
    state = mesure_state(session, perimetre(profile), "2014-2016", 7, "48", END)
    return next(each for each in state.indicators if each.indicator.code == code)


def test_the_first_year_known_is_the_base_and_the_last_one_the_value(session: Session) -> None:
    diagnostic(session, 2014, places_dedicated=2, places_needed=20)
    diagnostic(session, 2016, places_dedicated=15, places_needed=20)

    cell = seen(session, "prefecture:48", "M07-3")

    assert cell.initial is not None
    assert cell.current is not None
    assert (cell.initial.value, cell.initial.value_on) == (10, date(2014, 12, 31))
    assert (cell.current.value, cell.current.row_id) == (75, None)
    assert cell.current.source.startswith("Diagnostics territoriaux")


def test_the_places_of_a_departement_are_not_read_through_a_rate(session: Session) -> None:
    diagnostic(session, 2016, places_dedicated=15, places_needed=20)

    for profile in ("public", "prefecture:30", "partenaire:48"):
        assert seen(session, profile, "M07-3").state == State.SECRET
        rows = overview(session, perimetre(profile), "2014-2016", END)
        here = rows[(rows["mesure"] == 7) & (rows["departement"] == "48")]
        assert here["withheld"].all()
        assert here[["rate", "provisional_rate", "coverage", "median", "gap"]].isna().all(axis=None)


def test_few_minors_are_not_read_through_the_figure_of_a_mesure(session: Session) -> None:
    diagnostic(session, 2016, public="mineurs", places_needed=4)

    assert publish(session, "places_needed", Choice(2016), PREFECTURE).cells.at["48", "state"] == State.SECRET
    cell = seen(session, "prefecture:48", "M07-1")
    assert cell.current is None or cell.current.value is None
    assert cell.state == State.SECRET


def test_no_need_makes_a_coverage_without_object_and_not_unknown(session: Session) -> None:
    diagnostic(session, 2016, places_dedicated=0, places_needed=0)

    cell = seen(session, "prefecture:48", "M07-3")

    assert cell.state == State.NOT_APPLICABLE
    assert cell.weight is None


def test_a_computed_figure_is_not_typed_but_its_target_is(session: Session) -> None:
    row = NewValue("2014-2016", "M07-3", "48", END, ValueKind.CURRENT, 50)
    with pytest.raises(ProgressError, match="calculé"):
        progress_values.record(session, PREFECTURE, [row], entry=ENTRY)

    target = NewValue("2014-2016", "M07-3", "48", END, ValueKind.TARGET, 100)
    progress_values.record(session, PREFECTURE, [target], entry=ENTRY)
    diagnostic(session, 2014, places_dedicated=0, places_needed=20)
    diagnostic(session, 2016, places_dedicated=15, places_needed=20)

    assert seen(session, "prefecture:48", "M07-3").rate == 75


def test_a_silent_departement_has_no_rate_of_meetings(session: Session) -> None:
    state = mesure_state(session, perimetre("prefecture:48"), "2014-2016", 22, "48", END)
    first = state.indicators[0]

    assert (first.indicator.computed, first.rate) == ("cdpd", None)
    assert first.why_no_rate == "Le département n’a rien dit de l’une des années dues."
    assert mesure_state(session, perimetre("cncdh"), "2014-2016", 22, "48", END).withheld


def test_decisions_that_are_not_shared_are_not_counted_before_the_members(session: Session) -> None:
    lozere = Secretariat(session)
    number = lozere.hold()
    lozere.decide(number, "Décision réservée.", shared=False, due_on=date(2016, 3, 31))

    states = {}
    for profile in ("prefet:48", "partenaire:48"):
        found = mesure_state(session, perimetre(profile), "2014-2016", 22, "48", END)
        states[profile] = next(each.state for each in found.indicators if each.indicator.code == "M22-2")

    assert states == {"prefet:48": State.PUBLISHED, "partenaire:48": State.SECRET}


def test_what_became_of_sub_actions_is_not_counted_before_who_reads_no_drafts(session: Session) -> None:
    abandoned = NewActionState("2014-2016", "7.1", "48", ActionState.ABANDONED, date(2016, 1, 1), "Reprise ailleurs.")
    due = {}
    for profile in ("public", "prefecture:48"):
        due[profile] = actions_due(session, profile)

    progress_actions.record(session, PREFECTURE, [abandoned], entry=ENTRY)

    assert actions_due(session, "prefecture:48") == due["prefecture:48"] - 1
    assert actions_due(session, "public") == due["public"]


def actions_due(session: Session, profile: str) -> int:
    rows = overview(session, perimetre(profile), "2014-2016", END, departement="48")
    return int(rows.loc[rows["mesure"] == 7, "actions_due"].iloc[0])
