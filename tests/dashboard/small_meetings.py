"""The meetings of the small France: Lozère (48) met in 2015 and waits, the Ain (01) said no, elsewhere silence."""

from dataclasses import replace
from datetime import UTC, date, datetime

from sqlalchemy.orm import Session

from geodata.meetings import AgendaItem, Answer, Attendance, Body, DecisionState, Member
from geodata.meetings import events as e
from geodata.perimetre import perimetre
from geodata.repositories import contacts, decisions, meetings

NOW = datetime(2015, 12, 20, 9, 0, tzinfo=UTC)
DAY = date(2015, 12, 16)
SEATS = (Member("DDCS", "directrice"), Member("Parquet", "procureur"))
SHARED, KEPT = "Désigner un référent par centre", "Revoir le protocole entre services"
HOSTILE = "<script>alert(1)</script> ![](http://ailleurs.example/x.png)"


def fill_meetings(session: Session) -> int:
    """The number of the meeting of 2015 in Lozère: held, with a shared decision that is late and another one."""
    writer = perimetre("prefecture:48")
    number = meetings.open_meeting(session, writer, "48", Body.PLENARY, 2015, now=NOW, demonstration=True)
    present = tuple(replace(each, attendance=Attendance.PRESENT) for each in SEATS)
    steps = (
        e.Scheduled(DAY),
        e.AgendaSet((AgendaItem("Hébergement", "DDCS", "2014-2016", 7), AgendaItem(HOSTILE))),
        e.MembersSet(SEATS),
        e.Convened(date(2015, 12, 1)),
        e.AttendanceRecorded(present),
        e.Held(DAY, "préfet"),
    )
    version = meetings.record(session, writer, number, *steps, expected=1, now=NOW).rank
    taken = {"responsible": "DDCS", "now": NOW, "plan": "2014-2016", "mesure": 7}
    decisions.take(session, writer, number, text=SHARED, due_on=date(2016, 3, 1), expected=version, **taken)  # type: ignore[arg-type]
    decisions.take(session, writer, number, text=KEPT, shared=False, expected=version + 1, **taken)  # type: ignore[arg-type]
    contacts.record_contact(
        session, perimetre("miprof"), "01", 2015, on=DAY, by_function="chargé de mission", how="téléphone", now=NOW,
        answer=Answer.NO_MEETING,
    )  # fmt: skip
    return number


def follow(session: Session, decision_id: int, version: int) -> None:
    """Somebody else says that a decision is under way."""
    decisions.update(
        session, perimetre("prefecture:48"), decision_id, state=DecisionState.UNDER_WAY, note="Trois centres sur dix",
        expected=version, now=datetime.now(UTC),
    )  # fmt: skip
