"""Is the journal whole? Every line recomputed from the first, and the last one compared with the head.

Found: a line edited, removed, added, moved or renumbered; a tail cut off; a head changed or removed. Not found from the
database alone: a journal rewritten from some line to its end, hashes and head included, or wholly emptied with its
head, by someone who may write to the database file without its triggers. That is what the anchor is for: the operator
keeps elsewhere what `journal head` prints, and gives it back to `journal verify --anchor`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from geodata.journal.chain import COVERED, GENESIS, hash_of
from geodata.models import JournalHead, JournalLine

_ANCHOR = re.compile(r"([0-9]+):([0-9a-f]{64})")
_AT_ONCE = 5_000


@dataclass(frozen=True)
class Head:
    """How many lines, and the hash of the last."""

    count: int
    hash: str

    def __str__(self) -> str:
        return f"{self.count}:{self.hash}"

    @classmethod
    def read(cls, text: str) -> "Head":
        """An anchor as `journal head` writes it; raises `ValueError` (in French) for anything else."""
        if (parts := _ANCHOR.fullmatch(text.strip())) is None:
            raise ValueError("Une ancre s’écrit NOMBRE:EMPREINTE, comme « journal head » la donne.")
        return cls(int(parts[1]), parts[2])


@dataclass(frozen=True)
class Verdict:
    """`sound`, or a French sentence naming the first line that is not; `line` is its number, when it has one."""

    sentence: str
    lines: int
    line: int | None = None
    sound: bool = False


def head(session: Session) -> Head:
    """The head as it is kept; zero line before the first one."""
    kept = session.execute(select(JournalHead.count, JournalHead.hash)).first()
    if kept is None:
        return Head(0, GENESIS)
    # A file edited by hand may hold anything in a column of numbers: then no line is where the head says.
    return Head(kept.count if isinstance(kept.count, int) else -1, str(kept.hash))


def verify(session: Session, anchor: Head | None = None) -> Verdict:
    """Read the whole journal, line after line, and compare its end with the head, and with `anchor` when given."""
    # Others may write meanwhile: what is read stops at the head as it was when the reading began.
    end = head(session)
    previous, number, met = GENESIS, 0, anchor is None or anchor == Head(0, GENESIS)
    for line in _lines(session, end.count):
        number += 1
        if line["number"] != number:
            if line["number"] < number:
                return Verdict(f"La ligne n° {line['number']} est de trop.", number, line["number"])
            return Verdict(f"La ligne n° {number} manque.", number - 1, number)
        if line["previous"] != previous:
            return Verdict(
                f"La ligne n° {number} ne suit pas celle qui la précède : l’une des deux a été remplacée ou déplacée.",
                number, number,
            )  # fmt: skip
        if line["hash"] != _recomputed(previous, line):
            return Verdict(f"La ligne n° {number} a été modifiée.", number, number)
        previous = line["hash"]
        if anchor is not None and number == anchor.count:
            if previous != anchor.hash:
                return Verdict(
                    f"La ligne n° {number} n’est pas celle de l’ancre : le journal a été réécrit.", number, number
                )
            met = True
    # A line and its head are committed together: no line may be further than a head that is read after it.
    further = session.scalar(select(func.max(JournalLine.number))) or 0
    beyond = further > head(session).count
    return _at_the_end(end, Head(number, previous), anchor, met, beyond)


def _lines(session: Session, last: int) -> Iterator[dict[str, Any]]:
    """The lines up to `last`, in order; one that the database itself cannot read is given without content."""
    columns = [JournalLine.__table__.c[name] for name in (*COVERED, "previous", "hash")]
    query = select(*columns).order_by(JournalLine.number)
    seen = None
    try:
        for row in session.execute(query.where(JournalLine.number <= last).execution_options(yield_per=_AT_ONCE)):
            seen = row.number
            yield dict(row._mapping)
    except DBAPIError:
        # Bytes that are no text: one by one from there, to say which.
        numbers = select(JournalLine.number).where(JournalLine.number <= last).order_by(JournalLine.number)
        for number in session.scalars(numbers if seen is None else numbers.where(JournalLine.number > seen)).all():
            try:
                yield dict(session.execute(query.where(JournalLine.number == number)).one()._mapping)
            except DBAPIError:
                yield {"number": number, "previous": None, "hash": None}


def _recomputed(previous: str, line: Mapping[str, Any]) -> str:
    try:
        return hash_of(previous, line)
    except TypeError:  # bytes where a text was written
        return ""


def _at_the_end(kept: Head, found: Head, anchor: Head | None, met: bool, beyond: bool) -> Verdict:
    if found.count < kept.count:
        first = found.count + 1
        return Verdict(f"La ligne n° {first} manque : la fin du journal a été coupée.", found.count, first)
    if found != kept or beyond:
        return Verdict(
            f"La tête du journal ne désigne pas sa dernière ligne (n° {found.count}) : elle a été modifiée, ou des "
            "lignes ont été ajoutées sans elle.",
            found.count, found.count,
        )  # fmt: skip
    if anchor is not None and not met:
        first = found.count + 1
        return Verdict(
            f"La ligne n° {first} manque : l’ancre en connaît {anchor.count}, le journal en a {found.count}.",
            found.count, first,
        )  # fmt: skip
    return Verdict(f"Le journal est entier : {found.count} lignes vérifiées. Ancre : {found}", found.count, sound=True)
