"""What became of the invented decisions: begun, done, put off, dropped, or still open long after their day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from etl.demonstration.scale import generator
from etl.demonstration.steering.commitment import Commitment
from etl.demonstration.steering.seats import DROPPED, POSTPONED
from etl.demonstration.steering.who import at, prefecture
from geodata.database import Session
from geodata.journal import Channel
from geodata.meetings import DecisionState
from geodata.repositories import decisions

END = date(2017, 1, 31)
"""Nothing is said of a decision after this day."""


@dataclass(frozen=True)
class Update:
    """Something said of a decision; `due_on`: a new deadline."""

    state: DecisionState
    on: date
    note: str = ""
    due_on: date | None = None


def follow(session: Session, commitment: Commitment) -> None:
    """Every decision of a département, in the order of the days."""
    who = prefecture(commitment.code)
    for number, decision in decisions.decisions(session, who, END, departement=commitment.code).iterrows():
        for version, each in enumerate(fate(commitment, int(number), decision["held_on"], decision["due_on"])):
            decisions.update(
                session, who, int(number), state=each.state, note=each.note, due_on=each.due_on,
                expected=version, now=at(each.on), channel=Channel.COMMAND_LINE,
            )  # fmt: skip


def fate(commitment: Commitment, number: int, taken: date, due: date) -> Iterator[Update]:
    """What is said of a decision, as long as it happens before the end of what is invented."""
    draw = generator(f"decision {number} {commitment.code}")
    begun, done, other = draw.random() < 0.5, draw.random(), draw.random()
    early, late = int(draw.integers(5, 60)), int(draw.integers(10, 120))
    said = [Update(DecisionState.UNDER_WAY, taken + (due - taken) / 3)] if begun else []
    likely = 0.30 + 0.45 * commitment.pace
    if done < likely:
        said.append(Update(DecisionState.DONE, due - timedelta(days=min(early, (due - taken).days // 3))))
    elif other < 0.25:
        again = due + timedelta(days=180)
        said.append(Update(DecisionState.POSTPONED, due, POSTPONED, again))
        if done < likely + 0.15:
            said.append(Update(DecisionState.DONE, again - timedelta(days=late)))
    elif other < 0.32:
        said.append(Update(DecisionState.DROPPED, due, DROPPED))
    yield from (each for each in said if each.on <= END)
