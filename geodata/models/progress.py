"""What is told of the plan's progress: statements that are added and never changed, each with who made it and when.

Nothing derived is here: rates are computed again at each reading. A correction is a new row that names the one it
replaces; `version` (1, 2, 3… by record) refuses that two people write the next one at the same time.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, DateTime, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from geodata.models.base import Base


class Written:
    """Who made a statement, and when. No key to the accounts: a statement outlives the account that made it."""

    recorded_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), sort_order=90)
    account_id: Mapped[int | None] = mapped_column(sort_order=91)
    profile: Mapped[str] = mapped_column(sort_order=92)
    demonstration: Mapped[bool] = mapped_column(sort_order=93)


class MesureSetting(Written, Base):
    """Whether a mesure applies in a département, why, and which functions answer for it."""

    __tablename__ = "mesure_settings"
    __table_args__ = (
        UniqueConstraint("plan", "mesure", "departement", "version"),
        CheckConstraint("applicability = 'applicable' OR reason <> ''", name="reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan: Mapped[str]
    mesure: Mapped[int]
    departement: Mapped[str]
    version: Mapped[int]
    applicability: Mapped[str]
    reason: Mapped[str]
    decided_on: Mapped[date]
    responsible: Mapped[str]
    coordinator: Mapped[str]


class ActionStatement(Written, Base):
    """How far a sub-action has gone in a département (or `FR`)."""

    __tablename__ = "action_states"
    __table_args__ = (UniqueConstraint("plan", "action", "departement", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan: Mapped[str]
    action: Mapped[str]
    departement: Mapped[str]
    version: Mapped[int]
    state: Mapped[str]
    stated_on: Mapped[date]
    note: Mapped[str]
    evidence: Mapped[str]


class ProgressValue(Written, Base):
    """A figure of an indicator in a département (or `FR`) on a day, or why there is none (`absence`).

    `numerator`, `denominator`: the parts of a ratio, so that départements can be added before they are divided.
    """

    __tablename__ = "progress_values"
    __table_args__ = (
        # One figure a day, and one chain of corrections behind it: two people never fill the same cell side by side.
        Index(
            "ux_progress_values_first",
            *("plan", "indicator", "departement", "kind", "value_on"),
            unique=True,
            sqlite_where=text("replaces_id IS NULL"),
            postgresql_where=text("replaces_id IS NULL"),
        ),
        CheckConstraint("(value IS NULL) = (absence <> '')", name="value_or_absence"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan: Mapped[str]
    indicator: Mapped[str]
    departement: Mapped[str]
    value_on: Mapped[date]
    kind: Mapped[str]
    value: Mapped[float | None]
    absence: Mapped[str]
    numerator: Mapped[float | None]
    denominator: Mapped[float | None]
    evidence: Mapped[str]
    source: Mapped[str]
    file_sha256: Mapped[str]
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("progress_values.id"), unique=True)


class ValueValidation(Written, Base):
    """Who answers for a value has accepted or refused it; the last word stands. `evidence`: level found, if any."""

    __tablename__ = "value_validations"

    id: Mapped[int] = mapped_column(primary_key=True)
    value_id: Mapped[int] = mapped_column(ForeignKey("progress_values.id"), index=True)
    accepted: Mapped[bool]
    answer: Mapped[str]
    evidence: Mapped[str]


class ValueConfirmation(Written, Base):
    """« Rien n’a changé »: the value still held on a later day."""

    __tablename__ = "value_confirmations"

    id: Mapped[int] = mapped_column(primary_key=True)
    value_id: Mapped[int] = mapped_column(ForeignKey("progress_values.id"), index=True)
    confirmed_on: Mapped[date]


class ValueProposal(Written, Base):
    """A figure that a département or a structure would have the owner of the mesure keep."""

    __tablename__ = "value_proposals"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan: Mapped[str]
    indicator: Mapped[str]
    departement: Mapped[str] = mapped_column(index=True)
    value_on: Mapped[date]
    kind: Mapped[str]
    value: Mapped[float]
    reason: Mapped[str]
    source: Mapped[str]
    structure: Mapped[str]


class ProposalAnswer(Written, Base):
    """What became of a proposal: one answer, and the value kept when it was accepted."""

    __tablename__ = "proposal_answers"

    proposal_id: Mapped[int] = mapped_column(ForeignKey("value_proposals.id"), primary_key=True)
    state: Mapped[str]
    answer: Mapped[str]
    value_id: Mapped[int | None] = mapped_column(ForeignKey("progress_values.id"))


class Synthesis(Written, Base):
    """The weather of a mesure in a département and the text that explains it, never one without the other."""

    __tablename__ = "syntheses"
    __table_args__ = (
        UniqueConstraint("plan", "mesure", "departement", "version"),
        CheckConstraint("text <> ''", name="text"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan: Mapped[str]
    mesure: Mapped[int]
    departement: Mapped[str]
    version: Mapped[int]
    weather: Mapped[str]
    text: Mapped[str]
    stated_on: Mapped[date]


class SynthesisValidation(Written, Base):
    """The préfet's side has accepted or refused a synthesis; the last word stands."""

    __tablename__ = "synthesis_validations"

    id: Mapped[int] = mapped_column(primary_key=True)
    synthesis_id: Mapped[int] = mapped_column(ForeignKey("syntheses.id"), index=True)
    accepted: Mapped[bool]
    answer: Mapped[str]


class ProgressComment(Written, Base):
    """A typed comment; `scope` says who reads it."""

    __tablename__ = "progress_comments"
    __table_args__ = (Index("ix_progress_comments_place", "plan", "departement", "mesure"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan: Mapped[str]
    mesure: Mapped[int]
    departement: Mapped[str]
    kind: Mapped[str]
    scope: Mapped[str]
    text: Mapped[str]
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("progress_comments.id"), unique=True)


class MesureScore(Written, Base):
    """The judgement of the pilot, or of the CNCDH with the reference of its opinion, over the whole country."""

    __tablename__ = "mesure_scores"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan: Mapped[str] = mapped_column(index=True)
    mesure: Mapped[int]
    scorer: Mapped[str]
    score: Mapped[str]
    reference: Mapped[str]
    scored_on: Mapped[date]


class MethodChange(Written, Base):
    """The method of an indicator has changed on a day: values before and after do not compare."""

    __tablename__ = "method_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan: Mapped[str] = mapped_column(index=True)
    indicator: Mapped[str]
    changed_on: Mapped[date]
    what: Mapped[str]
    effect: Mapped[str]


class RecordDraft(Base):
    """A form half written, kept for its author alone until he saves it or forgets it; the only row here that changes.

    `base_version`: the version of the record that the author had before him.
    """

    __tablename__ = "record_drafts"

    owner: Mapped[str] = mapped_column(primary_key=True)
    form: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    base_version: Mapped[int]
    saved_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
