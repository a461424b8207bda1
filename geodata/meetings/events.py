"""What can happen to a meeting. An event is kept for ever; the meeting is what its events say."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, time
from functools import cache
from typing import Any, ClassVar

from pydantic import TypeAdapter

from geodata.meetings.vocabulary import Attendance, Body, Character, DocumentKind, Variant


@dataclass(frozen=True)
class AgendaItem:
    """An item of the agenda. `mesure`: the one of `plan` that it is about, if any. `rapporteur`: a function."""

    title: str
    rapporteur: str = ""
    plan: str = ""
    mesure: int | None = None


@dataclass(frozen=True)
class Member:
    """A seat: an organisation and a function, never a person's name."""

    organisation: str
    function: str
    attendance: Attendance = Attendance.TO_CONVENE

    @property
    def seat(self) -> tuple[str, str]:
        return self.organisation, self.function


@dataclass(frozen=True)
class Event:
    """`kind`: as it is kept. `label`: as the history of a meeting shows it."""

    kind: ClassVar[str] = ""
    label: ClassVar[str] = ""


@dataclass(frozen=True)
class Opened(Event):
    """`year`: the year whose duty this meeting is for."""

    kind: ClassVar[str] = "opened"
    label: ClassVar[str] = "Réunion créée"
    departement: str
    body: Body
    year: int
    title: str = ""
    character: Character = Character.DEDICATED


@dataclass(frozen=True)
class Qualified(Event):
    """What the meeting is called, and whether it is about trafficking."""

    kind: ClassVar[str] = "qualified"
    label: ClassVar[str] = "Intitulé et caractère"
    character: Character
    title: str = ""


@dataclass(frozen=True)
class Scheduled(Event):
    kind: ClassVar[str] = "scheduled"
    label: ClassVar[str] = "Programmée"
    on: date
    starts_at: time | None = None
    place: str = ""
    remote: bool = False


@dataclass(frozen=True)
class PlaceChanged(Event):
    """The day stays; the hour, the place or the link changes."""

    kind: ClassVar[str] = "place_changed"
    label: ClassVar[str] = "Heure et lieu"
    starts_at: time | None = None
    place: str = ""
    remote: bool = False


@dataclass(frozen=True)
class AgendaSet(Event):
    """The whole agenda, in its order."""

    kind: ClassVar[str] = "agenda_set"
    label: ClassVar[str] = "Ordre du jour"
    items: tuple[AgendaItem, ...]


@dataclass(frozen=True)
class MembersSet(Event):
    """Who sits. `quorum`: how many must be present or represented; None when no rule asks for any."""

    kind: ClassVar[str] = "members_set"
    label: ClassVar[str] = "Composition"
    members: tuple[Member, ...]
    quorum: int | None = None


@dataclass(frozen=True)
class Convened(Event):
    """`on`: the day on which the convocation left. `urgency`: why the notice is shorter than the rule."""

    kind: ClassVar[str] = "convened"
    label: ClassVar[str] = "Convoquée"
    on: date
    urgency: str = ""


@dataclass(frozen=True)
class AttendanceRecorded(Event):
    """The attendance of some seats; a seat that was not convened enters the list."""

    kind: ClassVar[str] = "attendance_recorded"
    label: ClassVar[str] = "Présences"
    members: tuple[Member, ...]


@dataclass(frozen=True)
class QuorumLacked(Event):
    kind: ClassVar[str] = "quorum_lacked"
    label: ClassVar[str] = "Quorum non atteint"
    on: date


@dataclass(frozen=True)
class Postponed(Event):
    """`to`: the new day; None while nobody knows it."""

    kind: ClassVar[str] = "postponed"
    label: ClassVar[str] = "Reportée"
    reason: str
    to: date | None = None


@dataclass(frozen=True)
class Cancelled(Event):
    kind: ClassVar[str] = "cancelled"
    label: ClassVar[str] = "Annulée"
    reason: str


@dataclass(frozen=True)
class Held(Event):
    """`chaired_by`: a function."""

    kind: ClassVar[str] = "held"
    label: ClassVar[str] = "Tenue"
    on: date
    chaired_by: str = ""


@dataclass(frozen=True)
class ItemsDeferred(Event):
    """Items of the agenda (from 1) that were left for another meeting."""

    kind: ClassVar[str] = "items_deferred"
    label: ClassVar[str] = "Points reportés"
    items: tuple[int, ...]


@dataclass(frozen=True)
class DecisionTaken(Event):
    """Its text, its deadline and what became of it are kept as a decision, under this number."""

    kind: ClassVar[str] = "decision_taken"
    label: ClassVar[str] = "Décision"
    number: int


@dataclass(frozen=True)
class DecisionCorrected(Event):
    kind: ClassVar[str] = "decision_corrected"
    label: ClassVar[str] = "Décision corrigée"
    number: int


@dataclass(frozen=True)
class NoDecision(Event):
    """The mention « sans décision »."""

    kind: ClassVar[str] = "no_decision"
    label: ClassVar[str] = "Sans décision"


@dataclass(frozen=True)
class MinutesWritten(Event):
    """A version of the minutes: the fingerprint of a document of this meeting."""

    kind: ClassVar[str] = "minutes_written"
    label: ClassVar[str] = "Compte rendu déposé"
    sha256: str


@dataclass(frozen=True)
class MinutesValidated(Event):
    kind: ClassVar[str] = "minutes_validated"
    label: ClassVar[str] = "Compte rendu validé"
    on: date


@dataclass(frozen=True)
class AddendumAdded(Event):
    """What corrects validated minutes: they stay as they are."""

    kind: ClassVar[str] = "addendum_added"
    label: ClassVar[str] = "Rectificatif"
    on: date
    text: str


@dataclass(frozen=True)
class Archived(Event):
    kind: ClassVar[str] = "archived"
    label: ClassVar[str] = "Archivée"


@dataclass(frozen=True)
class DocumentAttached(Event):
    """`shared`: members of the CDPD read it too."""

    kind: ClassVar[str] = "document_attached"
    label: ClassVar[str] = "Document joint"
    sha256: str
    document: DocumentKind
    shared: bool = False


@dataclass(frozen=True)
class FileFrozen(Event):
    """The session file as it was handed out: the fingerprint of its bytes."""

    kind: ClassVar[str] = "file_frozen"
    label: ClassVar[str] = "Dossier de séance figé"
    sha256: str
    variant: Variant
    on: date


EVENTS: dict[str, type[Event]] = {each.kind: each for each in Event.__subclasses__()}


@cache
def _adapter(kind: str) -> TypeAdapter[Any]:
    return TypeAdapter(EVENTS[kind])


def to_content(event: Event) -> dict[str, Any]:
    """The fields of an event as JSON keeps them."""
    content = _adapter(event.kind).dump_python(event, mode="json")
    return dict(content)


def from_content(kind: str, content: Mapping[str, Any]) -> Event:
    """The event that was kept. Raises `ValueError` for a kind, a field or a value that does not exist.

    >>> from_content("held", {"on": "2015-12-16", "chaired_by": "préfet"})
    Held(on=datetime.date(2015, 12, 16), chaired_by='préfet')
    """
    if kind not in EVENTS:
        raise ValueError(f"no event {kind!r} of a meeting; known: {', '.join(EVENTS)}")
    if unknown := set(content) - {field.name for field in fields(EVENTS[kind])}:
        raise ValueError(f"an event {kind!r} has no {', '.join(sorted(unknown))}")
    found: Event = _adapter(kind).validate_python(dict(content))
    return found
