"""Forms half written: each author finds his own again after his browser was closed, and nobody else does.

No line of the journal: nothing is stated yet, and a form saves itself at each pause.
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from config.roles import Action
from geodata.instants import utc
from geodata.models import RecordDraft as Row
from geodata.perimetre import NotAllowed, Perimetre
from geodata.repositories.progress_rows import ProgressError

LONGEST = 100_000
"""Characters of a form, written as JSON: a hundred times a synthesis."""


@dataclass(frozen=True)
class RecordDraft:
    """`form`: which one, « synthese:2014-2016:7:48 »; `base_version`: the version of the record that it began from."""

    form: str
    content: dict[str, Any]
    base_version: int
    saved_at: datetime


def save(
    session: Session, perimetre: Perimetre, form: str, content: dict[str, Any], *, base_version: int, now: datetime
) -> None:
    """Keep a form as it stands, over what the same author had kept of it. Raises `NotAllowed`, `ProgressError`."""
    owner = _owner(perimetre)
    if not form or len(json.dumps(content)) > LONGEST:
        raise ProgressError("Ce brouillon est trop long pour être gardé : enregistrer le formulaire.")
    session.merge(Row(owner=owner, form=form, content=content, base_version=base_version, saved_at=now.astimezone(UTC)))
    session.flush()


def find(session: Session, perimetre: Perimetre, form: str) -> RecordDraft | None:
    """The author's own draft of a form, if he left one."""
    row = session.get(Row, (_owner(perimetre), form), populate_existing=True)
    return None if row is None else _kept(row)


def mine(session: Session, perimetre: Perimetre) -> list[RecordDraft]:
    """All the drafts of the author, the newest first."""
    query = select(Row).where(Row.owner == _owner(perimetre)).order_by(Row.saved_at.desc(), Row.form)
    return [_kept(row) for row in session.scalars(query)]


def forget(session: Session, perimetre: Perimetre, form: str) -> None:
    """Erase a draft, once its form is saved or given up."""
    session.execute(delete(Row).where(Row.owner == _owner(perimetre), Row.form == form))


def _owner(perimetre: Perimetre) -> str:
    """The account, or in a demonstration without accounts the profile; nobody writes in somebody else's view."""
    acts = any(right.action in {Action.WRITE, Action.VALIDATE} for right in perimetre.rights)
    if perimetre.viewer is not None or not acts:
        raise NotAllowed(f"Le profil « {perimetre.label} » n’enregistre rien : il n’a pas de brouillon.")
    return perimetre.profile if perimetre.account is None else f"account:{perimetre.account}"


def _kept(row: Row) -> RecordDraft:
    return RecordDraft(row.form, dict(row.content), row.base_version, utc(row.saved_at))
