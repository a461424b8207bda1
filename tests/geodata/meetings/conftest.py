"""A département that prepares and holds its meeting: who does it, and how far it has gone."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy.orm import Session

from geodata.database import transaction
from geodata.meetings import AgendaItem, Attendance, Body, DocumentKind, Member
from geodata.meetings import events as e
from geodata.perimetre import Perimetre, perimetre
from geodata.repositories import decisions, meeting_documents, meetings
from tests.geodata.meetings.files import pdf

NOW = datetime(2015, 12, 20, 9, 0, tzinfo=UTC)
TODAY = NOW.date()
DAY = date(2015, 12, 16)
SEATS = (Member("DDCS", "directeur"), Member("Parquet", "procureur"))


class Secretariat:
    """Whoever keeps the meetings of the Lozère, in an open session; nobody has an account in the demonstration."""

    def __init__(self, session: Session, departement: str = "48") -> None:
        self.session, self.departement = session, departement
        self.writer = perimetre(f"prefecture:{departement}")
        self.prefet = perimetre(f"prefet:{departement}")

    def open(self, year: int = 2015, **changes: Any) -> int:
        options: dict[str, Any] = {"now": NOW, "demonstration": True} | changes
        body = options.pop("body", Body.PLENARY)
        return meetings.open_meeting(self.session, self.writer, self.departement, body, year, **options)

    def record(self, number: int, *events: e.Event, by: Perimetre | None = None, now: datetime = NOW) -> int:
        expected = self.version(number)
        return meetings.record(self.session, by or self.writer, number, *events, expected=expected, now=now).rank

    def version(self, number: int) -> int:
        return meetings.meeting(self.session, self.prefet, number).rank

    def convene(self, year: int = 2015, day: date = DAY, **changes: Any) -> int:
        number = self.open(year, **changes)
        self.record(
            number,
            e.Scheduled(day),
            e.AgendaSet((AgendaItem("Hébergement", "DDCS", "2014-2016", 7),)),
            e.MembersSet(SEATS),
            e.Convened(date(day.year, day.month, 1)),
            now=changes.get("now", NOW),
        )
        return number

    def hold(self, year: int = 2015, day: date = DAY, **changes: Any) -> int:
        number = self.convene(year, day, **changes)
        present = tuple(replace(each, attendance=Attendance.PRESENT) for each in SEATS)
        self.record(number, e.AttendanceRecorded(present), e.Held(day, "préfet"), now=changes.get("now", NOW))
        return number

    def decide(self, number: int, text: str = "Désigner un référent traite au SIAO.", **changes: Any) -> int:
        options: dict[str, Any] = {"responsible": "DDCS", "now": NOW, "plan": "2014-2016", "mesure": 7} | changes
        expected = self.version(number)
        rank = decisions.take(self.session, self.writer, number, text=text, expected=expected, **options)
        found = decisions.decisions(self.session, self.prefet, TODAY, meeting_id=number)
        return int(found.index[found["number"] == rank][0])

    def validate(self, number: int) -> None:
        content = pdf("Compte rendu de la réunion.")
        sha256 = meeting_documents.deposit(
            self.session, self.writer, number, name="cr.pdf", content=content, kind=DocumentKind.MINUTES, attested=True,
            expected=self.version(number), now=NOW,
        )  # fmt: skip
        self.record(number, e.MinutesWritten(sha256))
        self.record(number, e.MinutesValidated(TODAY), by=self.prefet)


@pytest.fixture
def session(database: str) -> Iterator[Session]:
    with transaction() as session:
        yield session


@pytest.fixture
def lozere(session: Session) -> Secretariat:
    return Secretariat(session)
