"""Writing a line, in the transaction of what it tells: both are kept, or neither."""

from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import insert, text, update
from sqlalchemy.orm import Session

from geodata.journal.chain import GENESIS, canonical, hash_of
from geodata.journal.protection import code, told
from geodata.models import JournalHead, JournalLine
from geodata.perimetre import Perimetre


class Event(StrEnum):
    """What can be told."""

    WRITE = "write"
    CONSULTATION = "consultation"
    EXPORT = "export"
    REFUSAL = "refusal"
    RIGHTS_CHANGE = "rights_change"
    LOGIN = "login"
    LOGOUT = "logout"

    @property
    def label(self) -> str:
        return _EVENT_LABELS[self]


_EVENT_LABELS = {
    Event.WRITE: "Enregistrement",
    Event.CONSULTATION: "Consultation",
    Event.EXPORT: "Téléchargement",
    Event.REFUSAL: "Refus",
    Event.RIGHTS_CHANGE: "Changement de droits",
    Event.LOGIN: "Connexion",
    Event.LOGOUT: "Déconnexion",
}


class Channel(StrEnum):
    """By which door."""

    PAGE = "page"
    CSV = "csv"
    XLSX = "xlsx"
    GEOJSON = "geojson"
    GPKG = "gpkg"
    JSON = "json"
    PDF = "pdf"
    COMMAND_LINE = "command line"
    LOGIN = "login"


# One statement that makes the head when it is absent, takes it for this transaction alone, and reads it: the next
# writer waits for our commit, so that the order of the lines is the order of the commits, on either database.
_TAKE_HEAD = text(
    "INSERT INTO journal_head (id, count, hash) VALUES (1, 0, :genesis) "
    "ON CONFLICT (id) DO UPDATE SET count = journal_head.count RETURNING count, hash"
)


def record(
    session: Session,
    perimetre: Perimetre,
    event: Event,
    *,
    obj: str,
    key: str = "",
    channel: Channel,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    level: int | None = None,
    departement: str | None = None,
) -> int:
    """Add a line and give its number; other writers wait until this transaction ends, so call it last.

    `obj`: what is concerned, `key`: which one (a number or a code). `before`, `after`: columns and their values, kept
    as `geodata.journal.protection` allows. `level`: of the object. `departement`: by default, the visitor's own when
    there is only one. A transaction that is rolled back leaves no line: see `refusals` for what must be told anyway.
    """
    count, previous = session.execute(_TAKE_HEAD, {"genesis": GENESIS}).one()
    line: dict[str, Any] = {
        "number": count + 1,
        "at": instant(datetime.now(UTC)),
        "actor": actor(perimetre),
        "role": role(perimetre),
        "event": Event(event).value,
        "obj": code(obj),
        "key": code(str(key)),
        "departement": _own(perimetre) if departement is None else code(departement),
        "channel": Channel(channel).value,
        "level": None if level is None else int(level),
        "before": _text(before, level),
        "after": _text(after, level),
    }
    kept = hash_of(previous, line)
    session.execute(insert(JournalLine).values(**line, previous=previous, hash=kept))
    session.execute(update(JournalHead).values(count=count + 1, hash=kept))
    return count + 1


def actor(perimetre: Perimetre) -> str:
    """Who acts: the number of the account when there is one, else the profile; behind a view, whoever looks."""
    person = perimetre.viewer or perimetre
    return code(person.profile if person.account is None else str(person.account))


def role(perimetre: Perimetre) -> str:
    """The profile that acts; `miprof/prefecture:48` when Miprof looks as a préfecture."""
    viewer = f"{perimetre.viewer.profile}/" if perimetre.viewer else ""
    return code(viewer + perimetre.profile)


def instant(moment: datetime) -> str:
    """An instant as the journal writes it; texts sort as the instants do."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def _own(perimetre: Perimetre) -> str:
    return next(iter(perimetre.departements)) if len(perimetre.departements) == 1 else ""


def _text(values: Mapping[str, Any] | None, level: int | None) -> str:
    kept = told(values, level)
    return "" if kept is None else canonical(kept)
