"""Typed comments on a mesure in a département: private notes, shared with the CDPD, or with all administrations."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session, aliased

from config.roles import Action, Level, Object
from geodata.instants import utc
from geodata.models import ProgressComment as Row
from geodata.perimetre import Perimetre
from geodata.progress.states import CommentKind, CommentScope
from geodata.repositories.progress_rows import (
    Entry,
    ProgressError,
    a_text,
    append,
    append_correction,
    by,
    known_mesure,
    known_plan,
    require_place,
    require_writing,
    tell,
)
from geodata.repositories.progress_scope import places_of, within
from geodata.rights import FRANCE, decide

OBJECT = "progress_comments"
_LONGEST = 2000


@dataclass(frozen=True)
class NewComment:
    """`replaces_id`: the comment that this one corrects; the earlier text stays readable in the history."""

    plan: str
    mesure: int
    departement: str
    kind: CommentKind
    scope: CommentScope
    text: str
    replaces_id: int | None = None


@dataclass(frozen=True)
class Comment:
    """A comment as it is kept; `replaced` once another one corrects it."""

    row_id: int
    mesure: int
    departement: str
    kind: CommentKind
    scope: CommentScope
    text: str
    replaces_id: int | None
    replaced: bool
    recorded_at: datetime
    account_id: int | None
    profile: str
    demonstration: bool


def record(session: Session, perimetre: Perimetre, rows: Sequence[NewComment], *, entry: Entry) -> list[int]:
    """Keep comments, and give their ids. Private notes have a right of their own.

    Raises `NotAllowed`, `ProgressError`, `Conflict` when the one that is corrected has been corrected since.
    """
    for row in rows:
        private = row.scope == CommentScope.PRIVATE
        require_writing(
            perimetre, [(row.mesure, row.departement)], Object.PRIVATE_COMMENTS if private else Object.DRAFTS
        )
    kept = [_checked(session, row) | by(perimetre, entry) for row in rows]
    fresh = iter(append(session, Row, [row for row in kept if row["replaces_id"] is None]))
    ids = [
        next(fresh) if row["replaces_id"] is None else append_correction(session, Row, row, lambda each: each.text)
        for row in kept
    ]
    if ids:
        tell(session, perimetre, OBJECT, ids, entry, departements={row.departement for row in rows})
    return ids


def comments(
    session: Session,
    perimetre: Perimetre,
    plan: str,
    *,
    mesure: int | None = None,
    departement: str | None = None,
    history: bool = False,
) -> list[Comment]:
    """The comments that the visitor may read, the newest first; `history`: those that were corrected too."""
    later = aliased(Row)
    replaced = exists().where(later.replaces_id == Row.id)
    numbers = (mesure,) if mesure is not None else tuple(each.number for each in known_plan(plan).mesures)
    query = select(Row, replaced).where(Row.plan == plan, _readable(perimetre, numbers))
    if departement is not None:
        query = query.where(Row.departement == departement)
    if not history:
        query = query.where(~replaced)
    return [_kept(row, gone) for row, gone in session.execute(query.order_by(Row.id.desc()))]


def _readable(perimetre: Perimetre, numbers: tuple[int, ...]) -> ColumnElement[bool]:
    def of(obj: Object, level: Level | None = None) -> ColumnElement[bool]:
        return within(places_of(perimetre, obj, numbers, level), Row.mesure, Row.departement)

    shared = or_(of(Object.DRAFTS), of(Object.CDPD, Level.N1))
    # Administrations: who reads figures of the whole country above what the public reads.
    everywhere = decide(perimetre, Object.INDICATORS, Action.READ, departement=FRANCE, level=Level.N1).allowed
    national = Row.mesure.in_(numbers) if everywhere else shared
    return or_(
        and_(Row.scope == CommentScope.PRIVATE.value, of(Object.PRIVATE_COMMENTS)),
        and_(Row.scope == CommentScope.CDPD.value, shared),
        and_(Row.scope == CommentScope.NATIONAL.value, national),
    )


def _kept(row: Row, replaced: bool) -> Comment:
    return Comment(
        row_id=row.id,
        mesure=row.mesure,
        departement=row.departement,
        kind=CommentKind(row.kind),
        scope=CommentScope(row.scope),
        text=row.text,
        replaces_id=row.replaces_id,
        replaced=replaced,
        recorded_at=utc(row.recorded_at),
        account_id=row.account_id,
        profile=row.profile,
        demonstration=row.demonstration,
    )


def _checked(session: Session, row: NewComment) -> dict[str, Any]:
    require_place(known_mesure(row.plan, row.mesure), row.departement)
    if row.replaces_id is not None:
        former = session.get(Row, row.replaces_id)
        same = former is not None and (former.plan, former.mesure, former.departement, former.scope) == (
            row.plan,
            row.mesure,
            row.departement,
            row.scope.value,
        )
        if not same:
            raise ProgressError("Une correction porte sur un commentaire de la même mesure et du même partage.")
    return {
        "plan": row.plan,
        "mesure": row.mesure,
        "departement": row.departement,
        "kind": row.kind.value,
        "scope": row.scope.value,
        "text": a_text(row.text, "le texte du commentaire", _LONGEST),
        "replaces_id": row.replaces_id,
    }
