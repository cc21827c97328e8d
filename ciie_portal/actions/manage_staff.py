"""Staff members afterwards: name and mission, no longer and again, a new enrolment (rules.md section 1).

A stranger's sign-in name is not found. Whoever may no longer sign in loses every session at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlmodel import Session

from ciie_portal.actions.employ import managed_mission, open_enrolment, read_name
from ciie_portal.domain.access import Actor, Permission, StaffRole, require
from ciie_portal.domain.correction import check_version
from ciie_portal.domain.errors import FieldProblem, NotPermitted, Rule, RuleBroken
from ciie_portal.domain.staffing import MemberFacts, check_not_yourself, check_taking_away
from ciie_portal.store import events
from ciie_portal.store.engine import transaction
from ciie_portal.store.queries import signing_in, staffing
from ciie_portal.store.tables import StaffMember, TradeMission

CHANGE, DISABLE, ENABLE, ENROL_ANEW = "change_staff", "disable_staff", "enable_staff", "enrol_staff_anew"


def change_member(
    actor: Actor, login: str, version: int, name: str, mission_code: str, *, now: datetime
) -> None:
    """The name, and a secretariat's mission. Raises NOT_FOUND, CHANGED_MEANWHILE, problems of both fields.

    Moving to another mission ends the sessions: what they show belongs to the old one.
    """
    require(actor, Permission.MANAGE_SUB_MISSIONS)
    with transaction() as session:
        member = _member(session, actor, login, version)
        clean_name = read_name(name)
        mission = _mission(session, actor, member, mission_code)
        if clean_name != member.name:
            _changed(session, actor, member, "name", member.name, clean_name, now)
            member.name = clean_name
        if mission is not None and mission.id != member.mission_id:
            check_not_yourself(member.id == actor.staff_id)
            before = session.get(TradeMission, member.mission_id)
            _changed(session, actor, member, "mission", before.code if before else "", mission.code, now)
            member.mission_id = mission.id
            signing_in.end_sessions(session, now, staff_id=member.id)
        member.version += 1


def disable_member(actor: Actor, login: str, version: int, *, now: datetime) -> None:
    """Ends every session at once. Raises NOT_FOUND, CHANGED_MEANWHILE, NOT_YOURSELF, LAST_ADMINISTRATOR."""

    def disable(session: Session, member: StaffMember) -> None:
        if member.disabled_at is None:
            member.disabled_at = now
            signing_in.end_sessions(session, now, staff_id=member.id)

    _decide(actor, login, version, DISABLE, disable, now, takes_away=True)


def enable_member(actor: Actor, login: str, version: int, *, now: datetime) -> None:
    """May sign in again, as before. Raises NOT_FOUND, CHANGED_MEANWHILE, NOT_YOURSELF."""

    def enable(session: Session, member: StaffMember) -> None:
        check_not_yourself(member.id == actor.staff_id)
        member.disabled_at = None

    _decide(actor, login, version, ENABLE, enable, now)


def enrol_anew(actor: Actor, login: str, version: int, *, now: datetime) -> str:
    """A lost password or authenticator: both end with every session, and a new enrolment begins.

    Returns its token, which is kept nowhere in clear. Raises as disabling does.
    """
    tokens: list[str] = []

    def begin(session: Session, member: StaffMember) -> None:
        tokens.append(open_enrolment(member, now))
        signing_in.end_sessions(session, now, staff_id=member.id)

    _decide(actor, login, version, ENROL_ANEW, begin, now, takes_away=True)
    return tokens[0]


def _changed(
    session: Session, actor: Actor, member: StaffMember, field: str, before: str, after: str, now: datetime
) -> None:
    events.record_setting(
        session, actor, member, event=CHANGE, now=now, field=field, before=before, after=after
    )


def _decide(
    actor: Actor,
    login: str,
    version: int,
    event: str,
    change: Callable[[Session, StaffMember], None],
    now: datetime,
    *,
    takes_away: bool = False,
) -> None:
    require(actor, Permission.MANAGE_SUB_MISSIONS)
    with transaction() as session:
        administrators = staffing.administrators_for_update(session) if takes_away else ()
        member = _member(session, actor, login, version)
        if takes_away:
            _check_taking_away(actor, member, administrators)
        change(session, member)
        member.version += 1
        events.record_setting(session, actor, member, event=event, now=now)


def _member(session: Session, actor: Actor, login: str, version: int) -> StaffMember:
    member = staffing.member_by_login(session, actor, login, lock=True)
    if member is None:
        raise RuleBroken(Rule.NOT_FOUND)
    check_version(version, member.version)
    return member


def _check_taking_away(actor: Actor, member: StaffMember, administrators: Sequence[StaffMember]) -> None:
    """An administrator who was disabled meanwhile disables nobody any more."""
    can_sign_in = [one.id for one in administrators if one.disabled_at is None and one.password_hash]
    is_administrator = actor.staff_id in {one.id for one in administrators}
    if is_administrator and member.id != actor.staff_id:
        still_there = any(one.id == actor.staff_id and one.disabled_at is None for one in administrators)
        if not still_there:
            raise NotPermitted(Permission.MANAGE_SUB_MISSIONS.value)
    others = sum(one != member.id for one in can_sign_in)
    check_taking_away(MemberFacts(member.id == actor.staff_id, member.role, others))


def _mission(session: Session, actor: Actor, member: StaffMember, code: str) -> TradeMission | None:
    """None for a role without a mission. Raises the problem beside `mission`."""
    if member.role is not StaffRole.SECRETARIAT:
        if code:
            raise RuleBroken([FieldProblem("mission", Rule.NOT_AN_OPTION)])
        return None
    if not code:
        raise RuleBroken([FieldProblem("mission", Rule.REQUIRED)])
    mission = managed_mission(session, actor, code)
    present = session.get(TradeMission, member.mission_id) if member.mission_id else None
    if mission is None and (present is None or present.code != code):
        raise RuleBroken([FieldProblem("mission", Rule.NOT_AN_OPTION)])
    return mission or present
