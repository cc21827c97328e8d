"""Typed and not yet checked, so that a draft goes on elsewhere as it was left (rules section 3)."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from ciie_portal.store.tables.columns import check, long_text


class DraftAnswer(SQLModel, table=True):
    """Raw text of one field; `owner` is the reference of the unit or person. Identity numbers are sealed."""

    __tablename__ = "draft_answer"
    __table_args__ = (check("clear_or_sealed", "(text IS NULL) <> (text_sealed IS NULL)"),)

    owner: str = Field(max_length=12, primary_key=True)
    field: str = Field(max_length=40, primary_key=True)
    unit_id: int = Field(foreign_key="work_unit.id", index=True)
    text: str | None = long_text(default=None)
    text_sealed: bytes | None = None
    kept_at: datetime
