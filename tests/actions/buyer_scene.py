"""A scene for the buyer: an open edition, missions, a central enterprise, and drafts of every category."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select
from stdnum.cn import ric, uscc

from ciie_portal.domain import access
from ciie_portal.domain.access import Actor
from ciie_portal.domain.journey import PersonStatus, UnitStatus
from ciie_portal.domain.trade_mission import MissionKind
from ciie_portal.domain.work_unit import Category, Channel
from ciie_portal.security import new_key
from ciie_portal.store.engine import reading, transaction
from ciie_portal.store.tables import (
    CentralEnterprise,
    DraftAnswer,
    EditionArea,
    FileKind,
    InvitationCode,
    Person,
    StoredFile,
    WorkUnit,
)
from tests import factories
from tests.factories.editions import Tree
from tests.factories.rows import NOW, reference

GROUP = "中国石油化工集团有限公司"


def credit_code(prefix: str = "91330203MA2AAAA00") -> str:
    return prefix + uscc.calc_check_digit(prefix)


def id_number(born: str = "19850101", serial: str = "123", place: str = "330203") -> str:
    body = f"{place}{born}{serial}"
    return body + ric.calc_check_digit(f"{body}0")


UNIT = {
    "name_zh": "宁波海曙测试贸易有限公司",
    "name_en": "Ningbo Haishu Test Trading Co., Ltd.",
    "credit_code": credit_code(),
    "division_code": "330203",
    "street": "中山西路1号",
    "industry": "trade",
    "size": "small",
    "parent_group_code": "none",
    "is_nhc_managed": "no",
    "is_corps_member": "no",
    "registered_capital": "500.5",
    "imports_last_year": "",
}
CONTACT = {"contact_name": "陈静", "contact_mobile": "138 0013 8000", "contact_email": ""}
AREAS = {"areas.EA-FOOD": "on", "products_wanted": "乳制品"}
PERSON = {
    "name_zh": "王芳",
    "name_latin": "Wang Fang",
    "sex": "male",
    "birth_date_year": "1985",
    "birth_date_month": "1",
    "birth_date_day": "1",
    "nationality": "CN",
    "document_type": "resident_id",
    "document_number": id_number(),
    "mobile": "13900139000",
    "email": "",
    "position": "采购经理",
    "role": "trader",
    "role_other": "",
}
OVERSEAS = {
    "name_en": "Sea Trading Ltd.",
    "registration_number": "",
    "city": "Hamburg",
    "street": "Hafenstrasse 1",
    "industry": "trade",
    "size": "",
    "registered_capital": "",
    "imports_last_year": "",
}


@dataclass(frozen=True)
class Scene:
    tree: Tree
    edition_id: int


def scene(**edition: Any) -> Scene:
    """Everything that registering needs, committed."""
    with transaction() as session:
        tree = factories.mission_tree(session)
        row = factories.edition(session, **edition)
        names = {"name_en": "Food", "name_zh": "食品"}
        session.add(EditionArea(edition_id=row.id, code="EA-FOOD", place=1, **names))
        session.add(EditionArea(edition_id=row.id, code="EA-AUTO", place=2, name_en="Car", name_zh="汽车"))
        kind = MissionKind.CENTRAL_ENTERPRISE
        central = factories.mission(session, "TM-CE", kind=kind)
        sub = factories.mission(session, "CE-022", central)
        session.add(
            CentralEnterprise(code="CE-022", name_en="Sinopec", name_zh=GROUP, mission_id=sub.id or 0)
        )
        return Scene(tree, row.id or 0)


def buyer(at: Scene, category: Category = Category.ENTERPRISE, locale: str = "en", **unit: Any) -> Actor:
    """A signed-in buyer with an empty draft, as sign-up leaves it."""
    is_overseas = category is Category.OVERSEAS_UNIT
    channel = Channel.OVERSEAS if is_overseas else Channel.CODE_FREE
    if category not in (Category.ENTERPRISE, Category.OVERSEAS_UNIT):
        channel = Channel.WITH_CODE
    with transaction() as session:
        email = f"{secrets.token_hex(4)}@example.com" if is_overseas else None
        contact = {"mobile": None, "email": email, "email_key": email} if is_overseas else {}
        account = factories.account(session, locale=locale, **contact)
        given: dict[str, Any] = {
            "reference": reference(factories.rows.Prefix.WORK_UNIT),
            "edition_id": at.edition_id,
            "account_id": account.id,
            "category": category,
            "channel": channel,
            "country": "DE" if is_overseas else "CN",
            "status": UnitStatus.DRAFT,
            "status_since": NOW,
            "created_at": NOW,
        }
        session.add(WorkUnit(**given | unit))
        return access.buyer(account.id or 0, locale)


def file_of(actor: Actor, kind: FileKind = FileKind.PHOTO) -> int:
    """The id of a kept file of the buyer's."""
    with transaction() as session:
        return factories.stored_file(session, actor.account_id or 0, kind).id or 0


def key_of(file_id: int) -> str:
    with reading() as session:
        return session.get_one(StoredFile, file_id).key


def a_code(at: Scene, mission: str = "jinhua", **facts: Any) -> str:
    """An issued code as the secretariat hands it out."""
    with transaction() as session:
        code = "".join(secrets.choice("0123456789ABCDEFGHJKMNPQRSTVWXYZ") for _ in range(12))
        owner = getattr(at.tree, mission).id
        factories.invitation_code(session, at.edition_id, owner, code, key=new_key(), **facts)
        return code


def code_rows() -> list[InvitationCode]:
    with reading() as session:
        return list(session.exec(select(InvitationCode).order_by(col(InvitationCode.id))).all())


def unit_of(actor: Actor) -> WorkUnit:
    """The newest: who withdrew may have begun anew."""
    with reading() as session:
        query = select(WorkUnit).where(WorkUnit.account_id == actor.account_id)
        return session.exec(query.order_by(col(WorkUnit.id).desc())).first() or WorkUnit()


def people_of(actor: Actor) -> list[Person]:
    with reading() as session:
        query = select(Person).where(Person.unit_id == unit_of(actor).id).order_by(col(Person.ordinal))
        return list(session.exec(query).all())


def typed_of(actor: Actor) -> dict[tuple[str, str], DraftAnswer]:
    """What is kept unchecked, by owner ("" for the unit) and field."""
    unit = unit_of(actor)
    with reading() as session:
        rows = session.exec(select(DraftAnswer).where(DraftAnswer.unit_id == unit.id)).all()
        return {("" if row.owner == unit.reference else row.owner, row.field): row for row in rows}


def change_row(row: Any, **facts: Any) -> None:
    """Changes a stored row past every rule, as another person's decision would."""
    with transaction() as session:
        found = session.get_one(type(row), row.id)
        for name, value in facts.items():
            setattr(found, name, value)


def set_status(actor: Actor, unit: UnitStatus, person: PersonStatus | None = None, **facts: Any) -> None:
    """As if a reviewer had decided."""
    change_row(unit_of(actor), status=unit, **facts)
    for one in people_of(actor) if person else []:
        change_row(one, status=person)


def session_rows(session: Session, table: Any) -> list[Any]:
    return list(session.exec(select(table)).all())
