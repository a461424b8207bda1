"""What is told of the plan: values, states, syntheses, comments, scores, and forms half written."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0007"
down_revision: str | None = "0006"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "action_states",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("departement", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("stated_on", sa.Date(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("evidence", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("profile", sa.String(), nullable=False),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_states")),
        sa.UniqueConstraint(
            "plan", "action", "departement", "version", name=op.f("uq_action_states_plan_action_departement_version")
        ),
    )
    op.create_table(
        "mesure_scores",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan", sa.String(), nullable=False),
        sa.Column("mesure", sa.Integer(), nullable=False),
        sa.Column("scorer", sa.String(), nullable=False),
        sa.Column("score", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("scored_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("profile", sa.String(), nullable=False),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mesure_scores")),
    )
    with op.batch_alter_table("mesure_scores", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mesure_scores_plan"), ["plan"], unique=False)

    op.create_table(
        "mesure_settings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan", sa.String(), nullable=False),
        sa.Column("mesure", sa.Integer(), nullable=False),
        sa.Column("departement", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("applicability", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("responsible", sa.String(), nullable=False),
        sa.Column("coordinator", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("profile", sa.String(), nullable=False),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
        sa.CheckConstraint("applicability = 'applicable' OR reason <> ''", name=op.f("ck_mesure_settings_reason")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mesure_settings")),
        sa.UniqueConstraint(
            "plan", "mesure", "departement", "version", name=op.f("uq_mesure_settings_plan_mesure_departement_version")
        ),
    )
    op.create_table(
        "method_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan", sa.String(), nullable=False),
        sa.Column("indicator", sa.String(), nullable=False),
        sa.Column("changed_on", sa.Date(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("effect", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("profile", sa.String(), nullable=False),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_method_changes")),
    )
    with op.batch_alter_table("method_changes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_method_changes_plan"), ["plan"], unique=False)

    op.create_table(
        "progress_comments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan", sa.String(), nullable=False),
        sa.Column("mesure", sa.Integer(), nullable=False),
        sa.Column("departement", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("profile", sa.String(), nullable=False),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["replaces_id"], ["progress_comments.id"], name=op.f("fk_progress_comments_replaces_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_progress_comments")),
        sa.UniqueConstraint("replaces_id", name=op.f("uq_progress_comments_replaces_id")),
    )
    with op.batch_alter_table("progress_comments", schema=None) as batch_op:
        batch_op.create_index("ix_progress_comments_place", ["plan", "departement", "mesure"], unique=False)

    op.create_table(
        "progress_values",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan", sa.String(), nullable=False),
        sa.Column("indicator", sa.String(), nullable=False),
        sa.Column("departement", sa.String(), nullable=False),
        sa.Column("value_on", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("value", sa.Double(), nullable=True),
        sa.Column("absence", sa.String(), nullable=False),
        sa.Column("numerator", sa.Double(), nullable=True),
        sa.Column("denominator", sa.Double(), nullable=True),
        sa.Column("evidence", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("file_sha256", sa.String(), nullable=False),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("profile", sa.String(), nullable=False),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
        sa.CheckConstraint("(value IS NULL) = (absence <> '')", name=op.f("ck_progress_values_value_or_absence")),
        sa.ForeignKeyConstraint(["replaces_id"], ["progress_values.id"], name=op.f("fk_progress_values_replaces_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_progress_values")),
        sa.UniqueConstraint("replaces_id", name=op.f("uq_progress_values_replaces_id")),
    )
    with op.batch_alter_table("progress_values", schema=None) as batch_op:
        batch_op.create_index(
            "ux_progress_values_first",
            ["plan", "indicator", "departement", "kind", "value_on"],
            unique=True,
            sqlite_where=sa.text("replaces_id IS NULL"),
            postgresql_where=sa.text("replaces_id IS NULL"),
        )

    op.create_table(
        "record_drafts",
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("base_version", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("owner", "form", name=op.f("pk_record_drafts")),
    )
    op.create_table(
        "syntheses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan", sa.String(), nullable=False),
        sa.Column("mesure", sa.Integer(), nullable=False),
        sa.Column("departement", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("weather", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("stated_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("profile", sa.String(), nullable=False),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
        sa.CheckConstraint("text <> ''", name=op.f("ck_syntheses_text")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_syntheses")),
        sa.UniqueConstraint(
            "plan", "mesure", "departement", "version", name=op.f("uq_syntheses_plan_mesure_departement_version")
        ),
    )
    op.create_table(
        "value_proposals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan", sa.String(), nullable=False),
        sa.Column("indicator", sa.String(), nullable=False),
        sa.Column("departement", sa.String(), nullable=False),
        sa.Column("value_on", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("value", sa.Double(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("structure", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("profile", sa.String(), nullable=False),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_value_proposals")),
    )
    with op.batch_alter_table("value_proposals", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_value_proposals_departement"), ["departement"], unique=False)

    op.create_table(
        "proposal_answers",
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("value_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("profile", sa.String(), nullable=False),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["proposal_id"], ["value_proposals.id"], name=op.f("fk_proposal_answers_proposal_id")),
        sa.ForeignKeyConstraint(["value_id"], ["progress_values.id"], name=op.f("fk_proposal_answers_value_id")),
        sa.PrimaryKeyConstraint("proposal_id", name=op.f("pk_proposal_answers")),
    )
    op.create_table(
        "synthesis_validations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("synthesis_id", sa.Integer(), nullable=False),
        sa.Column("accepted", sa.Boolean(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("profile", sa.String(), nullable=False),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["synthesis_id"], ["syntheses.id"], name=op.f("fk_synthesis_validations_synthesis_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_synthesis_validations")),
    )
    with op.batch_alter_table("synthesis_validations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_synthesis_validations_synthesis_id"), ["synthesis_id"], unique=False)

    op.create_table(
        "value_confirmations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("value_id", sa.Integer(), nullable=False),
        sa.Column("confirmed_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("profile", sa.String(), nullable=False),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["value_id"], ["progress_values.id"], name=op.f("fk_value_confirmations_value_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_value_confirmations")),
    )
    with op.batch_alter_table("value_confirmations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_value_confirmations_value_id"), ["value_id"], unique=False)

    op.create_table(
        "value_validations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("value_id", sa.Integer(), nullable=False),
        sa.Column("accepted", sa.Boolean(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("evidence", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("profile", sa.String(), nullable=False),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["value_id"], ["progress_values.id"], name=op.f("fk_value_validations_value_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_value_validations")),
    )
    with op.batch_alter_table("value_validations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_value_validations_value_id"), ["value_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("value_validations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_value_validations_value_id"))

    op.drop_table("value_validations")
    with op.batch_alter_table("value_confirmations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_value_confirmations_value_id"))

    op.drop_table("value_confirmations")
    with op.batch_alter_table("synthesis_validations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_synthesis_validations_synthesis_id"))

    op.drop_table("synthesis_validations")
    op.drop_table("proposal_answers")
    with op.batch_alter_table("value_proposals", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_value_proposals_departement"))

    op.drop_table("value_proposals")
    op.drop_table("syntheses")
    op.drop_table("record_drafts")
    with op.batch_alter_table("progress_values", schema=None) as batch_op:
        batch_op.drop_index("ux_progress_values_first")

    op.drop_table("progress_values")
    with op.batch_alter_table("progress_comments", schema=None) as batch_op:
        batch_op.drop_index("ix_progress_comments_place")

    op.drop_table("progress_comments")
    with op.batch_alter_table("method_changes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_method_changes_plan"))

    op.drop_table("method_changes")
    op.drop_table("mesure_settings")
    with op.batch_alter_table("mesure_scores", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_mesure_scores_plan"))

    op.drop_table("mesure_scores")
    op.drop_table("action_states")
