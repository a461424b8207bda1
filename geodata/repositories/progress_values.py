"""Figures of the plan's indicators: recorded, then accepted or refused by who answers for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import isfinite
from typing import Any

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session, aliased

from config.plan import Mesure, PlanIndicator
from config.roles import Action, Object
from geodata.models import ProgressValue, ValueConfirmation, ValueValidation
from geodata.perimetre import Perimetre
from geodata.progress.evidence import Evidence
from geodata.progress.states import Absence, ValueKind
from geodata.repositories.progress_rows import (
    Entry,
    ProgressError,
    a_text,
    append,
    append_correction,
    append_first,
    by,
    known_plan,
    require_another,
    require_place,
    require_validating,
    require_writing,
    tell,
)
from geodata.rights import FRANCE, require

OBJECT = "progress_values"
CELL = ["plan", "indicator", "departement", "kind", "value_on"]
TARGETS = frozenset({ValueKind.TARGET, ValueKind.YEARLY_TARGET})
YES_NO = frozenset({0.0, 1.0})


@dataclass(frozen=True)
class NewValue:
    """A figure on a day, or the reason why there is none; `replaces_id`: the row that it corrects.

    A target is dated at its term. `numerator`, `denominator`: the parts of a ratio.
    """

    plan: str
    indicator: str
    departement: str
    value_on: date
    kind: ValueKind
    value: float | None
    absence: Absence | None = None
    numerator: float | None = None
    denominator: float | None = None
    evidence: Evidence = Evidence.DECLARED
    source: str = ""
    replaces_id: int | None = None


def record(session: Session, perimetre: Perimetre, rows: Sequence[NewValue], *, entry: Entry) -> list[int]:
    """Keep figures, provisional until they are validated, and give their ids in the same order.

    Raises `NotAllowed`; `ProgressError` for a figure that its indicator cannot have; `Conflict` when there is already a
    figure for that day, or when the row that one of them corrects has been corrected since: its `version` is the id of
    the row to name as replaced.
    """
    places = [known_indicator(row.plan, row.indicator) for row in rows]
    require_writing(
        perimetre, ((mesure.number, row.departement) for row, (mesure, _) in zip(rows, places, strict=True))
    )
    kept = [checked(session, row, entry) | by(perimetre, entry) for row in rows]
    ids = _insert(session, _after_refusals(session, kept))
    if ids:
        told = {"indicator": rows[0].indicator} if len({row.indicator for row in rows}) == 1 else {}
        tell(session, perimetre, OBJECT, ids, entry, departements={row.departement for row in rows}, **told)
    return ids


def keep_as(session: Session, row: NewValue, author: dict[str, Any], *, entry: Entry) -> int:
    """Keep one figure in the name of its author, once the right has been checked, without a line of the journal."""
    return _insert(session, [checked(session, row, entry) | author])[0]


def _after_refusals(session: Session, values: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same figures, each taking the place of the refused one of its day: a refusal asks for another figure."""
    word, later, correction = ValueValidation, aliased(ValueValidation), aliased(ProgressValue)
    query = (
        select(ProgressValue.id, *(getattr(ProgressValue, name) for name in CELL))
        .join(word, word.value_id == ProgressValue.id)
        .where(
            word.accepted.is_(False),
            ProgressValue.indicator.in_({row["indicator"] for row in values}),
            ProgressValue.departement.in_({row["departement"] for row in values}),
            ~exists().where(later.value_id == word.value_id, later.id > word.id),
            ~exists().where(correction.replaces_id == ProgressValue.id),
        )
    )
    refused = {tuple(found[1:]): found[0] for found in session.execute(query)}
    return [
        row if row["replaces_id"] else row | {"replaces_id": refused.get(tuple(row[name] for name in CELL))}
        for row in values
    ]


