"""How the decisions of meetings are kept, corrected, followed and carried over from year to year."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from config.roles import Action, Level, Object
from geodata import territories
from geodata.conflict import Conflict
from geodata.journal import Channel
from geodata.meetings import events as e
from geodata.meetings.decisions import overdue
from geodata.meetings.french import day
from geodata.meetings.meeting import Meeting
from geodata.meetings.texts import Refused, line, paragraph
from geodata.meetings.tidied import require_mesure
from geodata.meetings.vocabulary import Body, DecisionState
from geodata.models import CdpdMeeting, Decision, DecisionUpdate, MeetingDocument
from geodata.perimetre import Perimetre
from geodata.repositories.meeting_rows import (
    Sight,
    append,
    beside,
    folded,
    found,
    require_writer,
    sight,
    tell,
    written_by,
)
from geodata.rights import decide, require

COLUMNS = (
    "meeting_id", "departement", "body", "year", "held_on", "number", "text", "plan", "mesure", "responsible", "due_on",
    "first_due_on", "shared", "state", "note", "proof", "stated_at", "version", "overdue", "carried",
)  # fmt: skip


class UnknownDecision(ValueError):
    """No decision bears this number; the message is a French sentence."""


@dataclass(frozen=True)
class Wording:
    """What a decision says. `responsible`: an organisation. `shared`: members of the CDPD read it too."""

    text: str
    responsible: str
    due_on: date | None = None
    plan: str = ""
    mesure: int | None = None
    shared: bool = True

    def tidied(self) -> dict[str, Any]:
        """Its columns. Raises `Refused`."""
        require_mesure(self.plan, self.mesure)
        text = paragraph(self.text, "le texte de la décision", longest=1_000)
        return {**vars(self), "text": text, "responsible": line(self.responsible, "l’organisme responsable")}

    def told(self) -> str:
        """In words, for a conflict."""
        until = f"échéance : {day(self.due_on)}" if self.due_on else "sans échéance"
        mesure = f"mesure {self.mesure}" if self.mesure is not None else "sans mesure"
        return "\n".join([self.text, f"{self.responsible}, {until}, {mesure}"])


def take(
    session: Session,
    perimetre: Perimetre,
    meeting_id: int,
    *,
    text: str,
    responsible: str,
    expected: int,
    now: datetime,
    due_on: date | None = None,
    plan: str = "",
    mesure: int | None = None,
    shared: bool = True,
    channel: Channel = Channel.PAGE,
) -> int:
    """Record a decision of a meeting that was held, read at version `expected`, and give its number in the meeting.

    Raises `NotAllowed`, `Refused`, `Conflict`.
    """
    row = found(session, meeting_id)
    require_writer(perimetre, row.departement)
    wording = Wording(text, responsible, due_on, plan, mesure, shared)
    number = (session.scalar(select(func.max(Decision.number)).where(Decision.meeting_id == row.id)) or 0) + 1
    columns = wording.tidied()
    try:
        append(session, perimetre, row, [e.DecisionTaken(number)], expected=expected, now=now)
    except Conflict as conflict:
        raise Conflict(str(conflict), theirs=conflict.theirs, mine=wording.told(), version=conflict.version) from None
    session.add(Decision(meeting_id=row.id, number=number, **columns, **written_by(perimetre, now)))
    session.flush()
    tell(session, perimetre, row, e.DecisionTaken.kind, channel, {"mesure": mesure, "version": expected + 1})
    return number


def correct(
    session: Session,
    perimetre: Perimetre,
    meeting_id: int,
    number: int,
    *,
    text: str,
    responsible: str,
    expected: int,
    now: datetime,
    due_on: date | None = None,
    plan: str = "",
    mesure: int | None = None,
    shared: bool = True,
    channel: Channel = Channel.PAGE,
) -> None:
    """Say a decision otherwise, before the minutes are validated: another row replaces the one in force.

    Raises `NotAllowed`, `Refused`, `Conflict`.
    """
    row = found(session, meeting_id)
    require_writer(perimetre, row.departement)
    wording = Wording(text, responsible, due_on, plan, mesure, shared)
    columns = wording.tidied()
    kept = session.scalars(
        select(Decision).where(Decision.meeting_id == row.id, Decision.number == number).order_by(Decision.id)
    ).all()
    theirs = _wording(kept[-1]).told() if kept else ""
    try:
        append(session, perimetre, row, [e.DecisionCorrected(number)], expected=expected, now=now)
    except Conflict as conflict:
        raise Conflict(str(conflict), theirs=theirs, mine=wording.told(), version=conflict.version) from None
    replaced = {"replaces_id": kept[-1].id}
    session.add(Decision(meeting_id=row.id, number=number, **columns, **replaced, **written_by(perimetre, now)))
    session.flush()
    tell(session, perimetre, row, e.DecisionCorrected.kind, channel, {"mesure": mesure, "version": expected + 1})


def update(
    session: Session,
    perimetre: Perimetre,
    decision_id: int,
    *,
    state: DecisionState,
    expected: int,
    now: datetime,
    note: str = "",
    proof: str = "",
    due_on: date | None = None,
    channel: Channel = Channel.PAGE,
) -> int:
    """Say what became of a decision read at version `expected`, and give its new version.

    For whoever keeps the meetings of the département, and for a service in charge of its mesure. `proof`: fingerprint
    of a document of the same meeting. `due_on`: a new deadline. Dropping or putting off asks for a reason (`note`).
    Raises `NotAllowed`, `Refused`, `Conflict`, `UnknownDecision`.
    """
    first, current = _found(session, decision_id)
    row = found(session, first.meeting_id)
    place, mesure = row.departement, current.mesure
    # Whoever follows his mesures reads only what is shared: the rest is for who keeps the meetings.
    level = Level.N1 if current.shared else Level.N2
    require(perimetre, Object.CDPD, Action.WRITE, departement=place, mesure=mesure, level=level)
    said = paragraph(
        note, "le motif", longest=1_000, optional=state not in {DecisionState.DROPPED, DecisionState.POSTPONED}
    )
    _require_proof(session, row.id, proof)
    last = session.scalars(_updates(first.id)).all()
    mine = f"{state.label}\n{said}".strip()
    if len(last) != expected:
        raise _conflict(last, mine)
    added = DecisionUpdate(
        decision_id=first.id, rank=expected + 1, state=state.value, note=said, proof=proof, due_on=due_on,
        **written_by(perimetre, now),
    )  # fmt: skip
    try:
        session.add(added)
        session.flush()
    except IntegrityError as taken:
        with beside(session) as reading:
            kept = reading.scalars(_updates(decision_id)).all()
        raise _conflict(kept, mine) from taken
    tell(session, perimetre, row, f"decision_{state.value}", channel, {"mesure": current.mesure, "version": added.rank})
    return added.rank


def decisions(
    session: Session,
    perimetre: Perimetre,
    today: date,
    *,
    departement: str | None = None,
    meeting_id: int | None = None,
    year: int | None = None,
    mesure: int | None = None,
    open_only: bool = False,
) -> pd.DataFrame:
    """The decisions that this reader may see, by number, each in its latest wording and state: columns `COLUMNS`.

    `year`: those in play that year, taken then or `carried` over from an earlier one because still open on `today`.
    Members of the CDPD read the shared ones; a ministry, those of its mesures; CNCDH, those of validated minutes.
    """
    codes = [departement] if departement else list(territories.CODES)
    conditions: list[ColumnElement[bool]] = [CdpdMeeting.departement.in_(codes)]
    if meeting_id is not None:
        conditions.append(CdpdMeeting.id == meeting_id)
    if year is not None:
        conditions.append(CdpdMeeting.year <= year)
    rows = []
    meetings = {row.id: (row, meeting) for row, meeting in folded(session, *conditions)}
    latest = _latest(session, conditions)
    seen = {code: sight(perimetre, code) for code in {row.departement for row, _ in meetings.values()}}
    for first, current in _in_force(session, conditions):
        row, meeting = meetings[first.meeting_id]
        if mesure in {None, current.mesure} and _readable(perimetre, row, current, seen[row.departement], meeting):
            rows.append(_line(first, current, latest.get(first.id), row, meeting.held_on, year))
    frame = pd.DataFrame(rows, columns=["decision_id", *COLUMNS]).set_index("decision_id")
    frame["overdue"] = overdue(frame, today)
    closed = frame["state"].isin([each.value for each in DecisionState if each.closed])
    keep = ~closed if open_only else pd.Series(data=True, index=frame.index)
    return frame[keep & ~(closed & frame["carried"].astype(bool))]


def updates(session: Session, perimetre: Perimetre, decision_id: int) -> pd.DataFrame:
    """What was said of a decision, by version: state, note, proof, due_on, at, profile, account."""
    first, current = _found(session, decision_id)
    row = found(session, first.meeting_id)
    (meeting,) = (each for _, each in folded(session, CdpdMeeting.id == row.id))
    if not _readable(perimetre, row, current, sight(perimetre, row.departement), meeting):
        require(perimetre, Object.CDPD, Action.READ, departement=row.departement, mesure=current.mesure, level=Level.N2)
    columns = ("rank", "state", "note", "proof", "due_on", "recorded_at", "profile", "account_id")
    lines = [[getattr(each, name) for name in columns] for each in session.scalars(_updates(first.id))]
    names = ["version", "state", "note", "proof", "due_on", "at", "profile", "account"]
    return pd.DataFrame(lines, columns=names).set_index("version")


def _readable(perimetre: Perimetre, row: CdpdMeeting, decision: Decision, seen: Sight, meeting: Meeting) -> bool:
    if seen in {Sight.FULL, Sight.VALIDATED}:
        return seen == Sight.FULL or (decision.shared and meeting.documented)
    if seen == Sight.SHARED and decision.shared:
        return True
    if decision.mesure is None:
        return False
    level, where, mesure = Level.N1 if decision.shared else Level.N2, row.departement, decision.mesure
    return decide(perimetre, Object.CDPD, Action.READ, departement=where, mesure=mesure, level=level).allowed


def _line(
    first: Decision,
    current: Decision,
    last: DecisionUpdate | None,
    row: CdpdMeeting,
    held_on: date | None,
    year: int | None,
) -> dict[str, Any]:
    state = DecisionState.TO_DO if last is None else DecisionState(last.state)
    return {
        "decision_id": first.id,
        "meeting_id": row.id,
        "departement": row.departement,
        "body": Body(row.body),
        "year": row.year,
        "held_on": held_on,
        "number": current.number,
        **vars(_wording(current)),
        "due_on": (last.due_on if last else None) or current.due_on,
        "first_due_on": current.due_on,
        "state": state,
        "note": last.note if last else "",
        "proof": last.proof if last else "",
        "stated_at": last.recorded_at if last else current.recorded_at,
        "version": last.rank if last else 0,
        "carried": year is not None and row.year < year,
    }


def _wording(row: Decision) -> Wording:
    return Wording(row.text, row.responsible, row.due_on, row.plan, row.mesure, row.shared)


def _in_force(session: Session, conditions: Iterable[ColumnElement[bool]]) -> list[tuple[Decision, Decision]]:
    """Each decision: its first row, which bears its number for ever, and the one in force."""
    rows = select(Decision).join(CdpdMeeting, CdpdMeeting.id == Decision.meeting_id).where(*conditions)
    by_number: dict[tuple[int, int], list[Decision]] = {}
    for each in session.scalars(rows.order_by(Decision.meeting_id, Decision.number, Decision.id)):
        by_number.setdefault((each.meeting_id, each.number), []).append(each)
    return [(kept[0], kept[-1]) for kept in by_number.values()]


def _latest(session: Session, conditions: Iterable[ColumnElement[bool]]) -> dict[int, DecisionUpdate]:
    rows = (
        select(DecisionUpdate)
        .join(Decision, Decision.id == DecisionUpdate.decision_id)
        .join(CdpdMeeting, CdpdMeeting.id == Decision.meeting_id)
        .where(*conditions)
        .order_by(DecisionUpdate.rank)
    )
    return {each.decision_id: each for each in session.scalars(rows)}


def _found(session: Session, decision_id: int) -> tuple[Decision, Decision]:
    asked = session.get(Decision, decision_id)
    if asked is None:
        raise UnknownDecision(f"Aucune décision ne porte le numéro {decision_id}.")
    same = (Decision.meeting_id == asked.meeting_id, Decision.number == asked.number)
    rows = session.scalars(select(Decision).where(*same).order_by(Decision.id)).all()
    return rows[0], rows[-1]


def _updates(first_id: int) -> Any:
    return select(DecisionUpdate).where(DecisionUpdate.decision_id == first_id).order_by(DecisionUpdate.rank)


def _require_proof(session: Session, meeting_id: int, sha256: str) -> None:
    if not sha256:
        return
    documents = select(MeetingDocument.id).where(
        MeetingDocument.meeting_id == meeting_id, MeetingDocument.sha256 == sha256
    )
    if session.scalar(documents.limit(1)) is None:
        raise Refused("La preuve doit être un document joint à la réunion.")


def _conflict(kept: Any, mine: str) -> Conflict:
    last = kept[-1] if kept else None
    theirs = f"{DecisionState(last.state).label}\n{last.note}".strip() if last else ""
    return Conflict(
        "Quelqu’un d’autre a changé l’état de cette décision depuis que vous l’avez ouverte. "
        "Relire ce qui a été enregistré, puis enregistrer à nouveau si besoin.",
        theirs=theirs,
        mine=mine,
        version=len(kept),
    )
