"""Editions and the tree of missions."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlmodel import Session

from ciie_portal.domain.personnel import PersonRole
from ciie_portal.domain.trade_mission import MissionKind
from ciie_portal.store.tables import (
    Edition,
    EditionLabel,
    TradeMission,
)
from tests.factories.rows import FEE, NOW, save


def edition(session: Session, **facts: Any) -> Edition:
    """Open at NOW, closing 60 days later, with the four labels."""
    given: dict[str, Any] = {
        "code": f"E{secrets.randbelow(10**6)}",
        "name_en": "An edition",
        "name_zh": "某届",
        "starts_on": date(2027, 3, 1),
        "ends_on": date(2027, 3, 6),
        "opens_at": NOW - timedelta(days=30),
        "closes_at": NOW + timedelta(days=60),
        "fee_minor": FEE,
        "currency": "CNY",
    }
    row: Edition = save(session, Edition(**given | facts))
    for place, role in enumerate(list(PersonRole)[:4], start=1):
        names = {"code": role.value, "name_en": role.value, "name_zh": role.value}
        save(session, EditionLabel(edition_id=row.id, default_role=role, place=place, **names))
    return row


def mission(session: Session, code: str, parent: TradeMission | None = None, **facts: Any) -> TradeMission:
    """A mission, or a sub-mission below `parent`."""
    given: dict[str, Any] = {
        "code": code,
        "kind": parent.kind if parent else MissionKind.PROVINCE,
        "parent_id": parent.id if parent else None,
        "name_en": f"{code} Mission",
        "name_zh": f"{code}交易团",
    }
    row: TradeMission = save(session, TradeMission(**given | facts))
    return row


@dataclass(frozen=True)
class Tree:
    """Zhejiang with Jinhua and, below that, Yiwu; and a neighbour."""

    zhejiang: TradeMission
    jinhua: TradeMission
    yiwu: TradeMission
    ningbo: TradeMission


def mission_tree(session: Session) -> Tree:
    zhejiang = mission(session, "TM-33", region_code="33")
    jinhua = mission(session, "TM-33-JH", zhejiang, claims_division="3307", is_invented=True)
    yiwu = mission(session, "TM-33-JH-YW", jinhua, claims_division="330782", is_invented=True)
    ningbo = mission(session, "TM-3302", kind=MissionKind.PLANNED_CITY, region_code="3302")
    return Tree(zhejiang, jinhua, yiwu, ningbo)
