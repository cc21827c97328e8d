"""The missions that the reader looks after: contact, names, claims, sub-missions (Q1, Q7)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlmodel import Session

from ciie_portal.data.divisions import full_name
from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.domain.progress import Family
from ciie_portal.domain.trade_mission import MissionKind
from ciie_portal.domain.work_unit import Industry
from ciie_portal.lookups.paging import PAGE_ROWS, around, as_searched, asked_page
from ciie_portal.lookups.shapes.settings import MissionList, MissionRow, MissionSettings
from ciie_portal.lookups.shapes.unit_queue import Choice
from ciie_portal.routes import path
from ciie_portal.store.engine import reading
from ciie_portal.store.queries import mission_settings, missions
from ciie_portal.store.tables import TradeMission
from ciie_portal.wording.options import industry_name
from ciie_portal.wording.settings_desk import contact_state, mission_state, units_count

PAGE = "desk/settings/missions"
CONTACT = ("contact_office", "contact_phone", "contact_email", "contact_address")


def missions_screen(actor: Actor, query: Mapping[str, str], *, now: datetime) -> MissionList:
    """One page by code, which puts sub-missions under their mission."""
    require(actor, Permission.MANAGE_SUB_MISSIONS)
    search = as_searched(query.get("q", ""))
    with reading() as session:
        asked = asked_page(query, mission_settings.count_listed(session, actor, search))
        rows = mission_settings.listed(session, actor, search, offset=asked.offset, limit=PAGE_ROWS)
        parents = missions.parents(session)
        return MissionList(
            rows=tuple(_row(actor.locale, row, parents) for row in rows),
            search=search,
            is_loaded=True,
            **around(actor.locale, PAGE, asked, len(rows), q=search),
        )


def mission_screen(actor: Actor, code: str, *, now: datetime) -> MissionSettings:
    """Raises NOT_FOUND for a mission out of reach."""
    require(actor, Permission.MANAGE_SUB_MISSIONS)
    with reading() as session:
        row = mission_settings.shown_mission(session, actor, code)
        if row is None:
            raise RuleBroken(Rule.NOT_FOUND)
        parent = session.get(TradeMission, row.parent_id) if row.parent_id else None
        parents = missions.parents(session)
        everything = missions.all_missions(session)
        below = [one for one in everything if one.parent_id == row.id]
        locale = actor.locale
        return MissionSettings(
            code=row.code,
            name=_name(locale, row),
            above=_name(locale, parent) if parent else "",
            name_zh=row.name_zh,
            name_en=row.name_en,
            aliases="\n".join(missions.aliases_of(row)),
            **{name: getattr(row, name) or "" for name in CONTACT},
            claims_division=row.claims_division or "",
            claimed=full_name(row.claims_division) if row.claims_division else "",
            sector=row.sector or "",
            sectors=tuple(Choice(one.value, industry_name(locale, one.value)) for one in Industry),
            parent=parent.code if parent else "",
            parents=_parents(session, actor, row, parent, everything, parents),
            below=tuple(_row(locale, one, parents) for one in below),
            units=units_count(locale, mission_settings.count_units(session, row.id)),
            is_managed=mission_settings.is_managed(session, actor, row.id),
            is_sub_mission=row.parent_id is not None,
            may_claim=row.kind is MissionKind.PROVINCE,
            may_add=row.closed_at is None,
            is_closed=row.closed_at is not None,
            version=row.version,
        )


def _parents(
    session: Session,
    actor: Actor,
    row: TradeMission,
    parent: TradeMission | None,
    everything: Sequence[TradeMission],
    parents: Mapping[int, int | None],
) -> tuple[Choice, ...]:
    """Under which missions of its kind it may hang: within reach, and neither itself nor below it."""
    if parent is None:
        return ()
    reach = mission_settings.ids_shown(session, actor)
    possible = [
        one
        for one in everything
        if one.kind is row.kind
        and one.closed_at is None
        and one.id in reach
        and row.id not in _path(one.id, parents)
    ]
    if parent not in possible:
        possible.insert(0, parent)
    return tuple(Choice(one.code, _name(actor.locale, one)) for one in possible)


def _row(locale: str, row: TradeMission, parents: Mapping[int, int | None]) -> MissionRow:
    claims = [
        full_name(row.claims_division) or row.claims_division if row.claims_division else "",
        industry_name(locale, row.sector) if row.sector else "",
    ]
    is_closed = row.closed_at is not None
    return MissionRow(
        code=row.code,
        name=_name(locale, row),
        depth=len(_path(row.id, parents)) - 1,
        claims=" · ".join(one for one in claims if one),
        contact=contact_state(locale, any(getattr(row, name) for name in CONTACT)),
        family=(Family.CLOSED if is_closed else Family.DONE).value,
        state=mission_state(locale, is_closed),
        address=path(locale, f"{PAGE}/{row.code}"),
    )


def _path(mission_id: int, parents: Mapping[int, int | None]) -> list[int]:
    path_up: list[int] = []
    here: int | None = mission_id
    while here is not None and here not in path_up:
        path_up.append(here)
        here = parents.get(here)
    return path_up


def _name(locale: str, mission: TradeMission) -> str:
    return mission.name_zh if locale == "zh" else mission.name_en
