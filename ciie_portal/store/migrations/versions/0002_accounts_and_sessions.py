"""Buyer accounts, staff, sessions and one-time codes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from ciie_portal.store.migrations.words import words

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    _account()
    _staff_member()
    _web_session()
    _one_time_code()


def downgrade() -> None:
    op.drop_table("one_time_code")
    op.drop_table("web_session")
    op.drop_table("staff_member")
    op.drop_table("account")


def _account() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mobile", sa.String(20), nullable=True),
        sa.Column("email", sa.String(254), nullable=True),
        sa.Column("email_key", sa.String(254), nullable=True),
        sa.Column("password_hash", sa.String(200), nullable=False),
        sa.Column("locale", sa.String(2), nullable=False),
        sa.Column("second_channel", words("second_channel", "sms email"), nullable=True),
        sa.Column("second_contact", sa.String(254), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("password_changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("locale IN ('en', 'zh')", name=op.f("ck_account_locale_is_known")),
        sa.CheckConstraint(
            "mobile IS NOT NULL OR email_key IS NOT NULL OR erased_at IS NOT NULL",
            name=op.f("ck_account_has_a_contact"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("email_key", name=op.f("uq_account_email_key")),
        sa.UniqueConstraint("mobile", name=op.f("uq_account_mobile")),
    )


def _staff_member() -> None:
    op.create_table(
        "staff_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(32), nullable=False),
        sa.Column("login", sa.String(100), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column(
            "role",
            words(
                "role",
                (
                    "secretariat organiser_desk personnel_reviewer certificate_maker finance "
                    "help_desk administrator"
                ),
            ),
            nullable=False,
        ),
        sa.Column("mission_id", sa.Integer(), nullable=True),
        sa.Column("locale", sa.String(2), nullable=False),
        sa.Column("password_hash", sa.String(200), nullable=True),
        sa.Column("totp_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("totp_last_step", sa.Integer(), nullable=True),
        sa.Column("enrolment_token_hash", sa.String(64), nullable=True),
        sa.Column("enrolment_expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(role = 'secretariat') = (mission_id IS NOT NULL)",
            name=op.f("ck_staff_member_a_secretariat_has_a_mission"),
        ),
        sa.CheckConstraint("locale IN ('en', 'zh')", name=op.f("ck_staff_member_locale_is_known")),
        sa.CheckConstraint(
            "(password_hash IS NULL AND totp_last_step IS NULL) OR totp_sealed IS NOT NULL",
            name=op.f("ck_staff_member_enrolled_with_both_factors"),
        ),
        sa.ForeignKeyConstraint(
            ["mission_id"], ["trade_mission.id"], name=op.f("fk_staff_member_mission_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_member")),
        sa.UniqueConstraint("enrolment_token_hash", name=op.f("uq_staff_member_enrolment_token_hash")),
        sa.UniqueConstraint("key", name=op.f("uq_staff_member_key")),
        sa.UniqueConstraint("login", name=op.f("uq_staff_member_login")),
    )
    op.create_index(op.f("ix_staff_member_mission_id"), "staff_member", ["mission_id"])


def _web_session() -> None:
    op.create_table(
        "web_session",
        sa.Column("id_hash", sa.String(64), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("is_half_signed", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(account_id IS NULL) <> (staff_id IS NULL)", name=op.f("ck_web_session_belongs_to_one")
        ),
        sa.CheckConstraint(
            "NOT is_half_signed OR staff_id IS NOT NULL",
            name=op.f("ck_web_session_only_staff_are_half_signed"),
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_web_session_account_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff_member.id"], name=op.f("fk_web_session_staff_id")),
        sa.PrimaryKeyConstraint("id_hash", name=op.f("pk_web_session")),
    )
    op.create_index(op.f("ix_web_session_account_id"), "web_session", ["account_id"])
    op.create_index(op.f("ix_web_session_expires_at"), "web_session", ["expires_at"])
    op.create_index(op.f("ix_web_session_staff_id"), "web_session", ["staff_id"])


def _one_time_code() -> None:
    op.create_table(
        "one_time_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contact_index", sa.String(40), nullable=False),
        sa.Column("purpose", sa.String(40), nullable=False),
        sa.Column("code_hash", sa.String(80), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("spent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("tries >= 0", name=op.f("ck_one_time_code_tries_are_counted")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_one_time_code")),
    )
    op.create_index(op.f("ix_one_time_code_contact_index"), "one_time_code", ["contact_index"])
    op.create_index(op.f("ix_one_time_code_created_at"), "one_time_code", ["created_at"])
    op.create_index(
        "uq_one_time_code_open",
        "one_time_code",
        ["contact_index", "purpose"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
