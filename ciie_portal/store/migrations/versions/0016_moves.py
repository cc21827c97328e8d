"""Requests to be moved in a table of their own, one for each unit; claims that were decided."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from ciie_portal.store.migrations.words import words

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    _move_requests()
    op.execute(
        "INSERT INTO move_request (unit_id, asked_at, reason)"
        " SELECT id, move_asked_at, COALESCE(move_reason, '') FROM work_unit WHERE move_asked_at IS NOT NULL"
    )
    op.drop_column("work_unit", "move_asked_at")
    op.drop_column("work_unit", "move_reason")
    _claim_decisions()


def _move_requests() -> None:
    op.create_table(
        "move_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("wanted_mission_id", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("outcome", words("outcome", "moved declined"), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(answered_at IS NULL) = (outcome IS NULL)", name=op.f("ck_move_request_answered_is_whole")
        ),
        sa.CheckConstraint(
            "outcome IS NULL OR outcome <> 'declined' OR answer IS NOT NULL",
            name=op.f("ck_move_request_declined_has_a_reason"),
        ),
        sa.ForeignKeyConstraint(
            ["answered_by"], ["staff_member.id"], name=op.f("fk_move_request_answered_by")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["work_unit.id"], name=op.f("fk_move_request_unit_id")),
        sa.ForeignKeyConstraint(
            ["wanted_mission_id"], ["trade_mission.id"], name=op.f("fk_move_request_wanted_mission_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_move_request")),
        sa.UniqueConstraint("unit_id", name=op.f("uq_move_request_unit_id")),
    )


def _claim_decisions() -> None:
    op.create_table(
        "claim_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(32), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("kind", words("kind", "credit_code document"), nullable=False),
        sa.Column("matter", sa.String(100), nullable=False),
        sa.Column("holder_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "kind <> 'credit_code' OR holder_id IS NOT NULL",
            name=op.f("ck_claim_decision_credit_code_has_a_holder"),
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["staff_member.id"], name=op.f("fk_claim_decision_decided_by")
        ),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_claim_decision_edition_id")),
        sa.ForeignKeyConstraint(["holder_id"], ["work_unit.id"], name=op.f("fk_claim_decision_holder_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_decision")),
        sa.UniqueConstraint("key", name=op.f("uq_claim_decision_key")),
    )
    op.create_index("ix_claim_decision_matter", "claim_decision", ["edition_id", "kind", "matter"])
    op.create_table(
        "claim_party",
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column(
            "outcome", words("outcome", "holds rejected to_correct stays_rejected noted"), nullable=False
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["claim_decision.id"], name=op.f("fk_claim_party_decision_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["work_unit.id"], name=op.f("fk_claim_party_unit_id")),
        sa.PrimaryKeyConstraint("decision_id", "unit_id", name=op.f("pk_claim_party")),
    )
    op.create_index(op.f("ix_claim_party_unit_id"), "claim_party", ["unit_id"])


def downgrade() -> None:
    op.drop_table("claim_party")
    op.drop_table("claim_decision")
    op.add_column("work_unit", sa.Column("move_asked_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("work_unit", sa.Column("move_reason", sa.Text(), nullable=True))
    op.execute(
        "UPDATE work_unit SET"
        " move_asked_at = (SELECT asked_at FROM move_request WHERE unit_id = work_unit.id),"
        " move_reason = (SELECT reason FROM move_request WHERE unit_id = work_unit.id)"
    )
    op.drop_table("move_request")
