"""Files, invitation codes and work units."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from ciie_portal.store.migrations.words import words

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    _stored_file()
    _invitation_code()
    _work_unit()
    _unit_area()


def downgrade() -> None:
    op.drop_table("unit_area")
    op.drop_table("work_unit")
    op.drop_table("invitation_code")
    op.drop_table("stored_file")


def _stored_file() -> None:
    op.create_table(
        "stored_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("kind", words("kind", "photo licence"), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.String(60), nullable=False),
        sa.Column("byte_size", sa.Integer(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("byte_size > 0", name=op.f("ck_stored_file_is_not_empty")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_stored_file_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stored_file")),
        sa.UniqueConstraint("key", name=op.f("uq_stored_file_key")),
    )
    op.create_index(op.f("ix_stored_file_account_id"), "stored_file", ["account_id"])


def _invitation_code() -> None:
    op.create_table(
        "invitation_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(32), nullable=False),
        sa.Column("code_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("code_index", sa.String(40), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("mission_id", sa.Integer(), nullable=False),
        sa.Column("uses_allowed", sa.Integer(), nullable=False),
        sa.Column("uses_spent", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("bound_unit_name", sa.Text(), nullable=True),
        sa.Column("bound_contact", sa.String(254), nullable=True),
        sa.Column("issued_by", sa.Integer(), nullable=True),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_by", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("uses_allowed > 0", name=op.f("ck_invitation_code_allows_at_least_one_use")),
        sa.CheckConstraint(
            "uses_spent >= 0 AND uses_spent <= uses_allowed",
            name=op.f("ck_invitation_code_uses_are_within_the_number"),
        ),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_invitation_code_edition_id")),
        sa.ForeignKeyConstraint(
            ["issued_by"], ["staff_member.id"], name=op.f("fk_invitation_code_issued_by")
        ),
        sa.ForeignKeyConstraint(
            ["mission_id"], ["trade_mission.id"], name=op.f("fk_invitation_code_mission_id")
        ),
        sa.ForeignKeyConstraint(
            ["revoked_by"], ["staff_member.id"], name=op.f("fk_invitation_code_revoked_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation_code")),
        sa.UniqueConstraint("code_index", name=op.f("uq_invitation_code_code_index")),
        sa.UniqueConstraint("key", name=op.f("uq_invitation_code_key")),
    )
    op.create_index(op.f("ix_invitation_code_mission_id"), "invitation_code", ["mission_id"])


def _work_unit() -> None:
    op.create_table(
        "work_unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(12), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("channel", words("channel", "with_code code_free overseas"), nullable=True),
        sa.Column(
            "status",
            words("status", "draft under_review returned approved rejected withdrawn"),
            nullable=False,
        ),
        sa.Column("status_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("name_zh", sa.Text(), nullable=True),
        sa.Column("name_en", sa.Text(), nullable=True),
        sa.Column(
            "category",
            words(
                "category",
                ("enterprise government_organ public_institution social_organisation overseas_unit"),
            ),
            nullable=True,
        ),
        sa.Column("credit_code", sa.Text(), nullable=True),
        sa.Column("registration_number", sa.Text(), nullable=True),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("division_code", sa.Text(), nullable=True),
        sa.Column("street", sa.Text(), nullable=True),
        sa.Column("city", sa.Text(), nullable=True),
        sa.Column("industry", sa.Text(), nullable=True),
        sa.Column("size", sa.Text(), nullable=True),
        sa.Column("products_wanted", sa.Text(), nullable=True),
        sa.Column("parent_group_code", sa.Text(), nullable=True),
        sa.Column("is_nhc_managed", sa.Boolean(), nullable=True),
        sa.Column("is_corps_member", sa.Boolean(), nullable=True),
        sa.Column("registered_capital", sa.BigInteger(), nullable=True),
        sa.Column("imports_last_year", sa.BigInteger(), nullable=True),
        sa.Column("contact_name", sa.Text(), nullable=True),
        sa.Column("contact_mobile", sa.Text(), nullable=True),
        sa.Column("contact_email", sa.Text(), nullable=True),
        sa.Column("licence_file_id", sa.Integer(), nullable=True),
        sa.Column("mission_id", sa.Integer(), nullable=True),
        sa.Column("proposed_mission_id", sa.Integer(), nullable=True),
        sa.Column("classification_rule", sa.String(40), nullable=True),
        sa.Column("classification_certainty", sa.String(20), nullable=True),
        sa.Column("asked_back_group", sa.String(10), nullable=True),
        sa.Column("invitation_code_id", sa.Integer(), nullable=True),
        sa.Column("code_spent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("management_accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("move_asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("move_reason", sa.Text(), nullable=True),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_resubmitted", sa.Boolean(), nullable=False),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decision_reason", sa.Text(), nullable=True),
        sa.Column("claimed_by", sa.Integer(), nullable=True),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            (
                "NOT (status IN ('under_review', 'returned', 'approved', 'rejected') AND "
                "category IN ('government_organ', 'public_institution', 'social_organisation')) "
                "OR invitation_code_id IS NOT NULL"
            ),
            name=op.f("ck_work_unit_organs_need_a_code"),
        ),
        sa.CheckConstraint(
            (
                "NOT (status IN ('under_review', 'returned', 'approved', 'rejected')) OR "
                "(submitted_at IS NOT NULL AND channel IS NOT NULL AND category IS NOT NULL)"
            ),
            name=op.f("ck_work_unit_submitted_is_complete"),
        ),
        sa.CheckConstraint(
            (
                "category IS NULL OR category <> 'overseas_unit' OR (mission_id IS NULL AND "
                "invitation_code_id IS NULL)"
            ),
            name=op.f("ck_work_unit_overseas_is_in_no_mission"),
        ),
        sa.CheckConstraint(
            (
                "status <> 'approved' OR (approved_at IS NOT NULL AND (mission_id IS NOT NULL "
                "OR category = 'overseas_unit'))"
            ),
            name=op.f("ck_work_unit_approved_has_a_mission"),
        ),
        sa.CheckConstraint("version > 0", name=op.f("ck_work_unit_version_is_positive")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_work_unit_account_id")),
        sa.ForeignKeyConstraint(["claimed_by"], ["staff_member.id"], name=op.f("fk_work_unit_claimed_by")),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_work_unit_edition_id")),
        sa.ForeignKeyConstraint(
            ["invitation_code_id"], ["invitation_code.id"], name=op.f("fk_work_unit_invitation_code_id")
        ),
        sa.ForeignKeyConstraint(
            ["licence_file_id"], ["stored_file.id"], name=op.f("fk_work_unit_licence_file_id")
        ),
        sa.ForeignKeyConstraint(["mission_id"], ["trade_mission.id"], name=op.f("fk_work_unit_mission_id")),
        sa.ForeignKeyConstraint(
            ["proposed_mission_id"], ["trade_mission.id"], name=op.f("fk_work_unit_proposed_mission_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work_unit")),
        sa.UniqueConstraint("account_id", "edition_id", name=op.f("uq_work_unit_account_id_edition_id")),
        sa.UniqueConstraint("reference", name=op.f("uq_work_unit_reference")),
    )
    op.create_index("ix_work_unit_credit_code", "work_unit", ["edition_id", "credit_code"])
    op.create_index(op.f("ix_work_unit_invitation_code_id"), "work_unit", ["invitation_code_id"])
    op.create_index("ix_work_unit_queue", "work_unit", ["mission_id", "status", "status_since"])
    op.create_index(
        "uq_work_unit_approved_credit_code",
        "work_unit",
        ["edition_id", "credit_code"],
        unique=True,
        sqlite_where=sa.text("status = 'approved' AND credit_code IS NOT NULL"),
        postgresql_where=sa.text("status = 'approved' AND credit_code IS NOT NULL"),
    )


def _unit_area() -> None:
    op.create_table(
        "unit_area",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("area_code", sa.String(20), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["work_unit.id"], name=op.f("fk_unit_area_unit_id")),
        sa.PrimaryKeyConstraint("unit_id", "area_code", name=op.f("pk_unit_area")),
    )
