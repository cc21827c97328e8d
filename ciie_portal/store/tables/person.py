"""A person of a unit, and the fields of unit or person that a reviewer gave back (Q1, Q3, Q4; D5)."""

from datetime import date, datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from ciie_portal.domain.identity_document import DocumentType
from ciie_portal.domain.journey import PersonStatus
from ciie_portal.domain.personnel import PersonRole, Sex
from ciie_portal.store.tables.columns import among, check, long_text, only_one, word

BEFORE_APPROVAL = (
    PersonStatus.DRAFT,
    PersonStatus.AWAITING_UNIT_REVIEW,
    PersonStatus.RETURNED_BY_MISSION,
    PersonStatus.LEFT_OUT,
    PersonStatus.WITHDRAWN,
)
APPROVED = among("status", [status for status in PersonStatus if status not in BEFORE_APPROVAL])


class Person(SQLModel, table=True):
    """`document_sealed` is bound to the reference; `document_index` finds equal documents unopened."""

    __tablename__ = "person"
    __table_args__ = (
        Index("ix_person_queue", "status", "status_since"),
        Index("ix_person_of_status", "status", "unit_id"),
        Index("ix_person_unit_id", "unit_id", "ordinal"),
        check("left_out_has_a_reason", "status <> 'left_out' OR left_out_reason IS NOT NULL"),
        check("approved_has_a_label", f"NOT ({APPROVED}) OR label_code IS NOT NULL"),
        check(
            "approved_has_document_and_photo",
            f"NOT ({APPROVED}) OR erased_at IS NOT NULL OR (document_type IS NOT NULL"
            " AND document_sealed IS NOT NULL AND document_index IS NOT NULL AND photo_file_id IS NOT NULL)",
        ),
        check("document_is_indexed", "(document_sealed IS NULL) = (document_index IS NULL)"),
        check("version_is_positive", "version > 0"),
    )

    id: int = Field(default=None, primary_key=True)  # None until it is inserted
    reference: str = Field(max_length=12, unique=True)
    unit_id: int = Field(foreign_key="work_unit.id")
    ordinal: int  # the place in the unit's list, from 1
    status: PersonStatus = word("status", PersonStatus, default=PersonStatus.DRAFT)
    status_since: datetime
    version: int = 1
    created_at: datetime
    # the answers
    name_zh: str | None = long_text(default=None)
    name_latin: str | None = long_text(default=None)
    sex: Sex | None = word("sex", Sex, default=None, nullable=True)
    birth_date: date | None = None
    nationality: str | None = long_text(default=None)
    document_type: DocumentType | None = word("document_type", DocumentType, default=None, nullable=True)
    document_sealed: bytes | None = None
    document_index: str | None = Field(default=None, max_length=40, index=True)
    document_expires_on: date | None = None
    mobile: str | None = long_text(default=None)
    email: str | None = long_text(default=None)
    position: str | None = long_text(default=None)
    role: PersonRole | None = word("role", PersonRole, default=None, nullable=True)
    role_other: str | None = long_text(default=None)
    photo_file_id: int | None = Field(default=None, foreign_key="stored_file.id")
    # the decisions
    label_code: str | None = Field(default=None, max_length=40)
    left_out_reason: str | None = long_text(default=None)
    decision_reason: str | None = long_text(default=None)  # why returned or failed, as the buyer reads it
    claimed_by: int | None = Field(default=None, foreign_key="staff_member.id")
    claimed_at: datetime | None = None
    erased_at: datetime | None = None


class ReturnedField(SQLModel, table=True):
    """One answer that a reviewer gave back: of the unit, or of a person of it when `person_id` is set."""

    __tablename__ = "returned_field"
    __table_args__ = (
        only_one(
            "uq_returned_field_unit_open",
            "unit_id",
            "field",
            where="person_id IS NULL AND answered_at IS NULL",
        ),
        only_one(
            "uq_returned_field_person_open",
            "person_id",
            "field",
            where="person_id IS NOT NULL AND answered_at IS NULL",
        ),
    )

    id: int = Field(default=None, primary_key=True)  # None until it is inserted
    unit_id: int = Field(foreign_key="work_unit.id", index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    field: str = Field(max_length=40)
    reason: str = long_text()
    opened_at: datetime
    opened_by: int | None = Field(default=None, foreign_key="staff_member.id")
    answered_at: datetime | None = None
