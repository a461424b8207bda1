"""Secure places by grande zone and year."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "secure_capacity",
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("places_financed", sa.Integer(), nullable=False),
        sa.Column("places_open", sa.Integer(), nullable=False),
        sa.Column("places_occupied", sa.Integer(), nullable=False),
        sa.Column("operators", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("operators >= 3", name=op.f("ck_secure_capacity_operators")),
        sa.CheckConstraint("places_financed >= 11 AND places_open >= 11", name=op.f("ck_secure_capacity_places")),
        sa.CheckConstraint("places_occupied BETWEEN 0 AND places_open", name=op.f("ck_secure_capacity_occupied")),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name=op.f("fk_secure_capacity_import_id")),
        sa.PrimaryKeyConstraint("zone", "year", name=op.f("pk_secure_capacity")),
    )


def downgrade() -> None:
    op.drop_table("secure_capacity")
