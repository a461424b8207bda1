"""The register of methods: since when an indicator is counted otherwise, so that no progress comes from a new rule."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from config.roles import Action, Object
from geodata.instants import utc
from geodata.models import MethodChange as Row
from geodata.perimetre import Perimetre
from geodata.repositories.progress_rows import Entry, a_text, append, by, tell
from geodata.repositories.progress_values import known_indicator
from geodata.rights import FRANCE, decide, require

OBJECT = "method_changes"


@dataclass(frozen=True)
class NewMethod:
    """`what` changed, and its `effect` on earlier values."""

    plan: str
    indicator: str
    changed_on: date
    what: str
    effect: str = ""


@dataclass(frozen=True)
class MethodChange:
    """A change as it is kept; public, like the identity card of the indicator."""

    row_id: int
    indicator: str
    changed_on: date
    what: str
    effect: str
    recorded_at: datetime
    demonstration: bool


def record(session: Session, perimetre: Perimetre, rows: Sequence[NewMethod], *, entry: Entry) -> list[int]:
    """Keep changes, and give their ids: by who writes about the mesure, or answers for it, for the whole country.

    Raises `NotAllowed`, `ProgressError`.
    """
    kept = []
    for row in rows:
        mesure, _ = known_indicator(row.plan, row.indicator)
        if not decide(perimetre, Object.DRAFTS, Action.VALIDATE, departement=FRANCE, mesure=mesure.number).allowed:
            require(perimetre, Object.DRAFTS, Action.WRITE, departement=FRANCE, mesure=mesure.number)
        kept.append(
            {
                "plan": row.plan,
                "indicator": row.indicator,
                "changed_on": row.changed_on,
                "what": a_text(row.what, "ce qui change dans la méthode"),
                "effect": a_text(row.effect, "l’effet sur les valeurs passées", required=False),
            }
            | by(perimetre, entry)
        )
    ids = append(session, Row, kept)
    if ids:
        tell(session, perimetre, OBJECT, ids, entry, departements=[FRANCE])
    return ids


def methods(session: Session, plan: str) -> list[MethodChange]:
    """Every change of a plan's methods, the newest first."""
    query = select(Row).where(Row.plan == plan).order_by(Row.changed_on.desc(), Row.id.desc())
    return [
        MethodChange(
            row.id, row.indicator, row.changed_on, row.what, row.effect, utc(row.recorded_at), row.demonstration
        )
        for row in session.scalars(query)
    ]
