"""The longest that the rules let anybody type, fifty persons in a unit, queues of more than fifty rows."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, col, select

from ciie_portal.domain.certificate import RequestStatus
from ciie_portal.domain.journey import PersonStatus, UnitStatus
from ciie_portal.domain.payment import PaymentState
from ciie_portal.domain.personnel import MOST_PERSONS
from ciie_portal.store.tables import (
    Account,
    CertificateRequestPerson,
    InvitationCode,
    Payment,
    Person,
    Refund,
    ReturnedField,
    StaffMember,
    TradeMission,
    WorkUnit,
)
from tests.factories import invitation_code, payment, person, request, unit

DRAFT = "舟山沈家屿远洋渔业有限公司"
ROWS = 55  # more than a page of a queue
CHINESE = "（集团）国际农产品与医疗器械及智能装备进出口贸易综合服务股份有限公司宁波保税区分公司第一采购中心"
LATIN = " Donaudampfschifffahrtsgesellschaft and Sons International Import-Export Trading Company Limited "
REASON = "所附扫描件无法辨认登记机关的印章和证照有效期，请在光线充足处平放后重新拍摄并完整上传；"
NOTE = "Bitte die vollstaendige Registernummer einschliesslich der Pruefziffer angeben. "
MAIL = "einkauf.international.beschaffung@very-long-department-name.purchasing-division.example"


def long(text: str, longest: int) -> str:
    return (text * (longest // len(text) + 1))[:longest].strip()


def chinese(name: str | None, longest: int) -> str | None:
    return name and (name + long(CHINESE, longest))[:longest]


def latin(name: str | None, longest: int) -> str | None:
    return name and (name + long(LATIN, longest))[:longest].strip(" -")


def lengthen(session: Session, now: datetime) -> None:
    """Everything that the demonstration has, and more of it."""
    fill_up(session, now)
    for each in session.exec(select(WorkUnit)):
        lengthen_unit(each)
    for someone in session.exec(select(Person)):
        someone.name_zh = chinese(someone.name_zh, 50)
        someone.name_latin = latin(someone.name_latin or "Maximiliane", 100)
        someone.position = long(someone.position or "采购", 100)
        someone.email = MAIL
        someone.decision_reason = someone.decision_reason and long(REASON, 500)
        someone.left_out_reason = someone.left_out_reason and long(REASON, 500)
    lengthen_the_rest(session)


def lengthen_unit(one: WorkUnit) -> None:
    one.name_zh, one.name_en = chinese(one.name_zh, 150), latin(one.name_en or "Ning", 150)
    one.street, one.city = one.street and long(f"{one.street}{CHINESE}", 300), one.city and long(LATIN, 100)
    one.products_wanted = one.products_wanted and long(one.products_wanted + "、", 1000)
    one.registration_number = one.registration_number and long("REG482207", 60)
    one.contact_name = latin(one.contact_name, 100)
    one.contact_email = MAIL
    one.registered_capital = one.imports_last_year = 999_999_999_999_999
    one.decision_reason = one.decision_reason and long(REASON, 500)


def lengthen_the_rest(session: Session) -> None:
    texts: dict[Any, dict[str, str]] = {
        ReturnedField: {"reason": long(REASON, 500)},
        StaffMember: {"name": long("阿卜杜热合曼·麦麦提吐尔逊", 50)},
        InvitationCode: {"note": long(NOTE, 200), "bound_unit_name": long(CHINESE, 100)},
        CertificateRequestPerson: {"recipient": long(LATIN, 100), "street": long(CHINESE, 300)},
        Payment: {"note": long(NOTE, 500)},
        Refund: {"refusal": long(NOTE, 500)},
    }
    for table, columns in texts.items():
        for row in session.exec(select(table)):
            for column, text in columns.items():
                setattr(row, column, text)


def fill_up(session: Session, now: datetime) -> None:
    """Fifty persons in the three units that buyers look at, and rows for the queues of Ningbo."""
    draft = session.exec(select(WorkUnit).where(WorkUnit.name_zh == DRAFT)).one()
    payer, buyer = (unit_of(session, mobile) for mobile in ("+8613900001001", "+8613900001002"))
    add_people(session, draft, [PersonStatus.DRAFT], now)
    add_people(session, payer, [PersonStatus.UNPAID], now)
    judged = [status for status in PersonStatus if status in PAID]
    paid = add_people(session, buyer, judged, now)
    request(session, buyer, paid, RequestStatus.PAID)
    ningbo = session.exec(select(TradeMission).where(TradeMission.code == "TM-3302")).one()
    for number in range(ROWS):
        facts = {"proposed_mission_id": ningbo.id, "mission_id": None, "industry": "trade"}
        edition = draft_edition(session, draft)
        more = unit(session, edition, UnitStatus.UNDER_REVIEW, ningbo, **facts)
        more.mission_id, more.status_since = ningbo.id, now - timedelta(days=number)
        more.submitted_at = more.status_since
        more.credit_code = f"91330203MA2{number:05}AB"
        person(session, more, PersonStatus.AWAITING_UNIT_REVIEW, f"3302031985{number:08}")
        invitation_code(session, draft.edition_id, ningbo.id, issued_at=now - timedelta(hours=number))
        payment(session, state=PaymentState.UNMATCHED, paid_at=now - timedelta(hours=number))


PAID = (
    PersonStatus.WAITING_FOR_REVIEW,
    PersonStatus.IN_PRODUCTION,
    PersonStatus.FAILED,
)


def draft_edition(session: Session, draft: WorkUnit) -> Any:
    from ciie_portal.store.tables import Edition  # noqa: PLC0415

    return session.get(Edition, draft.edition_id)


def unit_of(session: Session, mobile: str) -> WorkUnit:
    owned = select(WorkUnit).join(Account, col(Account.id) == WorkUnit.account_id)
    return session.exec(owned.where(Account.mobile == mobile)).one()


def add_people(session: Session, of: WorkUnit, statuses: list[PersonStatus], now: datetime) -> list[Person]:
    """Up to fifty, who share the photo of the first; returns those added."""
    there = session.exec(select(Person).where(Person.unit_id == of.id)).all()
    added = []
    for place in range(MOST_PERSONS - len(there)):
        facts = {"photo_file_id": there[0].photo_file_id, "status_since": now - timedelta(days=place)}
        number = f"{secrets.randbelow(10**18):018}"
        added.append(person(session, of, statuses[place % len(statuses)], number, **facts))
    return added
