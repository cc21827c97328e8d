"""Certificates and parcels."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from ciie_portal.store.migrations.words import words

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    _parcel()
    _certificate()


def downgrade() -> None:
    op.drop_table("certificate")
    op.drop_table("parcel")


def _parcel() -> None:
    op.create_table(
        "parcel",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(32), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("carrier", sa.String(60), nullable=False),
        sa.Column("tracking_number", sa.String(60), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=True),
        sa.Column("recipient_mobile", sa.String(20), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("status", words("status", "dispatched delivered came_back"), nullable=False),
        sa.Column("dispatched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("came_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["work_unit.id"], name=op.f("fk_parcel_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parcel")),
        sa.UniqueConstraint("carrier", "tracking_number", name=op.f("uq_parcel_carrier_tracking_number")),
        sa.UniqueConstraint("key", name=op.f("uq_parcel_key")),
    )
    op.create_index(op.f("ix_parcel_unit_id"), "parcel", ["unit_id"])


def _certificate() -> None:
    op.create_table(
        "certificate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(12), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("document_index", sa.String(40), nullable=True),
        sa.Column("label_code", sa.String(40), nullable=False),
        sa.Column("status", words("status", "live void replaced"), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("parcel_id", sa.Integer(), nullable=True),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(status = 'live') = (voided_at IS NULL)", name=op.f("ck_certificate_live_is_not_void")
        ),
        sa.CheckConstraint(
            "document_index IS NOT NULL OR erased_at IS NOT NULL",
            name=op.f("ck_certificate_document_is_known"),
        ),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_certificate_edition_id")),
        sa.ForeignKeyConstraint(["parcel_id"], ["parcel.id"], name=op.f("fk_certificate_parcel_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_certificate_person_id")),
        sa.ForeignKeyConstraint(["replaces_id"], ["certificate.id"], name=op.f("fk_certificate_replaces_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate")),
        sa.UniqueConstraint("reference", name=op.f("uq_certificate_reference")),
    )
    op.create_index(op.f("ix_certificate_parcel_id"), "certificate", ["parcel_id"])
    op.create_index(op.f("ix_certificate_person_id"), "certificate", ["person_id"])
    op.create_index(
        "uq_certificate_live_document",
        "certificate",
        ["edition_id", "document_index"],
        unique=True,
        sqlite_where=sa.text("status = 'live'"),
        postgresql_where=sa.text("status = 'live'"),
    )
    op.create_index(
        "uq_certificate_live_person",
        "certificate",
        ["person_id"],
        unique=True,
        sqlite_where=sa.text("status = 'live'"),
        postgresql_where=sa.text("status = 'live'"),
    )
