"""What the counter gives of the plan's progress."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from config.plan import Action, Mesure, Plan, PlanIndicator
from geodata.progress.aggregate import Distribution, Interval, Sum
from geodata.progress.departement import DepartementRate
from geodata.progress.evidence import Evidence, EvidenceCount
from geodata.progress.freshness import Freshness
from geodata.progress.mesure import Composition
from geodata.progress.milestones import ActionState
from geodata.progress.statements import StatedSetting
from geodata.progress.states import Absence, Alert, Applicability, ValueKind, ValueStatus
from geodata.progress.trajectory import Position
from geodata.progress.trend import Trend
from geodata.publication.contract import State
from geodata.repositories.progress_comments import Comment
from geodata.repositories.progress_proposals import Proposal
from geodata.repositories.progress_scores import MesureScore
from geodata.repositories.progress_syntheses import Synthesis


@dataclass(frozen=True)
class ValueCell:
    """A figure that the visitor may read, and the row that it comes from (`row_id` None: computed, see `source`)."""

    row_id: int | None
    kind: ValueKind
    value: float | None
    value_on: date
    reading: str
    status: ValueStatus
    absence: Absence | None
    evidence: Evidence
    source: str
    file_sha256: str
    replaces_id: int | None
    confirmed_on: date | None
    answer: str
    recorded_at: datetime | None
    account_id: int | None
    profile: str
    demonstration: bool


@dataclass(frozen=True)
class IndicatorCell:
    """An indicator in a place: `state` says whether it has a figure that this visitor may read.

    `weight`: its share of the rate of the mesure (0 to 1), None when it does not enter it.
    """

    indicator: PlanIndicator
    state: State
    initial: ValueCell | None
    current: ValueCell | None
    target: ValueCell | None
    target_value: float | None
    yearly_target: ValueCell | None
    silence: ValueCell | None
    rate: float | None
    why_no_rate: str
    yearly_rate: float | None
    weight: float | None
    evidence: Evidence | None
    freshness: Freshness | None
    due_on: date | None
    history: tuple[ValueCell, ...]


@dataclass(frozen=True)
class ActionCell:
    """A sub-action in a place; `state` None: nobody has said. `version` 0: nothing is recorded yet."""

    action: Action
    state: ActionState | None
    stated_on: date | None
    note: str
    evidence: Evidence | None
    rate: float | None
    weight: float | None
    late: bool
    row_id: int | None
    version: int
    profile: str
    recorded_at: datetime | None
    demonstration: bool


@dataclass(frozen=True)
class MesureState:
    """A mesure in a place (a département, or `FR`), as one visitor may read it.

    `composition`: with the figures that wait for validation where drafts are readable; `validated`: without them, the
    base of `median`, `gap` and `trend`. Both are None when `withheld`: a figure that weighs is above the visitor's
    level, and the rate would give it away. `synthesis`, `comments` and `proposals` hold only what he may read.
    """

    plan: Plan
    mesure: Mesure
    departement: str
    today: date
    drafts_readable: bool
    withheld: bool
    setting: StatedSetting | None
    applicability: Applicability
    actions: tuple[ActionCell, ...]
    indicators: tuple[IndicatorCell, ...]
    composition: Composition | None
    validated: Composition | None
    expected: float | None
    position: Position | None
    trend: Trend
    median: float | None
    gap: float | None
    freshness: Freshness | None
    due_on: date | None
    synthesis: Synthesis | None
    comments: tuple[Comment, ...]
    scores: tuple[MesureScore, ...]
    proposals: tuple[Proposal, ...]
    alerts: frozenset[Alert]
    demonstration: bool


@dataclass(frozen=True)
class DepartementProgress:
    """A département over the plan and each of its priorities; `evidence`: of the current figures that weigh."""

    plan: DepartementRate
    priorities: Mapping[int, DepartementRate]
    evidence: EvidenceCount


@dataclass(frozen=True)
class FranceIndicator:
    """An indicator for the whole country: a `total` (sum or ratio) or an `interval` (share of the départements)."""

    indicator: PlanIndicator
    total: Sum | None
    interval: Interval | None
    target: float | None
    rate: float | None


@dataclass(frozen=True)
class FranceProgress:
    """A mesure for the whole country; `rates`: how the départements spread, which is never a national rate."""

    mesure: Mesure
    indicators: tuple[FranceIndicator, ...]
    rates: Distribution
    median: float | None
