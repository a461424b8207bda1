"""One mesure in one place, with all that a page shows of it."""

from datetime import date

from sqlalchemy.orm import Session

from config.nomenclatures import WHOLE_COUNTRY
from config.plan import Mesure
from geodata.perimetre import NotAllowed, Perimetre
from geodata.progress.alerts import alerts
from geodata.progress.evaluation import ActionProgress, Evaluation, IndicatorState, evaluate
from geodata.progress.mesure import Composition
from geodata.progress.statements import StatedValue
from geodata.progress.states import Absence, Applicability, ValueStatus
from geodata.progress.trajectory import position
from geodata.progress.trend import Trend
from geodata.publication.contract import State
from geodata.publication.french import as_stated
from geodata.publication.progress.contract import ActionCell, IndicatorCell, MesureState, ValueCell
from geodata.publication.progress.country import Country, country
from geodata.publication.progress.overview import withholds
from geodata.publication.progress.readers import Reader
from geodata.repositories.progress_comments import comments
from geodata.repositories.progress_proposals import proposals
from geodata.repositories.progress_rows import known_mesure, known_plan, require_place
from geodata.repositories.progress_scores import scores
from geodata.repositories.progress_syntheses import latest


def mesure_state(
    session: Session, perimetre: Perimetre, plan: str, mesure: int, departement: str, today: date
) -> MesureState:
    """A mesure in a département (or in `FR`) on a day, as the visitor may read it.

    Raises `NotAllowed` where he may read nothing of it, `ProgressError` for a plan, mesure or place that is not.
    """
    known, found = known_plan(plan), known_mesure(plan, mesure)
    require_place(found, departement)
    reader = Reader(perimetre, known)
    if not reader.readable(found, departement):
        raise NotAllowed(f"Le profil « {perimetre.label} » ne donne pas accès à l’avancement de cette mesure.")
    whole = country(session, known, [found], today)
    drafts = departement in reader.drafts[mesure]
    withheld = withholds(reader, found, departement)
    seen = evaluate(known, found, whole.facts.place(found, departement), today, validated_only=not drafts)
    official = whole.official.get((mesure, departement))
    followed = seen.applicability == Applicability.APPLICABLE and not withheld
    where = position(seen.composition.strict, seen.expected) if followed else None
    direction = whole.trend(found, departement) if official and not withheld else Trend.UNKNOWN
    distance = whole.gap(found, departement) if official and not withheld else None
    texts = latest(session, perimetre, plan, today, mesure=mesure, departement=departement)
    synthesis = texts.get((mesure, departement))
    told = comments(session, perimetre, plan, mesure=mesure, departement=departement)
    asked = [
        each
        for each in proposals(session, perimetre, plan, today, departement=departement, open_only=False)
        if each.mesure == mesure
    ]
    actions = tuple(_action(each, seen.composition, drafts) for each in seen.actions)
    indicators = tuple(_indicator(whole, reader, found, departement, each, seen) for each in seen.indicators)
    raised = alerts(
        found.level,
        seen.composition,
        gap=distance,
        position=where,
        trend=direction,
        freshness=seen.freshness,
        weather_missing=drafts and synthesis is None,
        actions_late=sum(each.late for each in actions),
        proposals_overdue=sum(each.overdue for each in asked),
    )
    shown = [value for each in indicators for value in each.history]
    return MesureState(
        plan=known,
        mesure=found,
        departement=departement,
        today=today,
        drafts_readable=drafts,
        withheld=withheld,
        setting=seen.setting if drafts else None,
        applicability=seen.applicability,
        actions=actions,
        indicators=indicators,
        composition=None if withheld else seen.composition,
        validated=None if withheld or official is None else official.composition,
        expected=None if withheld else seen.expected,
        position=where,
        trend=direction,
        median=None if withheld else whole.medians[mesure],
        gap=distance,
        freshness=None if withheld else seen.freshness,
        due_on=None if withheld else seen.due_on,
        synthesis=synthesis,
        comments=tuple(told),
        scores=tuple(scores(session, perimetre, plan, mesure=mesure)),
        proposals=tuple(asked),
        alerts=raised if followed else frozenset(),
        demonstration=any(
            [
                *(each.demonstration for each in shown),
                *(each.demonstration for each in actions),
                *(each.demonstration for each in told),
                *(each.demonstration for each in asked),
                seen.setting is not None and seen.setting.demonstration,
                synthesis is not None and synthesis.demonstration,
            ]
        ),
    )


