"""Invented requests for an invitation code, some of them answered, made by the actions of real ones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import select

from ciie_portal.actions.answer_code_request import decline, grant
from ciie_portal.actions.ask_for_code import ask_for_code
from ciie_portal.actions.one_time_codes import Purpose, remember_proof
from ciie_portal.domain.access import Actor
from ciie_portal.domain.work_unit import Category
from ciie_portal.seeding.deciding import Cast
from ciie_portal.seeding.lives import Life
from ciie_portal.seeding.timeline import in_office_hours
from ciie_portal.store.engine import reading, transaction
from ciie_portal.store.tables import CodeRequest

C = Category
FRIDAY = 4


@dataclass(frozen=True)
class Request:
    """`days`: since it was asked; `answered_by` a sign-in; `refusal` empty: a code was granted."""

    mission: str
    unit: str
    category: Category
    reason: str
    name: str
    days: float
    locale: str = "zh"
    answered_by: str = ""
    refusal: str = ""


REQUESTS = (
    Request("TM-33-JH", "金华婺畔区商务局", C.GOVERNMENT_ORGAN,
            "组织本区6家采购商参会，随团2人。", "方敏", 7.4),
    Request("TM-33-JH", "义乌港泽口岸服务中心", C.PUBLIC_INSTITUTION,
            "对接进口商品供应商，拟3人参会。", "楼建平", 3.2),
    Request("TM-33-JH", "金华山城职业技术学院", C.PUBLIC_INSTITUTION,
            "采购实训设备，2人参会。", "吴倩", 0.4),
    Request("TM-33", "浙江南湾医药商业协会", C.SOCIAL_ORGANISATION,
            "组织会员单位对接医疗器械展区，拟5人参会。", "郑岚", 4.6),
    Request("TM-33", "嘉兴秀水湾质量检验研究院", C.PUBLIC_INSTITUTION,
            "检测仪器采购调研，2人参会。", "钱宇", 8.1,
            answered_by="zhejiang"),
    Request("TM-33", "温州瓯海潮商贸有限公司", C.ENTERPRISE,
            "采购食品，1人参会。", "林晓", 6.2,
            answered_by="zhejiang", refusal="企业可不填写邀请码注册。"),
    Request("TM-3302", "宁波甬江湾区贸易促进中心", C.PUBLIC_INSTITUTION,
            "组织本区采购商参会，随团3人。", "戴宁", 5.5),
    Request("TM-3302", "Ningbo Tidewater Import Association", C.SOCIAL_ORGANISATION,
            "Buyers of food and consumer goods, four people.", "Shen Yue", 1.3, "en"),
    Request("TM-3302", "宁波东钱湖畔医院", C.PUBLIC_INSTITUTION,
            "采购影像设备，2人参会。", "何洁", 9.3,
            answered_by="ningbo"),
)  # fmt: skip


def lives_of(now: datetime, cast: Cast) -> list[Life]:
    """Once: none where there is one."""
    with reading() as session:
        if session.exec(select(CodeRequest)).first() is not None:
            return []
    return [_life(request, number, now, cast) for number, request in enumerate(REQUESTS, start=1)]


def _life(request: Request, number: int, now: datetime, cast: Cast) -> Life:
    """Asked, and the next working day answered."""
    contact = f"+861390000{3000 + number:04}"
    asked_at = in_office_hours(now - timedelta(days=request.days, minutes=7 * number))
    yield asked_at
    _ask(request, contact, asked_at)
    if request.answered_by:
        answered_at = in_office_hours(asked_at + timedelta(days=1 if asked_at.weekday() < FRIDAY else 3))
        yield answered_at
        _answer(request, contact, answered_at, cast)


def _ask(request: Request, contact: str, now: datetime) -> None:
    with transaction() as session:
        proof = remember_proof(session, contact, Purpose.ASK_FOR_CODE, now)
    answers = {
        "unit_name": request.unit,
        "category": request.category.value,
        "reason": request.reason,
        "contact_name": request.name,
    }
    ask_for_code(Actor(locale=request.locale), request.mission, answers, proof, contact, now=now)


def _answer(request: Request, contact: str, now: datetime, cast: Cast) -> None:
    with reading() as session:
        row = session.exec(select(CodeRequest).where(CodeRequest.contact == contact)).one()
    actor = cast.staff[request.answered_by]
    if request.refusal:
        decline(actor, row.key, row.version, {"reason": request.refusal}, now)
        return
    terms = {"uses_allowed": "1", "bound_unit_name": request.unit, "bind_contact": "on"}
    grant(actor, row.key, row.version, terms, now)
