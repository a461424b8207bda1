"""The door to the meetings of the CDPD: what pages read of them, and the one way to write.

What holds for the whole country is kept in memory, for each perimeter apart, until somebody writes anything about a
meeting. A meeting itself is read again at each run: whoever writes must see at once what others wrote.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any, TypeVar

import pandas as pd

from config.plan import Plan, plans
from config.roles import Action, Level, Object
from config.settings import settings
from dashboard import data, steering, visitor
from dashboard.steering import Version, version
from dashboard.steering import present_day as today
from geodata import journal, rights
from geodata.database import Session, transaction
from geodata.journal import Channel
from geodata.meetings import AgendaItem, Meeting, Variant
from geodata.meetings.agenda import Concern, Proposed, proposed
from geodata.meetings.compliance import Cell
from geodata.meetings.invitation import to_ics
from geodata.meetings.reminders import Reminder
from geodata.perimetre import Perimetre
from geodata.progress.states import Alert
from geodata.publication.progress import overview
from geodata.publication.session_file.assemble import assemble
from geodata.publication.session_file.mesures import steered
from geodata.repositories import (
    contacts,
    decisions,
    meeting_documents,
    meetings,
    record_drafts,
    reminders,
)
from geodata.repositories.record_drafts import RecordDraft
from layers.documents import to_docx, to_pdf

T = TypeVar("T")
OBJECT = Object.CDPD.value
FRANCE = rights.FRANCE
"""In place of a département, in an address too."""
ALERTS = (Alert.TRAJECTORY, Alert.ACTION_LATE, Alert.GAP, Alert.FALLING, Alert.STALE, Alert.NOT_COMPUTABLE)


def now() -> datetime:
    return datetime.now(UTC)


def write(act: Callable[[Session, Perimetre, datetime], T], key: str = "", obj: str = OBJECT) -> T:
    """Do it in one transaction, with the rights that the visitor has now; a refusal is told to the journal."""
    who = visitor.perimetre()
    with journal.refusals(who, obj=obj, key=key, channel=Channel.PAGE), transaction() as session:
        return act(session, who, now())


def keeps(departement: str) -> bool:
    """Whether the visitor keeps the meetings of this département."""
    return visitor.may(Object.CDPD, Action.WRITE, departement=departement, level=Level.N2)


def validates(departement: str) -> bool:
    """Whether the visitor validates its minutes (`FRANCE`: those of all, and the contacts with préfectures)."""
    return visitor.may(Object.CDPD, Action.VALIDATE, departement=departement, level=Level.N2)


def follows(departement: str, mesure: int | None) -> bool:
    """Whether the visitor may say what became of a decision."""
    return visitor.may(Object.CDPD, Action.WRITE, departement=departement, mesure=mesure, level=Level.N1)


def reads_whole(departement: str) -> bool:
    """Whether the visitor reads all of its meetings, and not only what is shared."""
    return visitor.may(Object.CDPD, Action.READ, departement=departement, level=Level.N2)


def reads_somewhere() -> bool:
    """Whether there is a département whose meetings the visitor reads whole."""
    return visitor.may(Object.CDPD, Action.READ, level=Level.N2)


def years() -> list[int]:
    """The years that a meeting may be for, the latest first: from the first plan to the next year."""
    return list(range(today().year + 1, plans()[0].start - 1, -1))


def reference_year(perimetre: Perimetre) -> int:
    """The year that a view of the country opens on: the present one; in the demonstration, the last one well told."""
    if not settings().demonstration:
        return today().year
    grid = compliance(perimetre)
    told = [
        int(year)
        for year in grid.columns
        if sum(cell not in {None, Cell.SILENT} for cell in grid[year]) > len(grid) / 2
    ]
    return max(told, default=today().year)


def compliance(perimetre: Perimetre) -> pd.DataFrame:
    """A `Cell` (or None) for each of the 101 départements and each year until the present one."""
    return _compliance(perimetre, today(), version())


def last_held(perimetre: Perimetre) -> pd.DataFrame:
    """The last meeting about trafficking of each département, as this reader may know it."""
    return _last_held(perimetre, today(), version())


def to_contact(perimetre: Perimetre, year: int) -> pd.DataFrame:
    """The départements without a meeting held or scheduled that year, with their last contact."""
    with data.told(perimetre, OBJECT, f"to_contact:{year}", Level.N2):
        return _to_contact(perimetre, year, today(), version())


def due(perimetre: Perimetre) -> tuple[Reminder, ...]:
    """The reminders that stand today, for what this reader reads whole."""
    return _due(perimetre, today(), version())


def listed(perimetre: Perimetre, departement: str) -> pd.DataFrame:
    """The meetings of a département, the latest year first."""
    with transaction() as session:
        return meetings.listed(session, perimetre, departement=departement)


def meeting(perimetre: Perimetre, meeting_id: int, departement: str) -> Meeting:
    """A meeting, as this reader may see it."""
    level = Level.N2 if reads_whole(departement) else Level.N1
    with data.told(perimetre, OBJECT, str(meeting_id), level, departement), transaction() as session:
        return meetings.meeting(session, perimetre, meeting_id)


def history(perimetre: Perimetre, meeting_id: int) -> pd.DataFrame:
    """What happened to a meeting, for whoever reads all of it."""
    with transaction() as session:
        return meetings.history(session, perimetre, meeting_id)


def decisions_of(perimetre: Perimetre, departement: str, **filters: Any) -> pd.DataFrame:
    """The decisions of a département, as this reader may see them."""
    with transaction() as session:
        return decisions.decisions(session, perimetre, today(), departement=departement, **filters)


def updates(perimetre: Perimetre, decision_id: int) -> pd.DataFrame:
    """What was said of a decision, the oldest first."""
    with transaction() as session:
        return decisions.updates(session, perimetre, decision_id)


def documents(perimetre: Perimetre, meeting_id: int) -> pd.DataFrame:
    """The documents of a meeting that this reader may open."""
    with transaction() as session:
        return meeting_documents.documents(session, perimetre, meeting_id)


def document(perimetre: Perimetre, meeting_id: int, sha256: str) -> bytes:
    """The bytes of a document; told in the journal before they leave."""
    with transaction() as session:
        return meeting_documents.content(session, perimetre, meeting_id, sha256)


def contacts_with(perimetre: Perimetre, departement: str) -> pd.DataFrame:
    """The contacts with a préfecture about its meetings, the latest first."""
    with transaction() as session:
        return contacts.contacts(session, perimetre, departement=departement)


def session_file(perimetre: Perimetre, meeting_id: int, variant: Variant, suffix: str) -> bytes:
    """The file of a meeting, made now (`suffix`: pdf or docx); told in the journal before it leaves."""
    with transaction() as session:
        content = drawn(session, perimetre, meeting_id, variant, suffix)
        told = {"variant": variant.value}
        channel = Channel.PDF if suffix == "pdf" else Channel.PAGE
        level = Level.N1 if variant == Variant.MEMBERS else Level.N2
        journal.exported(session, perimetre, obj=OBJECT, key=str(meeting_id), channel=channel, after=told, level=level)
    return content


def drawn(session: Session, perimetre: Perimetre, meeting_id: int, variant: Variant, suffix: str) -> bytes:
    """The session file as bytes, from an open session."""
    file = assemble(session, perimetre, meeting_id, variant, today())
    return to_pdf(file) if suffix == "pdf" else to_docx(file)


def invitation(meeting: Meeting, meeting_id: int) -> bytes:
    """The meeting for a calendar."""
    link = settings().public_url
    url = f"{link}/reunions?departement={meeting.departement}&reunion={meeting_id}" if link else ""
    return to_ics(meeting, meeting_id, now=now(), url=url)


def plan_of(year: int) -> Plan:
    """The plan of a year, or the last one whose mesures the house holds."""
    return steering.plan_of(year) or steering.usual_plan()


def proposed_agenda(perimetre: Perimetre, departement: str, year: int) -> tuple[Proposed, ...]:
    """The standard agenda, cut to what is late or missing in this département as far as this reader knows."""
    plan = plan_of(year).code
    rows = steered(_overview(perimetre, departement, plan))
    open_ones = decisions_of(perimetre, departement, year=year, open_only=True)
    return proposed(
        [each for row in rows.to_dict("records") if (each := _concern(plan, row)) is not None],
        plan=plan,
        overdue=int(open_ones["overdue"].sum()),
        carried=int(open_ones["carried"].astype(bool).sum()),
        deferred=_deferred(perimetre, departement),
    )


def _overview(perimetre: Perimetre, departement: str, plan: str) -> pd.DataFrame:
    with transaction() as session:
        return overview(session, perimetre, plan, today(), departement=departement)


def _concern(plan: str, row: dict[Any, Any]) -> Concern | None:
    why = [alert.label.lower() for alert in ALERTS if row[f"alert_{alert.value}"]]
    return Concern(plan, int(row["mesure"]), ", ".join(why)) if why else None


def _deferred(perimetre: Perimetre, departement: str) -> tuple[AgendaItem, ...]:
    held = listed(perimetre, departement).dropna(subset=["held_on"]).sort_values("held_on")
    if held.empty:
        return ()
    last = meeting(perimetre, int(held.index[-1]), departement)
    return tuple(last.agenda[rank - 1] for rank in last.deferred if rank <= len(last.agenda))


def drafts(perimetre: Perimetre) -> dict[str, RecordDraft]:
    """The forms half written of this visitor, by name. Raises `NotAllowed` for whoever writes nothing."""
    with transaction() as session:
        return {each.form: each for each in record_drafts.mine(session, perimetre)}


def keep_draft(form: str, content: dict[str, Any], base_version: int) -> None:
    write(
        lambda session, rights, at: record_drafts.save(
            session, rights, form, content, base_version=base_version, now=at
        )
    )


def forget_draft(form: str) -> None:
    write(lambda session, rights, _: record_drafts.forget(session, rights, form))


@data.kept
def _compliance(perimetre: Perimetre, today: date, version: Version) -> pd.DataFrame:
    with transaction() as session:
        return meetings.compliance(session, perimetre, range(plans()[0].start, today.year + 1), today)


@data.kept
def _last_held(perimetre: Perimetre, today: date, version: Version) -> pd.DataFrame:
    with transaction() as session:
        return meetings.last_held(session, perimetre, today)


@data.kept
def _to_contact(perimetre: Perimetre, year: int, today: date, version: Version) -> pd.DataFrame:
    with transaction() as session:
        return contacts.to_contact(session, perimetre, year, today)


@data.kept
def _due(perimetre: Perimetre, today: date, version: Version) -> tuple[Reminder, ...]:
    with transaction() as session:
        return reminders.due(session, perimetre, today)
