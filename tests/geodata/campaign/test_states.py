"""Where an organisation stands, which mail is due on a day, and until when a link holds."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.listing.campaign import (
    Answered,
    State,
    Step,
    expected_of,
    given_by_proposal,
    link_ends,
    state_of,
    step_due,
)
from geodata.listing.fields import BRANCH_FIELDS, Block, Kind
from tests.geodata.campaign.conftest import CLOSES, OPENS

NOTHING = Answered(expected_of([1]))
DAYS = st.dates(date(2026, 8, 1), date(2026, 12, 31))


@pytest.fixture(autouse=True)
def signed() -> None:
    """These tests need no database."""


def test_an_organisation_without_a_branch_still_has_its_own_block_to_answer():
    assert expected_of(()) == {(None, Block.ORGANISATION)}
    assert not Answered(expected_of(())).whole


def test_silence_begins_when_the_first_reminder_is_due():
    assert state_of(NOTHING, None, False, date(2026, 9, 30)) == State.NOT_SENT
    assert state_of(NOTHING, date(2026, 9, 1), False, date(2026, 9, 14)) == State.SENT
    assert state_of(NOTHING, date(2026, 9, 1), False, date(2026, 9, 15)) == State.SILENT


def test_an_opened_card_is_started_and_a_whole_one_is_confirmed():
    assert state_of(NOTHING, date(2026, 9, 1), True, date(2026, 9, 30)) == State.STARTED
    whole = Answered(expected_of([1]), expected_of([1, 2]))
    assert state_of(whole, date(2026, 9, 1), False, date(2026, 9, 2)) == State.CONFIRMED


def test_every_field_of_a_branch_answers_one_block():
    for name in set(BRANCH_FIELDS) - {"closed_on"}:
        assert len(given_by_proposal(Kind.BRANCH, 1, {name: ["", "x"]})) == 1


def test_proposing_that_a_branch_is_closed_answers_all_of_it():
    assert given_by_proposal(Kind.BRANCH, 1, {"closed_on": [None, "2026-09-01"]}) == expected_of([1]) - {
        (None, Block.ORGANISATION)
    }


def test_a_zone_and_an_organisation_answer_their_own_block():
    assert given_by_proposal(Kind.ZONE, 1, {"48": [None, "local"]}) == {(1, Block.ZONE)}
    assert given_by_proposal(Kind.STRUCTURE, None, {"name": ["a", "b"]}) == {(None, Block.ORGANISATION)}


@pytest.mark.parametrize(
    ("today", "step"),
    [
        (date(2026, 9, 2), None),
        (date(2026, 9, 14), None),
        (date(2026, 9, 15), Step.FIRST),
        (date(2026, 9, 28), Step.FIRST),
        (date(2026, 9, 29), Step.SECOND),
        (date(2026, 10, 8), Step.LAST),
        (CLOSES, Step.LAST),
        (date(2026, 10, 16), None),
    ],
)
def test_reminders_fall_on_their_days(today: date, step: Step | None):
    sent = date(2026, 9, 1)
    due = step_due(State.SILENT, sent_on=sent, last_mail_on=sent, opens_on=OPENS, closes_on=CLOSES, today=today)

    assert due == step


@given(sent=st.none() | DAYS, last=st.none() | DAYS, today=DAYS, state=st.sampled_from(State))
def test_nobody_is_written_to_out_of_the_campaign_or_twice_in_the_same_days(
    sent: date | None, last: date | None, today: date, state: State
):
    due = step_due(state, sent_on=sent, last_mail_on=last, opens_on=OPENS, closes_on=CLOSES, today=today)

    if state == State.CONFIRMED:
        assert due == Step.THANKS
    elif due is not None:
        assert OPENS <= today <= CLOSES
        assert due == Step.INVITATION or last is None or (today - last).days >= 5


@given(made=st.datetimes(datetime(2026, 7, 1), datetime(2026, 10, 31)), closes=DAYS)
def test_a_link_never_holds_more_than_two_months_nor_long_after_the_campaign(made: datetime, closes: date):
    ends = link_ends(closes, made.replace(tzinfo=UTC))

    assert (ends - made.replace(tzinfo=UTC)).days <= 60
    assert (ends.date() - closes).days <= 16
