"""Does each département hold, once a year, the meeting of the CDPD that mesure 22 asks for?"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from statistics import fmean

from config.nomenclatures import Labelled
from geodata.meetings.meeting import Meeting
from geodata.meetings.vocabulary import Answer, Character, State


class Cell(Labelled):
    """A département in a year, the best state first."""

    HELD_DOCUMENTED = "held_documented", "Tenue, compte rendu validé"
    HELD = "held", "Tenue"
    SCHEDULED = "scheduled", "Programmée"
    AGENDA_ITEM = "agenda_item", "Simple point à l’ordre du jour"
    NOTHING = "nothing", "Pas de réunion"
    SILENT = "silent", "Non renseigné"
    NOT_HELD = "not_held", "Non tenue"
    """What the public is told of a year that is over, instead of the three above."""

    @property
    def held(self) -> bool:
        return self in {Cell.HELD_DOCUMENTED, Cell.HELD}


SCORES = {Cell.HELD_DOCUMENTED: 100.0, Cell.HELD: 75.0, Cell.SCHEDULED: 50.0, Cell.AGENDA_ITEM: 25.0, Cell.NOTHING: 0.0}


def cell(meetings: Iterable[Meeting], year: int, answers: Collection[Answer] = ()) -> Cell:
    """What the meetings of a département say of a year. `answers`: what it said when it was contacted about it.

    Only meetings of the CDPD count, and only those about trafficking are the duty; a meeting moved to another year
    counts for the day on which it was held. Silence is silence: `NOTHING` needs something that says so.
    """
    known = [each for each in meetings if each.body.is_cdpd]
    duty = [each for each in known if each.meets_the_duty_of(year)]
    if duty:
        return Cell.HELD_DOCUMENTED if any(each.documented for each in duty) else Cell.HELD
    if any(_coming(each, year) for each in known):
        return Cell.SCHEDULED
    if any(_item(each, year) for each in known):
        return Cell.AGENDA_ITEM
    if Answer.NO_MEETING in answers or any(each.year == year for each in known):
        return Cell.NOTHING
    return Cell.SILENT


def _coming(meeting: Meeting, year: int) -> bool:
    waiting = meeting.state in {State.SCHEDULED, State.CONVENED} and meeting.character == Character.DEDICATED
    return waiting and meeting.planned_on is not None and meeting.planned_on.year == year


def _item(meeting: Meeting, year: int) -> bool:
    held = meeting.held and meeting.held_on is not None and meeting.held_on.year == year
    return held and meeting.character == Character.AGENDA_ITEM


def for_the_public(found: Cell, year: int, today: date) -> Cell | None:
    """What everybody may read: held or not, once the year is over; None before."""
    if year >= today.year:
        return None
    if found.held:
        return Cell.HELD
    return Cell.SILENT if found == Cell.SILENT else Cell.NOT_HELD


@dataclass(frozen=True)
class Rate:
    """Percentages of départements: `low` counts those known to have met, `high` also those that say nothing."""

    low: float
    high: float
    documented: float
    held: int
    silent: int
    total: int


def national_rate(cells: Collection[Cell]) -> Rate:
    """The rate of a year over the cells of all the départements.

    >>> rate = national_rate([Cell.HELD_DOCUMENTED, Cell.HELD, Cell.NOTHING, Cell.SILENT])
    >>> rate.low, rate.high, rate.documented
    (50.0, 75.0, 25.0)
    """
    if not cells:
        raise ValueError("a rate needs the cells of the départements")
    total, held = len(cells), sum(each.held for each in cells)
    silent = sum(each == Cell.SILENT for each in cells)
    documented = sum(each == Cell.HELD_DOCUMENTED for each in cells)
    return Rate(100 * held / total, 100 * (held + silent) / total, 100 * documented / total, held, silent, total)


def year_score(found: Cell) -> float | None:
    """The rate of the yearly meeting: the best state reached counts; None where the département says nothing.

    >>> [year_score(each) for each in (Cell.HELD_DOCUMENTED, Cell.HELD, Cell.SCHEDULED, Cell.NOTHING, Cell.SILENT)]
    [100.0, 75.0, 50.0, 0.0, None]
    """
    return SCORES.get(found)


def plan_score(cells: Collection[Cell]) -> float | None:
    """The mean over the years due; None as soon as one of them is unknown.

    >>> plan_score([Cell.HELD_DOCUMENTED, Cell.NOTHING]), plan_score([Cell.HELD, Cell.SILENT])
    (50.0, None)
    """
    scores = [year_score(each) for each in cells]
    known = [each for each in scores if each is not None]
    return fmean(known) if scores and len(known) == len(scores) else None
