"""Whom Miprof has reminded of the yearly meeting, and whom it has yet to."""

from datetime import date, datetime

import pandas as pd
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from config.roles import Action, Level, Object
from geodata import journal, territories
from geodata.instants import today_at
from geodata.journal import Channel
from geodata.meetings.compliance import Cell
from geodata.meetings.texts import Refused, line, paragraph
from geodata.meetings.vocabulary import Answer
from geodata.models import DepartementContact
from geodata.perimetre import Perimetre
from geodata.repositories import meetings
from geodata.repositories.meeting_rows import OBJECT, Sight, sight, written_by
from geodata.rights import FRANCE, require

COLUMNS = ("departement", "year", "contacted_on", "by_function", "how", "answer", "note")
_TO_CONTACT = frozenset({Cell.SILENT, Cell.NOTHING, Cell.AGENDA_ITEM})


def record_contact(
    session: Session,
    perimetre: Perimetre,
    departement: str,
    year: int,
    *,
    on: date,
    by_function: str,
    how: str,
    now: datetime,
    answer: Answer = Answer.NONE,
    note: str = "",
    channel: Channel = Channel.PAGE,
) -> int:
    """Keep that a préfecture was reminded of its meeting of `year`, and give the number of the row.

    For whoever validates meetings for the whole country. `by_function`: a function, `how`: telephone, mail… What it
    answered counts: « no meeting this year » is known, no answer is silence. Raises `NotAllowed`, `Refused`.
    """
    require(perimetre, Object.CDPD, Action.VALIDATE, departement=FRANCE, level=Level.N2)
    if not territories.is_departement(departement):
        raise ValueError(f"not a département: {departement!r}")
    if on > today_at(now):
        raise Refused("La date d’un contact ne peut pas être à venir.")
    row = DepartementContact(
        departement=departement,
        year=year,
        contacted_on=on,
        by_function=line(by_function, "la fonction de qui a pris contact"),
        how=line(how, "le moyen de contact"),
        answer=Answer(answer).value,
        note=paragraph(note, "la note", longest=1_000, optional=True),
        **written_by(perimetre, now),
    )
    session.add(row)
    session.flush()
    journal.record(
        session,
        perimetre,
        journal.Event.WRITE,
        obj=OBJECT,
        key=f"contact:{row.id}",
        channel=channel,
        after={"year": year, "state": row.answer},
        level=Level.N2,
        departement=departement,
    )
    return row.id


def contacts(
    session: Session, perimetre: Perimetre, *, departement: str | None = None, year: int | None = None
) -> pd.DataFrame:
    """The contacts with the départements that this reader reads whole, the latest first: columns `COLUMNS`."""
    codes = [departement] if departement else list(territories.CODES)
    readable = [code for code in codes if sight(perimetre, code) == Sight.FULL]
    conditions: list[ColumnElement[bool]] = [DepartementContact.departement.in_(readable)]
    if year is not None:
        conditions.append(DepartementContact.year == year)
    latest_first = (DepartementContact.contacted_on.desc(), DepartementContact.id.desc())
    rows = session.scalars(select(DepartementContact).where(*conditions).order_by(*latest_first))
    lines = [
        [each.id, *(Answer(each.answer) if name == "answer" else getattr(each, name) for name in COLUMNS)]
        for each in rows
    ]
    return pd.DataFrame(lines, columns=["id", *COLUMNS]).set_index("id")


def to_contact(session: Session, perimetre: Perimetre, year: int, today: date) -> pd.DataFrame:
    """The départements without a meeting about trafficking held or scheduled in `year`, in the official order.

    Columns: name, cell, last_held, months (age of the last meeting), then the last contact about that year:
    contacted_on, by_function, how, answer, note (None where there was none). Only those that this reader reads whole.
    """
    require(perimetre, Object.CDPD, Action.READ, level=Level.N2)
    cells = meetings.compliance(session, perimetre, [year], today)[year]
    codes = [code for code in cells.index if cells[code] in _TO_CONTACT and sight(perimetre, code) == Sight.FULL]
    held = meetings.last_held(session, perimetre, today)
    last = contacts(session, perimetre, year=year).drop_duplicates("departement").set_index("departement")
    told = last.drop(columns="year").reindex(codes).astype(object)
    frame = pd.DataFrame({"name": pd.Series(territories.names()), "cell": cells}).loc[codes]
    frame = frame.assign(last_held=held["held_on"].reindex(codes), months=held["months"].reindex(codes))
    return frame.join(told.where(told.notna(), None)).rename_axis("departement")
