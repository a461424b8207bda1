"""Random lives of meetings: no order of events reaches a state that is forbidden, and no event loses data."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.meetings import AgendaItem, Attendance, Body, Character, DocumentKind, Meeting, Member, State, Variant
from geodata.meetings import events as e
from geodata.meetings.machine import Refused, admit, apply, fold

FIRST = date(2015, 11, 20)
SEATS = tuple(Member(name, "directeur") for name in ("DDCS", "Parquet", "DASEN"))
FILES = ("a" * 64, "b" * 64)
TEXTS = ("", "Motif", " Neige\n")
MOVES = {
    State.TO_SCHEDULE: {State.SCHEDULED},
    State.SCHEDULED: {State.CONVENED, State.POSTPONED, State.CANCELLED},
    State.CONVENED: {State.SCHEDULED, State.HELD, State.POSTPONED, State.CANCELLED, State.NO_QUORUM},
    State.POSTPONED: {State.SCHEDULED, State.CANCELLED},
    State.NO_QUORUM: {State.SCHEDULED},
    State.HELD: {State.MINUTES_WRITTEN},
    State.MINUTES_WRITTEN: {State.VALIDATED},
    State.VALIDATED: {State.ARCHIVED},
    State.ARCHIVED: set(),
    State.CANCELLED: set(),
}
"""The whole diagram; anything else is forbidden."""
TRACES = {
    (e.DecisionTaken,): "decisions",
    (e.MinutesWritten,): "minutes",
    (e.AddendumAdded,): "addenda",
    (e.DocumentAttached,): "documents",
    (e.FileFrozen,): "files",
    (e.Postponed, e.Cancelled, e.QuorumLacked): "sittings",
}
"""What each event adds to, for ever."""
FIXED_ONCE_VALIDATED = (
    "agenda", "members", "quorum", "held_on", "chaired_by", "decisions", "without_decision", "minutes", "validated_on",
    "character", "title", "deferred", "planned_on", "convened_on",
)  # fmt: skip


class Life:
    """A meeting to which anything may happen, on days that go forward."""

    def __init__(self, chance: Random) -> None:
        self.chance, self.today = chance, FIRST
        self.kept: list[e.Event] = [e.Opened("48", chance.choice(list(Body)), 2015)]
        self.meeting = apply(None, self.kept[0], self.today)
        self.agenda: tuple[AgendaItem, ...] = ()

    def live(self, events: int) -> None:
        for _ in range(events):
            if self.chance.random() < 0.1:
                self.today += timedelta(days=self.chance.randrange(1, 9))
            # Half of them fit the moment, so that lives also reach the end.
            makers = self.fitting() if self.chance.random() < 0.5 else list(self.anything())
            self.try_(self.chance.choice(makers)())

    def try_(self, event: e.Event) -> None:
        before = self.meeting
        try:
            admitted = admit(before, event, self.today)
        except Refused:
            return
        self.meeting = apply(before, event, self.today)
        self.kept.append(admitted)
        check_step(before, event, self.meeting)
        check_state(self.meeting, self.today)
        if isinstance(event, e.QuorumLacked):
            assert not before.quorate
            self.agenda = before.agenda
        assert not self.meeting.second or self.meeting.agenda == self.agenda

    def day(self) -> date:
        planned = self.meeting.planned_on or self.today
        return self.chance.choice([self.today, planned, planned - timedelta(days=5), self.today + timedelta(days=1)])

    def soon(self) -> date:
        return self.today + timedelta(days=self.chance.choice([0, 3, 6]))

    def seats(self) -> tuple[Member, ...]:
        return tuple(replace(each, attendance=self.chance.choice(list(Attendance))) for each in SEATS)

    def items(self) -> tuple[AgendaItem, ...]:
        known = [AgendaItem("Hébergement", "DDCS", "2014-2016", 7), AgendaItem("Divers")]
        return tuple(self.chance.choices(known, k=self.chance.randrange(3)))

    def fitting(self) -> list[Callable[[], e.Event]]:
        choice, rank = self.chance.choice, len(self.meeting.decisions) + 1
        agenda = [lambda: e.AgendaSet(self.items())]
        attended = [lambda: e.AttendanceRecorded(self.seats())]
        match self.meeting.state:
            case State.TO_SCHEDULE | State.POSTPONED | State.NO_QUORUM:
                return [*agenda, lambda: e.MembersSet(SEATS, choice([None, 2, 3])), lambda: e.Scheduled(self.soon())]
            case State.SCHEDULED:
                return [*agenda, lambda: e.Convened(self.day(), choice(TEXTS))]
            case State.CONVENED:
                # Time passes until the day, or it would rarely come.
                self.today = choice([self.today, max(self.today, self.meeting.planned_on or self.today)])
                return [*attended, lambda: e.Held(self.day()), lambda: e.QuorumLacked(self.day())]
            case State.HELD | State.MINUTES_WRITTEN:
                attach = lambda: e.DocumentAttached(choice(FILES), DocumentKind.MINUTES)  # noqa: E731
                decide = lambda: choice([e.DecisionTaken(rank), e.NoDecision()])  # noqa: E731
                written, validated = lambda: e.MinutesWritten(choice(FILES)), lambda: e.MinutesValidated(self.day())
                return [*attended, attach, written, validated, decide]
            case _:
                return [lambda: e.AddendumAdded(self.day(), "Lire autrement."), *self.anything()]

    def anything(self) -> Iterator[Callable[[], e.Event]]:
        choice, number = self.chance.choice, self.chance.randrange(4)
        yield lambda: e.Qualified(choice(list(Character)), choice(TEXTS))
        yield lambda: e.Scheduled(self.day())
        yield lambda: e.PlaceChanged(place=choice(TEXTS))
        yield lambda: e.AgendaSet(self.items())
        yield lambda: e.MembersSet(self.seats(), choice([None, 0, 2, 4]))
        yield lambda: e.Convened(self.day(), choice(TEXTS))
        yield lambda: e.AttendanceRecorded(self.seats())
        yield lambda: e.QuorumLacked(self.day())
        yield lambda: e.Postponed(choice(TEXTS), choice([None, self.soon()]))
        # Rare, as nothing happens after it.
        yield lambda: e.Cancelled(choice(TEXTS)) if number == 0 else e.Archived()
        yield lambda: e.Held(self.day())
        yield lambda: e.ItemsDeferred((number,))
        yield lambda: e.DecisionTaken(number)
        yield lambda: e.DecisionCorrected(number)
        yield lambda: e.NoDecision()
        yield lambda: e.MinutesWritten(choice(FILES))
        yield lambda: e.MinutesValidated(self.day())
        yield lambda: e.AddendumAdded(self.day(), choice(TEXTS))
        yield lambda: e.DocumentAttached(choice(FILES), choice(list(DocumentKind)), choice([True, False]))
        yield lambda: e.FileFrozen(choice(FILES), choice(list(Variant)), self.day())


def check_step(before: Meeting, event: e.Event, after: Meeting) -> None:
    assert before.state != State.CANCELLED
    assert after.state == before.state or after.state in MOVES[before.state]
    assert after.rank == before.rank + 1
    for kinds, name in TRACES.items():
        kept, now = getattr(before, name), getattr(after, name)
        assert now[: len(kept)] == kept, name
        assert len(now) == len(kept) + isinstance(event, kinds), name
    if before.documented:
        assert all(getattr(after, name) == getattr(before, name) for name in FIXED_ONCE_VALIDATED)


def check_state(meeting: Meeting, today: date) -> None:
    """No state is reached without what it asks."""
    if meeting.state == State.SCHEDULED:
        assert meeting.planned_on
    if meeting.state == State.CONVENED:
        assert meeting.agenda
        assert meeting.planned_on
        assert meeting.convened_on
        assert meeting.convened_on <= today
        assert meeting.urgency or meeting.planned_on - meeting.convened_on >= timedelta(days=5)
    if meeting.held:
        assert meeting.held_on
        assert meeting.held_on <= today
        assert any(each.attendance == Attendance.PRESENT for each in meeting.members)
        assert meeting.quorate
    if meeting.documented:
        assert meeting.minutes
        assert meeting.validated_on
        assert meeting.decisions or meeting.without_decision
    assert meeting.documented or not meeting.addenda
    assert not (meeting.decisions and meeting.without_decision)
    assert not meeting.second or any(each.outcome == State.NO_QUORUM for each in meeting.sittings)
    assert not (meeting.state == State.CANCELLED and meeting.meets_the_duty_of(2015))


@settings(max_examples=100, deadline=None)
@given(st.randoms(use_true_random=False))
def test_no_life_of_a_meeting_breaks_a_rule_or_loses_an_event(chance: Random):
    life = Life(chance)

    life.live(80)

    kept = [(type(each).kind, e.to_content(each)) for each in life.kept]
    assert fold(e.from_content(kind, content) for kind, content in kept) == life.meeting
    assert life.meeting.rank == len(kept)


def test_random_lives_reach_every_state():
    reached: Counter[State] = Counter()
    for seed in range(150):
        life = Life(Random(seed))
        for _ in range(80):
            life.live(1)
            reached[life.meeting.state] += 1

    assert set(reached) == set(State)
