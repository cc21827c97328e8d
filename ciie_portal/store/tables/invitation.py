"""Invitation codes: sealed, found by their blind index, spent by one conditional update (Q2, Q8)."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from ciie_portal.store.tables.columns import check, long_text


class InvitationCode(SQLModel, table=True):
    """`key` names the code to staff and binds the sealed value; the code itself is never in clear."""

    __tablename__ = "invitation_code"
    __table_args__ = (
        check("uses_are_within_the_number", "uses_spent >= 0 AND uses_spent <= uses_allowed"),
        check("allows_at_least_one_use", "uses_allowed > 0"),
    )

    id: int = Field(default=None, primary_key=True)  # None until it is inserted
    key: str = Field(max_length=32, unique=True)
    code_sealed: bytes
    code_index: str = Field(max_length=40, unique=True)
    edition_id: int = Field(foreign_key="edition.id")
    mission_id: int = Field(foreign_key="trade_mission.id", index=True)
    uses_allowed: int = 1
    uses_spent: int = 0
    expires_at: datetime | None = None
    note: str = long_text(default="")
    bound_unit_name: str | None = long_text(default=None)
    bound_contact: str | None = Field(default=None, max_length=254)
    issued_by: int | None = Field(default=None, foreign_key="staff_member.id")
    issued_at: datetime
    revoked_at: datetime | None = None
    revoked_by: int | None = Field(default=None, foreign_key="staff_member.id")
    version: int = 1
