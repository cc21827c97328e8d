"""Missions, central enterprises and the unit's answers as the classification reads them (Q2, Q7)."""

from __future__ import annotations

from collections.abc import Mapping

from sqlmodel import Session

from ciie_portal.domain.central_enterprise import Group
from ciie_portal.domain.classified import Atlas, UnitFacts, atlas_of
from ciie_portal.domain.edition import last_day
from ciie_portal.domain.trade_mission import Mission, MissionTree
from ciie_portal.domain.work_unit import NO_PARENT_GROUP, Category
from ciie_portal.store.queries import editions, missions
from ciie_portal.store.tables import Edition, TradeMission, WorkUnit


def mission_tree(session: Session) -> MissionTree:
    """All missions and sub-missions."""
    rows = missions.all_missions(session)
    codes = {row.id: row.code for row in rows if row.id is not None}
    return MissionTree(_mission(row, codes) for row in rows)


def atlas(session: Session) -> Atlas:
    """The missions together with the groups of central enterprises."""
    tree = mission_tree(session)
    codes = {row.id: row.code for row in missions.all_missions(session) if row.id is not None}
    groups = [
        Group(row.code, row.name_zh, codes[row.mission_id], missions.aliases_of(row))
        for row in missions.central_enterprises(session)
    ]
    return atlas_of(tree, groups)


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


def _mission(row: TradeMission, codes: Mapping[int, str]) -> Mission:
    return Mission(
        code=row.code,
        kind=row.kind,
        name_en=row.name_en,
        name_zh=row.name_zh,
        parent_code=codes.get(row.parent_id) if row.parent_id is not None else None,
        region_code=row.region_code if row.parent_id is None else None,
        claims_division=row.claims_division,
        sector=row.sector,
        aliases=tuple(name for name in row.aliases.split("|") if name),
    )