def _insert(session: Session, values: Sequence[dict[str, Any]]) -> list[int]:
    fresh = [row for row in values if row["replaces_id"] is None]
    ids = iter(append_first(session, ProgressValue, CELL, fresh, _text))
    return [
        next(ids) if row["replaces_id"] is None else append_correction(session, ProgressValue, row, _text)
        for row in values
    ]


def validate(
    session: Session,
    perimetre: Perimetre,
    value_ids: Sequence[int],
    *,
    accepted: bool,
    entry: Entry,
    answer: str = "",
    evidence: Evidence | None = None,
) -> None:
    """Accept or refuse figures written by somebody else; a refusal says why. The last word stands.

    `evidence`: the level found, « vérifié » being for who answers for the whole country. Raises `NotAllowed`,
    `ProgressError`.
    """
    values = found(session, value_ids)
    mesures = [known_indicator(value.plan, value.indicator)[0].number for value in values]
    require_validating(perimetre, ((number, value.departement) for number, value in zip(mesures, values, strict=True)))
    if evidence == Evidence.VERIFIED:
        require(perimetre, Object.DRAFTS, Action.VALIDATE, departement=FRANCE)
    for value in values:
        require_another(value, perimetre, entry)
    written = a_text(answer, "la raison du refus", required=not accepted)
    level = "" if evidence is None else evidence.value
    told = {"accepted": accepted, "answer": written, "evidence": level} | by(perimetre, entry)
    append(session, ValueValidation, [{"value_id": value.id} | told for value in values])
    state = "validated" if accepted else "refused"
    tell(session, perimetre, OBJECT, value_ids, entry, departements={each.departement for each in values}, state=state)


def confirm_unchanged(
    session: Session, perimetre: Perimetre, value_id: int, *, confirmed_on: date, entry: Entry
) -> None:
    """« Rien n’a changé »: the figure still holds on that day, without a false edit. Raises as `record` does."""
    (value,) = found(session, [value_id])
    mesure, _ = known_indicator(value.plan, value.indicator)
    require_writing(perimetre, [(mesure.number, value.departement)])
    if not value.value_on <= confirmed_on <= entry.day:
        raise ProgressError("La date de confirmation se place entre celle de la valeur et aujourd’hui.")
    if session.scalar(select(ProgressValue.id).where(ProgressValue.replaces_id == value_id)) is not None:
        raise ProgressError("Cette valeur a été corrigée depuis : confirmer la nouvelle.")
    append(session, ValueConfirmation, [{"value_id": value_id, "confirmed_on": confirmed_on} | by(perimetre, entry)])
    tell(session, perimetre, OBJECT, [value_id], entry, departements=[value.departement], state="unchanged")


def known_indicator(plan: str, code: str) -> tuple[Mesure, PlanIndicator]:
    """The indicator of that code, and its mesure. Raises `ProgressError`."""
    for mesure in known_plan(plan).mesures:
        for indicator in mesure.indicators:
            if indicator.code == code:
                return mesure, indicator
    raise ProgressError(f"Le plan {plan} n’a pas d’indicateur {code}.")


def standing_id(session: Session, row: NewValue) -> int | None:
    """The last row of the chain of corrections of that indicator, place, kind and day; None when there is none."""
    cell = {name: getattr(row, name) for name in CELL} | {"kind": row.kind.value}
    same = [getattr(ProgressValue, name) == value for name, value in cell.items()]
    correction = aliased(ProgressValue)
    chain = select(ProgressValue.id).where(*same, ProgressValue.replaces_id.is_(None)).cte("chain", recursive=True)
    chain = chain.union_all(select(correction.id).join(chain, correction.replaces_id == chain.c.id))
    return session.scalar(select(func.max(chain.c.id)))


def found(session: Session, value_ids: Sequence[int]) -> list[ProgressValue]:
    """The rows of those ids, in their order. Raises `ProgressError` for one that does not exist."""
    rows = {row.id: row for row in session.scalars(select(ProgressValue).where(ProgressValue.id.in_(value_ids)))}
    if missing := [number for number in value_ids if number not in rows]:
        raise ProgressError(f"Aucune valeur ne porte le numéro {missing[0]}.")
    return [rows[number] for number in value_ids]


