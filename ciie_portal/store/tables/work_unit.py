"""The work unit with every answer it gives, nullable while it is a draft (Q1, Q2, Q6, Q7; D1)."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from ciie_portal.domain.journey import UnitStatus
from ciie_portal.domain.work_unit import Category, Channel
from ciie_portal.store.tables.columns import among, big_number, check, long_text, only_one, word

SUBMITTED = among(
    "status", [UnitStatus.UNDER_REVIEW, UnitStatus.RETURNED, UnitStatus.APPROVED, UnitStatus.REJECTED]
)
CODE_REQUIRED = among(
    "category", [Category.GOVERNMENT_ORGAN, Category.PUBLIC_INSTITUTION, Category.SOCIAL_ORGANISATION]
)


class WorkUnit(SQLModel, table=True):
    """`mission_id` reviews; none is the organiser desk. Capital in CNY, imports in USD."""

    __tablename__ = "work_unit"
    __table_args__ = (
        # who withdrew may register again
        only_one("uq_work_unit_of_account", "account_id", "edition_id", where="status <> 'withdrawn'"),
        Index("ix_work_unit_queue", "mission_id", "status", "status_since"),
        Index("ix_work_unit_of_edition", "edition_id", "status", "id"),
        Index("ix_work_unit_credit_code", "edition_id", "credit_code"),
        only_one(
            "uq_work_unit_approved_credit_code",
            "edition_id",
            "credit_code",
            where="status = 'approved' AND credit_code IS NOT NULL",
        ),
        check(
            "submitted_is_complete",
            f"NOT ({SUBMITTED})"
            " OR (submitted_at IS NOT NULL AND channel IS NOT NULL AND category IS NOT NULL)",
        ),
        check(
            "organs_need_a_code", f"NOT ({SUBMITTED} AND {CODE_REQUIRED}) OR invitation_code_id IS NOT NULL"
        ),
        check(
            "overseas_is_in_no_mission",
            "category IS NULL OR category <> 'overseas_unit'"
            " OR (mission_id IS NULL AND invitation_code_id IS NULL)",
        ),
        check(
            "approved_has_a_mission",
            "status <> 'approved' OR (approved_at IS NOT NULL"
            " AND (mission_id IS NOT NULL OR category = 'overseas_unit'))",
        ),
        check("version_is_positive", "version > 0"),
    )

    id: int = Field(default=None, primary_key=True)  # None until it is inserted
    reference: str = Field(max_length=12, unique=True)
    edition_id: int = Field(foreign_key="edition.id")
    account_id: int = Field(foreign_key="account.id")
    channel: Channel | None = word("channel", Channel, default=None, nullable=True)
    status: UnitStatus = word("status", UnitStatus, default=UnitStatus.DRAFT)
    status_since: datetime
    version: int = 1
    created_at: datetime
    changed_at: datetime | None = None  # the last answer
    # the answers
    name_zh: str | None = long_text(default=None)
    name_en: str | None = long_text(default=None)
    category: Category | None = word("category", Category, default=None, nullable=True)
    credit_code: str | None = long_text(default=None)
    registration_number: str | None = long_text(default=None)
    country: str | None = long_text(default=None)
    division_code: str | None = long_text(default=None)
    street: str | None = long_text(default=None)
    city: str | None = long_text(default=None)
    industry: str | None = long_text(default=None)
    size: str | None = long_text(default=None)
    products_wanted: str | None = long_text(default=None)
    parent_group_code: str | None = long_text(default=None)
    is_nhc_managed: bool | None = None
    is_corps_member: bool | None = None
    registered_capital: int | None = big_number(default=None)
    imports_last_year: int | None = big_number(default=None)
    contact_name: str | None = long_text(default=None)
    contact_mobile: str | None = long_text(default=None)
    contact_email: str | None = long_text(default=None)
    licence_file_id: int | None = Field(default=None, foreign_key="stored_file.id")
    # how it was routed
    mission_id: int | None = Field(default=None, foreign_key="trade_mission.id")
    proposed_mission_id: int | None = Field(default=None, foreign_key="trade_mission.id")
    classification_rule: str | None = Field(default=None, max_length=40)
    classification_certainty: str | None = Field(default=None, max_length=20)
    asked_back_group: str | None = Field(default=None, max_length=10)
    invitation_code_id: int | None = Field(default=None, foreign_key="invitation_code.id", index=True)
    code_spent_at: datetime | None = None  # the use belongs to the unit from then on
    management_accepted_at: datetime | None = None
    # the review
    submitted_at: datetime | None = None
    is_resubmitted: bool = False
    approved_at: datetime | None = None
    decision_reason: str | None = long_text(default=None)  # why returned or rejected, as the buyer reads it
    claimed_by: int | None = Field(default=None, foreign_key="staff_member.id")
    claimed_at: datetime | None = None
    erased_at: datetime | None = None


class UnitArea(SQLModel, table=True):
    """An exhibition area that a unit comes for."""

    __tablename__ = "unit_area"

    unit_id: int = Field(foreign_key="work_unit.id", primary_key=True)
    area_code: str = Field(max_length=20, primary_key=True)
