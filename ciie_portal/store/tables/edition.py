"""An edition of the fair is data: its dates, fee, exhibition areas and labels (Q1, Q5; D3, D9)."""

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from ciie_portal.domain.personnel import PersonRole
from ciie_portal.store.tables.columns import big_number, check, word


class Edition(SQLModel, table=True):
    """Open for registration while `opens_at` ≤ now < `closes_at`. The fee is per certificate."""

    __tablename__ = "edition"
    __table_args__ = (
        check("fee_is_not_negative", "fee_minor >= 0"),
        check("opens_before_it_closes", "opens_at < closes_at"),
        check("person_cap_is_positive", "person_cap > 0"),
    )

    id: int = Field(default=None, primary_key=True)  # None until it is inserted
    code: str = Field(max_length=20, unique=True)
    name_en: str = Field(max_length=200)
    name_zh: str = Field(max_length=200)
    starts_on: date
    ends_on: date
    opens_at: datetime
    closes_at: datetime
    pays_until: datetime | None = None
    fee_minor: int = big_number()
    currency: str = Field(max_length=3)
    person_cap: int = 50
    is_code_free_open: bool = True
    is_demonstration: bool = False
    erases_on: date | None = None
    version: int = 1


class EditionArea(SQLModel, table=True):
    """An exhibition area of an edition."""

    __tablename__ = "edition_area"
    __table_args__ = (UniqueConstraint("edition_id", "code"),)

    id: int = Field(default=None, primary_key=True)  # None until it is inserted
    edition_id: int = Field(foreign_key="edition.id")
    code: str = Field(max_length=20)
    name_en: str = Field(max_length=100)
    name_zh: str = Field(max_length=100)
    place: int


class EditionLabel(SQLModel, table=True):
    """A label for certificates; persons of `default_role` get it unless the reviewer chooses another."""

    __tablename__ = "edition_label"
    __table_args__ = (UniqueConstraint("edition_id", "code"), UniqueConstraint("edition_id", "default_role"))

    id: int = Field(default=None, primary_key=True)  # None until it is inserted
    edition_id: int = Field(foreign_key="edition.id")
    code: str = Field(max_length=40)
    name_en: str = Field(max_length=100)
    name_zh: str = Field(max_length=100)
    default_role: PersonRole | None = word("default_role", PersonRole, default=None, nullable=True)
    place: int
