"""Missions, central enterprises and the unit's answers as the classification reads them (Q2, Q7)."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from ciie_portal.domain.central_enterprise import Group
from ciie_portal.domain.classified import Atlas, UnitFacts, atlas_of
from ciie_portal.domain.edition import last_day
from ciie_portal.domain.trade_mission import Mission, MissionTree
from ciie_portal.domain.work_unit import NO_PARENT_GROUP, Category
from ciie_portal.store.queries import editions
from ciie_portal.store.tables import CentralEnterprise, Edition, TradeMission, WorkUnit

Row = tuple[Any, ...]
_MISSIONS = select(
    col(TradeMission.id),
    col(TradeMission.parent_id),
    col(TradeMission.code),
    col(TradeMission.kind),
    col(TradeMission.name_en),
    col(TradeMission.name_zh),
    col(TradeMission.region_code),
    col(TradeMission.claims_division),
    col(TradeMission.sector),
    col(TradeMission.aliases),
    col(TradeMission.closed_at).is_not(None),
).order_by(col(TradeMission.code))
_GROUPS = select(
    col(CentralEnterprise.code),
    col(CentralEnterprise.name_zh),
    col(CentralEnterprise.mission_id),
    col(CentralEnterprise.aliases),
).order_by(col(CentralEnterprise.code))


def mission_tree(session: Session) -> MissionTree:
    """All missions and sub-missions."""
    return _tree(_rows(session, _MISSIONS))


def atlas(session: Session) -> Atlas:
    """The missions together with the groups of central enterprises."""
    return _atlas(_rows(session, _MISSIONS), _rows(session, _GROUPS))


def _rows(session: Session, query: Any) -> tuple[Row, ...]:
    return tuple(tuple(row) for row in session.connection().execute(query))


@lru_cache(maxsize=4)
def _tree(rows: tuple[Row, ...]) -> MissionTree:
    """Made anew whenever a row has changed: what was read is itself the key."""
    codes = {row[0]: row[2] for row in rows}
    return MissionTree(_mission(row, codes) for row in rows)


@lru_cache(maxsize=4)
def _atlas(missions: tuple[Row, ...], groups: tuple[Row, ...]) -> Atlas:
    codes = {row[0]: row[2] for row in missions}
    named = [Group(code, name, codes[mission], _names(aliases)) for code, name, mission, aliases in groups]
    return atlas_of(_tree(missions), named)


def unit_facts(unit: WorkUnit, edition: Edition) -> UnitFacts:
    """The answers that the classification reads; a draft without category is taken for an enterprise."""
    return UnitFacts(
        category=unit.category or Category.ENTERPRISE,
        on=last_day(editions.facts(edition)),
        name_zh=unit.name_zh,
        division_code=unit.division_code,
        credit_code=unit.credit_code,
        industry=unit.industry,
        parent_group_code=unit.parent_group_code,
        is_nhc_managed=unit.is_nhc_managed,
        is_corps_member=unit.is_corps_member,
        denied_group=unit.asked_back_group if unit.parent_group_code == NO_PARENT_GROUP else None,
    )


def _mission(row: Row, codes: dict[int, str]) -> Mission:
    """The claims of a closed sub-mission rest."""
    _id, parent, code, kind, name_en, name_zh, region, claims, sector, aliases, is_closed = row
    return Mission(
        code=code,
        kind=kind,
        name_en=name_en,
        name_zh=name_zh,
        parent_code=codes.get(parent) if parent is not None else None,
        region_code=region if parent is None else None,
        claims_division=None if is_closed else claims,
        sector=None if is_closed else sector,
        aliases=_names(aliases),
    )


def _names(aliases: str) -> tuple[str, ...]:
    return tuple(name for name in aliases.split("|") if name)
