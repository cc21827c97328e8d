"""The tree of trade missions and sub-missions, and the central enterprises (Q1, Q7)."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from ciie_portal.domain.trade_mission import MissionKind
from ciie_portal.store.tables.columns import check, long_text, word


class TradeMission(SQLModel, table=True):
    """A sub-mission is a row with a parent, of its parent's kind. A contact that is not known stays empty.

    `claims_division` begins the division codes that a sub-mission takes; `aliases` are parted by "|".
    """

    __tablename__ = "trade_mission"
    __table_args__ = (check("is_not_its_own_parent", "parent_id IS NULL OR parent_id <> id"),)

    id: int = Field(default=None, primary_key=True)  # None until it is inserted
    code: str = Field(max_length=30, unique=True)
    parent_id: int | None = Field(default=None, foreign_key="trade_mission.id", index=True)
    kind: MissionKind = word("kind", MissionKind)
    name_en: str = Field(max_length=200)
    name_zh: str = Field(max_length=200)
    aliases: str = long_text(default="")
    region_code: str | None = Field(default=None, max_length=6)
    sector: str | None = Field(default=None, max_length=200)
    claims_division: str | None = Field(default=None, max_length=6)
    is_invented: bool = False
    contact_office: str | None = Field(default=None, max_length=200)
    contact_phone: str | None = Field(default=None, max_length=60)
    contact_email: str | None = Field(default=None, max_length=254)
    contact_address: str | None = Field(default=None, max_length=300)
    version: int = 1
    closed_at: datetime | None = None  # takes nobody new; those who belong to it stay


class CentralEnterprise(SQLModel, table=True):
    """A group of the central enterprises and its sub-mission; `aliases` are parted by "|"."""

    __tablename__ = "central_enterprise"

    id: int = Field(default=None, primary_key=True)  # None until it is inserted
    code: str = Field(max_length=10, unique=True)
    name_en: str = Field(max_length=200)
    name_zh: str = Field(max_length=200, unique=True)
    group_today_zh: str | None = Field(default=None, max_length=200)
    aliases: str = long_text(default="")
    mission_id: int = Field(foreign_key="trade_mission.id", unique=True)
