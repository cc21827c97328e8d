"""The staff whom the reader employs, and what a new member may be given (rules.md section 1)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlmodel import Session

from ciie_portal.domain.access import Actor, Permission, StaffRole, require
from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.domain.progress import Family
from ciie_portal.domain.staffing import roles_to_give
from ciie_portal.lookups.paging import PAGE_ROWS, around, as_searched, asked_page
from ciie_portal.lookups.shapes.settings import Member, MemberRow, SettingsPart, Staffing
from ciie_portal.lookups.shapes.unit_queue import Choice
from ciie_portal.routes import path
from ciie_portal.store.engine import reading
from ciie_portal.store.queries import missions, staffing
from ciie_portal.store.tables import StaffMember, TradeMission
from ciie_portal.wording.dates import day
from ciie_portal.wording.settings_desk import member_state, part_words
from ciie_portal.wording.staff import role_name

PAGE = "desk/settings/staff"
PARTS = (
    ("staff", Permission.MANAGE_SUB_MISSIONS),
    ("missions", Permission.MANAGE_SUB_MISSIONS),
    ("editions", Permission.RUN_EDITION),
)
_FAMILY = {
    "active": Family.DONE,
    "to_enrol": Family.THEM,
    "enrolment_over": Family.YOU,
    "disabled": Family.CLOSED,
}


def settings_home(actor: Actor, *, now: datetime) -> tuple[SettingsPart, ...]:
    """The parts that the reader may open."""
    require(actor, Permission.MANAGE_SUB_MISSIONS)
    shown = []
    for part, permission in PARTS:
        if actor.may(permission):
            shown.append(
                SettingsPart(*part_words(actor.locale, part), path(actor.locale, f"desk/settings/{part}"))
            )
    return tuple(shown)


def staff_screen(actor: Actor, query: Mapping[str, str], *, now: datetime) -> Staffing:
    """One page by sign-in name; `q` is found literally in names."""
    require(actor, Permission.MANAGE_SUB_MISSIONS)
    search = as_searched(query.get("q", ""))
    with reading() as session:
        asked = asked_page(query, staffing.count_members(session, actor, search))
        rows = staffing.members(session, actor, search, offset=asked.offset, limit=PAGE_ROWS)
        names = _mission_names(session, actor.locale)
        return Staffing(
            rows=tuple(_row(actor.locale, row, names, now) for row in rows),
            search=search,
            roles=tuple(Choice(role.value, role_name(role, actor.locale)) for role in roles_to_give(actor)),
            missions=_choices(session, actor),
            is_loaded=True,
            **around(actor.locale, PAGE, asked, len(rows), q=search),
        )


def member_screen(actor: Actor, login: str, *, now: datetime) -> Member:
    """Raises NOT_FOUND for one whom the reader does not employ."""
    require(actor, Permission.MANAGE_SUB_MISSIONS)
    with reading() as session:
        row = staffing.member_by_login(session, actor, login)
        if row is None:
            raise RuleBroken(Rule.NOT_FOUND)
        mission = session.get(TradeMission, row.mission_id) if row.mission_id else None
        choices = _choices(session, actor) if row.role is StaffRole.SECRETARIAT else ()
        if mission is not None and mission.code not in {one.value for one in choices}:
            choices = (Choice(mission.code, _name(actor.locale, mission)), *choices)
        state = _state(row, now)
        return Member(
            login=row.login,
            name=row.name,
            role=role_name(row.role, actor.locale),
            mission=mission.code if mission else "",
            missions=choices,
            family=_FAMILY[state].value,
            state=member_state(actor.locale, state),
            added=day(actor.locale, row.created_at),
            is_disabled=row.disabled_at is not None,
            is_self=row.id == actor.staff_id,
            version=row.version,
        )


def _row(locale: str, row: StaffMember, names: Mapping[int, str], now: datetime) -> MemberRow:
    state = _state(row, now)
    return MemberRow(
        login=row.login,
        name=row.name,
        role=role_name(row.role, locale),
        mission=names.get(row.mission_id or 0, ""),
        family=_FAMILY[state].value,
        state=member_state(locale, state),
        address=path(locale, f"{PAGE}/{row.login}"),
    )


def _state(row: StaffMember, now: datetime) -> str:
    if row.disabled_at is not None:
        return "disabled"
    if row.password_hash is not None:
        return "active"
    is_over = row.enrolment_expires_at is None or row.enrolment_expires_at <= now
    return "enrolment_over" if is_over else "to_enrol"


def _choices(session: Session, actor: Actor) -> tuple[Choice, ...]:
    found = staffing.managed_missions(session, actor, only_open=True)
    return tuple(Choice(row.code, _name(actor.locale, row)) for row in found)


def _mission_names(session: Session, locale: str) -> dict[int, str]:
    return {row.id: _name(locale, row) for row in missions.all_missions(session)}


def _name(locale: str, mission: TradeMission) -> str:
    return mission.name_zh if locale == "zh" else mission.name_en
