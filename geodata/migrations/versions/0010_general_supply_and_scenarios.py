"""General supply of accommodation, requests for relocation by département of origin, saved scenarios of places."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0010"
down_revision: str | None = "0009"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "general_supply",
        sa.Column("departement", sa.String(), nullable=False),
        sa.Column("observed_on", sa.Date(), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("value", sa.Double(), nullable=True),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name=op.f("fk_general_supply_import_id")),
        sa.PrimaryKeyConstraint("departement", "observed_on", "category", name=op.f("pk_general_supply")),
    )
    op.create_table(
        "relocation_requests",
        sa.Column("departement", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=True),
        sa.Column("met", sa.Integer(), nullable=True),
        sa.Column("refused_no_place", sa.Integer(), nullable=True),
        sa.Column("refused_criteria", sa.Integer(), nullable=True),
        sa.Column("withdrawn", sa.Integer(), nullable=True),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name=op.f("fk_relocation_requests_import_id")),
        sa.PrimaryKeyConstraint("departement", "year", name=op.f("pk_relocation_requests")),
    )
    op.create_table(
        "saved_scenarios",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("result", sa.JSON(), nullable=False),
        sa.Column("facts_sha256", sa.String(), nullable=False),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("profile", sa.String(), nullable=False),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_saved_scenarios_account_id")),
        sa.ForeignKeyConstraint(["replaces_id"], ["saved_scenarios.id"], name=op.f("fk_saved_scenarios_replaces_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_scenarios")),
    )
    op.create_table(
        "scenario_shares",
        sa.Column("scenario_id", sa.Integer(), nullable=False),
        sa.Column("departement", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("profile", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_scenario_shares_account_id")),
        sa.ForeignKeyConstraint(["scenario_id"], ["saved_scenarios.id"], name=op.f("fk_scenario_shares_scenario_id")),
        sa.PrimaryKeyConstraint("scenario_id", "departement", name=op.f("pk_scenario_shares")),
    )
    with op.batch_alter_table("scenario_shares", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_scenario_shares_departement"), ["departement"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("scenario_shares", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_scenario_shares_departement"))

    op.drop_table("scenario_shares")
    op.drop_table("saved_scenarios")
    op.drop_table("relocation_requests")
    op.drop_table("general_supply")
