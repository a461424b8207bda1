"""The doors to the plan's progress: reads kept in memory until somebody writes.

What is kept is keyed by the perimeter and by the last writing told in the journal: what one person records is in the
next run of every other one.
"""

from dataclasses import replace
from datetime import UTC, date, datetime

import pandas as pd

from config.plan import Plan, plans
from config.settings import settings
from dashboard.data import kept, told
from geodata import journal
from geodata.database import transaction
from geodata.instants import today_at
from geodata.journal import Channel
from geodata.perimetre import Level, Perimetre
from geodata.progress.states import Alert
from geodata.publication import progress
from geodata.publication.progress import DepartementProgress, FranceProgress, MesureState
from geodata.repositories import progress_proposals, progress_scores, progress_syntheses
from geodata.repositories.progress_proposals import Proposal
from geodata.repositories.progress_rows import Entry
from geodata.repositories.progress_scores import MesureScore
from geodata.repositories.progress_syntheses import Synthesis
from geodata.rights import FRANCE

Version = tuple[str, int]
OBJECT = "drafts"


def version() -> Version:
    """Which statements are read: the database, and the last writing that its journal tells."""
    with transaction() as session:
        return settings().database_url, journal.last_write(session)


def present_day() -> date:
    """Today, in Paris."""
    return today_at(datetime.now(UTC))


def usual_plan() -> Plan:
    """The latest plan whose mesures are known."""
    return next(plan for plan in reversed(plans()) if plan.mesures)


def plan_of(year: int) -> Plan | None:
    """The plan that covers a year, when its mesures are known."""
    return next((plan for plan in plans() if year in plan.years and plan.mesures), None)


def end_of(year: int) -> date:
    """The last day of a year, or today while it lasts."""
    return min(date(year, 12, 31), present_day())


def overview(perimetre: Perimetre, plan: str, day: date) -> pd.DataFrame:
    """Every mesure in every place that this visitor may read; see `geodata.publication.progress.overview`."""
    rows = _overview(perimetre, plan, day, version())
    if rows["readable"].any():
        _consulted(perimetre, plan)
    return rows


def mesure_state(perimetre: Perimetre, plan: str, mesure: int, departement: str, day: date) -> MesureState:
    """One mesure in one place. Raises `NotAllowed` where nothing of it may be read."""
    with told(perimetre, OBJECT, f"{plan}:{mesure}:{departement}", Level.N0):
        state: MesureState = _mesure_state(perimetre, plan, mesure, departement, day, version())
    if state.drafts_readable:
        _consulted(perimetre, f"{plan}:{mesure}", departement)
    return state


def departement_progress(perimetre: Perimetre, plan: str, departement: str, day: date) -> DepartementProgress:
    """A département over the plan and each priority."""
    made: DepartementProgress = _departement_progress(perimetre, plan, departement, day, version())
    return made


def france_progress(perimetre: Perimetre, plan: str, mesure: int, day: date) -> FranceProgress:
    """A mesure for the whole country."""
    made: FranceProgress = _france_progress(perimetre, plan, mesure, day, version())
    return made


def syntheses(perimetre: Perimetre, plan: str, mesure: int, departement: str) -> list[Synthesis]:
    """Every version that the visitor may read, the newest first."""
    with transaction() as session:
        return progress_syntheses.history(session, perimetre, plan, mesure, departement)


def proposals(perimetre: Perimetre, plan: str, mesure: int, departement: str) -> list[Proposal]:
    """All the proposals about a mesure that the visitor may read, answered or not, as they stand today."""
    where = None if departement == FRANCE else departement
    with transaction() as session:
        found = progress_proposals.proposals(
            session, perimetre, plan, present_day(), departement=where, open_only=False
        )
    return [each for each in found if each.mesure == mesure]


def scores(perimetre: Perimetre, plan: str, mesure: int) -> list[MesureScore]:
    """The judgements on a mesure that the visitor may read, the newest first."""
    with transaction() as session:
        return progress_scores.scores(session, perimetre, plan, mesure=mesure)


def proposals_waiting(perimetre: Perimetre, plan: str, day: date, rows: pd.DataFrame) -> int:
    """How many of these mesures and places have left a proposal unanswered too long, today, whatever `day` is shown."""
    if day == present_day():
        return progress.alerts_count(rows)[Alert.PROPOSAL]
    with transaction() as session:
        waiting = progress_proposals.proposals(session, perimetre, plan, present_day())
    if not any(each.overdue for each in waiting):
        return 0
    raised = progress.with_alert(overview(perimetre, plan, present_day()), Alert.PROPOSAL)
    shown = set(zip(rows["mesure"], rows["departement"], strict=True))
    return sum(place in shown for place in zip(raised["mesure"], raised["departement"], strict=True))


def entry(now: datetime) -> Entry:
    """The circumstances of what is written from a page; in the demonstration, everything is invented."""
    return Entry(now, Channel.PAGE, demonstration=settings().demonstration)


def _consulted(perimetre: Perimetre, key: str, departement: str | None = None) -> None:
    with transaction() as session:
        journal.consulted(session, perimetre, obj=OBJECT, key=key, level=Level.N2, departement=departement)


@kept
def _overview(perimetre: Perimetre, plan: str, day: date, version: Version) -> pd.DataFrame:
    with transaction() as session:
        return progress.overview(session, perimetre, plan, day)


@kept
def _mesure_state(
    perimetre: Perimetre, plan: str, mesure: int, departement: str, day: date, version: Version
) -> MesureState:
    with transaction() as session:
        return progress.mesure_state(session, perimetre, plan, mesure, departement, day)


@kept
def _departement_progress(
    perimetre: Perimetre, plan: str, departement: str, day: date, version: Version
) -> DepartementProgress:
    with transaction() as session:
        made = progress.departement_progress(session, perimetre, plan, departement, day)
    return replace(made, priorities=dict(made.priorities))


@kept
def _france_progress(perimetre: Perimetre, plan: str, mesure: int, day: date, version: Version) -> FranceProgress:
    with transaction() as session:
        return progress.france_progress(session, perimetre, plan, mesure, day)
