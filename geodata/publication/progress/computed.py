"""Figures of the plan that nobody types: from the indicators of the house, and from the meetings of the CDPD."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import pandas as pd
from sqlalchemy.orm import Session

from config.plan import Mesure, Plan, PlanIndicator
from geodata.indicators import INDICATORS, Choice, Indicator
from geodata.meetings.compliance import Cell, plan_score
from geodata.meetings.vocabulary import DecisionState
from geodata.perimetre import Level, perimetre
from geodata.progress.evidence import Evidence
from geodata.progress.statements import StatedValue
from geodata.progress.states import Absence, ValueKind
from geodata.publication.hidden import hidden_persons
from geodata.repositories.decisions import decisions
from geodata.repositories.meetings import compliance

Figures = dict[tuple[str, str], list[StatedValue]]
CDPD, DECISIONS = "cdpd", "decisions"
RECORDED = "Réunions du CDPD enregistrées"


def figures(
    session: Session, plan: Plan, mesures: Iterable[Mesure], today: date, *, weighing_only: bool = False
) -> Figures:
    """What the indicators of the house say in each year of the plan until `today`, by indicator and département.

    The first year known gives the initial value.
    """
    found: Figures = {}
    years = [year for year in plan.years if year <= today.year]
    for indicator in computed(mesures):
        if indicator.computed in INDICATORS and (indicator.weight or not weighing_only):
            for year in years:
                _add(found, session, indicator, year, today)
        elif indicator.computed == DECISIONS and not weighing_only:
            found |= _decisions(session, indicator, today)
    return found


@dataclass(frozen=True)
class Meetings:
    """The state of the yearly meeting: a `Cell` by département and year, for the years of the plan that are over."""

    indicators: tuple[PlanIndicator, ...]
    cells: pd.DataFrame

    def figures(self) -> Figures:
        """Held (1) or not (0), by indicator and département, at the end of each year; nothing where it is silent."""
        return {
            (indicator.code, code): [
                StatedValue(
                    None,
                    ValueKind.CURRENT,
                    date(year, 12, 31),
                    float(cell.held),
                    evidence=Evidence.SUPPORTED if cell == Cell.HELD_DOCUMENTED else Evidence.DECLARED,
                    source=RECORDED,
                )
                for year, cell in self.cells.loc[code].items()
                if cell != Cell.SILENT
            ]
            for indicator in self.indicators
            for code in self.cells.index
        }

    def rates(self, day: date) -> dict[tuple[str, str], float | None]:
        """The mean over the years due on a day; None where a département has said nothing of one of them."""
        due = [year for year in self.cells.columns if date(year, 12, 31) <= day]
        if not due:
            return {}
        return {
            (indicator.code, code): plan_score(list(self.cells.loc[code, due]))
            for indicator in self.indicators
            for code in self.cells.index
        }


def meetings(session: Session, plan: Plan, mesures: Iterable[Mesure], today: date) -> Meetings:
    """The yearly meetings of the whole country until `today`; a year is due once it is over."""
    wanted = tuple(each for each in computed(mesures) if each.computed == CDPD)
    years = [year for year in plan.years if date(year, 12, 31) <= today]
    if not wanted or not years:
        return Meetings((), pd.DataFrame())
    # The counter reads for the whole country before it scopes: Miprof alone reads every state.
    return Meetings(wanted, compliance(session, perimetre("miprof"), years, today))


def computed(mesures: Iterable[Mesure]) -> list[PlanIndicator]:
    """The indicators of some mesures that nobody types."""
    return [each for mesure in mesures for each in mesure.indicators if each.computed]


def _decisions(session: Session, indicator: PlanIndicator, today: date) -> Figures:
    """Decisions that are overdue, per 100 of those carried out or overdue; nothing where there is neither."""
    found: Figures = {}
    for code, rows in decisions(session, perimetre("miprof"), today).groupby("departement"):
        done = int((rows["state"] == DecisionState.DONE.value).sum())
        late = int(rows["overdue"].sum())
        if done + late:
            found[indicator.code, str(code)] = [
                StatedValue(
                    None,
                    ValueKind.CURRENT,
                    today,
                    100 * late / (done + late),
                    numerator=late,
                    denominator=done + late,
                    source=RECORDED,
                )
            ]
    return found


def _add(found: Figures, session: Session, indicator: PlanIndicator, year: int, today: date) -> None:
    origin = INDICATORS[indicator.computed]
    facts = origin.facts(session, Choice(year))
    values: pd.Series[float] = origin.formula(facts).astype("float64")
    # As everywhere in the house: no figure although all that it is made of is known means that there is none to have.
    pointless = values.isna() & facts.notna().all(axis="columns")
    day = min(date(year, 12, 31), today)
    withheld = _withheld(session, origin, year)
    for code, value in values[values.notna() | pointless].items():
        series = found.setdefault((indicator.code, str(code)), [])
        if pointless[code] or code in withheld:
            why = Absence.SECRET if code in withheld else Absence.NOT_APPLICABLE
            series.append(StatedValue(None, ValueKind.CURRENT, day, None, why, source=origin.source))
            continue
        first = all(each.value is None for each in series)
        kinds = [ValueKind.INITIAL, ValueKind.CURRENT] if first else [ValueKind.CURRENT]
        series += [
            StatedValue(None, kind, day, float(value), evidence=Evidence.SUPPORTED, source=origin.source)
            for kind in kinds
        ]


def _withheld(session: Session, origin: Indicator, year: int) -> set[str]:
    """Where even readers of exact figures do not read it: few minors could be rebuilt from it."""
    return {
        territory
        for column in origin.persons
        for public, territory in hidden_persons(session, column, year, Level.N2)
        if public is None
    }
