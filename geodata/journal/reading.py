"""Who may read the journal: a WHERE clause, as everywhere."""

import json
from datetime import datetime
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, and_, false, func, not_, or_, select, true
from sqlalchemy.orm import Session

from config.roles import Action, Level, Object, Scope
from geodata.journal.record import Event, actor, instant
from geodata.models import JournalLine
from geodata.perimetre import Perimetre
from geodata.publication import Table
from geodata.rights import FRANCE, require

LABELS = {
    "number": "N°",
    "at": "Instant (UTC)",
    "actor": "Qui",
    "role": "Profil",
    "event": "Événement",
    "object": "Objet",
    "key": "Lequel",
    "departement": "Département",
    "channel": "Par",
    "level": "Niveau",
    "before": "Avant",
    "after": "Après",
}
TECHNICAL = ("imports", "backup", "sessions")
LATEST = 1_000


def publish_journal(
    session: Session,
    perimetre: Perimetre,
    *,
    since: datetime | None = None,
    event: str | None = None,
    latest: int | None = LATEST,
    own: bool = False,
) -> Table:
    """The lines that the visitor may read, the latest first: those of France, of his départements, or his own.

    `latest`: how many at most; None: all. `own`: his own acts alone, which whoever has an account reads.
    Raises `NotAllowed` for a visitor without any right over the journal.
    """
    if not own or perimetre.account is None:
        require(perimetre, Object.JOURNAL, Action.READ, level=Level.N0)
    columns = [JournalLine.obj if name == "object" else getattr(JournalLine, name) for name in LABELS]
    query = (
        select(*columns)
        .where(JournalLine.actor == actor(perimetre) if own else _readable(perimetre))
        .order_by(JournalLine.number.desc())
        .limit(latest)
    )
    if since is not None:
        query = query.where(JournalLine.at >= instant(since))
    if event is not None:
        query = query.where(JournalLine.event == Event(event).value)
    rows = pd.DataFrame([tuple(row) for row in session.execute(query)], columns=list(LABELS), dtype="object")
    for column in ("before", "after"):
        rows[column] = [_told(text) for text in rows[column]]
    rows["level"] = ["" if level is None else f"N{level}" for level in rows["level"]]
    return Table(id="journal", title="Journal", rows=rows, labels=LABELS, provenance=())


def _readable(perimetre: Perimetre) -> ColumnElement[bool]:
    held = [(right, FRANCE) for right in perimetre.rights]
    held += [(each.right, each.departement) for each in perimetre.exceptions]
    lines = [
        and_(_kind(right.level), _granted_in(where), *(_within(perimetre, letter) for letter in right.scope))
        for right, where in held
        if right.obj == Object.JOURNAL and right.action == Action.READ
    ]
    readable = or_(false(), *lines)
    return readable if perimetre.viewer is None else and_(readable, _readable(perimetre.viewer))


def _kind(level: Level) -> ColumnElement[bool]:
    """The level of a right over the journal names a kind of lines, as the matrix does, not all those below."""
    if level == Level.N0:
        return or_(JournalLine.event.in_([Event.LOGIN.value, Event.LOGOUT.value]), JournalLine.obj.in_(TECHNICAL))
    if level == Level.N1:
        return JournalLine.event == Event.EXPORT.value
    secret = func.coalesce(JournalLine.level, 0) >= int(Level.N3)
    return secret if level == Level.N3 else not_(secret)


def _within(perimetre: Perimetre, letter: Scope) -> ColumnElement[bool]:
    if letter == Scope.FRANCE:
        return true()
    if letter in {Scope.DEPARTEMENT, Scope.REGION}:
        return JournalLine.departement.in_(sorted(perimetre.departements))
    if letter == Scope.OWN_ACTS and perimetre.account is not None:
        return JournalLine.actor == actor(perimetre)
    return false()


def _granted_in(departement: str) -> ColumnElement[bool]:
    return true() if departement == FRANCE else JournalLine.departement == departement


def _told(text: str) -> str:
    """What was kept, as « column = value ; … »."""
    values: dict[str, Any] = json.loads(text) if text else {}
    return " ; ".join(f"{name} = {'—' if value is None else value}" for name, value in values.items())
