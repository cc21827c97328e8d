"""A file in the vault: what it is and whose. Its bytes lie elsewhere (rules.md section 3)."""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel

from ciie_portal.store.tables.columns import check, word


class FileKind(StrEnum):
    PHOTO = "photo"
    LICENCE = "licence"


class StoredFile(SQLModel, table=True):
    """Width and height in pixels, of pictures only."""

    __tablename__ = "stored_file"
    __table_args__ = (check("is_not_empty", "byte_size > 0"),)

    id: int = Field(default=None, primary_key=True)  # None until it is inserted
    key: str = Field(max_length=64, unique=True)
    kind: FileKind = word("kind", FileKind)
    account_id: int = Field(foreign_key="account.id", index=True)
    media_type: str = Field(max_length=60)
    byte_size: int
    width: int | None = None
    height: int | None = None
    created_at: datetime
    erased_at: datetime | None = None
