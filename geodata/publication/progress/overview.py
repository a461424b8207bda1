"""Every mesure in every place on a line: for lists, filters and counters."""

from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy.orm import Session

from config.plan import Mesure
from geodata.perimetre import Perimetre
from geodata.progress.alerts import alerts
from geodata.progress.evaluation import Evaluation, evaluate, weighing_indicators
from geodata.progress.milestones import ActionState
from geodata.progress.states import Alert, Applicability, ValueStatus
from geodata.progress.trajectory import position
from geodata.publication.progress.country import Country, country, places
from geodata.publication.progress.readers import Reader
from geodata.repositories.progress_proposals import Proposal, proposals
from geodata.repositories.progress_rows import known_plan
from geodata.repositories.progress_syntheses import Synthesis, latest
from geodata.rights import FRANCE


def overview(
    session: Session, perimetre: Perimetre, plan: str, today: date, departement: str | None = None
) -> pd.DataFrame:
    """One row per mesure and place that the visitor may read, ordered by mesure then département.

    Places are the 101 départements, or only `departement`, and `FR` for the national mesures. Columns: mesure,
    departement, title, level, priority, applicability, readable (drafts are), withheld (no rate: a figure that weighs
    is above the visitor's level), rate, provisional_rate, coverage (0 to 1), validated_rate, median, gap, expected,
    position, trend, freshness, due_on, oldest, newest, weather, synthesis_status, synthesis, actions_late,
    actions_done, actions_due, proposals_open, responsible, demonstration, and `alert_…` for each `Alert`. Rates are
    unrounded percentages; None and NaN are unknown. Raises `ProgressError` for an unknown plan.
    """
    known = known_plan(plan)
    reader = Reader(perimetre, known)
    whole = country(session, known, known.mesures, today, weighing_only=True)
    texts = latest(session, perimetre, plan, today, departement=None)
    waiting: dict[tuple[int, str], list[Proposal]] = {}
    for each in proposals(session, perimetre, plan, today):
        waiting.setdefault((each.mesure, each.departement), []).append(each)
    rows = [
        _row(whole, reader, mesure, code, texts.get((mesure.number, code)), waiting.get((mesure.number, code), []))
        for mesure in known.mesures
        for code in places(mesure)
        if departement in {None, code} or code == FRANCE
        if reader.readable(mesure, code)
    ]
    return pd.DataFrame(rows, columns=COLUMNS).astype(dict.fromkeys(FIGURES, "float64"))


def alerts_count(rows: pd.DataFrame) -> dict[Alert, int]:
    """How many rows of an overview bear each alert."""
    return {alert: int(rows[_column(alert)].sum()) for alert in Alert}


def with_alert(rows: pd.DataFrame, alert: Alert) -> pd.DataFrame:
    """The rows that a counter counts."""
    return rows[rows[_column(alert)]]


FIGURES = ("rate", "provisional_rate", "coverage", "validated_rate", "median", "gap", "expected")
COLUMNS = [
    "mesure", "departement", "title", "level", "priority", "applicability", "readable", "withheld", *FIGURES,
    "position", "trend", "freshness", "due_on", "oldest", "newest", "weather", "synthesis_status", "synthesis",
    "actions_late", "actions_done", "actions_due", "proposals_open", "responsible", "demonstration",
    *(f"alert_{alert.value}" for alert in Alert),
]  # fmt: skip


def withholds(reader: Reader, mesure: Mesure, code: str) -> bool:
    """Whether the rate of a mesure would give away what the visitor may not read.

    A figure above his level; or, where no indicator weighs, the states of sub-actions, which nobody validates.
    """
    weighing = weighing_indicators(mesure, code)
    if not weighing:
        return code not in reader.drafts[mesure.number]
    return not all(reader.reads(mesure, each, code) for each in weighing)


def read_by(whole: Country, reader: Reader, mesure: Mesure, code: str) -> Evaluation:
    """The mesure as the visitor reads it: with provisional figures where he reads drafts."""
    official = whole.official[mesure.number, code]
    place = whole.facts.place(mesure, code)
    if code not in reader.drafts[mesure.number] or all(_settled(values) for values in place.values.values()):
        return official
    return evaluate(whole.plan, mesure, place, whole.today, weighing_only=True)


def _row(
    whole: Country,
    reader: Reader,
    mesure: Mesure,
    code: str,
    synthesis: Synthesis | None,
    waiting: list[Proposal],
) -> dict[str, Any]:
    drafts = code in reader.drafts[mesure.number]
    seen, official = read_by(whole, reader, mesure, code), whole.official[mesure.number, code]
    withheld = withholds(reader, mesure, code)
    made = seen.composition
    followed = seen.applicability == Applicability.APPLICABLE
    where = position(made.strict, seen.expected) if followed else None
    direction, distance = whole.trend(mesure, code), whole.gap(mesure, code)
    late = sum(each.late for each in seen.actions)
    row: dict[str, Any] = {
        "mesure": mesure.number,
        "departement": code,
        "title": mesure.title,
        "level": mesure.level,
        "priority": mesure.priority,
        "applicability": seen.applicability,
        "readable": drafts,
        "withheld": withheld,
        "actions_late": late if drafts else 0,
        "actions_done": sum(each.state == ActionState.DONE for each in seen.actions) if drafts else 0,
        "actions_due": sum(_due(each.state if drafts else None) for each in seen.actions),
        "weather": None if synthesis is None else synthesis.weather,
        "synthesis_status": None if synthesis is None else synthesis.status,
        "synthesis": "" if synthesis is None else synthesis.text,
        "proposals_open": len(waiting),
        "responsible": seen.setting.responsible if seen.setting and drafts else "",
        "demonstration": _demonstration(whole, mesure, code),
    }
    if not withheld:
        row |= {
            "rate": made.strict,
            "provisional_rate": made.provisional,
            "coverage": made.coverage if made.applicable else None,
            "validated_rate": official.composition.strict,
            "median": whole.medians[mesure.number],
            "gap": distance,
            "expected": seen.expected,
            "position": where,
            "trend": direction,
            "freshness": seen.freshness,
            "due_on": seen.due_on,
            "oldest": made.oldest,
            "newest": made.newest,
        }
    raised = (
        alerts(
            mesure.level,
            made,
            gap=distance,
            position=where,
            trend=direction,
            freshness=seen.freshness,
            weather_missing=drafts and synthesis is None,
            actions_late=row["actions_late"],
            proposals_overdue=sum(each.overdue for each in waiting),
        )
        if followed and not withheld
        else frozenset()
    )
    return row | {_column(alert): alert in raised for alert in Alert}


def _due(state: ActionState | None) -> bool:
    return state not in {ActionState.NOT_APPLICABLE, ActionState.ABANDONED}


def _settled(values: Any) -> bool:
    return all(each.status == ValueStatus.VALIDATED for each in values)


def _demonstration(whole: Country, mesure: Mesure, code: str) -> bool:
    place = whole.facts.place(mesure, code)
    return (
        any(each.demonstration for values in place.values.values() for each in values)
        or any(each.demonstration for actions in place.actions.values() for each in actions)
        or any(each.demonstration for each in place.settings)
    )


def _column(alert: Alert) -> str:
    return f"alert_{alert.value}"
