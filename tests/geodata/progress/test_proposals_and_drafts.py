"""Figures that are proposed and answered, and forms that survive a closed browser."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from geodata.perimetre import NotAllowed, perimetre
from geodata.progress.states import Alert, ProposalState, ValueKind, ValueStatus
from geodata.publication.progress import mesure_state
from geodata.repositories import progress_proposals, progress_values, record_drafts
from geodata.repositories.progress_proposals import NewProposal, Proposal
from geodata.repositories.progress_rows import Entry, ProgressError
from geodata.repositories.progress_values import NewValue
from geodata.rights import as_seen_by
from tests.geodata.progress.conftest import ENTRY, MIPROF, PREFECTURE, PREFET, TODAY, someone

LATER = Entry(ENTRY.at + timedelta(days=10))


def proposal(**changes: Any) -> NewProposal:
    usual = NewProposal(
        "essai", "M07-1", "48", date(2015, 5, 31), ValueKind.CURRENT, 12, "Trois places ouvertes.", "Convention"
    )
    return replace(usual, **changes)


def only(session: Session, today: date = TODAY, **options: Any) -> Proposal:
    (found,) = progress_proposals.proposals(session, MIPROF, "essai", today, **options)
    return found


def test_an_accepted_proposal_becomes_a_validated_figure_of_its_author(session: Session) -> None:
    number = progress_proposals.propose(session, PREFECTURE, proposal(), entry=ENTRY)

    value_id = progress_proposals.answer(
        session, MIPROF, number, accepted=True, answer="Vu la convention.", entry=LATER
    )

    kept = only(session, LATER.at.date(), open_only=False)
    assert (kept.state, kept.answer, kept.value_id, kept.days_open) == (
        ProposalState.ACCEPTED,
        "Vu la convention.",
        value_id,
        10,
    )
    current = mesure_state(session, PREFECTURE, "essai", 7, "48", TODAY).indicators[0].current
    assert current is not None
    assert (current.row_id, current.value, current.status, current.profile) == (
        value_id,
        12,
        ValueStatus.VALIDATED,
        "prefecture:48",
    )


def test_an_accepted_proposal_takes_the_place_of_the_figure_of_that_day(session: Session) -> None:
    figure = NewValue("essai", "M07-1", "48", date(2015, 5, 31), ValueKind.CURRENT, 9)
    (former,) = progress_values.record(session, PREFECTURE, [figure], entry=ENTRY)
    number = progress_proposals.propose(session, PREFECTURE, proposal(), entry=ENTRY)

    progress_proposals.answer(session, MIPROF, number, accepted=True, answer="Vu.", entry=LATER)

    current = mesure_state(session, PREFECTURE, "essai", 7, "48", TODAY).indicators[0].current
    assert current is not None
    assert (current.value, current.replaces_id) == (12, former)


def test_a_refused_proposal_keeps_its_answer_and_no_figure(session: Session) -> None:
    number = progress_proposals.propose(session, PREFECTURE, proposal(), entry=ENTRY)

    assert progress_proposals.answer(session, MIPROF, number, accepted=False, answer="Sans pièce.", entry=LATER) is None

    assert only(session, open_only=False).state == ProposalState.REFUSED
    assert mesure_state(session, PREFECTURE, "essai", 7, "48", TODAY).indicators[0].current is None


@pytest.mark.parametrize(("days", "overdue"), [(30, False), (31, True)])
def test_a_proposal_left_open_over_thirty_days_is_an_alert(session: Session, days: int, overdue: bool) -> None:
    progress_proposals.propose(session, PREFECTURE, proposal(), entry=ENTRY)
    today = TODAY + timedelta(days=days)

    assert (only(session, today).days_open, only(session, today).overdue) == (days, overdue)
    assert (Alert.PROPOSAL in mesure_state(session, PREFECTURE, "essai", 7, "48", today).alerts) == overdue


def test_a_proposal_is_answered_once(session: Session) -> None:
    number = progress_proposals.propose(session, PREFECTURE, proposal(), entry=ENTRY)
    progress_proposals.answer(session, MIPROF, number, accepted=False, answer="Non.", entry=LATER)

    with pytest.raises(ProgressError, match="déjà reçu"):
        progress_proposals.answer(session, MIPROF, number, accepted=True, answer="Oui.", entry=LATER)


def test_its_author_does_not_answer_it(session: Session) -> None:
    author = replace(MIPROF, rights=(*MIPROF.rights, *PREFECTURE.rights), departements=frozenset({"48"}))
    number = progress_proposals.propose(session, author, proposal(), entry=ENTRY)

    with pytest.raises(NotAllowed, match="Deux personnes"):
        progress_proposals.answer(session, MIPROF, number, accepted=True, answer="Oui.", entry=LATER)


def test_a_prefet_does_not_answer_in_place_of_the_owner_of_the_mesure(session: Session) -> None:
    number = progress_proposals.propose(session, PREFECTURE, proposal(), entry=ENTRY)

    with pytest.raises(NotAllowed, match="pilote la mesure"):
        progress_proposals.answer(session, PREFET, number, accepted=True, answer="Oui.", entry=LATER)

    assert progress_proposals.answer(
        session, someone("ministere:logement", 5), number, accepted=True, answer="Oui.", entry=LATER
    )


def test_an_association_proposes_at_home_and_the_prefet_may_answer(session: Session) -> None:
    association = someone("association:12:48", 6)
    row = proposal(structure="12")
    number = progress_proposals.propose(session, association, row, entry=ENTRY)
    own = progress_proposals.proposals(session, association, "essai", TODAY)

    assert [each.row_id for each in own] == [number]
    assert progress_proposals.answer(session, PREFET, number, accepted=True, answer="Oui.", entry=LATER)
    for wrong in (replace(row, departement="30"), replace(row, structure="13"), replace(row, structure="")):
        with pytest.raises(NotAllowed):
            progress_proposals.propose(session, association, wrong, entry=ENTRY)


def test_a_proposal_is_taken_back_by_its_author_alone(session: Session) -> None:
    number = progress_proposals.propose(session, PREFECTURE, proposal(), entry=ENTRY)

    with pytest.raises(NotAllowed):
        progress_proposals.withdraw(session, someone("prefecture:48", 8), number, entry=LATER)

    progress_proposals.withdraw(session, PREFECTURE, number, entry=LATER)
    assert only(session, open_only=False).state == ProposalState.WITHDRAWN


@pytest.mark.parametrize("profile", ["public", "prefecture:30", "partenaire:48", "association:13:48"])
def test_proposals_are_not_read_by_others(session: Session, profile: str) -> None:
    progress_proposals.propose(session, PREFECTURE, proposal(structure=""), entry=ENTRY)

    assert progress_proposals.proposals(session, perimetre(profile), "essai", TODAY) == []


def test_a_proposal_has_a_reason_and_a_source(session: Session) -> None:
    for wrong in (proposal(reason=" "), proposal(source=""), proposal(value=float("inf"))):
        with pytest.raises(ProgressError):
            progress_proposals.propose(session, PREFECTURE, wrong, entry=ENTRY)


FORM = "synthese:essai:7:48"
NOW = datetime(2015, 6, 30, 10, 0, tzinfo=UTC)


def test_a_form_half_written_is_found_again_by_its_author_alone(session: Session) -> None:
    record_drafts.save(session, PREFECTURE, FORM, {"texte": "À moitié"}, base_version=3, now=NOW)
    session.expire_all()

    found = record_drafts.find(session, PREFECTURE, FORM)

    assert found is not None
    assert (found.content, found.base_version, found.saved_at) == ({"texte": "À moitié"}, 3, NOW)
    assert record_drafts.find(session, someone("prefecture:48", 9), FORM) is None


def test_a_form_saved_again_takes_the_place_of_the_former(session: Session) -> None:
    for text in ("un", "deux"):
        record_drafts.save(session, PREFECTURE, FORM, {"texte": text}, base_version=0, now=NOW)

    assert [each.content for each in record_drafts.mine(session, PREFECTURE)] == [{"texte": "deux"}]


def test_a_form_is_forgotten_once_saved(session: Session) -> None:
    record_drafts.save(session, PREFECTURE, FORM, {}, base_version=0, now=NOW)

    record_drafts.forget(session, PREFECTURE, FORM)

    assert record_drafts.find(session, PREFECTURE, FORM) is None


def test_who_records_nothing_has_no_draft(session: Session) -> None:
    for who in (perimetre("public"), as_seen_by(MIPROF, "prefecture:48")):
        with pytest.raises(NotAllowed):
            record_drafts.save(session, who, FORM, {}, base_version=0, now=NOW)


def test_a_form_that_is_too_long_is_refused(session: Session) -> None:
    with pytest.raises(ProgressError, match="trop long"):
        record_drafts.save(session, PREFECTURE, FORM, {"texte": "a" * 100_001}, base_version=0, now=NOW)


def test_a_view_takes_no_proposal_back(session: Session) -> None:
    number = progress_proposals.propose(session, PREFECTURE, proposal(), entry=ENTRY)

    with pytest.raises(NotAllowed):
        progress_proposals.withdraw(session, as_seen_by(PREFECTURE, "prefecture:48"), number, entry=LATER)


def test_a_view_of_a_structure_opens_no_proposal_of_another_departement(session: Session) -> None:
    association = someone("association:12:48", 6)
    progress_proposals.propose(session, association, proposal(structure="12"), entry=ENTRY)

    for viewer, seen in ((someone("prefecture:30", 9), 0), (PREFECTURE, 1)):
        view = as_seen_by(viewer, "association:12:48")
        assert len(progress_proposals.proposals(session, view, "essai", TODAY)) == seen


def test_just_after_midnight_in_paris_today_is_not_in_the_future(session: Session) -> None:
    midnight = Entry(datetime(2015, 6, 30, 22, 30, tzinfo=UTC))
    figure = NewValue("essai", "M07-1", "48", date(2015, 7, 1), ValueKind.CURRENT, 9)

    assert progress_values.record(session, PREFECTURE, [figure], entry=midnight)
