"""Associations keep their own listing: structures, proposals and answers, merges, campaigns; history append-only."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

revision: str = "0009"
down_revision: str | None = "0008"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

NEW_COLUMNS: tuple[sa.Column[Any], ...] = (
    sa.Column("called", sa.String(), nullable=False, server_default=""),
    sa.Column("siret", sa.String(), nullable=False, server_default=""),
    sa.Column("languages", sa.JSON(), nullable=False, server_default="[]"),
    sa.Column("opening_hours", sa.String(), nullable=False, server_default=""),
    sa.Column("phone", sa.String(), nullable=False, server_default=""),
    sa.Column("mail", sa.String(), nullable=False, server_default=""),
    sa.Column("access", sa.String(), nullable=False, server_default=""),
    sa.Column("referrers", sa.JSON(), nullable=False, server_default="[]"),
    sa.Column("referral", sa.String(), nullable=False, server_default=""),
    sa.Column("consents", sa.JSON(), nullable=False, server_default='["address"]'),
    sa.Column("listed", sa.Boolean(), nullable=False, server_default=sa.true()),
    sa.Column("closed_on", sa.Date(), nullable=True),
    sa.Column("verified_by", sa.String(), nullable=False, server_default=""),
)

REVIEW_COLUMNS: tuple[sa.Column[Any], ...] = (
    sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=True),
    sa.Column("account_id", sa.Integer(), nullable=True),
    sa.Column("profile", sa.String(), nullable=False, server_default=""),
    sa.Column("demonstration", sa.Boolean(), nullable=False, server_default=sa.false()),
)


def upgrade() -> None:
    op.create_table(
        "structures",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("association", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("mail", sa.String(), nullable=False),
        sa.Column("demonstration", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_structures")),
        sa.UniqueConstraint("association", name=op.f("uq_structures_association")),
    )
    op.create_table(
        "campaigns",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("profile", sa.String(), nullable=False),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_campaigns_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaigns")),
    )
    op.create_table(
        "listing_facts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("origin_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("profile", sa.String(), nullable=False),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_listing_facts_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listing_facts")),
    )
    with op.batch_alter_table("listing_facts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_listing_facts_subject"), ["subject"], unique=False)

    op.create_table(
        "branch_merges",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kept_id", sa.Integer(), nullable=False),
        sa.Column("absorbed_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("profile", sa.String(), nullable=False),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["absorbed_id"], ["branches.id"], name=op.f("fk_branch_merges_absorbed_id")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_branch_merges_account_id")),
        sa.ForeignKeyConstraint(["kept_id"], ["branches.id"], name=op.f("fk_branch_merges_kept_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_branch_merges")),
    )
    with op.batch_alter_table("branch_merges", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_branch_merges_absorbed_id"), ["absorbed_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_branch_merges_kept_id"), ["kept_id"], unique=False)

    op.create_table(
        "invitations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("structure", sa.String(), nullable=False),
        sa.Column("mail", sa.String(), nullable=False),
        sa.Column("token_sha256", sa.String(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("profile", sa.String(), nullable=False),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_invitations_account_id")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_invitations_campaign_id")),
        sa.ForeignKeyConstraint(["structure"], ["structures.code"], name=op.f("fk_invitations_structure")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitations")),
        sa.UniqueConstraint("campaign_id", "structure", name=op.f("uq_invitations_campaign_id_structure")),
    )
    with op.batch_alter_table("invitations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_invitations_campaign_id"), ["campaign_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_invitations_structure"), ["structure"], unique=False)
        batch_op.create_index(batch_op.f("ix_invitations_token_sha256"), ["token_sha256"], unique=False)

    op.create_table(
        "invitation_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("invitation_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["invitation_id"], ["invitations.id"], name=op.f("fk_invitation_events_invitation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation_events")),
    )
    with op.batch_alter_table("invitation_events", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_invitation_events_invitation_id"), ["invitation_id"], unique=False)

    op.create_table(
        "listing_confirmations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("structure", sa.String(), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=True),
        sa.Column("block", sa.String(), nullable=False),
        sa.Column("confirmed_on", sa.Date(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("invitation_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("profile", sa.String(), nullable=False),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_listing_confirmations_account_id")),
        sa.ForeignKeyConstraint(["branch_id"], ["branches.id"], name=op.f("fk_listing_confirmations_branch_id")),
        sa.ForeignKeyConstraint(
            ["invitation_id"], ["invitations.id"], name=op.f("fk_listing_confirmations_invitation_id")
        ),
        sa.ForeignKeyConstraint(["structure"], ["structures.code"], name=op.f("fk_listing_confirmations_structure")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listing_confirmations")),
    )
    with op.batch_alter_table("listing_confirmations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_listing_confirmations_branch_id"), ["branch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_listing_confirmations_structure"), ["structure"], unique=False)

    op.create_table(
        "listing_proposals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("structure", sa.String(), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("authority", sa.String(), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("batch", sa.String(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=True),
        sa.Column("invitation_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("profile", sa.String(), nullable=False),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_listing_proposals_account_id")),
        sa.ForeignKeyConstraint(["branch_id"], ["branches.id"], name=op.f("fk_listing_proposals_branch_id")),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name=op.f("fk_listing_proposals_import_id")),
        sa.ForeignKeyConstraint(["invitation_id"], ["invitations.id"], name=op.f("fk_listing_proposals_invitation_id")),
        sa.ForeignKeyConstraint(["structure"], ["structures.code"], name=op.f("fk_listing_proposals_structure")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listing_proposals")),
    )
    with op.batch_alter_table("listing_proposals", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_listing_proposals_authority"), ["authority"], unique=False)
        batch_op.create_index(batch_op.f("ix_listing_proposals_branch_id"), ["branch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_listing_proposals_structure"), ["structure"], unique=False)

    op.create_table(
        "listing_answers",
        sa.Column("proposal_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("applied", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("profile", sa.String(), nullable=False),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_listing_answers_account_id")),
        sa.ForeignKeyConstraint(["proposal_id"], ["listing_proposals.id"], name=op.f("fk_listing_answers_proposal_id")),
        sa.PrimaryKeyConstraint("proposal_id", name=op.f("pk_listing_answers")),
    )
    zones = _zones()
    with op.batch_alter_table("branches", schema=None) as batch_op:
        batch_op.add_column(sa.Column("structure", sa.String(), nullable=True))
        for column in NEW_COLUMNS:
            batch_op.add_column(column)
        batch_op.alter_column("import_id", existing_type=sa.Integer(), nullable=True)
    _name_structures()
    with op.batch_alter_table("branches", schema=None) as batch_op:
        batch_op.alter_column("structure", existing_type=sa.String(), nullable=False)
        batch_op.create_index(batch_op.f("ix_branches_structure"), ["structure"], unique=False)
        batch_op.create_foreign_key(batch_op.f("fk_branches_structure"), "structures", ["structure"], ["code"])
    _bring_back(zones)
    with op.batch_alter_table("listing_reviews", schema=None) as batch_op:
        batch_op.alter_column("import_id", existing_type=sa.Integer(), nullable=True)
        for column in REVIEW_COLUMNS:
            batch_op.add_column(column)
        batch_op.create_foreign_key(batch_op.f("fk_listing_reviews_account_id"), "accounts", ["account_id"], ["id"])
    op.add_column("zones", sa.Column("mode", sa.String(), nullable=False, server_default=""))
    op.add_column("zones", sa.Column("validated_on", sa.Date(), nullable=True))
    _guard_postgresql() if op.get_bind().dialect.name == "postgresql" else _guard_sqlite()


def _zones() -> list[dict[str, Any]]:
    """SQLite alters a table by making another one: dropping the first would take its zones away with it."""
    return [dict(row._mapping) for row in op.get_bind().execute(sa.text("SELECT branch_id, departement FROM zones"))]


def _bring_back(zones: list[dict[str, Any]]) -> None:
    if zones and op.get_bind().dialect.name == "sqlite":
        op.execute("DELETE FROM zones")
        op.bulk_insert(
            sa.table("zones", sa.column("branch_id", sa.Integer), sa.column("departement", sa.String)), zones
        )


def _name_structures() -> None:
    """One structure for each association that the listing names, with a code that nobody will have to change."""
    connection = op.get_bind()
    names = connection.scalars(sa.text("SELECT DISTINCT association FROM branches ORDER BY association")).all()
    taken: set[str] = set()
    for name in names:
        code = _code(name)
        while code in taken:
            code += "-bis"
        taken.add(code)
        written = {"code": code, "name": name}
        connection.execute(
            sa.text(
                "INSERT INTO structures (code, association, name, description, mail) VALUES (:code, :name, :name, '', '')"
            ),
            written,
        )
        connection.execute(sa.text("UPDATE branches SET structure = :code WHERE association = :name"), written)


def _code(name: str) -> str:
    if "Ac.Sé" in name:
        return "acse"
    plain = unicodedata.normalize("NFKD", name.lower().replace("œ", "oe")).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:60].strip("-") or "structure"


def _guard_sqlite() -> None:
    for moment in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER listing_facts_no_{moment.lower()} BEFORE {moment} ON listing_facts "
            "BEGIN SELECT RAISE(ABORT, 'the history of the listing stays'); END"
        )


def _guard_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION listing_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the history of the listing stays'; END $$"
    )
    op.execute(
        "CREATE TRIGGER listing_facts_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON listing_facts "
        "FOR EACH STATEMENT EXECUTE FUNCTION listing_refuse()"
    )


def downgrade() -> None:
    zones = _zones()
    op.execute("DELETE FROM listing_reviews WHERE import_id IS NULL")
    with op.batch_alter_table("listing_reviews", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_listing_reviews_account_id"), type_="foreignkey")
        for column in reversed(REVIEW_COLUMNS):
            batch_op.drop_column(column.name)
        batch_op.alter_column("import_id", existing_type=sa.Integer(), nullable=False)
    with op.batch_alter_table("branches", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_branches_structure"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_branches_structure"))
        batch_op.alter_column("import_id", existing_type=sa.Integer(), nullable=False)
        for column in reversed(NEW_COLUMNS):
            batch_op.drop_column(column.name)
        batch_op.drop_column("structure")
    op.drop_column("zones", "validated_on")
    op.drop_column("zones", "mode")
    _bring_back(zones)
    op.drop_table("listing_answers")
    with op.batch_alter_table("listing_proposals", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_listing_proposals_structure"))
        batch_op.drop_index(batch_op.f("ix_listing_proposals_branch_id"))
        batch_op.drop_index(batch_op.f("ix_listing_proposals_authority"))

    op.drop_table("listing_proposals")
    with op.batch_alter_table("listing_confirmations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_listing_confirmations_structure"))
        batch_op.drop_index(batch_op.f("ix_listing_confirmations_branch_id"))

    op.drop_table("listing_confirmations")
    with op.batch_alter_table("invitation_events", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_invitation_events_invitation_id"))

    op.drop_table("invitation_events")
    with op.batch_alter_table("invitations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_invitations_token_sha256"))
        batch_op.drop_index(batch_op.f("ix_invitations_structure"))
        batch_op.drop_index(batch_op.f("ix_invitations_campaign_id"))

    op.drop_table("invitations")
    with op.batch_alter_table("branch_merges", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_branch_merges_kept_id"))
        batch_op.drop_index(batch_op.f("ix_branch_merges_absorbed_id"))

    op.drop_table("branch_merges")
    with op.batch_alter_table("listing_facts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_listing_facts_subject"))

    op.drop_table("listing_facts")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION listing_refuse()")
    op.drop_table("campaigns")
    op.drop_table("structures")
