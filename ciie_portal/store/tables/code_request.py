"""Requests for an invitation code, and what the secretariat answered (Q2, Q7)."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from ciie_portal.domain.code_request import CodeRequestStatus
from ciie_portal.domain.work_unit import Category
from ciie_portal.store.tables.columns import check, long_text, only_one, word


class CodeRequest(SQLModel, table=True):
    """`contact` (E.164) was proved before the row was made. `answer`: why it was declined."""

    __tablename__ = "code_request"
    __table_args__ = (
        check("granted_with_a_code", "(invitation_code_id IS NOT NULL) = (status = 'granted')"),
        check("decided_at_an_instant", "(decided_at IS NULL) = (status = 'open')"),
        check("locale_is_known", "locale IN ('en', 'zh')"),
        only_one("uq_code_request_open", "edition_id", "mission_id", "contact", where="status = 'open'"),
    )

    id: int = Field(default=None, primary_key=True)  # None until it is inserted
    key: str = Field(max_length=32, unique=True)
    edition_id: int = Field(foreign_key="edition.id")
    mission_id: int = Field(foreign_key="trade_mission.id", index=True)
    status: CodeRequestStatus = word("status", CodeRequestStatus, default=CodeRequestStatus.OPEN)
    unit_name: str = long_text()
    category: Category = word("category", Category)
    reason: str = long_text()
    contact_name: str = long_text()
    contact: str = Field(max_length=254, index=True)
    locale: str = Field(default="zh", max_length=2)
    asked_at: datetime
    decided_at: datetime | None = None
    decided_by: int | None = Field(default=None, foreign_key="staff_member.id")
    answer: str | None = long_text(default=None)
    invitation_code_id: int | None = Field(default=None, foreign_key="invitation_code.id")
    version: int = 1
