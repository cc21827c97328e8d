"""Persons and the fields that reviewers gave back."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from ciie_portal.store.migrations.words import words

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    _person()
    _returned_field()


def downgrade() -> None:
    op.drop_table("returned_field")
    op.drop_table("person")


def _person() -> None:
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(12), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            words(
                "status",
                (
                    "draft awaiting_unit_review returned_by_mission left_out unpaid "
                    "waiting_for_review returned_by_reviewer in_production dispatched "
                    "ready_for_collection delivered collected failed refund_requested refunding "
                    "refunded withdrawn"
                ),
            ),
            nullable=False,
        ),
        sa.Column("status_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("name_zh", sa.Text(), nullable=True),
        sa.Column("name_latin", sa.Text(), nullable=True),
        sa.Column("sex", words("sex", "female male"), nullable=True),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("nationality", sa.Text(), nullable=True),
        sa.Column(
            "document_type",
            words(
                "document_type",
                (
                    "resident_id residence_permit hong_kong_macao_permit taiwan_permit "
                    "permanent_residence passport"
                ),
            ),
            nullable=True,
        ),
        sa.Column("document_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("document_index", sa.String(40), nullable=True),
        sa.Column("document_expires_on", sa.Date(), nullable=True),
        sa.Column("mobile", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("position", sa.Text(), nullable=True),
        sa.Column(
            "role",
            words("role", "trader scientific_researcher government_administrator intermediary other"),
            nullable=True,
        ),
        sa.Column("role_other", sa.Text(), nullable=True),
        sa.Column("photo_file_id", sa.Integer(), nullable=True),
        sa.Column("label_code", sa.String(40), nullable=True),
        sa.Column("left_out_reason", sa.Text(), nullable=True),
        sa.Column("decision_reason", sa.Text(), nullable=True),
        sa.Column("claimed_by", sa.Integer(), nullable=True),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            (
                "NOT (status IN ('unpaid', 'waiting_for_review', 'returned_by_reviewer', "
                "'in_production', 'dispatched', 'ready_for_collection', 'delivered', "
                "'collected', 'failed', 'refund_requested', 'refunding', 'refunded')) OR "
                "erased_at IS NOT NULL OR (document_type IS NOT NULL AND document_sealed IS NOT "
                "NULL AND document_index IS NOT NULL AND photo_file_id IS NOT NULL)"
            ),
            name=op.f("ck_person_approved_has_document_and_photo"),
        ),
        sa.CheckConstraint(
            (
                "NOT (status IN ('unpaid', 'waiting_for_review', 'returned_by_reviewer', "
                "'in_production', 'dispatched', 'ready_for_collection', 'delivered', "
                "'collected', 'failed', 'refund_requested', 'refunding', 'refunded')) OR "
                "label_code IS NOT NULL"
            ),
            name=op.f("ck_person_approved_has_a_label"),
        ),
        sa.CheckConstraint(
            "status <> 'left_out' OR left_out_reason IS NOT NULL",
            name=op.f("ck_person_left_out_has_a_reason"),
        ),
        sa.CheckConstraint(
            "(document_sealed IS NULL) = (document_index IS NULL)", name=op.f("ck_person_document_is_indexed")
        ),
        sa.CheckConstraint("version > 0", name=op.f("ck_person_version_is_positive")),
        sa.ForeignKeyConstraint(["claimed_by"], ["staff_member.id"], name=op.f("fk_person_claimed_by")),
        sa.ForeignKeyConstraint(["photo_file_id"], ["stored_file.id"], name=op.f("fk_person_photo_file_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["work_unit.id"], name=op.f("fk_person_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("reference", name=op.f("uq_person_reference")),
    )
    op.create_index(op.f("ix_person_document_index"), "person", ["document_index"])
    op.create_index("ix_person_queue", "person", ["status", "status_since"])
    op.create_index("ix_person_unit_id", "person", ["unit_id", "ordinal"])


def _returned_field() -> None:
    op.create_table(
        "returned_field",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("field", sa.String(40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_by", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["opened_by"], ["staff_member.id"], name=op.f("fk_returned_field_opened_by")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_returned_field_person_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["work_unit.id"], name=op.f("fk_returned_field_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_returned_field")),
    )
    op.create_index(op.f("ix_returned_field_person_id"), "returned_field", ["person_id"])
    op.create_index(op.f("ix_returned_field_unit_id"), "returned_field", ["unit_id"])
    op.create_index(
        "uq_returned_field_person_open",
        "returned_field",
        ["person_id", "field"],
        unique=True,
        sqlite_where=sa.text("person_id IS NOT NULL AND answered_at IS NULL"),
        postgresql_where=sa.text("person_id IS NOT NULL AND answered_at IS NULL"),
    )
    op.create_index(
        "uq_returned_field_unit_open",
        "returned_field",
        ["unit_id", "field"],
        unique=True,
        sqlite_where=sa.text("person_id IS NULL AND answered_at IS NULL"),
        postgresql_where=sa.text("person_id IS NULL AND answered_at IS NULL"),
    )