def _action(each: ActionProgress, composition: Composition, drafts: bool) -> ActionCell:
    # Who reads no drafts reads which sub-actions there are, not how far they have gone.
    stated = each.stated if drafts else None
    weights = {part.code: part.weight for part in composition.contributions}
    return ActionCell(
        action=each.action,
        state=None if stated is None else stated.state,
        stated_on=None if stated is None else stated.stated_on,
        note="" if stated is None else stated.note,
        evidence=None if stated is None else stated.evidence,
        rate=each.rate if drafts else None,
        weight=weights.get(each.action.code),
        late=each.late and drafts,
        row_id=None if stated is None else stated.row_id,
        version=0 if stated is None else stated.version,
        profile="" if stated is None else stated.profile,
        recorded_at=None if stated is None else stated.recorded_at,
        demonstration=stated is not None and stated.demonstration,
    )


def _indicator(
    whole: Country, reader: Reader, mesure: Mesure, code: str, each: IndicatorState, seen: Evaluation
) -> IndicatorCell:
    weights = {part.code: part.weight for part in seen.composition.contributions}
    weight = weights.get(each.indicator.code)
    state = _state(reader, mesure, code, each)
    if not reader.reads(mesure, each.indicator, code):
        return IndicatorCell(each.indicator, state, *(None,) * 7, "", None, weight, None, None, None, ())
    stands, drafts = each.series, code in reader.drafts[mesure.number]
    text = each.indicator.target
    told = whole.facts.place(mesure, code).values.get(each.indicator.code, ())
    history = sorted(told, key=lambda value: (value.value_on, value.row_id or 0), reverse=True)
    unit = each.indicator.unit
    return IndicatorCell(
        indicator=each.indicator,
        state=state,
        initial=_cell(stands.initial, unit),
        current=_cell(stands.current, unit),
        target=_cell(stands.target, unit),
        target_value=stands.target.value
        if stands.target
        else (text.value if text and _meant(text.scope, code) else None),
        yearly_target=_cell(stands.yearly.get(whole.today.year), unit),
        silence=_cell(stands.silence, unit),
        rate=each.rate,
        why_no_rate=each.why_no_rate,
        yearly_rate=each.yearly_rate,
        weight=weight,
        evidence=each.evidence,
        freshness=each.freshness,
        due_on=each.due_on,
        history=tuple(
            cell
            for value in history
            if (drafts or value.status == ValueStatus.VALIDATED) and (cell := _cell(value, unit)) is not None
        ),
    )


def _state(reader: Reader, mesure: Mesure, code: str, each: IndicatorState) -> State:
    silence = each.series.silence
    if not each.series.applicable:
        return State.NOT_APPLICABLE
    if silence is not None and silence.absence == Absence.SECRET:
        return State.SECRET
    if each.series.current is None and each.rate is None:
        return State.UNKNOWN
    return State.PUBLISHED if reader.reads(mesure, each.indicator, code) else State.SECRET


def _meant(scope: str, code: str) -> bool:
    return (scope == WHOLE_COUNTRY) == (code == WHOLE_COUNTRY)


def _cell(value: StatedValue | None, unit: str) -> ValueCell | None:
    if value is None:
        return None
    return ValueCell(
        row_id=value.row_id,
        kind=value.kind,
        value=value.value,
        value_on=value.value_on,
        reading=_reading(value, unit),
        status=value.status,
        absence=value.absence,
        evidence=value.evidence,
        source=value.source,
        file_sha256=value.file_sha256,
        replaces_id=value.replaces_id,
        confirmed_on=value.confirmed_on,
        answer=value.answer,
        recorded_at=value.recorded_at,
        account_id=value.account_id,
        profile=value.profile,
        demonstration=value.demonstration,
    )


def _reading(value: StatedValue, unit: str) -> str:
    if value.value is None:
        return value.absence.label if value.absence else State.UNKNOWN.label
    return as_stated(value.value, unit)
