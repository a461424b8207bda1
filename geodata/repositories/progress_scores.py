"""Two judgements on each mesure, side by side: its pilot's, and the CNCDH's with the reference of its opinion."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from config.roles import Action, Level, Object
from geodata.instants import utc
from geodata.models import MesureScore as Row
from geodata.perimetre import Perimetre
from geodata.progress.states import Score, Scorer
from geodata.repositories.progress_rows import (
    Entry,
    ProgressError,
    a_text,
    append,
    by,
    known_mesure,
    known_plan,
    tell,
)
from geodata.repositories.progress_scope import places_of
from geodata.rights import FRANCE, require

OBJECT = "mesure_scores"


@dataclass(frozen=True)
class NewScore:
    """`reference`: of the opinion, compulsory for the CNCDH."""

    plan: str
    mesure: int
    scorer: Scorer
    score: Score
    scored_on: date
    reference: str = ""


@dataclass(frozen=True)
class MesureScore:
    """A judgement as it is kept."""

    row_id: int
    mesure: int
    scorer: Scorer
    score: Score
    scored_on: date
    reference: str
    recorded_at: datetime
    account_id: int | None
    profile: str
    demonstration: bool


def record(session: Session, perimetre: Perimetre, rows: Sequence[NewScore], *, entry: Entry) -> list[int]:
    """Keep judgements, and give their ids.

    The pilot's: by who writes about the mesure for the whole country. The CNCDH's, as published: by who answers for
    the figures of the whole country. Raises `NotAllowed`, `ProgressError`.
    """
    for row in rows:
        action = Action.WRITE if row.scorer == Scorer.PILOT else Action.VALIDATE
        require(perimetre, Object.DRAFTS, action, departement=FRANCE, mesure=row.mesure)
    ids = append(session, Row, [_checked(row, entry) | by(perimetre, entry) for row in rows])
    if ids:
        told = {"mesure": rows[0].mesure} if len(rows) == 1 else {}
        tell(session, perimetre, OBJECT, ids, entry, departements=[FRANCE], **told)
    return ids


def scores(session: Session, perimetre: Perimetre, plan: str, *, mesure: int | None = None) -> list[MesureScore]:
    """The judgements that the visitor may read, the newest first: the CNCDH's are public, a pilot's are not."""
    numbers = (mesure,) if mesure is not None else tuple(each.number for each in known_plan(plan).mesures)
    read = [number for number, codes in places_of(perimetre, Object.DRAFTS, numbers, Level.N1).items() if codes]
    query = select(Row).where(
        Row.plan == plan,
        Row.mesure.in_(numbers),
        or_(Row.scorer == Scorer.CNCDH.value, Row.mesure.in_(read)),
    )
    return [_kept(row) for row in session.scalars(query.order_by(Row.scored_on.desc(), Row.id.desc()))]


def _kept(row: Row) -> MesureScore:
    return MesureScore(
        row_id=row.id,
        mesure=row.mesure,
        scorer=Scorer(row.scorer),
        score=Score(row.score),
        scored_on=row.scored_on,
        reference=row.reference,
        recorded_at=utc(row.recorded_at),
        account_id=row.account_id,
        profile=row.profile,
        demonstration=row.demonstration,
    )


def _checked(row: NewScore, entry: Entry) -> dict[str, Any]:
    known_mesure(row.plan, row.mesure)
    if row.scored_on > entry.day:
        raise ProgressError("La date d’un jugement ne peut pas être dans le futur.")
    return {
        "plan": row.plan,
        "mesure": row.mesure,
        "scorer": row.scorer.value,
        "score": row.score.value,
        "reference": a_text(row.reference, "la référence de l’avis", required=row.scorer == Scorer.CNCDH),
        "scored_on": row.scored_on,
    }
