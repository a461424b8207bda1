"""Invented meetings: who holds the yearly one, who lets it slip, and what else meets."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, auto

import numpy as np

from etl.demonstration.scale import YEARS, generator
from etl.demonstration.steering.commitment import Commitment
from etl.demonstration.steering.seats import AGENDA, DECISIONS, FEWEST, MEMBERS, OTHER_BODIES, SHORT_AGENDA, Said
from geodata.meetings import AgendaItem, Attendance, Body, Character, Member

HELD = {2014: 0.32, 2015: 0.58, 2016: 0.68}
"""Share of the ordinary départements that hold the meeting of the year."""


class Outcome(Enum):
    """How the year of a département ended."""

    DOCUMENTED = auto()
    MINUTES_WAITING = auto()
    HELD_ONLY = auto()
    SECOND_CONVENING = auto()
    MOVED_TO_NEXT_YEAR = auto()
    CANCELLED = auto()
    FORGOTTEN = auto()
    NOTHING = auto()

    @property
    def held(self) -> bool:
        return self.value <= Outcome.MOVED_TO_NEXT_YEAR.value

    @property
    def documented(self) -> bool:
        return self in {Outcome.DOCUMENTED, Outcome.SECOND_CONVENING, Outcome.MOVED_TO_NEXT_YEAR}


@dataclass(frozen=True)
class Script:
    """What happens to a meeting. `planned_on`: the first day set; `held_on`: another one when it was put off."""

    departement: str
    body: Body
    year: int
    character: Character
    outcome: Outcome
    planned_on: date
    held_on: date
    agenda: tuple[AgendaItem, ...]
    members: tuple[Member, ...]
    quorum: int | None
    decisions: tuple[Said, ...]


def meetings(commitment: Commitment) -> Iterator[Script]:
    """The meetings of a département over the years of the plan, in their order."""
    if commitment.silent:
        return
    for year in YEARS:
        draw = generator(f"meetings {commitment.code} {year}")
        outcome, character = _yearly(draw, commitment, year)
        body = Body.SPECIALISED if draw.random() < 0.65 else Body.PLENARY
        if character == Character.AGENDA_ITEM:
            body = Body.PLENARY
        yearly = _script(draw, commitment.code, body, year, character, outcome)
        if outcome != Outcome.NOTHING and (commitment.meets or character == Character.AGENDA_ITEM):
            yield yearly
        for other, likely in OTHER_BODIES:
            meets = draw.random() < likely * (0.3 + commitment.by(year))
            extra = _script(draw, commitment.code, other, year, Character.DEDICATED, _often(draw))
            if meets:
                yield extra


def _yearly(draw: np.random.Generator, commitment: Commitment, year: int) -> tuple[Outcome, Character]:
    holds = draw.random() < HELD[year] + 0.6 * (commitment.pace - 0.5)
    kinds = {
        Outcome.DOCUMENTED: 0.70,
        Outcome.MINUTES_WAITING: 0.10,
        Outcome.HELD_ONLY: 0.15,
        Outcome.SECOND_CONVENING: 0.05,
    }
    held = list(kinds)[int(draw.choice(len(kinds), p=list(kinds.values())))]
    failed = {
        Outcome.MOVED_TO_NEXT_YEAR: 0.10,
        Outcome.CANCELLED: 0.13,
        Outcome.FORGOTTEN: 0.07,
        Outcome.NOTHING: 0.70,
    }
    missed = list(failed)[int(draw.choice(len(failed), p=list(failed.values())))]
    item = draw.random() < 0.22
    if holds:
        return held, Character.DEDICATED
    if item:
        return held, Character.AGENDA_ITEM
    return missed, Character.DEDICATED


def _often(draw: np.random.Generator) -> Outcome:
    return Outcome.DOCUMENTED if draw.random() < 0.5 else Outcome.HELD_ONLY


def _script(
    draw: np.random.Generator, departement: str, body: Body, year: int, character: Character, outcome: Outcome
) -> Script:
    first = date(year, 9, 15) if year == YEARS[0] else date(year, 3, 1)
    span = (date(year, 12, 12) - first).days
    planned = _working_day(first + timedelta(days=int(draw.integers(span))))
    later = {Outcome.MOVED_TO_NEXT_YEAR: date(year + 1, 2, 3), Outcome.SECOND_CONVENING: planned + timedelta(days=14)}
    size = int(draw.integers(FEWEST, len(MEMBERS) + 1))
    seats = tuple(MEMBERS[place] for place in sorted(draw.choice(len(MEMBERS), size, replace=False)))
    items = sorted(draw.choice(len(AGENDA), int(draw.integers(4, len(AGENDA) + 1)), replace=False))
    taken = sorted(draw.choice(len(DECISIONS), int(draw.integers(1, 5)), replace=False))
    dedicated = character == Character.DEDICATED
    return Script(
        departement=departement,
        body=body,
        year=year,
        character=character,
        outcome=outcome,
        planned_on=planned,
        held_on=_working_day(later.get(outcome, planned)),
        agenda=tuple(AGENDA[place] for place in items) if dedicated else SHORT_AGENDA,
        members=tuple(Member(each.organisation, each.function, _came(draw)) for each in seats),
        quorum=(size + 1) // 2 if body.is_cdpd else None,
        decisions=tuple(DECISIONS[place] for place in taken) if dedicated else (),
    )


def _came(draw: np.random.Generator) -> Attendance:
    answers = (Attendance.PRESENT, Attendance.REPRESENTED, Attendance.EXCUSED, Attendance.ABSENT)
    return answers[int(draw.choice(len(answers), p=(0.68, 0.16, 0.10, 0.06)))]


def _working_day(day: date) -> date:
    return day + timedelta(days={6: 2, 7: 1}.get(day.isoweekday(), 0))
