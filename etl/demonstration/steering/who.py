"""In whose name what is invented is recorded: profiles, since no account stands behind it."""

from datetime import UTC, date, datetime, time
from functools import cache

from config.plan import FRANCE, Mesure
from config.roles import roles
from geodata.journal import Channel
from geodata.perimetre import Perimetre, perimetre
from geodata.repositories.progress_rows import Entry
from geodata.rights import Action, Object, decide

MIPROF = "miprof"


@cache
def prefecture(code: str) -> Perimetre:
    """Who writes in a département."""
    return perimetre(f"prefecture:{code}")


@cache
def prefet(code: str) -> Perimetre:
    """Who validates there."""
    return perimetre(f"prefet:{code}")


@cache
def miprof() -> Perimetre:
    return perimetre(MIPROF)


def pilot(mesure: Mesure) -> Perimetre | None:
    """The first ministry that may write about a mesure for the whole country; None when the matrix knows none."""
    for key in dict.fromkeys((*mesure.ministries, *roles().ministries)):
        who = perimetre(f"ministere:{key}")
        if decide(who, Object.DRAFTS, Action.WRITE, departement=FRANCE, mesure=mesure.number).allowed:
            return who
    return None


def at(day: date, hour: int = 9) -> datetime:
    return datetime.combine(day, time(hour, tzinfo=UTC))


def entry(day: date) -> Entry:
    """Written on that day, and invented."""
    return Entry(at(day), Channel.COMMAND_LINE, demonstration=True)
