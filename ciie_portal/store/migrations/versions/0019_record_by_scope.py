"""The record read by the mission of those who acted, and by what the system did."""

from __future__ import annotations

from alembic import op

revision = "0019"
down_revision = "0018"

INDEXES = (
    ("ix_journey_event_mission_id", ["mission_id", "at"]),
    ("ix_journey_event_is_system", ["is_system", "at", "id"]),
)


def upgrade() -> None:
    for name, columns in INDEXES:
        op.create_index(name, "journey_event", columns)


def downgrade() -> None:
    for name, _columns in INDEXES:
        op.drop_index(name, "journey_event")
