"""Certificate requests and checkouts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from ciie_portal.store.migrations.words import words

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    _certificate_request()
    _certificate_request_person()
    _checkout()


def downgrade() -> None:
    op.drop_table("checkout")
    op.drop_table("certificate_request_person")
    op.drop_table("certificate_request")


def _certificate_request() -> None:
    op.create_table(
        "certificate_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(12), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("status", words("status", "open paid cancelled"), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("paid_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(status = 'cancelled') = (cancelled_at IS NOT NULL)",
            name=op.f("ck_certificate_request_cancelled_has_an_instant"),
        ),
        sa.CheckConstraint(
            "(status = 'paid') = (paid_at IS NOT NULL)",
            name=op.f("ck_certificate_request_paid_has_an_instant"),
        ),
        sa.CheckConstraint("amount_minor >= 0", name=op.f("ck_certificate_request_amount_is_not_negative")),
        sa.CheckConstraint("version > 0", name=op.f("ck_certificate_request_version_is_positive")),
        sa.ForeignKeyConstraint(["unit_id"], ["work_unit.id"], name=op.f("fk_certificate_request_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate_request")),
        sa.UniqueConstraint("reference", name=op.f("uq_certificate_request_reference")),
    )
    op.create_index(op.f("ix_certificate_request_unit_id"), "certificate_request", ["unit_id"])


def _certificate_request_person() -> None:
    op.create_table(
        "certificate_request_person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("is_live", sa.Boolean(), nullable=False),
        sa.Column("fee_minor", sa.BigInteger(), nullable=False),
        sa.Column("method", words("method", "express collection counter"), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=True),
        sa.Column("recipient_mobile", sa.String(20), nullable=True),
        sa.Column("division_code", sa.String(6), nullable=True),
        sa.Column("street", sa.Text(), nullable=True),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            (
                "method <> 'express' OR erased_at IS NOT NULL OR (recipient IS NOT NULL AND "
                "recipient_mobile IS NOT NULL AND division_code IS NOT NULL AND street IS NOT "
                "NULL)"
            ),
            name=op.f("ck_certificate_request_person_express_has_an_address"),
        ),
        sa.CheckConstraint("fee_minor >= 0", name=op.f("ck_certificate_request_person_fee_is_not_negative")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_certificate_request_person_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["certificate_request.id"], name=op.f("fk_certificate_request_person_request_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate_request_person")),
        sa.UniqueConstraint(
            "request_id", "person_id", name=op.f("uq_certificate_request_person_request_id_person_id")
        ),
    )
    op.create_index(
        "uq_certificate_request_person_live",
        "certificate_request_person",
        ["person_id"],
        unique=True,
        sqlite_where=sa.text("is_live"),
        postgresql_where=sa.text("is_live"),
    )


def _checkout() -> None:
    op.create_table(
        "checkout",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(32), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("status", words("status", "open paid cancelled expired"), nullable=False),
        sa.Column("provider", sa.String(20), nullable=False),
        sa.Column("provider_checkout", sa.String(100), nullable=True),
        sa.Column("hosted_url", sa.Text(), nullable=True),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("amount_minor > 0", name=op.f("ck_checkout_amount_is_positive")),
        sa.ForeignKeyConstraint(
            ["request_id"], ["certificate_request.id"], name=op.f("fk_checkout_request_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checkout")),
        sa.UniqueConstraint("key", name=op.f("uq_checkout_key")),
        sa.UniqueConstraint(
            "provider", "provider_checkout", name=op.f("uq_checkout_provider_provider_checkout")
        ),
    )
    op.create_index(op.f("ix_checkout_request_id"), "checkout", ["request_id"])
    op.create_index(
        "uq_checkout_open",
        "checkout",
        ["request_id"],
        unique=True,
        sqlite_where=sa.text("status = 'open'"),
        postgresql_where=sa.text("status = 'open'"),
    )
