"""How far each sub-action has gone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from config.plan import Action, Mesure
from geodata.models import ActionStatement
from geodata.perimetre import Perimetre
from geodata.progress.evidence import Evidence
from geodata.progress.milestones import ActionState
from geodata.repositories.progress_rows import (
    Entry,
    ProgressError,
    a_text,
    append_versions,
    by,
    known_plan,
    require_place,
    require_writing,
    tell,
)
from geodata.rights import FRANCE

OBJECT = "action_states"
KEY = ["plan", "action", "departement"]


@dataclass(frozen=True)
class NewActionState:
    """`action`: its code, « 7.1 ». `expected`: the version shown, 0 for none, None unchecked."""

    plan: str
    action: str
    departement: str
    state: ActionState
    stated_on: date
    note: str = ""
    evidence: Evidence = Evidence.DECLARED
    expected: int | None = None


def record(session: Session, perimetre: Perimetre, rows: Sequence[NewActionState], *, entry: Entry) -> list[int]:
    """Keep states, and give their ids. Raises `NotAllowed`, `ProgressError`, `Conflict`."""
    found = [known_action(row.plan, row.action) for row in rows]
    require_writing(perimetre, ((mesure.number, row.departement) for row, (mesure, _) in zip(rows, found, strict=True)))
    kept = [_checked(row, *place, entry) | by(perimetre, entry) for row, place in zip(rows, found, strict=True)]
    ids = append_versions(session, ActionStatement, KEY, kept, [row.expected for row in rows], _text)
    if ids:
        told = {"mesure": found[0][0].number, "state": rows[0].state.value} if len(rows) == 1 else {}
        tell(session, perimetre, OBJECT, ids, entry, departements={row.departement for row in rows}, **told)
    return ids


def known_action(plan: str, code: str) -> tuple[Mesure, Action]:
    """The sub-action of that code, and its mesure. Raises `ProgressError`."""
    for mesure in known_plan(plan).mesures:
        for action in mesure.actions:
            if action.code == code:
                return mesure, action
    raise ProgressError(f"Le plan {plan} n’a pas de sous-action {code}.")


def _checked(row: NewActionState, mesure: Mesure, action: Action, entry: Entry) -> dict[str, Any]:
    require_place(mesure, row.departement)
    if not action.territorial and row.departement != FRANCE:
        raise ProgressError(f"La sous-action {action.code} est nationale : elle ne se suit pas par département.")
    if row.stated_on > entry.day:
        raise ProgressError("Un état se constate : sa date ne peut pas être dans le futur.")
    if row.evidence == Evidence.VERIFIED:
        raise ProgressError("Qui enregistre ne vérifie pas : choisir « déclaré » ou « justifié par une pièce ».")
    return {
        "plan": row.plan,
        "action": row.action,
        "departement": row.departement,
        "state": row.state.value,
        "stated_on": row.stated_on,
        "note": a_text(row.note, "la note", required=row.evidence == Evidence.SUPPORTED),
        "evidence": row.evidence.value,
    }


def _text(row: Any) -> str:
    return " · ".join(part for part in (ActionState(row.state).label, row.note) if part)
