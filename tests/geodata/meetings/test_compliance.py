"""Cells, rates and scores of the yearly meeting."""

from datetime import date

import pytest

from geodata.meetings import Answer, Body, Character, Meeting, State
from geodata.meetings.compliance import Cell, cell, for_the_public, national_rate, plan_score, year_score


def a_meeting(state: State = State.HELD, on: date = date(2015, 12, 16), **changes: object) -> Meeting:
    days = {"planned_on": on, "held_on": None if state in {State.SCHEDULED, State.CONVENED} else on}
    return Meeting("48", **({"body": Body.PLENARY, "year": 2015, "state": state} | days | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("meetings", "expected"),
    [
        ([], Cell.SILENT),
        ([a_meeting(State.VALIDATED)], Cell.HELD_DOCUMENTED),
        ([a_meeting(State.MINUTES_WRITTEN)], Cell.HELD),
        ([a_meeting(State.CONVENED)], Cell.SCHEDULED),
        ([a_meeting(State.HELD, character=Character.AGENDA_ITEM)], Cell.AGENDA_ITEM),
        ([a_meeting(State.CANCELLED, planned_on=None, held_on=None)], Cell.NOTHING),
        ([a_meeting(State.TO_SCHEDULE, planned_on=None, held_on=None)], Cell.NOTHING),
        ([a_meeting(State.HELD, on=date(2016, 1, 12))], Cell.NOTHING),
        ([a_meeting(State.SCHEDULED, on=date(2016, 1, 12))], Cell.NOTHING),
        ([a_meeting(State.VALIDATED, body=Body.CODAF)], Cell.SILENT),
        ([a_meeting(State.CANCELLED, planned_on=None, held_on=None), a_meeting(State.HELD)], Cell.HELD),
    ],
)
def test_the_best_state_reached_is_the_cell(meetings: list[Meeting], expected: Cell):
    assert cell(meetings, 2015) == expected


def test_silence_is_not_no_meeting():
    assert cell([], 2015) == Cell.SILENT
    assert cell([], 2015, [Answer.NO_MEETING]) == Cell.NOTHING
    assert cell([], 2015, [Answer.COMING]) == Cell.SILENT


def test_a_meeting_moved_to_january_counts_in_january():
    moved = a_meeting(State.HELD, on=date(2016, 1, 12))

    assert cell([moved], 2015) == Cell.NOTHING
    assert cell([moved], 2016) == Cell.HELD


def test_the_national_rate_is_an_interval_over_all_the_departements():
    cells = (
        [Cell.HELD_DOCUMENTED] * 20 + [Cell.HELD] * 10 + [Cell.SCHEDULED] * 5 + [Cell.NOTHING] * 6 + [Cell.SILENT] * 60
    )

    rate = national_rate(cells)

    assert rate.low == pytest.approx(100 * 30 / 101)
    assert rate.high == pytest.approx(100 * 90 / 101)
    assert rate.documented == pytest.approx(100 * 20 / 101)
    assert (rate.held, rate.silent, rate.total) == (30, 60, 101)


def test_a_silent_year_has_no_score_and_leaves_none_to_the_plan():
    assert [year_score(each) for each in (Cell.AGENDA_ITEM, Cell.SCHEDULED, Cell.SILENT)] == [25, 50, None]
    assert plan_score([Cell.HELD_DOCUMENTED, Cell.HELD, Cell.NOTHING]) == pytest.approx(175 / 3)
    assert plan_score([Cell.HELD_DOCUMENTED, Cell.SILENT]) is None
    assert plan_score([]) is None


def test_the_public_is_told_nothing_of_the_year_under_way():
    assert for_the_public(Cell.HELD_DOCUMENTED, 2015, date(2015, 12, 31)) is None
    assert for_the_public(Cell.HELD_DOCUMENTED, 2015, date(2016, 1, 1)) == Cell.HELD
    assert for_the_public(Cell.SCHEDULED, 2015, date(2016, 1, 1)) == Cell.NOT_HELD
    assert for_the_public(Cell.SILENT, 2015, date(2016, 1, 1)) == Cell.SILENT
