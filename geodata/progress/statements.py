"""What has been stated of a place (a département, or `FR`), and what stands of it on a day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar

from geodata.progress.evidence import Evidence
from geodata.progress.milestones import ActionState
from geodata.progress.states import Absence, Applicability, ValueKind, ValueStatus


@dataclass(frozen=True, slots=True)
class StatedValue:
    """A figure and where it comes from. `row_id` None: computed from facts kept elsewhere, `source` says which."""

    row_id: int | None
    kind: ValueKind
    value_on: date
    value: float | None
    absence: Absence | None = None
    status: ValueStatus = ValueStatus.VALIDATED
    evidence: Evidence = Evidence.DECLARED
    source: str = ""
    file_sha256: str = ""
    replaces_id: int | None = None
    numerator: float | None = None
    denominator: float | None = None
    confirmed_on: date | None = None
    answer: str = ""
    recorded_at: datetime | None = None
    account_id: int | None = None
    profile: str = ""
    demonstration: bool = False


@dataclass(frozen=True, slots=True)
class StatedAction:
    """How far a sub-action had gone on a day."""

    row_id: int
    version: int
    state: ActionState
    stated_on: date
    note: str
    evidence: Evidence
    recorded_at: datetime
    account_id: int | None
    profile: str
    demonstration: bool


@dataclass(frozen=True, slots=True)
class StatedSetting:
    """Whether a mesure applies, why, and the functions that answer for it."""

    row_id: int
    version: int
    applicability: Applicability
    reason: str
    decided_on: date
    responsible: str
    coordinator: str
    recorded_at: datetime
    account_id: int | None
    profile: str
    demonstration: bool


@dataclass(frozen=True, slots=True)
class Series:
    """The figures of an indicator that stand on a day.

    `silence`: the latest statement that there is no figure, when nothing has been known since; it does not erase the
    last value known, which grows old. `applicable`: False once « sans objet » has been stated last.
    """

    initial: StatedValue | None = None
    current: StatedValue | None = None
    target: StatedValue | None = None
    yearly: dict[int, StatedValue] = field(default_factory=dict)
    silence: StatedValue | None = None
    applicable: bool = True


def series(values: Iterable[StatedValue], *, today: date, start: date, validated_only: bool = False) -> Series:
    """What stands on a day, of all that was stated.

    Refused figures never count, nor those that a figure which counts replaces; `validated_only` leaves the provisional
    ones out too. The initial value is the first one since `start` (a new base replaces it by name), the current one the
    latest until `today`, a target the last one set.
    """
    shunned = {ValueStatus.REFUSED, ValueStatus.PROVISIONAL} if validated_only else {ValueStatus.REFUSED}
    counted = [each for each in values if each.status not in shunned]
    replaced = {each.replaces_id for each in counted if each.replaces_id is not None}
    stands = [each for each in counted if each.row_id is None or each.row_id not in replaced]
    initial = current = target = silence = None
    yearly: dict[int, StatedValue] = {}
    applicable = True
    for each in sorted(stands, key=_order):
        if each.kind == ValueKind.TARGET:
            target = each if target is None or _number(each) > _number(target) else target
        elif each.kind == ValueKind.YEARLY_TARGET:
            former = yearly.get(each.value_on.year)
            yearly[each.value_on.year] = each if former is None or _number(each) > _number(former) else former
        elif each.value_on > today:
            continue
        elif each.kind == ValueKind.INITIAL:
            initial = each if initial is None and each.value is not None and each.value_on >= start else initial
        elif each.value is not None:
            current, silence, applicable = each, None, True
        else:
            silence = each
            applicable = each.absence != Absence.NOT_APPLICABLE
    return Series(initial, current, target, yearly, silence, applicable)


def known_on(value: StatedValue, today: date) -> date:
    """The day for which a figure is known to hold: its own, or the last « rien n’a changé » until `today`."""
    confirmed = value.confirmed_on
    return confirmed if confirmed is not None and value.value_on < confirmed <= today else value.value_on


_Dated = TypeVar("_Dated", StatedAction, StatedSetting)


def standing_on(rows: Sequence[_Dated], today: date) -> _Dated | None:
    """The last version whose day has come; `rows` by version."""
    known = [row for row in rows if (row.stated_on if isinstance(row, StatedAction) else row.decided_on) <= today]
    return max(known, key=lambda row: row.version, default=None)


def _order(value: StatedValue) -> tuple[date, int]:
    return value.value_on, _number(value)


def _number(value: StatedValue) -> int:
    return value.row_id or 0
