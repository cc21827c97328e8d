"""A buyer's one request to be moved to another trade mission, and what became of it (rules.md section 4)."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from ciie_portal.domain.transfer import MoveOutcome
from ciie_portal.store.tables.columns import check, long_text, word


class MoveRequest(SQLModel, table=True):
    """One for each unit, ever: the table refuses a second. `answer` is the reason that the buyer reads."""

    __tablename__ = "move_request"
    __table_args__ = (
        check("answered_is_whole", "(answered_at IS NULL) = (outcome IS NULL)"),
        check("declined_has_a_reason", "outcome IS NULL OR outcome <> 'declined' OR answer IS NOT NULL"),
    )

    id: int = Field(default=None, primary_key=True)  # None until it is inserted
    unit_id: int = Field(foreign_key="work_unit.id", unique=True)
    asked_at: datetime
    reason: str = long_text()
    wanted_mission_id: int | None = Field(default=None, foreign_key="trade_mission.id")
    answered_at: datetime | None = None
    answered_by: int | None = Field(default=None, foreign_key="staff_member.id")
    outcome: MoveOutcome | None = word("outcome", MoveOutcome, default=None, nullable=True)
    answer: str | None = long_text(default=None)
