"""A mesure for the whole country: values are added before any rate is drawn from them."""

from datetime import date

from sqlalchemy.orm import Session

from config.nomenclatures import WHOLE_COUNTRY
from config.plan import Mesure, PlanIndicator
from geodata import territories
from geodata.perimetre import Perimetre
from geodata.progress.aggregate import Interval, Sum, distribution, ratio, share, total
from geodata.progress.evaluation import start_of
from geodata.progress.rates import rate
from geodata.progress.statements import Series, StatedValue, series
from geodata.progress.states import Applicability
from geodata.publication.progress.contract import FranceIndicator, FranceProgress
from geodata.publication.progress.country import Country, country
from geodata.publication.progress.overview import withholds
from geodata.publication.progress.readers import Reader
from geodata.repositories.progress_rows import known_mesure, known_plan
from geodata.rights import FRANCE


def france_progress(session: Session, perimetre: Perimetre, plan: str, mesure: int, today: date) -> FranceProgress:
    """Sums, ratios and shares over the départements where the mesure applies, from validated figures alone.

    What counts persons, and what the visitor may not read in every département, is left out: France minus what one
    knows would give away the rest.
    """
    known, found = known_plan(plan), known_mesure(plan, mesure)
    reader = Reader(perimetre, known)
    whole = country(session, known, [found], today)
    indicators = tuple(
        _indicator(whole, found, each)
        for each in found.indicators
        if not each.persons and all(reader.reads(found, each, code) for code in _places(each))
    )
    open_rates = [
        whole.official[mesure, code].composition.strict
        for code in territories.CODES
        if (mesure, code) in whole.official and not withholds(reader, found, code)
    ]
    complete = len(open_rates) == len(territories.CODES)
    return FranceProgress(
        mesure=found,
        indicators=indicators,
        rates=distribution(open_rates if complete else ()),
        median=whole.medians[mesure] if complete else None,
    )


def _places(indicator: PlanIndicator) -> tuple[str, ...]:
    return territories.CODES if indicator.territorial else (FRANCE,)


def _indicator(whole: Country, mesure: Mesure, indicator: PlanIndicator) -> FranceIndicator:
    due = [code for code in _places(indicator) if _applies(whole, mesure, code)]
    stands = {code: _series(whole, mesure, indicator, code) for code in due}
    stands = {code: each for code, each in stands.items() if each.applicable}
    current = {code: each.current for code, each in stands.items()}
    national = _series(whole, mesure, indicator, FRANCE)
    target = national.target.value if national.target else _text(indicator)
    made: Sum | None = None
    interval: Interval | None = None
    initial: float | None = None
    if indicator.aggregation == "part" and stands:
        interval = share({code: None if each is None else bool(each.value) for code, each in current.items()})
    elif indicator.aggregation == "ratio":
        made = ratio({code: _parts(each) for code, each in current.items()})
        starts = ratio({code: _parts(each.initial) for code, each in stands.items()})
        initial = starts.value if starts.known == starts.due else None
    elif indicator.aggregation == "somme" or not indicator.territorial:
        made = total({code: None if each is None else each.value for code, each in current.items()})
        starts = total({code: each.initial.value if each.initial else None for code, each in stands.items()})
        initial = starts.value if starts.known == starts.due else None
    # A sum with silent départements is a floor: no rate is drawn from it.
    complete = made is not None and made.known == made.due
    return FranceIndicator(
        indicator=indicator,
        total=made,
        interval=interval,
        target=target,
        rate=rate(indicator.direction, initial, made.value, target) if complete and made else None,
    )


def _applies(whole: Country, mesure: Mesure, code: str) -> bool:
    official = whole.official.get((mesure.number, code))
    return official is None or official.applicability == Applicability.APPLICABLE


def _series(whole: Country, mesure: Mesure, indicator: PlanIndicator, code: str) -> Series:
    told = whole.facts.place(mesure, code).values.get(indicator.code, ())
    return series(told, today=whole.today, start=start_of(whole.plan), validated_only=True)


def _parts(value: StatedValue | None) -> tuple[float, float] | None:
    if value is None or value.numerator is None or value.denominator is None:
        return None
    return value.numerator, value.denominator


def _text(indicator: PlanIndicator) -> float | None:
    target = indicator.target
    return target.value if target is not None and target.scope == WHOLE_COUNTRY else None