def checked(session: Session, row: NewValue, entry: Entry) -> dict[str, Any]:
    """The columns of a figure that its indicator may have. Raises `ProgressError`."""
    mesure, indicator = known_indicator(row.plan, row.indicator)
    _require_where(row, mesure, indicator)
    _require_figure(row, indicator)
    if row.kind not in TARGETS and row.value_on > entry.day:
        raise ProgressError("Une valeur constatée ne peut pas être datée dans le futur.")
    if row.evidence == Evidence.VERIFIED:
        raise ProgressError("Qui enregistre ne vérifie pas : choisir « déclaré » ou « justifié par une pièce ».")
    if row.evidence == Evidence.SUPPORTED and not (row.source.strip() or entry.file_sha256):
        raise ProgressError("Indiquer la pièce qui justifie cette valeur.")
    if row.replaces_id is not None:
        (former,) = found(session, [row.replaces_id])
        if (former.plan, former.indicator, former.departement, former.kind) != (
            row.plan,
            row.indicator,
            row.departement,
            row.kind.value,
        ):
            raise ProgressError("Une correction porte sur le même indicateur, le même territoire et la même valeur.")
    return {
        "plan": row.plan,
        "indicator": row.indicator,
        "departement": row.departement,
        "value_on": row.value_on,
        "kind": row.kind.value,
        "value": None if row.value is None else float(row.value),
        "absence": "" if row.absence is None else row.absence.value,
        "numerator": row.numerator,
        "denominator": row.denominator,
        "evidence": row.evidence.value,
        "source": a_text(row.source, "la source", required=False),
        "file_sha256": entry.file_sha256,
        "replaces_id": row.replaces_id,
    }


def _require_where(row: NewValue, mesure: Mesure, indicator: PlanIndicator) -> None:
    if indicator.computed and row.kind not in TARGETS:
        raise ProgressError(f"L’indicateur {indicator.code} est calculé : il ne se saisit pas.")
    if not indicator.territorial and row.departement != FRANCE:
        raise ProgressError(f"L’indicateur {indicator.code} est national : il ne se renseigne pas par département.")
    if indicator.territorial and row.departement == FRANCE and row.kind not in TARGETS:
        raise ProgressError(f"L’indicateur {indicator.code} se renseigne par département ; la France en est la somme.")
    require_place(mesure, row.departement)


def _require_figure(row: NewValue, indicator: PlanIndicator) -> None:
    if (row.value is None) != (row.absence is not None):
        raise ProgressError("Donner une valeur, ou la raison pour laquelle il n’y en a pas : l’un des deux.")
    figures = [each for each in (row.value, row.numerator, row.denominator) if each is not None]
    if not all(isfinite(each) for each in figures):
        raise ProgressError("Une valeur est un nombre.")
    if indicator.direction == "binaire" and row.value is not None and row.value not in YES_NO:
        raise ProgressError(f"L’indicateur {indicator.code} se répond par oui (1) ou non (0).")
    if indicator.unit == "%" and row.value is not None and not 0 <= row.value <= 100:
        raise ProgressError(f"L’indicateur {indicator.code} est un pourcentage : entre 0 et 100.")
    if indicator.persons and row.value is not None and (row.value < 0 or row.value != int(row.value)):
        raise ProgressError(f"L’indicateur {indicator.code} compte des personnes : un nombre entier.")
    if (row.numerator is None) != (row.denominator is None) or row.denominator == 0:
        raise ProgressError("Un rapport a un numérateur et un dénominateur, qui n’est pas zéro.")


def _text(row: Any) -> str:
    figure = Absence(row.absence).label if row.value is None else f"{row.value:g}".replace(".", ",")
    return f"{figure} au {row.value_on:%d/%m/%Y}"
