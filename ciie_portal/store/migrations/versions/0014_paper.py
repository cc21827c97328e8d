"""Batches and what a certificate shows on paper."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from ciie_portal.store.migrations.words import words

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    _batch()
    _paper()


def downgrade() -> None:
    op.drop_table("certificate_paper")
    op.drop_table("certificate_batch")


def _batch() -> None:
    op.create_table(
        "certificate_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.Column("counted_good", sa.Integer(), nullable=True),
        sa.Column("counted_spoiled", sa.Integer(), nullable=True),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("counted_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("number > 0", name=op.f("ck_certificate_batch_number_is_positive")),
        sa.CheckConstraint(
            "(counted_good IS NULL) = (counted_at IS NULL)",
            name=op.f("ck_certificate_batch_counted_at_an_instant"),
        ),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_certificate_batch_edition_id")),
        sa.ForeignKeyConstraint(["made_by"], ["staff_member.id"], name=op.f("fk_certificate_batch_made_by")),
        sa.ForeignKeyConstraint(
            ["counted_by"], ["staff_member.id"], name=op.f("fk_certificate_batch_counted_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate_batch")),
        sa.UniqueConstraint("edition_id", "number", name=op.f("uq_certificate_batch_edition_id_number")),
    )


def _paper() -> None:
    faces = (
        *("name_zh", "name_latin", "unit_name_zh", "unit_name_en", "mission_name_zh", "mission_name_en"),
    )
    op.create_table(
        "certificate_paper",
        sa.Column("certificate_id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=True) for name in faces),
        sa.Column("label_zh", sa.Text(), nullable=False),
        sa.Column("label_en", sa.Text(), nullable=False),
        sa.Column("photo_file_id", sa.Integer(), nullable=True),
        sa.Column("signed_text", sa.Text(), nullable=False),
        sa.Column("reissue_reason", words("reissue_reason", "lost spoiled"), nullable=True),
        sa.Column("set_out_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["certificate_id"], ["certificate.id"], name=op.f("fk_certificate_paper_certificate_id")
        ),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["certificate_batch.id"], name=op.f("fk_certificate_paper_batch_id")
        ),
        sa.ForeignKeyConstraint(
            ["photo_file_id"], ["stored_file.id"], name=op.f("fk_certificate_paper_photo_file_id")
        ),
        sa.PrimaryKeyConstraint("certificate_id", name=op.f("pk_certificate_paper")),
        sa.UniqueConstraint("batch_id", "place", name=op.f("uq_certificate_paper_batch_id_place")),
    )
