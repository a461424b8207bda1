"""Whether a mesure applies in a département, and who answers for it there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from geodata.models import MesureSetting
from geodata.perimetre import Perimetre
from geodata.progress.states import Applicability
from geodata.repositories.progress_rows import (
    Entry,
    ProgressError,
    a_text,
    append_versions,
    by,
    known_mesure,
    require_place,
    require_writing,
    tell,
)

OBJECT = "mesure_settings"
KEY = ["plan", "mesure", "departement"]
_LONGEST_FUNCTION = 120


@dataclass(frozen=True)
class NewSetting:
    """`responsible`, `coordinator`: functions, never names. `expected`: the version shown (0: none), None unchecked."""

    plan: str
    mesure: int
    departement: str
    applicability: Applicability
    decided_on: date
    reason: str = ""
    responsible: str = ""
    coordinator: str = ""
    expected: int | None = None


def record(session: Session, perimetre: Perimetre, rows: Sequence[NewSetting], *, entry: Entry) -> list[int]:
    """Keep settings, and give their ids. « Sans objet » and « facultative » need a reason.

    Raises `NotAllowed`, `ProgressError`, `Conflict`.
    """
    require_writing(perimetre, ((row.mesure, row.departement) for row in rows))
    kept = [_checked(row, entry) | by(perimetre, entry) for row in rows]
    ids = append_versions(session, MesureSetting, KEY, kept, [row.expected for row in rows], _text)
    if ids:
        mesure = {"mesure": rows[0].mesure, "state": rows[0].applicability.value} if len(rows) == 1 else {}
        tell(session, perimetre, OBJECT, ids, entry, departements={row.departement for row in rows}, **mesure)
    return ids


def _checked(row: NewSetting, entry: Entry) -> dict[str, Any]:
    require_place(known_mesure(row.plan, row.mesure), row.departement)
    if row.decided_on > entry.day:
        raise ProgressError("La date de la décision ne peut pas être dans le futur.")
    return {
        "plan": row.plan,
        "mesure": row.mesure,
        "departement": row.departement,
        "applicability": row.applicability.value,
        "reason": a_text(row.reason, "le motif", required=row.applicability != Applicability.APPLICABLE),
        "decided_on": row.decided_on,
        "responsible": a_text(row.responsible, "la fonction responsable", _LONGEST_FUNCTION, required=False),
        "coordinator": a_text(row.coordinator, "la fonction qui coordonne", _LONGEST_FUNCTION, required=False),
    }


def _text(row: Any) -> str:
    parts = [Applicability(row.applicability).label, row.reason, row.responsible, row.coordinator]
    return " · ".join(part for part in parts if part)
