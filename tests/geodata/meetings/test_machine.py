"""The rules of a meeting, one sentence each."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from geodata.meetings import AgendaItem, Attendance, Body, Character, DocumentKind, Meeting, Member, State, Variant
from geodata.meetings import events as e
from geodata.meetings.machine import Refused, apply, fold

TODAY = date(2015, 12, 20)
DAY = date(2015, 12, 16)
MINUTES = "a" * 64
SEATS = (Member("DDCS", "directeur"), Member("Parquet", "procureur"), Member("Conseil départemental", "vice-président"))


def opened(**changes: Any) -> Meeting:
    return apply(None, replace(e.Opened("48", Body.PLENARY, 2015), **changes), TODAY)


def after(meeting: Meeting, *events: e.Event, today: date = TODAY) -> Meeting:
    for event in events:
        meeting = apply(meeting, event, today)
    return meeting


AGENDA = e.AgendaSet((AgendaItem("Suites du relevé précédent", "référent traite"),))
PREPARED = (e.Scheduled(DAY), AGENDA, e.MembersSet(SEATS, quorum=2))
CONVENED = (*PREPARED, e.Convened(date(2015, 12, 1)))


def came(*present: Member, how: Attendance = Attendance.PRESENT) -> e.AttendanceRecorded:
    return e.AttendanceRecorded(tuple(replace(each, attendance=how) for each in present))


HELD = (*CONVENED, came(*SEATS[:2]), e.Held(DAY, "préfet"))
WRITTEN = (*HELD, e.DocumentAttached(MINUTES, DocumentKind.MINUTES), e.MinutesWritten(MINUTES))
VALIDATED = (*WRITTEN, e.DecisionTaken(1), e.MinutesValidated(date(2015, 12, 18)))


def test_a_meeting_goes_from_its_opening_to_the_archive():
    meeting = after(opened(), *VALIDATED, e.Archived())

    assert meeting.state == State.ARCHIVED
    assert meeting.meets_the_duty_of(2015)
    assert meeting.documented
    assert meeting.rank == 1 + len(VALIDATED) + 1


def test_convening_asks_for_an_agenda():
    with pytest.raises(Refused, match="ordre du jour"):
        after(opened(), e.Scheduled(DAY), e.Convened(date(2015, 12, 1)))


@pytest.mark.parametrize(("sent", "admitted"), [(11, True), (12, False), (16, False)])
def test_convening_asks_for_five_days(sent: int, admitted: bool):
    meeting, event = after(opened(), *PREPARED), e.Convened(date(2015, 12, sent))

    if admitted:
        assert apply(meeting, event, TODAY).state == State.CONVENED
    else:
        with pytest.raises(Refused, match=r"5\sjours"):
            apply(meeting, event, TODAY)


def test_urgency_shortens_the_notice_when_its_reason_is_given():
    meeting = after(opened(), *PREPARED)

    assert apply(meeting, e.Convened(date(2015, 12, 15), urgency="Réseau démantelé"), TODAY).urgency
    with pytest.raises(Refused):
        apply(meeting, e.Convened(date(2015, 12, 15), urgency="  "), TODAY)


def test_a_convocation_does_not_leave_after_the_meeting_nor_tomorrow():
    meeting = after(opened(), *PREPARED)

    with pytest.raises(Refused, match="après la réunion"):
        apply(meeting, e.Convened(date(2015, 12, 17), urgency="x"), TODAY)
    with pytest.raises(Refused, match="à venir"):
        apply(meeting, e.Convened(date(2015, 12, 10)), date(2015, 12, 9))


def test_a_meeting_is_not_held_in_the_future():
    meeting = after(opened(), *CONVENED)

    with pytest.raises(Refused, match="à venir"):
        apply(meeting, e.Held(DAY), DAY - timedelta(days=1))


def test_a_meeting_held_has_met_someone():
    meeting = after(opened(), e.Scheduled(DAY), AGENDA, e.MembersSet(SEATS), e.Convened(date(2015, 12, 1)))

    with pytest.raises(Refused, match="présence"):
        apply(meeting, e.Held(DAY), TODAY)
    with pytest.raises(Refused, match="présence"):
        after(meeting, came(*SEATS, how=Attendance.REPRESENTED), e.Held(DAY))


def test_nobody_can_be_written_off_afterwards_until_nobody_was_there():
    meeting = after(opened(), *HELD)

    with pytest.raises(Refused, match="présence"):
        apply(meeting, came(*SEATS, how=Attendance.ABSENT), TODAY)


def test_presences_are_noted_from_the_day_on():
    meeting = after(opened(), *CONVENED)

    with pytest.raises(Refused, match="à partir de ce jour"):
        apply(meeting, came(SEATS[0]), DAY - timedelta(days=1))
    assert apply(meeting, came(SEATS[0], how=Attendance.EXCUSED), DAY - timedelta(days=1)).rank == meeting.rank + 1


def test_below_the_quorum_the_meeting_is_convened_a_second_time_on_the_same_agenda():
    lacking = after(opened(), *CONVENED, came(SEATS[0]))
    with pytest.raises(Refused, match="quorum"):
        apply(lacking, e.Held(DAY), TODAY)

    second = after(lacking, e.QuorumLacked(DAY))
    assert second.state == State.NO_QUORUM
    assert second.sittings[0].members[0].attendance == Attendance.PRESENT
    second = after(second, e.Scheduled(date(2015, 12, 22)))
    with pytest.raises(Refused, match="même ordre du jour"):
        apply(second, e.AgendaSet((AgendaItem("Autre chose"),)), TODAY)

    held = after(
        second, e.Convened(date(2015, 12, 17)), came(SEATS[1]), e.Held(date(2015, 12, 22)), today=date(2016, 1, 2)
    )
    assert held.meets_the_duty_of(2015)


def test_a_lack_of_quorum_is_not_told_where_none_is_asked_or_where_it_is_reached():
    free = after(opened(), e.Scheduled(DAY), AGENDA, e.Convened(date(2015, 12, 1)))

    with pytest.raises(Refused, match="Aucun quorum"):
        apply(free, e.QuorumLacked(DAY), TODAY)
    with pytest.raises(Refused, match="est atteint"):
        after(opened(), *CONVENED, came(*SEATS), e.QuorumLacked(DAY))


def test_minutes_are_validated_with_a_decision_or_the_mention_that_there_is_none():
    written = after(opened(), *WRITTEN)

    with pytest.raises(Refused, match="sans décision"):
        apply(written, e.MinutesValidated(DAY), TODAY)
    assert after(written, e.NoDecision(), e.MinutesValidated(DAY)).documented
    assert after(written, e.DecisionTaken(1), e.MinutesValidated(DAY)).documented


def test_a_decision_and_the_mention_that_there_is_none_exclude_each_other():
    held = after(opened(), *HELD)

    assert not after(held, e.NoDecision(), e.DecisionTaken(1)).without_decision
    with pytest.raises(Refused):
        after(held, e.DecisionTaken(1), e.NoDecision())


def test_validated_minutes_are_locked_and_corrected_by_a_dated_addendum_only():
    validated = after(opened(), *VALIDATED)

    for event in (
        e.DecisionTaken(2), e.DecisionCorrected(1), e.MinutesWritten(MINUTES), came(SEATS[0]), e.NoDecision(),
        e.Qualified(Character.AGENDA_ITEM), e.Cancelled("x"), e.DocumentAttached("b" * 64, DocumentKind.WORKING),
    ):  # fmt: skip
        with pytest.raises(Refused, match="rectificatif"):
            apply(validated, event, TODAY)
    corrected = after(
        validated, e.AddendumAdded(TODAY, "Lire « trois places »."), e.Archived(), e.AddendumAdded(TODAY, "Encore.")
    )
    assert [each.text for each in corrected.addenda] == ["Lire « trois places ».", "Encore."]
    assert corrected.minutes == validated.minutes


def test_the_proof_of_a_decision_comes_after_the_minutes():
    validated = after(opened(), *VALIDATED)

    assert after(validated, e.DocumentAttached("c" * 64, DocumentKind.PROOF)).documents[-1].kind == DocumentKind.PROOF


def test_a_cancelled_or_moved_meeting_leaves_the_duty_unmet():
    cancelled = after(opened(), *CONVENED, e.Cancelled("Grève"))
    moved = after(
        opened(), e.Scheduled(DAY), AGENDA, e.Postponed("Neige", date(2016, 1, 12)), e.Convened(date(2016, 1, 4)),
        e.AttendanceRecorded((Member("DDCS", "directeur", Attendance.PRESENT),)), e.Held(date(2016, 1, 12)),
        today=date(2016, 1, 15),
    )  # fmt: skip

    assert not cancelled.meets_the_duty_of(2015)
    assert moved.held
    assert not moved.meets_the_duty_of(2015)
    assert moved.sittings[0].planned_on == DAY


@pytest.mark.parametrize("body", [Body.MINORS, Body.STEERING, Body.PROSTITUTION, Body.CODAF])
def test_other_bodies_and_simple_items_do_not_meet_the_duty(body: Body):
    assert not after(opened(body=body), *HELD).meets_the_duty_of(2015)
    assert not after(opened(character=Character.AGENDA_ITEM), *HELD).meets_the_duty_of(2015)
    assert after(opened(body=Body.SPECIALISED), *HELD).meets_the_duty_of(2015)


def test_the_session_file_is_frozen_when_the_meeting_is_convened():
    frozen = e.FileFrozen("d" * 64, Variant.MEMBERS, date(2015, 12, 2))

    assert after(opened(), *CONVENED, frozen).files[0].variant == Variant.MEMBERS
    with pytest.raises(Refused):
        after(opened(), *PREPARED, frozen)


def test_each_day_that_was_put_off_stays_in_the_history():
    twice = after(opened(), *PREPARED, e.Postponed("Neige", date(2015, 12, 18)), e.Postponed("Grève"))

    assert [(each.planned_on, each.reason) for each in twice.sittings] == [
        (DAY, "Neige"),
        (date(2015, 12, 18), "Grève"),
    ]


def test_an_addendum_corrects_what_is_validated_only():
    with pytest.raises(Refused, match="Compte rendu rédigé"):
        after(opened(), *WRITTEN, e.AddendumAdded(TODAY, "Lire autrement."))


def test_once_convened_the_agenda_stands_until_the_meeting_is_postponed():
    convened = after(opened(), *CONVENED)

    with pytest.raises(Refused, match="reporter la réunion"):
        apply(convened, AGENDA, TODAY)
    assert after(convened, e.Postponed("Neige"), AGENDA, e.Scheduled(date(2015, 12, 30))).state == State.SCHEDULED


def test_an_item_names_a_mesure_that_its_plan_has():
    with pytest.raises(Refused, match="pas de mesure 24"):
        after(opened(), e.AgendaSet((AgendaItem("Point", plan="2014-2016", mesure=24),)))
    with pytest.raises(Refused, match="inconnu"):
        after(opened(), e.AgendaSet((AgendaItem("Point", mesure=7),)))


def test_a_seat_stands_once_and_a_quorum_fits_the_members():
    with pytest.raises(Refused, match="deux fois"):
        after(opened(), e.MembersSet((SEATS[0], SEATS[0])))
    with pytest.raises(Refused, match="quorum"):
        after(opened(), e.MembersSet(SEATS, quorum=4))


def test_what_was_kept_is_read_again_as_it_was():
    events: list[e.Event] = [e.Opened("48", Body.PLENARY, 2015), *VALIDATED]
    kept = [(type(each).kind, e.to_content(each)) for each in events]

    assert fold(e.from_content(kind, content) for kind, content in kept) == after(opened(), *VALIDATED)


def test_a_field_that_does_not_exist_is_not_ignored():
    with pytest.raises(ValueError, match="no place"):
        e.from_content("archived", {"place": "ici"})
    with pytest.raises(ValueError, match="known"):
        e.from_content("exploded", {})


@pytest.mark.parametrize("on", [date(2014, 12, 31), date(2017, 1, 1), date(9999, 1, 1)])
def test_a_day_far_from_its_year_is_refused(on: date):
    with pytest.raises(Refused, match="2015"):
        after(opened(), e.Scheduled(on))
    with pytest.raises(Refused, match="2015"):
        after(opened(), *PREPARED, e.Postponed("Neige", on))
