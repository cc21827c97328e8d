"""Editions, trade missions and central enterprises."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from ciie_portal.store.migrations.words import words

revision = "0001"
down_revision = None


def upgrade() -> None:
    _edition()
    _edition_area()
    _edition_label()
    _trade_mission()
    _central_enterprise()


def downgrade() -> None:
    op.drop_table("central_enterprise")
    op.drop_table("trade_mission")
    op.drop_table("edition_label")
    op.drop_table("edition_area")
    op.drop_table("edition")


def _edition() -> None:
    op.create_table(
        "edition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("name_en", sa.String(200), nullable=False),
        sa.Column("name_zh", sa.String(200), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("pays_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fee_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("person_cap", sa.Integer(), nullable=False),
        sa.Column("is_code_free_open", sa.Boolean(), nullable=False),
        sa.Column("is_demonstration", sa.Boolean(), nullable=False),
        sa.Column("erases_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("fee_minor >= 0", name=op.f("ck_edition_fee_is_not_negative")),
        sa.CheckConstraint("opens_at < closes_at", name=op.f("ck_edition_opens_before_it_closes")),
        sa.CheckConstraint("person_cap > 0", name=op.f("ck_edition_person_cap_is_positive")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edition")),
        sa.UniqueConstraint("code", name=op.f("uq_edition_code")),
    )


def _edition_area() -> None:
    op.create_table(
        "edition_area",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("name_en", sa.String(100), nullable=False),
        sa.Column("name_zh", sa.String(100), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_edition_area_edition_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edition_area")),
        sa.UniqueConstraint("edition_id", "code", name=op.f("uq_edition_area_edition_id_code")),
    )


def _edition_label() -> None:
    op.create_table(
        "edition_label",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("name_en", sa.String(100), nullable=False),
        sa.Column("name_zh", sa.String(100), nullable=False),
        sa.Column(
            "default_role",
            words("default_role", "trader scientific_researcher government_administrator intermediary other"),
            nullable=True,
        ),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_edition_label_edition_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edition_label")),
        sa.UniqueConstraint("edition_id", "code", name=op.f("uq_edition_label_edition_id_code")),
        sa.UniqueConstraint(
            "edition_id", "default_role", name=op.f("uq_edition_label_edition_id_default_role")
        ),
    )


def _trade_mission() -> None:
    op.create_table(
        "trade_mission",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(30), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column(
            "kind",
            words("kind", "province planned_city xpcc central_enterprise nhc industry"),
            nullable=False,
        ),
        sa.Column("name_en", sa.String(200), nullable=False),
        sa.Column("name_zh", sa.String(200), nullable=False),
        sa.Column("aliases", sa.Text(), nullable=False),
        sa.Column("region_code", sa.String(6), nullable=True),
        sa.Column("sector", sa.String(200), nullable=True),
        sa.Column("claims_division", sa.String(6), nullable=True),
        sa.Column("is_invented", sa.Boolean(), nullable=False),
        sa.Column("contact_office", sa.String(200), nullable=True),
        sa.Column("contact_phone", sa.String(60), nullable=True),
        sa.Column("contact_email", sa.String(254), nullable=True),
        sa.Column("contact_address", sa.String(300), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "parent_id IS NULL OR parent_id <> id", name=op.f("ck_trade_mission_is_not_its_own_parent")
        ),
        sa.ForeignKeyConstraint(["parent_id"], ["trade_mission.id"], name=op.f("fk_trade_mission_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trade_mission")),
        sa.UniqueConstraint("code", name=op.f("uq_trade_mission_code")),
    )
    op.create_index(op.f("ix_trade_mission_parent_id"), "trade_mission", ["parent_id"])


def _central_enterprise() -> None:
    op.create_table(
        "central_enterprise",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(10), nullable=False),
        sa.Column("name_en", sa.String(200), nullable=False),
        sa.Column("name_zh", sa.String(200), nullable=False),
        sa.Column("group_today_zh", sa.String(200), nullable=True),
        sa.Column("aliases", sa.Text(), nullable=False),
        sa.Column("mission_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["mission_id"], ["trade_mission.id"], name=op.f("fk_central_enterprise_mission_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_central_enterprise")),
        sa.UniqueConstraint("code", name=op.f("uq_central_enterprise_code")),
        sa.UniqueConstraint("mission_id", name=op.f("uq_central_enterprise_mission_id")),
        sa.UniqueConstraint("name_zh", name=op.f("uq_central_enterprise_name_zh")),
    )
