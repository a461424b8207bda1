"""All that was stated of a plan's mesures, place by place: départements, and `FR`."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from config.plan import Mesure, Plan
from geodata.instants import utc
from geodata.models import (
    ActionStatement,
    MesureSetting,
    MethodChange,
    ProgressValue,
    ValueConfirmation,
    ValueValidation,
)
from geodata.progress.evaluation import Place
from geodata.progress.evidence import Evidence, stronger
from geodata.progress.milestones import ActionState
from geodata.progress.statements import StatedAction, StatedSetting, StatedValue
from geodata.progress.states import Absence, Applicability, ValueKind, ValueStatus

Values = dict[tuple[str, str], list[StatedValue]]
"""By indicator and place."""


@dataclass
class ProgressFacts:
    """What was stated, by code and place; `rates`: rates known without figures, by indicator and place."""

    values: Mapping[tuple[str, str], list[StatedValue]]
    actions: Mapping[tuple[str, str], list[StatedAction]]
    settings: Mapping[tuple[int, str], list[StatedSetting]]
    methods: Mapping[str, list[date]]
    rates: Mapping[tuple[str, str], float | None] = field(default_factory=dict)

    def place(self, mesure: Mesure, code: str) -> Place:
        """All that concerns a mesure in one place."""
        indicators = [each.code for each in mesure.indicators]
        return Place(
            code=code,
            values={each: self.values[each, code] for each in indicators if (each, code) in self.values},
            actions={
                each.code: self.actions[each.code, code] for each in mesure.actions if (each.code, code) in self.actions
            },
            settings=self.settings.get((mesure.number, code), ()),
            rates={each: self.rates[each, code] for each in indicators if (each, code) in self.rates},
        )


def progress(session: Session, plan: Plan, mesures: Iterable[Mesure], departement: str | None = None) -> ProgressFacts:
    """What was stated of some mesures, in one place or in all; a few queries whatever their number."""
    chosen = list(mesures)
    indicators = [each.code for mesure in chosen for each in mesure.indicators]
    actions = [each.code for mesure in chosen for each in mesure.actions]
    return ProgressFacts(
        values=_values(session, plan.code, indicators, departement),
        actions=_actions(session, plan.code, actions, departement),
        settings=_settings(session, plan.code, [mesure.number for mesure in chosen], departement),
        methods=_methods(session, plan.code, indicators),
    )


def _values(session: Session, plan: str, indicators: list[str], departement: str | None) -> Values:
    # Four plain readings: joined in one, the database compares every row with every other.
    words = _words(session, plan)
    confirmed = _confirmed(session, plan)
    row = ProgressValue
    query: Any = (
        select(
            row.indicator,
            row.departement,
            row.id,
            row.kind,
            row.value_on,
            row.value,
            row.absence,
            row.evidence,
            row.source,
            row.file_sha256,
            row.replaces_id,
            row.numerator,
            row.denominator,
            row.recorded_at,
            row.account_id,
            row.profile,
            row.demonstration,
        )
        .where(row.plan == plan, row.indicator.in_(indicators))
        .order_by(row.id)
    )
    found: Values = defaultdict(list)
    for indicator, place, number, *cells in session.execute(_there(query, row, departement)):
        found[indicator, place].append(_value(words.get(number, _NO_WORD), confirmed.get(number), number, *cells))
    return dict(found)


@dataclass(slots=True)
class _Word:
    """What was answered about a value: the last word decides; once verified it stays so, unless it is refused."""

    accepted: bool | None = None
    answer: str = ""
    evidence: Evidence = Evidence.DECLARED


_NO_WORD = _Word()


def _words(session: Session, plan: str) -> dict[int, _Word]:
    told = ValueValidation
    query = (
        select(told.value_id, told.accepted, told.answer, told.evidence)
        .join(ProgressValue, ProgressValue.id == told.value_id)
        .where(ProgressValue.plan == plan)
        .order_by(told.id)
    )
    found: dict[int, _Word] = {}
    for number, accepted, answer, evidence in session.execute(query):
        word = found.setdefault(number, _Word())
        word.accepted, word.answer = accepted, answer
        if evidence:
            word.evidence = stronger(word.evidence, Evidence(evidence))
    return found


def _confirmed(session: Session, plan: str) -> dict[int, date]:
    told = ValueConfirmation
    query = (
        select(told.value_id, told.confirmed_on)
        .join(ProgressValue, ProgressValue.id == told.value_id)
        .where(ProgressValue.plan == plan)
        .order_by(told.confirmed_on)
    )
    return {row.value_id: row.confirmed_on for row in session.execute(query)}


_KINDS = {str(each): each for each in ValueKind}
_EVIDENCE = {str(each): each for each in Evidence}
_STATUS = {None: ValueStatus.PROVISIONAL, True: ValueStatus.VALIDATED, False: ValueStatus.REFUSED}


def _value(
    word: _Word,
    confirmed_on: date | None,
    number: int,
    kind: str,
    value_on: date,
    value: float | None,
    absence: str,
    evidence: str,
    source: str,
    file_sha256: str,
    replaces_id: int | None,
    numerator: float | None,
    denominator: float | None,
    recorded_at: datetime,
    account_id: int | None,
    profile: str,
    demonstration: bool,
) -> StatedValue:
    level = _EVIDENCE[evidence]
    return StatedValue(
        row_id=number,
        kind=_KINDS[kind],
        value_on=value_on,
        value=value,
        absence=Absence(absence) if absence else None,
        status=_STATUS[word.accepted],
        evidence=stronger(level, word.evidence) if word.accepted and word.evidence != level else level,
        source=source,
        file_sha256=file_sha256,
        replaces_id=replaces_id,
        numerator=numerator,
        denominator=denominator,
        confirmed_on=confirmed_on,
        answer=word.answer,
        recorded_at=utc(recorded_at),
        account_id=account_id,
        profile=profile,
        demonstration=demonstration,
    )


def _actions(
    session: Session, plan: str, actions: list[str], departement: str | None
) -> dict[tuple[str, str], list[StatedAction]]:
    row = ActionStatement
    query = select(row).where(row.plan == plan, row.action.in_(actions)).order_by(row.version)
    found: dict[tuple[str, str], list[StatedAction]] = defaultdict(list)
    for each in session.execute(_there(_columns(query, row), row, departement)):
        found[each.action, each.departement].append(
            StatedAction(
                row_id=each.id,
                version=each.version,
                state=ActionState(each.state),
                stated_on=each.stated_on,
                note=each.note,
                evidence=Evidence(each.evidence),
                recorded_at=utc(each.recorded_at),
                account_id=each.account_id,
                profile=each.profile,
                demonstration=each.demonstration,
            )
        )
    return dict(found)


def _settings(
    session: Session, plan: str, numbers: list[int], departement: str | None
) -> dict[tuple[int, str], list[StatedSetting]]:
    row = MesureSetting
    query = select(row).where(row.plan == plan, row.mesure.in_(numbers)).order_by(row.version)
    found: dict[tuple[int, str], list[StatedSetting]] = defaultdict(list)
    for each in session.execute(_there(_columns(query, row), row, departement)):
        found[each.mesure, each.departement].append(
            StatedSetting(
                row_id=each.id,
                version=each.version,
                applicability=Applicability(each.applicability),
                reason=each.reason,
                decided_on=each.decided_on,
                responsible=each.responsible,
                coordinator=each.coordinator,
                recorded_at=utc(each.recorded_at),
                account_id=each.account_id,
                profile=each.profile,
                demonstration=each.demonstration,
            )
        )
    return dict(found)


def _methods(session: Session, plan: str, indicators: list[str]) -> dict[str, list[date]]:
    row = MethodChange
    found: dict[str, list[date]] = defaultdict(list)
    query = select(row.indicator, row.changed_on).where(row.plan == plan, row.indicator.in_(indicators))
    for indicator, changed_on in session.execute(query):
        found[indicator].append(changed_on)
    return dict(found)


def _columns(query: Select[Any], model: Any) -> Select[Any]:
    """Columns instead of objects: thousands of rows are read at once."""
    return query.with_only_columns(*model.__table__.columns)


def _there(query: Select[Any], model: Any, departement: str | None) -> Select[Any]:
    return query if departement is None else query.where(model.departement == departement)
