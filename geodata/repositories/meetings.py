"""How meetings are kept and found. A meeting is what its events say: events are added, nothing is edited."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from config.roles import Action, Level, Object
from config.settings import settings
from geodata import territories
from geodata.instants import today_at
from geodata.journal import Channel
from geodata.meetings import events as e
from geodata.meetings.compliance import Cell, cell, for_the_public
from geodata.meetings.machine import admit
from geodata.meetings.meeting import Meeting
from geodata.meetings.vocabulary import Answer, Body, Character, Variant
from geodata.meetings.wording import told
from geodata.models import CdpdMeeting, Decision, DepartementContact, MeetingEvent
from geodata.perimetre import NotAllowed, Perimetre
from geodata.repositories.meeting_rows import (
    Sight,
    UnknownMeeting,
    append,
    event_at,
    event_row,
    events_of,
    folded,
    found,
    require_second_person,
    require_writer,
    sight,
    tell,
    written_by,
)
from geodata.rights import require

__all__ = [
    "UnknownMeeting", "compliance", "history", "last_held", "listed", "meeting", "open_meeting", "record",
    "require_readable",
]  # fmt: skip

_OTHER_DOORS = (e.Opened, e.DecisionTaken, e.DecisionCorrected, e.DocumentAttached, e.FileFrozen)
COLUMNS = (
    "departement", "body", "year", "state", "character", "heading", "planned_on", "held_on", "validated_on",
    "decisions", "version", "demonstration",
)  # fmt: skip


def open_meeting(
    session: Session,
    perimetre: Perimetre,
    departement: str,
    body: Body,
    year: int,
    *,
    now: datetime,
    title: str = "",
    character: Character = Character.DEDICATED,
    demonstration: bool = False,
    channel: Channel = Channel.PAGE,
) -> int:
    """Make a meeting, to be scheduled, and give its number. `demonstration`: it is invented.

    Raises `NotAllowed`, `Refused`, and `ValueError` for a code that is not a département.
    """
    require_writer(perimetre, departement)
    if not territories.is_departement(departement):
        raise ValueError(f"not a département: {departement!r}")
    opening = admit(None, e.Opened(departement, body, year, title, character), today_at(now))
    row = CdpdMeeting(
        departement=departement,
        body=Body(body).value,
        year=year,
        demonstration=demonstration or settings().demonstration,
        **written_by(perimetre, now),
    )
    session.add(row)
    session.flush()
    session.add(event_row(perimetre, row.id, 1, opening, now))
    session.flush()
    tell(session, perimetre, row, opening.kind, channel, {"year": year, "version": 1})
    return row.id


def record(
    session: Session,
    perimetre: Perimetre,
    meeting_id: int,
    *events: e.Event,
    expected: int,
    now: datetime,
    channel: Channel = Channel.PAGE,
) -> Meeting:
    """Add events to a meeting read at version `expected` (its rank): all of them or none; gives the meeting after them.

    Validating minutes is for whoever validates, and never for whoever wrote them; everything else is for whoever keeps
    the meetings of the département. Decisions and documents have their own doors. Raises `NotAllowed`, `Refused`,
    `Conflict`, `UnknownMeeting`.
    """
    if wrong := [type(each).__name__ for each in events if isinstance(each, _OTHER_DOORS)]:
        raise ValueError(f"{', '.join(wrong)}: recorded by another function")
    row = found(session, meeting_id)
    for event in events:
        _require(session, perimetre, row, event)
    after = append(session, perimetre, row, events, expected=expected, now=now)
    kinds = ",".join(each.kind for each in events)
    tell(session, perimetre, row, kinds, channel, {"state": after.state.value, "version": after.rank})
    return after


def _require(session: Session, perimetre: Perimetre, row: CdpdMeeting, event: e.Event) -> None:
    if not isinstance(event, e.MinutesValidated):
        require_writer(perimetre, row.departement)
        return
    require(perimetre, Object.CDPD, Action.VALIDATE, departement=row.departement, level=Level.N2)
    written = e.MinutesWritten.kind
    ranks = select(MeetingEvent.rank).where(MeetingEvent.meeting_id == row.id, MeetingEvent.kind == written)
    if (last := max(session.scalars(ranks), default=None)) is not None:
        require_second_person(row, event_at(session, row.id, last), perimetre)


def meeting(session: Session, perimetre: Perimetre, meeting_id: int) -> Meeting:
    """A meeting, cut to what this reader may see. Raises `NotAllowed`, `UnknownMeeting`."""
    row = found(session, meeting_id)
    seen = require_readable(perimetre, row)
    (whole,) = (each for _, each in folded(session, CdpdMeeting.id == row.id))
    if seen == Sight.VALIDATED and not whole.documented:
        raise NotAllowed("Cette réunion se lit une fois son compte rendu validé.")
    return whole if seen == Sight.FULL else _cut(session, row.id, whole)


def require_readable(perimetre: Perimetre, row: CdpdMeeting) -> Sight:
    """How much is read of this meeting; raises `NotAllowed` when that is nothing."""
    seen = sight(perimetre, row.departement)
    if seen == Sight.NONE:
        require(perimetre, Object.CDPD, Action.READ, departement=row.departement, level=Level.N1)
    return seen


def _cut(session: Session, meeting_id: int, whole: Meeting) -> Meeting:
    numbers = set(session.scalars(_shared(Decision.number).where(Decision.meeting_id == meeting_id)))
    return replace(
        whole,
        decisions=tuple(number for number in whole.decisions if number in numbers),
        documents=tuple(each for each in whole.documents if each.shared),
        files=tuple(each for each in whole.files if each.variant == Variant.MEMBERS),
        sittings=tuple(replace(each, reason="", members=()) for each in whole.sittings),
        urgency="",
    )


def _shared(column: InstrumentedAttribute[int]) -> Select[int]:
    """A column of the decisions in force that members read too."""
    replaced = select(Decision.replaces_id).where(Decision.replaces_id.is_not(None))
    return select(column).where(Decision.shared, Decision.id.not_in(replaced))


def listed(
    session: Session,
    perimetre: Perimetre,
    *,
    departement: str | None = None,
    year: int | None = None,
    body: Body | None = None,
) -> pd.DataFrame:
    """The meetings that this reader may see, by number, the latest year first: the columns of `COLUMNS`."""
    seen = {code: sight(perimetre, code) for code in ([departement] if departement else territories.CODES)}
    readable = [code for code, how in seen.items() if how != Sight.NONE]
    conditions: list[ColumnElement[bool]] = [CdpdMeeting.departement.in_(readable)]
    if year is not None:
        conditions.append(CdpdMeeting.year == year)
    if body is not None:
        conditions.append(CdpdMeeting.body == body.value)
    shared = Counter(session.scalars(_shared(Decision.meeting_id)))
    rows = [
        {
            "id": row.id,
            **_line(row, each),
            "decisions": len(each.decisions) if seen[row.departement] == Sight.FULL else shared[row.id],
        }
        for row, each in folded(session, *conditions)
        if seen[row.departement] != Sight.VALIDATED or each.documented
    ]
    frame = pd.DataFrame(rows, columns=["id", *COLUMNS]).set_index("id")
    return frame.sort_values(["year"], ascending=False, kind="stable")


def _line(row: CdpdMeeting, told_: Meeting) -> dict[str, Any]:
    line = {name: getattr(told_, name) for name in COLUMNS if hasattr(told_, name)}
    return {**line, "version": told_.rank, "demonstration": row.demonstration}


def history(session: Session, perimetre: Perimetre, meeting_id: int) -> pd.DataFrame:
    """The events of a meeting by rank, for whoever reads all of it: columns kind, label, told, at, profile, account.

    Raises `NotAllowed`, `UnknownMeeting`.
    """
    row = found(session, meeting_id)
    require(perimetre, Object.CDPD, Action.READ, departement=row.departement, level=Level.N2)
    kept = select(MeetingEvent).where(MeetingEvent.meeting_id == row.id).order_by(MeetingEvent.rank)
    lines = [
        {
            "rank": each.rank,
            "kind": each.kind,
            "label": event.label,
            "told": told(event),
            "at": each.recorded_at,
            "profile": each.profile,
            "account": each.account_id,
        }
        for each, event in zip(session.scalars(kept), events_of(session, row.id), strict=True)
    ]
    return pd.DataFrame(lines).set_index("rank")


def compliance(session: Session, perimetre: Perimetre, years: Sequence[int], today: date) -> pd.DataFrame:
    """A `Cell` for each of the 101 départements and each year; None where this reader may not know yet.

    Who reads the meetings of a département reads its whole state; anyone else, held or not, once the year is over.
    Raises `NotAllowed` for whoever may not even read that.
    """
    require(perimetre, Object.CDPD, Action.READ, level=Level.N0)
    meetings, answers = _by_departement(session, years), _answers(session, years)
    known = {code: sight(perimetre, code) >= Sight.SHARED for code in territories.CODES}
    columns: dict[int, list[Cell | None]] = {}
    for year in years:
        cells = {code: cell(meetings.get(code, ()), year, answers.get((code, year), ())) for code in territories.CODES}
        columns[year] = [
            found_ if known[code] else for_the_public(found_, year, today) for code, found_ in cells.items()
        ]
    return pd.DataFrame(columns, index=pd.Index(territories.CODES, name="departement"), dtype=object)


def _by_departement(session: Session, years: Sequence[int]) -> dict[str, list[Meeting]]:
    bodies = CdpdMeeting.body.in_([body.value for body in Body if body.is_cdpd])
    # A meeting is held in its year or later: nothing of a later year can tell of an earlier one.
    meetings: dict[str, list[Meeting]] = {}
    for row, each in folded(session, bodies, CdpdMeeting.year <= max(years, default=0)):
        meetings.setdefault(row.departement, []).append(each)
    return meetings


def _answers(session: Session, years: Sequence[int]) -> dict[tuple[str, int], list[Answer]]:
    """The last answer of each département about each year: a later « no answer » does not erase it."""
    asked = select(DepartementContact).where(
        DepartementContact.year.in_(years), DepartementContact.answer != Answer.NONE.value
    )
    order = (DepartementContact.contacted_on, DepartementContact.id)
    return {(each.departement, each.year): [Answer(each.answer)] for each in session.scalars(asked.order_by(*order))}


def last_held(session: Session, perimetre: Perimetre, today: date) -> pd.DataFrame:
    """The last meeting about trafficking of each département that this reader may see: `held_on`, age in `months`."""
    readable = [code for code in territories.CODES if sight(perimetre, code) >= Sight.SHARED]
    last: dict[str, date] = {}
    for row, each in folded(session, CdpdMeeting.departement.in_(readable)):
        on = each.held_on
        if on is not None and on <= today and each.meets_the_duty_of(on.year):
            last[row.departement] = max(on, last.get(row.departement, on))
    rows = {code: (last.get(code), _months(last[code], today) if code in last else None) for code in readable}
    frame = pd.DataFrame.from_dict(rows, orient="index", columns=["held_on", "months"], dtype=object)
    return frame.rename_axis("departement")


def _months(since: date, today: date) -> int:
    return 12 * (today.year - since.year) + today.month - since.month - (today.day < since.day)
