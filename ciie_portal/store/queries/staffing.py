"""Staff members as those see them who employ them: administrators all, others secretariats of their scope."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, and_, false, func, or_, true
from sqlmodel import Session, col, select

from ciie_portal.domain.access import Actor, Permission, StaffRole
from ciie_portal.store.queries.missions import IN_ORDER, is_plain
from ciie_portal.store.queries.scope import subtree
from ciie_portal.store.tables import StaffMember, TradeMission


def members_managed(actor: Actor) -> ColumnElement[bool]:
    """A secretariat's own mission is looked after by others: only what lies below it."""
    if actor.may(Permission.ADMINISTER):
        return true()
    if not actor.may(Permission.MANAGE_SUB_MISSIONS):
        return false()
    is_secretariat = col(StaffMember.role) == StaffRole.SECRETARIAT
    if actor.mission_id is None:
        return is_secretariat
    below = col(StaffMember.mission_id).in_(subtree(actor.mission_id))
    return and_(is_secretariat, below, col(StaffMember.mission_id) != actor.mission_id)


def managed_missions(session: Session, actor: Actor, *, only_open: bool = False) -> Sequence[TradeMission]:
    """The missions whose staff, names and claims the actor decides on, by code."""
    query = select(TradeMission).where(missions_managed(actor)).order_by(*IN_ORDER)
    return session.exec(query.where(col(TradeMission.closed_at).is_(None)) if only_open else query).all()


def missions_managed(actor: Actor) -> ColumnElement[bool]:
    if not actor.may(Permission.MANAGE_SUB_MISSIONS):
        return false()
    if actor.mission_id is None:
        return true()
    below = col(TradeMission.id).in_(subtree(actor.mission_id))
    return and_(below, col(TradeMission.id) != actor.mission_id)


def members(session: Session, actor: Actor, search: str, *, offset: int, limit: int) -> Sequence[StaffMember]:
    """One page, by sign-in name, of those whose name or sign-in name contains the text."""
    query = select(StaffMember).where(members_managed(actor), _contains(search))
    return session.exec(query.order_by(col(StaffMember.login)).offset(offset).limit(limit)).all()


def count_members(session: Session, actor: Actor, search: str) -> int:
    """How many those are."""
    query = select(func.count()).select_from(StaffMember)
    return session.exec(query.where(members_managed(actor), _contains(search))).one()


def member_by_login(session: Session, actor: Actor, login: str, *, lock: bool = False) -> StaffMember | None:
    """One whom the actor employs; a stranger's is not found."""
    if not is_plain(login):
        return None
    query = select(StaffMember).where(StaffMember.login == login, members_managed(actor))
    return session.exec(query.with_for_update() if lock else query).first()


def administrators_for_update(session: Session) -> Sequence[StaffMember]:
    """All of them, locked in one order: two do not end each other at once."""
    return session.exec(
        select(StaffMember)
        .where(StaffMember.role == StaffRole.ADMINISTRATOR)
        .order_by(col(StaffMember.id))
        .with_for_update()
    ).all()


def ids_named(session: Session, text: str, limit: int = 200) -> Sequence[int]:
    """Staff whose name or sign-in name contains the text."""
    return session.exec(select(StaffMember.id).where(_contains(text)).limit(limit)).all()


def named(session: Session, ids: Iterable[int]) -> dict[int, StaffMember]:
    wanted = set(ids)
    if not wanted:
        return {}
    found = session.exec(select(StaffMember).where(col(StaffMember.id).in_(wanted))).all()
    return {row.id or 0: row for row in found}


def _contains(search: str) -> ColumnElement[bool]:
    """Literally: wildcards are characters like any other."""
    if not search:
        return true()
    text = search.casefold()
    return or_(
        func.lower(col(StaffMember.name)).contains(text, autoescape=True),
        col(StaffMember.login).contains(text, autoescape=True),
    )
