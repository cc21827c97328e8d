"""Corrections: a payment that was declined, a new registration after a withdrawal, what was agreed to."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from ciie_portal.store.migrations.words import words

revision = "0011"
down_revision = "0010"

ONCE = "uq_work_unit_account_id_edition_id"
AT_A_TIME = "uq_work_unit_of_account"


def upgrade() -> None:
    op.add_column("checkout", sa.Column("attempted_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("checkout", sa.Column("declined_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("work_unit") as table:
        table.drop_constraint(op.f(ONCE), type_="unique")
    going_on = sa.text("status <> 'withdrawn'")
    op.create_index(
        AT_A_TIME,
        "work_unit",
        ["account_id", "edition_id"],
        unique=True,
        sqlite_where=going_on,
        postgresql_where=going_on,
    )
    _consent()


def downgrade() -> None:
    op.drop_table("consent")
    op.drop_index(AT_A_TIME, "work_unit")
    with op.batch_alter_table("work_unit") as table:
        table.create_unique_constraint(op.f(ONCE), ["account_id", "edition_id"])
    op.drop_column("checkout", "declined_at")
    op.drop_column("checkout", "attempted_at")


def _consent() -> None:
    op.create_table(
        "consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("kind", words("kind", "management declaration"), nullable=False),
        sa.Column("text_version", sa.String(20), nullable=False),
        sa.Column("locale", sa.String(2), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_consent_account_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["work_unit.id"], name=op.f("fk_consent_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
        sa.UniqueConstraint("unit_id", "kind", name=op.f("uq_consent_unit_id_kind")),
    )
