"""Answers as they were typed, until they are checked."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "draft_answer",
        sa.Column("owner", sa.String(12), nullable=False),
        sa.Column("field", sa.String(40), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("text_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(text IS NULL) <> (text_sealed IS NULL)", name=op.f("ck_draft_answer_clear_or_sealed")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["work_unit.id"], name=op.f("fk_draft_answer_unit_id")),
        sa.PrimaryKeyConstraint("owner", "field", name=op.f("pk_draft_answer")),
    )
    op.create_index(op.f("ix_draft_answer_unit_id"), "draft_answer", ["unit_id"])


def downgrade() -> None:
    op.drop_table("draft_answer")
