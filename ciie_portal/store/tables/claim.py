"""What the organiser decided on one credit code or one document of several units (rules section 3)."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from ciie_portal.domain.claim import ClaimKind, ClaimOutcome
from ciie_portal.store.tables.columns import check, long_text, word


class ClaimDecision(SQLModel, table=True):
    """`matter` is the credit code, or the blind index of the document.

    `reason`: the buyers read it; of a document the staff alone.
    """

    __tablename__ = "claim_decision"
    __table_args__ = (
        Index("ix_claim_decision_matter", "edition_id", "kind", "matter"),
        check("credit_code_has_a_holder", "kind <> 'credit_code' OR holder_id IS NOT NULL"),
    )

    id: int = Field(default=None, primary_key=True)  # None until it is inserted
    key: str = Field(max_length=32, unique=True)
    edition_id: int = Field(foreign_key="edition.id")
    kind: ClaimKind = word("kind", ClaimKind)
    matter: str = Field(max_length=100)
    holder_id: int | None = Field(default=None, foreign_key="work_unit.id")
    reason: str = long_text()
    decided_at: datetime
    decided_by: int | None = Field(default=None, foreign_key="staff_member.id")


class ClaimParty(SQLModel, table=True):
    """A unit that the decision spoke of; a unit that enters the code afterwards opens the claim anew."""

    __tablename__ = "claim_party"

    decision_id: int = Field(foreign_key="claim_decision.id", primary_key=True)
    unit_id: int = Field(foreign_key="work_unit.id", primary_key=True, index=True)
    outcome: ClaimOutcome = word("outcome", ClaimOutcome)
