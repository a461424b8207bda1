"""Figures of persons that a later import replaced: append-only."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

TABLES = ("former_counts", "former_needs")


def upgrade() -> None:
    op.create_table(
        "former_counts",
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("departement", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("nomenclature", sa.String(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("sex", sa.String(), nullable=False),
        sa.Column("age_class", sa.String(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name=op.f("fk_former_counts_import_id")),
        sa.PrimaryKeyConstraint(
            "source",
            "departement",
            "year",
            "service",
            "nomenclature",
            "form",
            "sex",
            "age_class",
            "import_id",
            name=op.f("pk_former_counts"),
        ),
    )
    op.create_table(
        "former_needs",
        sa.Column("departement", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("observed_on", sa.Date(), nullable=False),
        sa.Column("public", sa.String(), nullable=False),
        sa.Column("place_type", sa.String(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("places_needed", sa.Integer(), nullable=True),
        sa.Column("places_occupied", sa.Integer(), nullable=True),
        sa.Column("requests", sa.Integer(), nullable=True),
        sa.Column("requests_not_met", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name=op.f("fk_former_needs_import_id")),
        sa.PrimaryKeyConstraint(
            "departement", "kind", "observed_on", "public", "place_type", "import_id", name=op.f("pk_former_needs")
        ),
    )
    op.create_index("ix_former_needs_observed_on", "former_needs", ["observed_on"], unique=False)
    _guard_postgresql() if op.get_bind().dialect.name == "postgresql" else _guard_sqlite()


def _guard_sqlite() -> None:
    for table in TABLES:
        for moment in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{moment.lower()} BEFORE {moment} ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'what was published stays remembered'); END"
            )


def _guard_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION former_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'what was published stays remembered'; END $$"
    )
    for table in TABLES:
        op.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION former_refuse()"
        )


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION former_refuse()")
