"""What was changed in editions, missions, staff and invitation codes: who, when, from what to what."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from ciie_portal.store.tables.columns import long_text


class SettingChange(SQLModel, table=True):
    """One field of one thing. Append-only: triggers refuse the rest. Never a secret, never a code in clear.

    `subject` is the code of an edition or a mission, or the staff name; `mission_id` the mission that it
    is about, by which a secretariat sees it.
    """

    __tablename__ = "setting_change"
    __table_args__ = (
        Index("ix_setting_change_at", "at", "id"),
        Index("ix_setting_change_mission_id", "mission_id", "at"),
        Index("ix_setting_change_staff_id", "staff_id", "at"),
    )

    id: int = Field(default=None, primary_key=True)  # None until it is inserted
    at: datetime
    event: str = Field(max_length=40)
    staff_id: int | None = Field(default=None, foreign_key="staff_member.id")
    is_system: bool = False
    subject: str = Field(max_length=100)
    mission_id: int | None = Field(default=None, foreign_key="trade_mission.id")
    field: str | None = Field(default=None, max_length=40)
    old_text: str | None = long_text(default=None)
    new_text: str | None = long_text(default=None)
