"""What the administration keeps: changes of settings, closed sub-missions, and the record read by time."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"

BY_TIME = (
    ("ix_journey_event_at", ["at", "id"]),
    ("ix_journey_event_staff_id", ["staff_id", "at"]),
    ("ix_journey_event_event", ["event", "at"]),
)
OF_CHANGES = (
    ("ix_setting_change_at", ["at", "id"]),
    ("ix_setting_change_mission_id", ["mission_id", "at"]),
    ("ix_setting_change_staff_id", ["staff_id", "at"]),
)
NEVER = ("UPDATE", "DELETE")


def upgrade() -> None:
    op.add_column("trade_mission", sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True))
    for name, columns in BY_TIME:
        op.create_index(name, "journey_event", columns)
    op.create_table(
        "setting_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("event", sa.String(40), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("is_system", sa.Boolean(), nullable=False),
        sa.Column("subject", sa.String(100), nullable=False),
        sa.Column("mission_id", sa.Integer(), nullable=True),
        sa.Column("field", sa.String(40), nullable=True),
        sa.Column("old_text", sa.Text(), nullable=True),
        sa.Column("new_text", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["mission_id"], ["trade_mission.id"], name=op.f("fk_setting_change_mission_id")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff_member.id"], name=op.f("fk_setting_change_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_setting_change")),
    )
    for name, columns in OF_CHANGES:
        op.create_index(name, "setting_change", columns)
    _append_only()


def downgrade() -> None:
    op.drop_table("setting_change")
    for name, _columns in BY_TIME:
        op.drop_index(name, "journey_event")
    op.drop_column("trade_mission", "closed_at")


def _append_only() -> None:
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    for change in NEVER:
        when = f"CREATE TRIGGER setting_change_refuses_{change.lower()} BEFORE {change} ON setting_change"
        if is_postgresql:
            op.execute(f"{when} FOR EACH ROW EXECUTE FUNCTION refuse_change()")
        else:
            op.execute(f"{when} BEGIN SELECT RAISE(ABORT, 'setting_change refuses {change}'); END")
    if is_postgresql:
        op.execute(
            "CREATE TRIGGER setting_change_refuses_truncate BEFORE TRUNCATE ON setting_change"
            " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
