"""The decisions that a meeting has to follow: those of the year before, and older ones that are still open."""

from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy.orm import Session

from geodata.meetings.decisions import execution_rate
from geodata.meetings.meeting import Meeting
from geodata.meetings.vocabulary import DecisionState
from geodata.perimetre import Perimetre
from geodata.publication.french import counted, number
from geodata.publication.session_file.contract import DecisionLine, Listed
from geodata.repositories import decisions

SPACE = "\N{NO-BREAK SPACE}"


def followed(
    session: Session, reader: Perimetre, meeting_id: int, meeting: Meeting, today: date
) -> Listed[DecisionLine]:
    """Late ones first, then by deadline; closed ones last. The note is their execution rate."""
    known = decisions.decisions(session, reader, today, departement=meeting.departement)
    return lines(_of_before(known, meeting_id, meeting.year), meeting.year, today)


def _of_before(known: pd.DataFrame, meeting_id: int, year: int) -> pd.DataFrame:
    earlier = known[(known["meeting_id"] != meeting_id) & (known["year"] <= year)]
    still_open = ~earlier["state"].isin([each.value for each in DecisionState if each.closed])
    return earlier[still_open | (earlier["year"] == year - 1)]


def lines(rows: pd.DataFrame, year: int, today: date) -> Listed[DecisionLine]:
    """The decisions of `rows` (columns of `decisions.decisions`)."""
    silence = f"Aucune décision de {year - 1} ni d’une année antérieure n’est à suivre."
    found = sorted((_line(row) for row in rows.to_dict("records")), key=_order)
    return Listed(tuple(found), silence=silence, note=_execution(rows, today) if found else "")


def _line(row: dict[Any, Any]) -> DecisionLine:
    state = DecisionState(row["state"])
    return DecisionLine(
        number=f"{row['year']}-{row['number']}",
        text=str(row["text"]),
        mesure=None if pd.isna(row["mesure"]) else int(row["mesure"]),
        responsible=str(row["responsible"]),
        due_on=None if pd.isna(row["due_on"]) else row["due_on"],
        state=state.label,
        carried_from=int(row["year"]),
        overdue=bool(row["overdue"]),
        closed=state.closed,
    )


def _order(line: DecisionLine) -> tuple[bool, bool, date, str]:
    return line.closed, not line.overdue, line.due_on or date.max, line.number


def _execution(rows: pd.DataFrame, today: date) -> str:
    rate = execution_rate(rows, today)
    if rate is None:
        return "Aucune de ces décisions n’est encore échue."
    done = int((rows["state"] == DecisionState.DONE.value).sum())
    due = done + int(rows["overdue"].sum())
    among = "décision réalisée ou échue" if due < 2 else "décisions réalisées ou échues"
    return f"Exécution{SPACE}: {counted(done, 'réalisée')} sur {due} {among}, soit {number(rate)}{SPACE}%."
