"""What a notice says about a unit and a person, and whom it reaches: read from the rows (Q10)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from ciie_portal.domain.notice import NoticeChannel, NoticeKind, Recipient
from ciie_portal.domain.work_unit import Category
from ciie_portal.store.tables import Account, Edition, Notice, Person, TradeMission, WorkUnit


def recipient_of(account: Account, unit: WorkUnit | None) -> Recipient:
    """The proved contacts: the one that signs in, and a second channel where the buyer has given one."""
    is_overseas = account.mobile is None
    if unit is not None and unit.category is not None:
        is_overseas = unit.category is Category.OVERSEAS_UNIT
    second = {account.second_channel: account.second_contact} if account.second_channel else {}
    return Recipient(
        is_overseas,
        mobile=account.mobile or second.get(NoticeChannel.SMS),
        email=account.email or second.get(NoticeChannel.EMAIL),
    )


def was_told(session: Session, account: Account, kind: NoticeKind, since: datetime) -> bool:
    """Whether the account's owner has had such a notice after that moment."""
    query = select(Notice.id).where(
        Notice.account_id == account.id, Notice.kind == kind, col(Notice.created_at) > since
    )
    return session.exec(query.limit(1)).first() is not None


def held(session: Session, units: Collection[WorkUnit]) -> Collection[object]:
    """Their editions and missions: as long as somebody holds these, `facts_of` asks for none of them."""
    edition_ids = {unit.edition_id for unit in units}
    mission_ids = {unit.mission_id for unit in units if unit.mission_id is not None}
    return (
        *session.exec(select(Edition).where(col(Edition.id).in_(edition_ids))).all(),
        *session.exec(select(TradeMission).where(col(TradeMission.id).in_(mission_ids))).all(),
    )


def facts_of(session: Session, unit: WorkUnit | None, person: Person | None, locale: str) -> dict[str, Any]:
    """The facts of a notice that the rows know, as `wording.notices.NoticeFacts` names them."""
    facts: dict[str, Any] = {}
    if unit is not None:
        names = (unit.name_en, unit.name_zh) if locale == "en" else (unit.name_zh, unit.name_en)
        edition = session.get_one(Edition, unit.edition_id)
        facts |= {"unit_name": names[0] or names[1] or "", "reference": unit.reference}
        facts |= {
            "closes_at": edition.closes_at,
            "pays_until": edition.pays_until,
            "currency": edition.currency,
        }
        if unit.mission_id is not None:
            mission = session.get_one(TradeMission, unit.mission_id)
            facts["mission"] = mission.name_en if locale == "en" else mission.name_zh
            facts["mission_phone"] = mission.contact_phone or ""
    if person is not None:
        names = (person.name_latin, person.name_zh) if locale == "en" else (person.name_zh, person.name_latin)
        facts["person_name"] = names[0] or names[1] or ""
    return facts
