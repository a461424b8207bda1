"""Reminders of a given day."""

from datetime import date

import pytest

from geodata.meetings.compliance import Cell
from geodata.meetings.reminders import ReminderKind, reminders

CELLS = {"01": Cell.SILENT, "48": Cell.SCHEDULED, "2A": Cell.HELD, "971": Cell.HELD_DOCUMENTED, "02": Cell.AGENDA_ITEM}


def kinds(today: date, year: int = 2016) -> dict[str, ReminderKind]:
    return {each.departement: each.kind for each in reminders(CELLS, year, today) if each.departement != "FR"}


@pytest.mark.parametrize(
    ("today", "kind"),
    [
        (date(2016, 2, 1), ReminderKind.DATE_TO_SET),
        (date(2016, 6, 29), ReminderKind.DATE_TO_SET),
        (date(2016, 6, 30), ReminderKind.STILL_NO_DATE),
        (date(2016, 9, 30), ReminderKind.NOTHING_PROGRAMMED),
    ],
)
def test_a_departement_without_a_date_hears_of_the_latest_reminder_alone(today: date, kind: ReminderKind):
    assert kinds(today) == {"01": kind, "02": kind}


def test_nothing_is_asked_before_february():
    assert reminders(CELLS, 2016, date(2016, 1, 31)) == ()


def test_in_december_a_meeting_that_is_only_scheduled_remains_to_be_held():
    assert kinds(date(2016, 12, 1)) == dict.fromkeys(["01", "02", "48"], ReminderKind.TO_BE_HELD)


def test_at_the_end_of_january_minutes_are_asked_for_and_nothing_else():
    assert kinds(date(2017, 1, 30)) == {}
    assert kinds(date(2017, 1, 31)) == {"2A": ReminderKind.MINUTES_MISSING}


def test_from_the_end_of_september_the_country_has_its_list():
    (national,) = (each for each in reminders(CELLS, 2016, date(2016, 10, 1)) if each.departement == "FR")

    assert national.kind == ReminderKind.NATIONAL_LIST
    assert "01, 02" in national.sentence
    assert not [each for each in reminders(CELLS, 2016, date(2016, 9, 29)) if each.departement == "FR"]
    assert not [each for each in reminders(CELLS, 2016, date(2017, 2, 1)) if each.departement == "FR"]


def test_each_reminder_has_one_key_of_its_own():
    keys = [
        each.key
        for day in (date(2016, 2, 1), date(2016, 6, 30), date(2016, 10, 1))
        for each in reminders(CELLS, 2016, day)
    ]

    assert len(keys) == len(set(keys)) == 7
    assert "2016:01:date_to_set" in keys
