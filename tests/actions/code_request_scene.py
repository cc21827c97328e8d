"""A scene for asking for an invitation code: proved numbers, requests that wait, what is on the record."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from sqlmodel import col, select

from ciie_portal.actions import one_time_codes
from ciie_portal.actions.ask_for_code import Asked, ask_for_code
from ciie_portal.actions.one_time_codes import Proof, Purpose
from ciie_portal.domain.access import NOBODY, Actor
from ciie_portal.domain.notice import NoticeChannel
from ciie_portal.security import unseal
from ciie_portal.store.engine import reading
from ciie_portal.store.tables import CodeRequest, InvitationCode, JourneyEvent, Notice, Outbox
from tests.actions.identity_scene import HERE, MOBILE, sent_codes
from tests.factories import NOW

WANTED = {
    "unit_name": "金华市婺城区商务局",
    "category": "government_organ",
    "reason": "组织本区采购商参会。",
    "contact_name": "李明",
}
ENGLISH = Actor(locale="en")
CHINESE = Actor(locale="zh")


def proved(contact: str = MOBILE, now: datetime = NOW, caller: str = HERE) -> Proof:
    """A number that was proved by a code sent to it."""
    sms = NoticeChannel.SMS
    one_time_codes.send_code(NOBODY, contact, sms, Purpose.ASK_FOR_CODE, caller, now=now)
    code = sent_codes()[-1]
    return one_time_codes.prove(NOBODY, contact, sms, Purpose.ASK_FOR_CODE, code, caller, now=now)


def ask(
    mission: str = "TM-33-JH",
    proof: Proof | None = None,
    now: datetime = NOW,
    actor: Actor = ENGLISH,
    caller: str = HERE,
    **answers: Any,
) -> Asked:
    return ask_for_code(actor, mission, WANTED | answers, proof or proved(now=now), caller, now=now)


def asked(mission: str = "TM-33-JH", **facts: Any) -> CodeRequest:
    """A request that waits, as it is stored."""
    ask(mission, **facts)
    return requests()[-1]


def requests() -> list[CodeRequest]:
    with reading() as session:
        return list(session.exec(select(CodeRequest).order_by(col(CodeRequest.id))).all())


def codes() -> list[InvitationCode]:
    with reading() as session:
        return list(session.exec(select(InvitationCode).order_by(col(InvitationCode.id))).all())


def record_of(request: CodeRequest) -> list[tuple[str, str | None, str | None, int | None, str | None]]:
    """(event, from, to, who, why) in the order recorded."""
    with reading() as session:
        subject = f"code_request:{request.key}"
        query = select(JourneyEvent).where(JourneyEvent.subject == subject).order_by(col(JourneyEvent.id))
        rows = session.exec(query).all()
    return [(row.event, row.from_status, row.to_status, row.staff_id, row.reason) for row in rows]


def told() -> list[Notice]:
    """Every notice but the one-time codes."""
    with reading() as session:
        rows = session.exec(select(Notice).where(Notice.kind != "verification").order_by(col(Notice.id)))
        return list(rows.all())


def text_on_its_way(notice: Notice) -> str:
    """What the dispatcher will send."""
    with reading() as session:
        row = session.get_one(Outbox, notice.outbox_id)
        text: str = json.loads(unseal(row.payload_sealed or b"", "outbox", "payload", row.key))["text"]
        return text
