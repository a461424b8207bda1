"""Journal: append-only, refused to UPDATE and DELETE by the database itself."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

REFUSAL = "the journal is append-only"


def upgrade() -> None:
    op.create_table(
        "journal",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("obj", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("departement", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("before", sa.String(), nullable=False),
        sa.Column("after", sa.String(), nullable=False),
        sa.Column("previous", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_journal")),
    )
    op.create_index("ix_journal_actor_event_at", "journal", ["actor", "event", "at"])
    op.create_table(
        "journal_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_journal_head_alone")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_head")),
    )
    _guard_postgresql() if op.get_bind().dialect.name == "postgresql" else _guard_sqlite()


def _guard_sqlite() -> None:
    """The head may only be kept as it is (a lock) or move on by one line."""
    refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    backwards = "NEW.count NOT IN (OLD.count, OLD.count + 1) OR (NEW.count = OLD.count AND NEW.hash <> OLD.hash)"
    # INSERT OR REPLACE deletes without firing the triggers of DELETE: a number already taken is refused first.
    taken = "EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key})"
    for name, moment, condition in (
        ("journal_no_update", "UPDATE ON journal", ""),
        ("journal_no_delete", "DELETE ON journal", ""),
        ("journal_no_replace", "INSERT ON journal", f"WHEN {taken.format(table='journal', key='number')}"),
        ("journal_head_no_return", "UPDATE ON journal_head", f"WHEN {backwards}"),
        ("journal_head_no_delete", "DELETE ON journal_head", ""),
    ):
        op.execute(f"CREATE TRIGGER {name} BEFORE {moment} {condition} {refuse}")


def _guard_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION journal_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER journal_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON journal "
        "FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse()"
    )
    op.execute(
        "CREATE TRIGGER journal_head_no_delete BEFORE DELETE OR TRUNCATE ON journal_head "
        "FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse()"
    )
    op.execute(
        "CREATE TRIGGER journal_head_no_return BEFORE UPDATE ON journal_head FOR EACH ROW "
        "WHEN (NEW.count NOT IN (OLD.count, OLD.count + 1) OR (NEW.count = OLD.count AND NEW.hash <> OLD.hash)) "
        "EXECUTE FUNCTION journal_refuse()"
    )


def downgrade() -> None:
    op.drop_table("journal_head")
    op.drop_table("journal")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION journal_refuse()")
