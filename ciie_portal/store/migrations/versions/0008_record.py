"""Journey events, outbox and notices; what nobody may change."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from ciie_portal.store.migrations.words import words

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    _journey_event()
    _outbox()
    _notice()
    _append_only()


def downgrade() -> None:
    op.drop_table("notice")
    op.drop_table("outbox")
    op.drop_table("journey_event")
    _not_append_only()


def _journey_event() -> None:
    op.create_table(
        "journey_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("event", sa.String(40), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column(
            "staff_role",
            words(
                "staff_role",
                (
                    "secretariat organiser_desk personnel_reviewer certificate_maker finance "
                    "help_desk administrator"
                ),
            ),
            nullable=True,
        ),
        sa.Column("mission_id", sa.Integer(), nullable=True),
        sa.Column("is_system", sa.Boolean(), nullable=False),
        sa.Column("from_status", sa.String(40), nullable=True),
        sa.Column("to_status", sa.String(40), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_journey_event_account_id")),
        sa.ForeignKeyConstraint(
            ["mission_id"], ["trade_mission.id"], name=op.f("fk_journey_event_mission_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_journey_event_person_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff_member.id"], name=op.f("fk_journey_event_staff_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["work_unit.id"], name=op.f("fk_journey_event_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journey_event")),
    )
    op.create_index(op.f("ix_journey_event_person_id"), "journey_event", ["person_id"])
    op.create_index(op.f("ix_journey_event_unit_id"), "journey_event", ["unit_id"])


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("dedupe_key", sa.String(120), nullable=False),
        sa.Column("payload_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("state", words("state", "waiting sent failed"), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("leased_by", sa.String(60), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("provider_reference", sa.String(100), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state <> 'sent' OR (payload_sealed IS NULL AND sent_at IS NOT NULL)",
            name=op.f("ck_outbox_sent_is_scrubbed"),
        ),
        sa.CheckConstraint(
            "state <> 'waiting' OR payload_sealed IS NOT NULL", name=op.f("ck_outbox_waiting_has_a_payload")
        ),
        sa.CheckConstraint(
            "(leased_until IS NULL) = (leased_by IS NULL)", name=op.f("ck_outbox_lease_has_an_owner")
        ),
        sa.CheckConstraint("tries >= 0", name=op.f("ck_outbox_tries_are_counted")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("dedupe_key", name=op.f("uq_outbox_dedupe_key")),
        sa.UniqueConstraint("key", name=op.f("uq_outbox_key")),
    )
    op.create_index("ix_outbox_due", "outbox", ["state", "due_at"])


def _notice() -> None:
    op.create_table(
        "notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(32), nullable=False),
        sa.Column(
            "kind",
            words(
                "kind",
                (
                    "verification received returned rejected approved payment_received passed "
                    "failed refund_paid dispatched ready how_to_obtain code_granted transferred "
                    "draft_reminder pay_reminder account_changed"
                ),
            ),
            nullable=False,
        ),
        sa.Column("channel", words("channel", "sms email"), nullable=False),
        sa.Column("locale", sa.String(2), nullable=False),
        sa.Column("recipient", sa.String(254), nullable=True),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("masked_text", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("outbox_id", sa.Integer(), nullable=True),
        sa.Column("state", words("state", "queued sent failed"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("provider_reference", sa.String(100), nullable=True),
        sa.Column("resends_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_notice_account_id")),
        sa.ForeignKeyConstraint(["outbox_id"], ["outbox.id"], name=op.f("fk_notice_outbox_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_notice_person_id")),
        sa.ForeignKeyConstraint(["resends_id"], ["notice.id"], name=op.f("fk_notice_resends_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["work_unit.id"], name=op.f("fk_notice_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
        sa.UniqueConstraint("key", name=op.f("uq_notice_key")),
    )
    op.create_index(op.f("ix_notice_account_id"), "notice", ["account_id"])
    op.create_index(op.f("ix_notice_outbox_id"), "notice", ["outbox_id"])
    op.create_index(op.f("ix_notice_unit_id"), "notice", ["unit_id"])


# nobody changes or deletes what was decided; refunds and payments change their status but are never deleted
NEVER = {
    "journey_event": ("UPDATE", "DELETE"),
    "refund_attempt": ("UPDATE", "DELETE"),
    "refund": ("DELETE",),
    "payment": ("DELETE",),
}


def _append_only() -> None:
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    if is_postgresql:
        op.execute(
            "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            " RAISE EXCEPTION '% refuses %', TG_TABLE_NAME, TG_OP"
            " USING ERRCODE = 'integrity_constraint_violation';"
            " END $$"
        )
    for table, changes in NEVER.items():
        for change in changes:
            name = f"{table}_refuses_{change.lower()}"
            when = f"CREATE TRIGGER {name} BEFORE {change} ON {table}"
            if is_postgresql:
                op.execute(f"{when} FOR EACH ROW EXECUTE FUNCTION refuse_change()")
            else:
                op.execute(f"{when} BEGIN SELECT RAISE(ABORT, '{table} refuses {change}'); END")
        if is_postgresql:
            op.execute(
                f"CREATE TRIGGER {table}_refuses_truncate BEFORE TRUNCATE ON {table}"
                " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
            )


def _not_append_only() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_change() CASCADE")
