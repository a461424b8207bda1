"""The whole country on a day, from validated figures alone: rates, medians, trends. No one's rights yet."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from config.plan import Mesure, Plan
from geodata import territories
from geodata.facts import progress as facts
from geodata.facts.progress import ProgressFacts
from geodata.progress.evaluation import Evaluation, evaluate, weighing_indicators
from geodata.progress.gaps import gap, median_of
from geodata.progress.trend import Trend, trend
from geodata.publication.progress import computed
from geodata.rights import FRANCE


@dataclass(frozen=True)
class Country:
    """Everything stated of some mesures, and where each place stands with its validated figures.

    `official`, `earlier`: by number of mesure and place, today and at the end of the year before.
    """

    plan: Plan
    mesures: tuple[Mesure, ...]
    today: date
    facts: ProgressFacts
    official: Mapping[tuple[int, str], Evaluation]
    earlier: Mapping[tuple[int, str], float | None]
    medians: Mapping[int, float | None]

    def gap(self, mesure: Mesure, code: str) -> float | None:
        """Points between the validated rate and the median of the départements; None for `FR`."""
        return None if code == FRANCE else gap(self._rate(mesure, code), self.medians[mesure.number])

    def trend(self, mesure: Mesure, code: str) -> Trend:
        """Since the end of the year before."""
        since = year_before(self.today)
        weighing = weighing_indicators(mesure, code)
        changed = any(since < day <= self.today for each in weighing for day in self.facts.methods.get(each.code, ()))
        return trend(self.earlier.get((mesure.number, code)), self._rate(mesure, code), method_changed=changed)

    def _rate(self, mesure: Mesure, code: str) -> float | None:
        return self.official[mesure.number, code].composition.strict


def country(
    session: Session, plan: Plan, mesures: Iterable[Mesure], today: date, *, weighing_only: bool = False
) -> Country:
    """The départements for the mesures that they follow, and `FR` for the national ones.

    `weighing_only`: without the computed figures that enter no rate, which cost the most, for lists.
    """
    chosen = tuple(mesures)
    known = facts.progress(session, plan, chosen)
    since = year_before(today)
    meetings = computed.meetings(session, plan, chosen, today)
    figures = computed.figures(session, plan, chosen, today, weighing_only=weighing_only) | meetings.figures()
    known = replace(known, values={**known.values, **_with(known, figures)}, rates=meetings.rates(today))
    former = replace(known, rates=meetings.rates(since))
    official = {
        (mesure.number, code): evaluate(
            plan, mesure, known.place(mesure, code), today, validated_only=True, weighing_only=True
        )
        for mesure in chosen
        for code in places(mesure)
    }
    earlier = {
        (mesure.number, code): evaluate(
            plan, mesure, former.place(mesure, code), since, validated_only=True, weighing_only=True
        ).composition.strict
        for mesure in chosen
        for code in places(mesure)
    }
    medians = {
        mesure.number: median_of(official[mesure.number, code].composition.strict for code in territories.CODES)
        if mesure.level != "national"
        else None
        for mesure in chosen
    }
    return Country(plan, chosen, today, known, official, earlier, medians)


def places(mesure: Mesure) -> tuple[str, ...]:
    """Where a mesure is followed."""
    return (FRANCE,) if mesure.level == "national" else territories.CODES


def year_before(today: date) -> date:
    """The last day of the year before: the snapshot with which a trend is told."""
    return date(today.year - 1, 12, 31)


def _with(known: ProgressFacts, figures: computed.Figures) -> computed.Figures:
    """Computed figures beside the targets that somebody has set for them."""
    return {key: [*known.values.get(key, ()), *values] for key, values in figures.items()}
