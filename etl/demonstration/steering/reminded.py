"""The invented contacts of Miprof with the préfectures that hold no meeting: some answer, some never do."""

from datetime import date

from etl.demonstration.scale import YEARS, generator
from etl.demonstration.steering.commitment import Commitment
from etl.demonstration.steering.meetings import Script
from etl.demonstration.steering.who import at, miprof
from geodata.database import Session
from geodata.journal import Channel
from geodata.meetings import Answer, Character
from geodata.repositories import contacts

REMINDED = {2014: 0.3, 2015: 0.8, 2016: 0.9}
"""Share of the préfectures without a meeting that Miprof calls in the year; nobody counted them in the first one."""
NOTE = "Contact inventé pour la démonstration."
_ANSWERS = (Answer.NONE, Answer.COMING, Answer.NO_MEETING)


def remind(session: Session, commitment: Commitment, scripts: list[Script]) -> None:
    """One call in October, and another one in December where nobody answered."""
    for year in YEARS:
        draw = generator(f"contact {commitment.code} {year}")
        called, answer = draw.random() < REMINDED[year], _ANSWERS[int(draw.choice(3, p=(0.35, 0.2, 0.45)))]
        if commitment.silent:
            answer = Answer.NONE
        if called and not _holds(scripts, year):
            days = [date(year, 10, 14), date(year, 12, 2)] if answer == Answer.NONE else [date(year, 10, 14)]
            for day in days:
                contacts.record_contact(
                    session, miprof(), commitment.code, year, on=day, by_function="chargé de mission, pôle traite",
                    how="téléphone" if day.month == 10 else "message à la boîte fonctionnelle", answer=answer,
                    note=NOTE, now=at(day, 14), channel=Channel.COMMAND_LINE,
                )  # fmt: skip


def _holds(scripts: list[Script], year: int) -> bool:
    return any(
        each.body.is_cdpd and each.character == Character.DEDICATED and each.outcome.held and each.held_on.year == year
        for each in scripts
    )
