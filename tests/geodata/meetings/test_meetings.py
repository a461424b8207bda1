"""Meetings as they are kept: rights, journal, two persons at once, what each reader sees."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from geodata.conflict import Conflict
from geodata.database import transaction
from geodata.meetings import AgendaItem, Body, Character, Refused, State, Variant
from geodata.meetings import events as e
from geodata.meetings.compliance import Cell
from geodata.models import JournalLine, MeetingEvent
from geodata.perimetre import NotAllowed, Perimetre, perimetre
from geodata.publication.session_file.readers import reader
from geodata.repositories import decisions, meetings
from geodata.repositories.meeting_rows import UnknownMeeting
from tests.geodata.meetings.conftest import DAY, NOW, TODAY, Secretariat
from tests.geodata.rights.conftest import Office
from tests.matrix_oracle import AWAY, HOME, SAMPLES, Sample, says


def test_a_prefecture_keeps_its_meeting_from_opening_to_validation(lozere: Secretariat, session: Session):
    number = lozere.hold()
    lozere.decide(number)
    lozere.validate(number)

    kept = meetings.meeting(session, lozere.writer, number)
    assert kept.state == State.VALIDATED
    assert kept.meets_the_duty_of(2015)
    assert list(meetings.history(session, lozere.writer, number)["kind"])[-1] == "minutes_validated"


def test_a_prefecture_cannot_record_a_meeting_next_door(lozere: Secretariat, session: Session):
    number = lozere.open()
    ain = perimetre("prefecture:01")

    with pytest.raises(NotAllowed, match="Lozère"):
        meetings.record(session, ain, number, e.Scheduled(DAY), expected=1, now=NOW)
    with pytest.raises(NotAllowed):
        meetings.open_meeting(session, ain, "48", Body.PLENARY, 2015, now=NOW)
    with pytest.raises(NotAllowed):
        meetings.history(session, ain, number)


@pytest.mark.parametrize(
    "profile", ["public", "siao:48", "service:48:7", "ministere:justice", "cncdh", "prefet:48", "miprof"]
)
def test_only_who_keeps_the_meetings_of_a_departement_records_them(lozere: Secretariat, session: Session, profile: str):
    number = lozere.open()

    with pytest.raises(NotAllowed):
        meetings.record(session, perimetre(profile), number, e.Scheduled(DAY), expected=1, now=NOW)


def test_each_writing_is_told_to_the_journal_without_its_texts(lozere: Secretariat, session: Session):
    number = lozere.open(title="Un intitulé")
    lozere.record(number, e.Scheduled(DAY, place="Salle des fêtes"))

    lines = session.scalars(select(JournalLine).where(JournalLine.obj == "cdpd").order_by(JournalLine.number)).all()
    assert [line.key for line in lines] == [str(number), str(number)]
    assert '"action":"scheduled"' in lines[1].after.replace(" ", "")
    assert "fêtes" not in lines[1].after
    assert lines[1].departement == "48"


def test_several_events_are_kept_together_or_not_at_all(lozere: Secretariat, session: Session):
    number = lozere.open()

    with pytest.raises(Refused):
        lozere.record(number, e.Scheduled(DAY), e.Convened(TODAY))
    assert session.scalar(select(func.count()).select_from(MeetingEvent)) == 1


def test_the_second_person_on_a_meeting_reads_both_texts(lozere: Secretariat, session: Session):
    number = lozere.open()
    lozere.record(number, e.AgendaSet((AgendaItem("Point de la première personne"),)))

    mine = e.AgendaSet((AgendaItem("Point de la seconde"),))
    with pytest.raises(Conflict, match="Quelqu’un d’autre") as conflict:
        meetings.record(session, lozere.writer, number, mine, expected=1, now=NOW)
    assert "première personne" in conflict.value.theirs
    assert "seconde" in conflict.value.mine
    assert conflict.value.version == 2


def test_two_people_at_the_same_instant_never_erase_each_other(database: str):
    with transaction() as session:
        lozere = Secretariat(session)
        number = lozere.open()
    ready = threading.Barrier(2)

    def write(place: str) -> str:
        with transaction() as own:
            meetings.meeting(own, lozere.writer, number)
            ready.wait()
            try:
                meetings.record(own, lozere.writer, number, e.Scheduled(DAY, place=place), expected=1, now=NOW)
            except Conflict as conflict:
                return conflict.theirs
        return ""

    with ThreadPoolExecutor(2) as writers:
        told = sorted(writers.map(write, ["Salle A", "Salle B"]))
    with transaction() as session:
        kept = meetings.meeting(session, lozere.writer, number)
    assert told[0] == ""
    assert kept.place in told[1]
    assert kept.rank == 2


def test_who_wrote_the_minutes_does_not_validate_them(lozere: Secretariat, session: Session):
    office = Office(session)
    number = lozere.hold(demonstration=False)
    lozere.writer = office.someone("referent:48")
    lozere.decide(number)
    lozere.prefet = office.someone("prefet:48")
    lozere.validate(number)
    assert meetings.meeting(session, lozere.prefet, number).documented

    other = Secretariat(session)
    second = other.hold(demonstration=False)
    with pytest.raises(NotAllowed, match="Deux personnes"):
        other.validate(second)


def test_in_the_demonstration_two_profiles_stand_for_two_persons(lozere: Secretariat):
    number = lozere.hold()
    lozere.decide(number)

    lozere.prefet = lozere.writer
    with pytest.raises(NotAllowed):
        lozere.validate(number)


def test_members_read_what_is_shared_and_next_door_reads_nothing(lozere: Secretariat, session: Session):
    number = lozere.hold()
    lozere.decide(number, "Décision partagée.")
    lozere.decide(number, "Décision réservée.", shared=False)
    siao, ain = perimetre("siao:48"), perimetre("siao:01")

    seen = meetings.meeting(session, siao, number)
    assert seen.decisions == (1,)
    assert len(seen.agenda) == 1
    assert list(decisions.decisions(session, siao, TODAY)["text"]) == ["Décision partagée."]
    with pytest.raises(NotAllowed):
        meetings.meeting(session, ain, number)
    assert meetings.listed(session, ain).empty
    assert decisions.decisions(session, ain, TODAY).empty


def test_a_rapporteur_of_the_whole_country_reads_validated_meetings(lozere: Secretariat, session: Session):
    number, cncdh = lozere.hold(), perimetre("cncdh")
    lozere.decide(number)
    with pytest.raises(NotAllowed, match="validé"):
        meetings.meeting(session, cncdh, number)
    assert meetings.listed(session, cncdh).empty
    assert decisions.decisions(session, cncdh, TODAY).empty

    lozere.validate(number)
    assert list(meetings.listed(session, cncdh).index) == [number]
    assert len(decisions.decisions(session, cncdh, TODAY)) == 1


@pytest.mark.parametrize("who", SAMPLES, ids=lambda who: who.name)
def test_each_profile_reads_and_writes_a_meeting_as_the_matrix_says(sqlite_database: str, who: Sample):
    with transaction() as session:
        for code in (HOME, AWAY):
            rights, keeper = perimetre(who.profile), Secretariat(session, code)
            number = keeper.hold()
            keeper.decide(number)
            keeper.validate(number)

            reads = says(who, "cdpd", "read", 1, departement=code)
            assert (number in meetings.listed(session, rights).index) == reads
            assert allowed(lambda n=number, r=rights: meetings.meeting(session, r, n)) == reads
            whole = says(who, "cdpd", "read", 2, departement=code)
            assert allowed(lambda n=number, r=rights: meetings.history(session, r, n)) == whole
            writes = says(who, "cdpd", "write", 2, departement=code)
            version = keeper.version(number)
            assert writes == allowed(lambda n=number, r=rights, v=version: correct(session, r, n, v))


def correct(session: Session, rights: Perimetre, number: int, version: int) -> None:
    correction = e.AddendumAdded(TODAY, "Lire autrement.")
    meetings.record(session, rights, number, correction, expected=version, now=NOW)


def allowed(act: Callable[[], object]) -> bool:
    try:
        act()
    except NotAllowed:
        return False
    return True


def test_a_ministry_reads_the_decisions_of_its_mesures_alone(lozere: Secretariat, session: Session):
    number = lozere.hold()
    lozere.decide(number, "Places dédiées.", mesure=7)
    lozere.decide(number, "Places réservées.", mesure=7, shared=False)
    lozere.decide(number, "Contrôles conjoints.", mesure=13)
    lozere.decide(number, "Sans mesure.", mesure=None, plan="")

    def read(profile: str) -> list[str]:
        return list(decisions.decisions(session, perimetre(profile), TODAY)["text"])

    assert read("ministere:logement") == ["Places dédiées."]
    assert read("ministere:travail") == ["Contrôles conjoints."]
    assert read("dihal") == ["Places dédiées.", "Places réservées."]
    assert read("public") == []
    assert len(read("miprof")) == 4


def test_a_meeting_that_does_not_exist_is_said_so(session: Session):
    with pytest.raises(UnknownMeeting, match="99"):
        meetings.meeting(session, perimetre("miprof"), 99)


def test_the_grid_says_what_each_departement_did(session: Session):
    lozere, ain, aisne = (Secretariat(session, code) for code in ("48", "01", "02"))
    number = lozere.hold()
    lozere.decide(number)
    lozere.validate(number)
    ain.hold()
    aisne.hold(character=Character.AGENDA_ITEM)
    lozere.convene(2016, date(2016, 3, 10), now=NOW + timedelta(days=75))

    grid = meetings.compliance(session, perimetre("miprof"), [2014, 2015, 2016], date(2016, 3, 5))

    assert grid.shape == (101, 3)
    assert list(grid.loc["48"]) == [Cell.SILENT, Cell.HELD_DOCUMENTED, Cell.SCHEDULED]
    assert list(grid[2015][["01", "02", "03"]]) == [Cell.HELD, Cell.AGENDA_ITEM, Cell.SILENT]


def test_the_public_learns_held_or_not_once_the_year_is_over(session: Session):
    lozere, aisne = (Secretariat(session, code) for code in ("48", "02"))
    lozere.hold()
    lozere.convene(2016, date(2016, 3, 10), now=NOW + timedelta(days=75))
    aisne.hold(character=Character.AGENDA_ITEM)

    grid = meetings.compliance(session, perimetre("public"), [2015, 2016], date(2016, 3, 5))

    assert grid.at["48", 2015] == Cell.HELD
    assert grid.at["02", 2015] == Cell.NOT_HELD
    assert grid.at["03", 2015] == Cell.SILENT
    assert set(grid[2016]) == {None}


def test_the_age_of_the_last_meeting_is_told_in_months(lozere: Secretariat, session: Session):
    lozere.hold()

    last = meetings.last_held(session, perimetre("miprof"), date(2016, 12, 15))

    assert last.at["48", "held_on"] == DAY
    assert last.at["48", "months"] == 11
    assert last.at["01", "held_on"] is None
    assert len(last) == 101


def test_meetings_are_listed_by_departement_year_and_body(session: Session):
    lozere, ain = Secretariat(session), Secretariat(session, "01")
    first, _, third = lozere.open(2014), ain.open(2015), lozere.open(2015, body=Body.CODAF)

    assert list(meetings.listed(session, lozere.writer).index) == [third, first]
    assert list(meetings.listed(session, perimetre("miprof"), year=2015, body=Body.CODAF).index) == [third]
    assert meetings.listed(session, lozere.writer, departement="01").empty


@pytest.mark.parametrize(("profile", "told"), [("prefet:48", 2), ("partenaire:48", 1)])
def test_a_list_counts_only_the_decisions_that_its_reader_reads(
    lozere: Secretariat, session: Session, profile: str, told: int
):
    number = lozere.hold()
    lozere.decide(number)
    lozere.decide(number, "Décision réservée.", shared=False)

    assert meetings.listed(session, perimetre(profile), departement="48").at[number, "decisions"] == told


def test_a_file_for_the_members_tells_its_maker_no_more_than_he_reads(lozere: Secretariat, session: Session):
    lozere.decide(lozere.hold())

    member = reader(perimetre("cncdh"), Variant.MEMBERS, "48")

    assert decisions.decisions(session, member, TODAY).empty
