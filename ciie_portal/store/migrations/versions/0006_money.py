"""Payments, refunds and the provider's notifications."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from ciie_portal.store.migrations.words import words

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    _payment()
    _refund()
    _refund_attempt()
    _provider_notification()


def downgrade() -> None:
    op.drop_table("provider_notification")
    op.drop_table("refund_attempt")
    op.drop_table("refund")
    op.drop_table("payment")


def _payment() -> None:
    op.create_table(
        "payment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(32), nullable=False),
        sa.Column("provider", sa.String(20), nullable=False),
        sa.Column("provider_transaction", sa.String(100), nullable=False),
        sa.Column("checkout_id", sa.Integer(), nullable=True),
        sa.Column("request_id", sa.Integer(), nullable=True),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("refunded_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("method", sa.String(30), nullable=False),
        sa.Column("state", words("state", "matched surplus unmatched"), nullable=False),
        sa.Column("paid_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state <> 'matched' OR request_id IS NOT NULL", name=op.f("ck_payment_matched_has_a_request")
        ),
        sa.CheckConstraint("amount_minor > 0", name=op.f("ck_payment_amount_is_positive")),
        sa.CheckConstraint(
            "refunded_minor >= 0 AND refunded_minor <= amount_minor",
            name=op.f("ck_payment_never_refunds_more_than_was_paid"),
        ),
        sa.ForeignKeyConstraint(["checkout_id"], ["checkout.id"], name=op.f("fk_payment_checkout_id")),
        sa.ForeignKeyConstraint(
            ["request_id"], ["certificate_request.id"], name=op.f("fk_payment_request_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment")),
        sa.UniqueConstraint("key", name=op.f("uq_payment_key")),
        sa.UniqueConstraint(
            "provider", "provider_transaction", name=op.f("uq_payment_provider_provider_transaction")
        ),
    )
    op.create_index(op.f("ix_payment_checkout_id"), "payment", ["checkout_id"])
    op.create_index(op.f("ix_payment_request_id"), "payment", ["request_id"])
    op.create_index(
        "uq_payment_matched",
        "payment",
        ["request_id"],
        unique=True,
        sqlite_where=sa.text("state = 'matched'"),
        postgresql_where=sa.text("state = 'matched'"),
    )


def _refund() -> None:
    op.create_table(
        "refund",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(12), nullable=False),
        sa.Column("key", sa.String(32), nullable=False),
        sa.Column("payment_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column(
            "reason",
            words("reason", "person_failed second_payment cancelled_request replaced_checkout unmatched"),
            nullable=False,
        ),
        sa.Column("status", words("status", "requested processing paid refused"), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("requested_by", sa.Integer(), nullable=True),
        sa.Column("provider_refund", sa.String(100), nullable=True),
        sa.Column("paid_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("refused_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("refusal", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(reason = 'person_failed') = (person_id IS NOT NULL)",
            name=op.f("ck_refund_only_a_failed_person_has_a_fee_back"),
        ),
        sa.CheckConstraint(
            "(status = 'paid') = (paid_at IS NOT NULL)", name=op.f("ck_refund_paid_has_an_instant")
        ),
        sa.CheckConstraint("amount_minor > 0", name=op.f("ck_refund_amount_is_positive")),
        sa.ForeignKeyConstraint(["payment_id"], ["payment.id"], name=op.f("fk_refund_payment_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_refund_person_id")),
        sa.ForeignKeyConstraint(["requested_by"], ["account.id"], name=op.f("fk_refund_requested_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refund")),
        sa.UniqueConstraint("key", name=op.f("uq_refund_key")),
        sa.UniqueConstraint("reference", name=op.f("uq_refund_reference")),
    )
    op.create_index(op.f("ix_refund_payment_id"), "refund", ["payment_id"])
    op.create_index("ix_refund_status", "refund", ["status"])
    op.create_index(
        "uq_refund_of_a_persons_fee",
        "refund",
        ["person_id"],
        unique=True,
        sqlite_where=sa.text("person_id IS NOT NULL"),
        postgresql_where=sa.text("person_id IS NOT NULL"),
    )


def _refund_attempt() -> None:
    op.create_table(
        "refund_attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("refund_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(40), nullable=False),
        sa.Column("provider_reference", sa.String(100), nullable=True),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["refund_id"], ["refund.id"], name=op.f("fk_refund_attempt_refund_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refund_attempt")),
        sa.UniqueConstraint("refund_id", "number", name=op.f("uq_refund_attempt_refund_id_number")),
    )


def _provider_notification() -> None:
    op.create_table(
        "provider_notification",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("provider", sa.String(20), nullable=False),
        sa.Column("event", sa.String(100), nullable=False),
        sa.Column("kind", sa.String(60), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("handled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_provider_notification")),
        sa.UniqueConstraint("provider", "event", name=op.f("uq_provider_notification_provider_event")),
    )
