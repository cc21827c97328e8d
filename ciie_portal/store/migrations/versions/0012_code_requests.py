"""Requests for an invitation code; and what else an event of the record is about."""

from __future__ import annotations

from typing import Literal

import sqlalchemy as sa
from alembic import op

from ciie_portal.store.migrations.words import words

revision = "0012"
down_revision = "0011"

_DECIDED = "(decided_at IS NULL) = (status = 'open')"
_TRIGGERS = ("UPDATE", "DELETE")


def upgrade() -> None:
    _code_request()
    with op.batch_alter_table("journey_event", recreate=_recreate()) as table:
        table.add_column(sa.Column("subject", sa.String(60), nullable=True))
    op.create_index(op.f("ix_journey_event_subject"), "journey_event", ["subject"])
    _refuse_changes_again()


def downgrade() -> None:
    op.drop_index(op.f("ix_journey_event_subject"), "journey_event")
    with op.batch_alter_table("journey_event", recreate=_recreate()) as table:
        table.drop_column("subject")
    _refuse_changes_again()
    op.drop_table("code_request")


def _code_request() -> None:
    op.create_table(
        "code_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(32), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("mission_id", sa.Integer(), nullable=False),
        sa.Column("status", words("status", "open granted declined"), nullable=False),
        sa.Column("unit_name", sa.Text(), nullable=False),
        sa.Column(
            "category",
            words(
                "category",
                "enterprise government_organ public_institution social_organisation overseas_unit",
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("contact_name", sa.Text(), nullable=False),
        sa.Column("contact", sa.String(254), nullable=False),
        sa.Column("locale", sa.String(2), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("invitation_code_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(invitation_code_id IS NOT NULL) = (status = 'granted')",
            name=op.f("ck_code_request_granted_with_a_code"),
        ),
        sa.CheckConstraint(_DECIDED, name=op.f("ck_code_request_decided_at_an_instant")),
        sa.CheckConstraint("locale IN ('en', 'zh')", name=op.f("ck_code_request_locale_is_known")),
        sa.ForeignKeyConstraint(["decided_by"], ["staff_member.id"], name=op.f("fk_code_request_decided_by")),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_code_request_edition_id")),
        sa.ForeignKeyConstraint(
            ["invitation_code_id"], ["invitation_code.id"], name=op.f("fk_code_request_invitation_code_id")
        ),
        sa.ForeignKeyConstraint(
            ["mission_id"], ["trade_mission.id"], name=op.f("fk_code_request_mission_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code_request")),
        sa.UniqueConstraint("key", name=op.f("uq_code_request_key")),
    )
    op.create_index(op.f("ix_code_request_contact"), "code_request", ["contact"])
    op.create_index(op.f("ix_code_request_mission_id"), "code_request", ["mission_id"])
    op.create_index(
        "uq_code_request_open",
        "code_request",
        ["edition_id", "mission_id", "contact"],
        unique=True,
        sqlite_where=sa.text("status = 'open'"),
        postgresql_where=sa.text("status = 'open'"),
    )


def _recreate() -> Literal["always", "auto"]:
    """On SQLite the table is made anew, so that its text is the one of a table made at once."""
    return "auto" if op.get_bind().dialect.name == "postgresql" else "always"


def _refuse_changes_again() -> None:
    """The triggers of the old table went with it."""
    if op.get_bind().dialect.name == "postgresql":
        return
    for change in _TRIGGERS:
        op.execute(
            f"CREATE TRIGGER IF NOT EXISTS journey_event_refuses_{change.lower()} BEFORE {change}"
            f" ON journey_event BEGIN SELECT RAISE(ABORT, 'journey_event refuses {change}'); END"
        )
