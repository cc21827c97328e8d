"""Units and persons in any status."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlmodel import Session, select

from ciie_portal.domain.identity_document import DocumentType
from ciie_portal.domain.journey import PersonStatus, UnitStatus
from ciie_portal.domain.personnel import PersonRole, Sex
from ciie_portal.domain.reference import Prefix
from ciie_portal.domain.work_unit import Category, Channel
from ciie_portal.store.sealed import set_document
from ciie_portal.store.tables import (
    Edition,
    Person,
    TradeMission,
    UnitArea,
    WorkUnit,
)
from tests.factories.people import account, stored_file
from tests.factories.rows import NOW, reference, save

DRAFTS = (PersonStatus.DRAFT, PersonStatus.WITHDRAWN)
DECIDED = (UnitStatus.UNDER_REVIEW, UnitStatus.RETURNED, UnitStatus.APPROVED, UnitStatus.REJECTED)


def unit(
    session: Session,
    edition_row: Edition,
    status: UnitStatus = UnitStatus.DRAFT,
    mission_row: TradeMission | None = None,
    **facts: Any,
) -> WorkUnit:
    """An enterprise in Ningbo without a code, with every answer; approved ones need a mission."""
    owner = facts.pop("account_id", None) or account(session).id
    is_submitted = status in DECIDED
    given: dict[str, Any] = {
        "reference": reference(Prefix.WORK_UNIT),
        "edition_id": edition_row.id,
        "account_id": owner,
        "channel": Channel.CODE_FREE,
        "category": Category.ENTERPRISE,
        "status": status,
        "status_since": NOW - timedelta(days=2),
        "created_at": NOW - timedelta(days=9),
        "submitted_at": NOW - timedelta(days=3) if is_submitted else None,
        "management_accepted_at": NOW - timedelta(days=3) if is_submitted else None,
        "approved_at": NOW - timedelta(days=2) if status is UnitStatus.APPROVED else None,
        "mission_id": mission_row.id if mission_row else None,
        "name_zh": "宁波海曙测试贸易有限公司",
        "name_en": "Ningbo Haishu Test Trading Co., Ltd.",
        "credit_code": "91330203MA2AAAAA0X",
        "country": "CN",
        "division_code": "330203",
        "street": "中山西路1号",
        "industry": "wholesale_retail",
        "products_wanted": "乳制品",
        "parent_group_code": "none",
        "is_nhc_managed": False,
        "is_corps_member": False,
        "contact_name": "陈静",
        "contact_mobile": "+8613800138000",
    }
    row: WorkUnit = save(session, WorkUnit(**given | facts))
    save(session, UnitArea(unit_id=row.id, area_code="EA-FOOD"))
    return row


def person(
    session: Session,
    unit_row: WorkUnit,
    status: PersonStatus = PersonStatus.DRAFT,
    number: str | None = "330203198501011239",
    **facts: Any,
) -> Person:
    """A trader of the unit with photo and document; a label where the status needs one."""
    taken = session.exec(select(Person.ordinal).where(Person.unit_id == unit_row.id)).all()
    before_label = (*DRAFTS, PersonStatus.AWAITING_UNIT_REVIEW, PersonStatus.RETURNED_BY_MISSION)
    has_label = status not in (*before_label, PersonStatus.LEFT_OUT)
    given: dict[str, Any] = {
        "reference": reference(Prefix.PERSON),
        "unit_id": unit_row.id,
        "ordinal": max(taken, default=0) + 1,
        "status": status,
        "status_since": NOW - timedelta(days=1),
        "created_at": NOW - timedelta(days=8),
        "name_zh": "王芳",
        "sex": Sex.FEMALE,
        "birth_date": date(1985, 1, 1),
        "nationality": "CN",
        "document_type": DocumentType.RESIDENT_ID,
        "mobile": "+8613900139000",
        "position": "采购经理",
        "role": PersonRole.TRADER,
        "photo_file_id": facts.pop("photo_file_id", None) or stored_file(session, unit_row.account_id).id,
        "label_code": PersonRole.TRADER.value if has_label else None,
        "left_out_reason": "名单已满" if status is PersonStatus.LEFT_OUT else None,
    }
    row = Person(**given | facts)
    set_document(row, number)
    save(session, row)
    return row
