"""What a buyer agreed to at the submission: which text, in which version, when (Q7)."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from ciie_portal.domain.consent import ConsentKind
from ciie_portal.store.tables.columns import word


class Consent(SQLModel, table=True):
    """`text_version` names the wording that stood beside the box, in `locale`."""

    __tablename__ = "consent"
    __table_args__ = (UniqueConstraint("unit_id", "kind"),)

    id: int = Field(default=None, primary_key=True)  # None until it is inserted
    unit_id: int = Field(foreign_key="work_unit.id")
    account_id: int = Field(foreign_key="account.id")
    kind: ConsentKind = word("kind", ConsentKind)
    text_version: str = Field(max_length=20)
    locale: str = Field(max_length=2)
    given_at: datetime
