"""Whom Miprof has reminded, and whom it has yet to."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from geodata.meetings import Answer, Refused
from geodata.meetings.compliance import Cell
from geodata.perimetre import NotAllowed, Perimetre, perimetre
from geodata.repositories import contacts, meetings
from tests.geodata.meetings.conftest import NOW, TODAY, Secretariat

MIPROF = perimetre("miprof")


def call(session: Session, code: str, on: date = date(2015, 10, 2), by: Perimetre = MIPROF, **changes: object) -> int:
    said = {"by_function": "chargé de mission", "how": "téléphone", "now": NOW} | changes
    return contacts.record_contact(session, by, code, 2015, on=on, **said)  # type: ignore[arg-type]


def test_the_list_to_contact_holds_those_without_a_meeting_and_their_last_contact(session: Session):
    Secretariat(session).hold()
    Secretariat(session, "02").convene()
    call(session, "01", date(2015, 9, 1), note="Premier appel")
    call(session, "01", date(2015, 10, 2), how="courriel", answer=Answer.COMING)

    asked = contacts.to_contact(session, MIPROF, 2015, TODAY)

    assert len(asked) == 99
    assert asked.index[0] == "01"
    assert list(asked.loc["01", ["contacted_on", "how", "answer"]]) == [date(2015, 10, 2), "courriel", Answer.COMING]
    assert asked.at["03", "contacted_on"] is None
    assert {"48", "02"}.isdisjoint(asked.index)


def test_an_answer_turns_silence_into_no_meeting_and_a_later_silence_does_not_turn_it_back(session: Session):
    call(session, "01", answer=Answer.NO_MEETING)
    call(session, "01", date(2015, 11, 2))

    assert meetings.compliance(session, MIPROF, [2015], TODAY).at["01", 2015] == Cell.NOTHING
    assert meetings.compliance(session, MIPROF, [2015], TODAY).at["03", 2015] == Cell.SILENT


@pytest.mark.parametrize("profile", ["public", "prefecture:01", "prefet:01", "region:84", "cncdh", "dihal"])
def test_contacts_are_recorded_by_who_follows_the_whole_country(session: Session, profile: str):
    with pytest.raises(NotAllowed):
        call(session, "01", by=perimetre(profile))


def test_a_prefecture_reads_the_contacts_about_itself_alone(session: Session):
    call(session, "01")

    assert len(contacts.contacts(session, perimetre("prefecture:01"))) == 1
    assert contacts.contacts(session, perimetre("prefecture:48")).empty
    assert contacts.contacts(session, perimetre("siao:01")).empty
    assert list(contacts.to_contact(session, perimetre("prefecture:01"), 2015, TODAY).index) == ["01"]
    with pytest.raises(NotAllowed):
        contacts.to_contact(session, perimetre("public"), 2015, TODAY)


def test_a_contact_is_not_in_the_future_and_says_how_it_was_made(session: Session):
    with pytest.raises(Refused, match="à venir"):
        call(session, "01", date(2016, 1, 1))
    with pytest.raises(Refused, match="moyen"):
        call(session, "01", how=" ")
