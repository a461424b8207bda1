"""Decisions: taken, corrected, followed, carried over until they are closed."""

from datetime import date

import pandas as pd
import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from geodata.conflict import Conflict
from geodata.meetings import DecisionState, Refused
from geodata.meetings.decisions import execution_rate
from geodata.models import Decision
from geodata.perimetre import NotAllowed, perimetre
from geodata.repositories import decisions
from tests.geodata.meetings.conftest import NOW, TODAY, Secretariat

DONE, LATER = DecisionState.DONE, date(2016, 6, 1)


def test_a_decision_has_a_text_an_organisation_and_a_deadline(lozere: Secretariat, session: Session):
    number = lozere.hold()

    found = lozere.decide(number, due_on=date(2016, 3, 31))

    row = decisions.decisions(session, lozere.writer, LATER).loc[found]
    assert row["responsible"] == "DDCS"
    assert row["state"] == DecisionState.TO_DO
    assert row["overdue"]
    with pytest.raises(Refused, match="organisme"):
        lozere.decide(number, responsible=" ")


def test_a_decision_is_taken_by_a_meeting_that_was_held(lozere: Secretariat):
    number = lozere.convene()

    with pytest.raises(Refused, match="Convoquée"):
        lozere.decide(number)


def test_a_correction_keeps_what_it_replaces(lozere: Secretariat, session: Session):
    number = lozere.hold()
    found = lozere.decide(number, "Premier texte.")
    decisions.update(session, lozere.writer, found, state=DecisionState.UNDER_WAY, expected=0, now=NOW)

    decisions.correct(
        session, lozere.writer, number, 1, text="Second texte.", responsible="SIAO",
        expected=lozere.version(number), now=NOW,
    )  # fmt: skip

    rows = decisions.decisions(session, lozere.writer, TODAY)
    assert list(rows.index) == [found]
    assert rows.at[found, "text"] == "Second texte."
    assert rows.at[found, "state"] == DecisionState.UNDER_WAY
    assert session.scalar(select(func.count()).select_from(Decision)) == 2


def test_a_correction_made_meanwhile_shows_both_texts(lozere: Secretariat, session: Session):
    number = lozere.hold()
    lozere.decide(number, "Premier texte.")

    with pytest.raises(Conflict) as conflict:
        decisions.correct(
            session, lozere.writer, number, 1, text="Autre texte.", responsible="SIAO", expected=2, now=NOW
        )
    assert "Premier texte." in conflict.value.theirs
    assert "Autre texte." in conflict.value.mine


def test_a_service_says_the_state_of_the_decisions_of_its_mesures(lozere: Secretariat, session: Session):
    number = lozere.hold()
    seven, thirteen = lozere.decide(number, mesure=7), lozere.decide(number, mesure=13)
    service = perimetre("service:48:7")

    assert decisions.update(session, service, seven, state=DONE, expected=0, now=NOW) == 1
    with pytest.raises(NotAllowed):
        decisions.update(session, service, thirteen, state=DONE, expected=0, now=NOW)
    with pytest.raises(NotAllowed):
        decisions.update(session, perimetre("service:01:7"), seven, state=DONE, expected=1, now=NOW)


def test_two_states_said_at_once_are_a_conflict(lozere: Secretariat, session: Session):
    found = lozere.decide(lozere.hold())
    decisions.update(session, lozere.writer, found, state=DONE, note="Lettre reçue.", expected=0, now=NOW)

    with pytest.raises(Conflict) as conflict:
        decisions.update(session, lozere.writer, found, state=DecisionState.UNDER_WAY, expected=0, now=NOW)
    assert conflict.value.theirs == "Réalisée\nLettre reçue."
    assert conflict.value.version == 1


def test_dropping_or_putting_off_asks_for_a_reason_and_a_proof_for_a_document(lozere: Secretariat, session: Session):
    found = lozere.decide(lozere.hold())

    for state in (DecisionState.DROPPED, DecisionState.POSTPONED):
        with pytest.raises(Refused, match="motif"):
            decisions.update(session, lozere.writer, found, state=state, expected=0, now=NOW)
    with pytest.raises(Refused, match="preuve"):
        decisions.update(session, lozere.writer, found, state=DONE, proof="e" * 64, expected=0, now=NOW)


def test_open_decisions_are_carried_over_until_they_are_closed(lozere: Secretariat, session: Session):
    done, put_off = (lozere.decide(lozere.hold(), each) for each in ("Faite.", "Reportée."))
    decisions.update(session, lozere.writer, done, state=DONE, expected=0, now=NOW)
    decisions.update(
        session, lozere.writer, put_off, state=DecisionState.POSTPONED, note="Vacance du poste",
        due_on=date(2016, 9, 1), expected=0, now=NOW,
    )  # fmt: skip

    carried = decisions.decisions(session, lozere.writer, LATER, year=2016)
    assert list(carried.index) == [put_off]
    assert carried.at[put_off, "carried"]
    assert carried.at[put_off, "due_on"] == date(2016, 9, 1)
    assert set(decisions.decisions(session, lozere.writer, LATER, year=2015).index) == {done, put_off}
    assert list(decisions.decisions(session, lozere.writer, LATER, open_only=True).index) == [put_off]
    decisions.update(session, lozere.writer, put_off, state=DONE, expected=1, now=NOW)
    assert decisions.decisions(session, lozere.writer, LATER, year=2016).empty
    assert list(decisions.updates(session, lozere.writer, put_off)["state"]) == ["postponed", "done"]


def test_the_execution_rate_counts_what_was_due():
    due = date(2016, 3, 31)
    states = [DONE, DecisionState.TO_DO, DecisionState.UNDER_WAY, DecisionState.POSTPONED, DecisionState.DROPPED]
    rows = pd.DataFrame({"state": [*states, DecisionState.TO_DO], "first_due_on": [*[due] * 5, date(2016, 12, 31)]})

    assert execution_rate(rows, LATER) == 25
    assert execution_rate(rows, due) == 100
    assert execution_rate(rows.iloc[5:], LATER) is None


def test_a_service_neither_follows_nor_reads_a_decision_that_is_not_shared(lozere: Secretariat, session: Session):
    found = lozere.decide(lozere.hold(), shared=False)
    decisions.update(session, lozere.writer, found, state=DecisionState.UNDER_WAY, note="Réservé.", expected=0, now=NOW)

    with pytest.raises(NotAllowed):
        decisions.update(session, perimetre("service:48:7"), found, state=DONE, expected=0, now=NOW)
