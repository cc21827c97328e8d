"""Comparisons of our books with the payment provider's."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "reconciliation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("payments_found", sa.Integer(), nullable=False),
        sa.Column("payments_corrected", sa.Integer(), nullable=False),
        sa.Column("refunds_settled", sa.Integer(), nullable=False),
        sa.Column("checkouts_closed", sa.Integer(), nullable=False),
        sa.Column("trouble", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reconciliation")),
    )
    op.create_index(op.f("ix_reconciliation_started_at"), "reconciliation", ["started_at"])


def downgrade() -> None:
    op.drop_table("reconciliation")
