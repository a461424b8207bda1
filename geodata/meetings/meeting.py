"""A meeting at a moment: all that its events say."""

from dataclasses import dataclass
from datetime import date, time

from geodata.meetings.events import AgendaItem, Member
from geodata.meetings.vocabulary import HELD_STATES, LOCKED_STATES, Body, Character, DocumentKind, State, Variant


@dataclass(frozen=True)
class Sitting:
    """A day that was planned and on which nothing was decided. `outcome`: `POSTPONED`, `NO_QUORUM` or `CANCELLED`."""

    planned_on: date | None
    outcome: State
    reason: str
    members: tuple[Member, ...]


@dataclass(frozen=True)
class Minutes:
    """`version`: from 1. `rank`: of the event that brought it."""

    sha256: str
    version: int
    rank: int


@dataclass(frozen=True)
class Addendum:
    on: date
    text: str


@dataclass(frozen=True)
class Attached:
    sha256: str
    kind: DocumentKind
    shared: bool


@dataclass(frozen=True)
class Frozen:
    """A session file as it was handed out."""

    sha256: str
    variant: Variant
    on: date


@dataclass(frozen=True)
class Meeting:
    """`rank`: how many events made it, that is, its version. `second`: convened again after a lack of quorum."""

    departement: str
    body: Body
    year: int
    title: str = ""
    character: Character = Character.DEDICATED
    state: State = State.TO_SCHEDULE
    planned_on: date | None = None
    starts_at: time | None = None
    place: str = ""
    remote: bool = False
    convened_on: date | None = None
    urgency: str = ""
    second: bool = False
    agenda: tuple[AgendaItem, ...] = ()
    members: tuple[Member, ...] = ()
    quorum: int | None = None
    held_on: date | None = None
    chaired_by: str = ""
    deferred: tuple[int, ...] = ()
    decisions: tuple[int, ...] = ()
    without_decision: bool = False
    minutes: tuple[Minutes, ...] = ()
    validated_on: date | None = None
    addenda: tuple[Addendum, ...] = ()
    documents: tuple[Attached, ...] = ()
    files: tuple[Frozen, ...] = ()
    sittings: tuple[Sitting, ...] = ()
    rank: int = 0

    @property
    def heading(self) -> str:
        """What it is called on pages and documents."""
        return self.title or f"{self.body.label}, {self.year}"

    @property
    def held(self) -> bool:
        return self.state in HELD_STATES

    @property
    def documented(self) -> bool:
        """Whether its minutes are validated."""
        return self.state in LOCKED_STATES

    @property
    def present(self) -> int:
        """Seats present or represented."""
        return sum(member.attendance.counts for member in self.members)

    @property
    def quorate(self) -> bool:
        """Whether it may deliberate: no quorum is asked, or not any more, or it is reached."""
        return self.quorum is None or self.second or self.present >= self.quorum

    def meets_the_duty_of(self, year: int) -> bool:
        """Whether it is the yearly meeting that mesure 22 asks for: of the CDPD, about trafficking, held that year."""
        dedicated = self.body.is_cdpd and self.character == Character.DEDICATED
        return dedicated and self.held and self.held_on is not None and self.held_on.year == year
