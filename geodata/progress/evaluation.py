"""A mesure in one place on a day: its indicators, its sub-actions, its rate and where that rate should be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from config.nomenclatures import WHOLE_COUNTRY
from config.plan import Action, Mesure, Plan, PlanIndicator
from geodata.progress.evidence import Evidence
from geodata.progress.freshness import Freshness, due_on, freshness
from geodata.progress.mesure import Component, Composition, compose
from geodata.progress.milestones import ActionState, action_rate, is_late
from geodata.progress.rates import rate, why_no_rate
from geodata.progress.statements import Series, StatedAction, StatedSetting, StatedValue, known_on, series, standing_on
from geodata.progress.states import Applicability
from geodata.progress.trajectory import expected

FRANCE = WHOLE_COUNTRY


@dataclass(frozen=True)
class Place:
    """All that was stated of one mesure in one place (a département, or `FR`).

    `values`: by code of indicator, `actions`: by code of sub-action. `rates`: rates that are not drawn from figures
    (the yearly meetings), by code of indicator; None where the département is silent.
    """

    code: str
    values: Mapping[str, Sequence[StatedValue]] = field(default_factory=dict)
    actions: Mapping[str, Sequence[StatedAction]] = field(default_factory=dict)
    settings: Sequence[StatedSetting] = ()
    rates: Mapping[str, float | None] = field(default_factory=dict)


@dataclass(frozen=True)
class IndicatorState:
    """An indicator on a day; `why_no_rate` is a French sentence, empty when there is a rate."""

    indicator: PlanIndicator
    series: Series
    rate: float | None
    why_no_rate: str
    yearly_rate: float | None
    expected: float
    evidence: Evidence | None
    freshness: Freshness | None
    due_on: date | None
    known_on: date | None


@dataclass(frozen=True)
class ActionProgress:
    """A sub-action on a day; `late`: its deadline has passed, where it has one and the préfet steers it."""

    action: Action
    stated: StatedAction | None
    rate: float | None
    late: bool

    @property
    def state(self) -> ActionState | None:
        return None if self.stated is None else self.stated.state


@dataclass(frozen=True)
class Evaluation:
    """`freshness`, `due_on`: of the weighing indicator that will be, or is, the first to be late."""

    setting: StatedSetting | None
    applicability: Applicability
    indicators: tuple[IndicatorState, ...]
    actions: tuple[ActionProgress, ...]
    composition: Composition
    expected: float | None
    freshness: Freshness | None
    due_on: date | None


def evaluate(
    plan: Plan, mesure: Mesure, place: Place, today: date, *, validated_only: bool = False, weighing_only: bool = False
) -> Evaluation:
    """The mesure in a place, with provisional figures or (`validated_only`) without them.

    The rate is made of the indicators that weigh; where none does, of the sub-actions. `weighing_only` leaves out what
    does not enter the rate, for lists.
    """
    setting = standing_on(place.settings, today)
    applicability = _applicability(mesure, setting)
    applies = applicability != Applicability.NOT_APPLICABLE
    weighing = weighing_indicators(mesure, place.code)
    followed = weighing if weighing_only else _of(mesure.indicators, place.code)
    indicators = tuple(_indicator(plan, each, place, today, validated_only) for each in followed)
    actions = tuple(_action(mesure, each, place, today) for each in _of(mesure.actions, place.code))
    counted = [each for each in indicators if each.indicator in weighing]
    if weighing:
        parts = [
            Component(
                each.indicator.code,
                each.indicator.weight,
                each.rate,
                applies and each.series.applicable,
                each.known_on,
            )
            for each in counted
        ]
    else:
        parts = [
            Component(
                each.action.code,
                each.action.weight,
                each.rate,
                applies and each.state != ActionState.NOT_APPLICABLE,
                None if each.stated is None else each.stated.stated_on,
            )
            for each in actions
        ]
    composition = compose(parts)
    ages = [(each.due_on, each.freshness) for each in counted if each.due_on and each.series.applicable]
    first = min(ages, key=lambda age: age[0], default=(None, None)) if composition.applicable else (None, None)
    return Evaluation(
        setting=setting,
        applicability=applicability,
        indicators=indicators,
        actions=actions,
        composition=composition,
        expected=_expected(plan, composition, counted, today),
        freshness=first[1],
        due_on=first[0],
    )


def weighing_indicators(mesure: Mesure, code: str) -> tuple[PlanIndicator, ...]:
    """The indicators that make the rate of a mesure in a place."""
    return tuple(each for each in _of(mesure.indicators, code) if each.weight > 0)


def start_of(plan: Plan) -> date:
    """The first day of a plan."""
    return date(plan.start, 1, 1)


def end_of(plan: Plan) -> date:
    """The last day of a plan."""
    return date(plan.end, 12, 31)


_Told = TypeVar("_Told", Action, PlanIndicator)


def _of(parts: Sequence[_Told], code: str) -> tuple[_Told, ...]:
    """What is told there: by each département, or once for France."""
    return tuple(each for each in parts if each.territorial == (code != FRANCE))


def _applicability(mesure: Mesure, setting: StatedSetting | None) -> Applicability:
    if setting is not None:
        return setting.applicability
    return Applicability.OPTIONAL if mesure.optional else Applicability.APPLICABLE


def _action(mesure: Mesure, action: Action, place: Place, today: date) -> ActionProgress:
    stated = standing_on(place.actions.get(action.code, ()), today)
    state = None if stated is None else stated.state
    late = mesure.level == "departement" and is_late(state, action.deadline, today)
    return ActionProgress(action, stated, action_rate(action.kind, state), late)


def _indicator(plan: Plan, indicator: PlanIndicator, place: Place, today: date, validated_only: bool) -> IndicatorState:
    stands = series(
        place.values.get(indicator.code, ()), today=today, start=start_of(plan), validated_only=validated_only
    )
    initial, current, target = _number(stands.initial), _number(stands.current), _target(indicator, place, stands)
    made = rate(indicator.direction, initial, current, target)
    why = why_no_rate(indicator.direction, initial, current, target)
    if indicator.code in place.rates:
        made = place.rates[indicator.code]
        why = "" if made is not None else "Le département n’a rien dit de l’une des années dues."
    yearly = stands.yearly.get(today.year)
    until = None if stands.current is None else known_on(stands.current, today)
    due = _due(plan, indicator, until)
    return IndicatorState(
        indicator=indicator,
        series=stands,
        rate=made,
        why_no_rate=why,
        yearly_rate=None if yearly is None else rate(indicator.direction, initial, current, yearly.value),
        expected=_course(plan, indicator, stands, initial, target, today),
        evidence=None if stands.current is None else stands.current.evidence,
        freshness=None if due is None else freshness(today, due),
        due_on=due,
        known_on=until,
    )


def _number(value: StatedValue | None) -> float | None:
    return None if value is None else value.value


def _target(indicator: PlanIndicator, place: Place, stands: Series) -> float | None:
    """The target that was set there, else the one of the text for such a place."""
    if stands.target is not None:
        return stands.target.value
    text = indicator.target
    if text is None or text.yearly or (text.scope == FRANCE) != (place.code == FRANCE):
        return None
    return text.value


def _due(plan: Plan, indicator: PlanIndicator, until: date | None) -> date | None:
    if indicator.computed:
        return None
    return due_on(until or start_of(plan), indicator.periodicity_months, indicator.delay_days)


def _course(
    plan: Plan, indicator: PlanIndicator, stands: Series, initial: float | None, target: float | None, today: date
) -> float:
    steps = []
    for each in stands.yearly.values():
        due = rate(indicator.direction, initial, each.value, target)
        if due is not None:
            steps.append((each.value_on, due))
    return expected(today, start_of(plan), end_of(plan), steps)


def _expected(plan: Plan, composition: Composition, counted: Sequence[IndicatorState], today: date) -> float | None:
    if not composition.applicable:
        return None
    courses = {each.indicator.code: each.expected for each in counted}
    usual = expected(today, start_of(plan), end_of(plan))
    return sum(each.weight * courses.get(each.code, usual) for each in composition.contributions)
