"""Missions as those see them who look after them: a page of the list, one mission, what hangs on it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, func, or_, true
from sqlmodel import Session, col, select

from ciie_portal.domain.access import Actor, Permission
from ciie_portal.domain.journey import UnitStatus
from ciie_portal.store.queries.missions import is_plain
from ciie_portal.store.queries.scope import subtree
from ciie_portal.store.queries.staffing import missions_managed
from ciie_portal.store.tables import CentralEnterprise, InvitationCode, TradeMission, WorkUnit

UNDECIDED = (UnitStatus.UNDER_REVIEW, UnitStatus.RETURNED)


def missions_shown(actor: Actor) -> ColumnElement[bool]:
    """The own mission, whose contact one publishes, and those that one manages."""
    if actor.mission_id is not None and actor.may(Permission.MANAGE_SUB_MISSIONS):
        return col(TradeMission.id).in_(subtree(actor.mission_id))
    return missions_managed(actor)


def listed(session: Session, actor: Actor, search: str, *, offset: int, limit: int) -> Sequence[TradeMission]:
    """One page, by code, of those whose code or name contains the text."""
    query = select(TradeMission).where(missions_shown(actor), _contains(search))
    return session.exec(query.order_by(col(TradeMission.code)).offset(offset).limit(limit)).all()


def count_listed(session: Session, actor: Actor, search: str) -> int:
    """How many those are."""
    query = select(func.count()).select_from(TradeMission)
    return session.exec(query.where(missions_shown(actor), _contains(search))).one()


def ids_shown(session: Session, actor: Actor) -> frozenset[int]:
    """Everything within reach: the own mission and those below it, or all."""
    return frozenset(session.exec(select(TradeMission.id).where(missions_shown(actor))).all())


def shown_mission(session: Session, actor: Actor, code: str) -> TradeMission | None:
    if not is_plain(code):
        return None
    return session.exec(select(TradeMission).where(TradeMission.code == code, missions_shown(actor))).first()


def all_for_update(session: Session) -> Sequence[TradeMission]:
    """The whole tree, locked in one order: two moves at once cannot make a circle of it."""
    return session.exec(select(TradeMission).order_by(col(TradeMission.id)).with_for_update()).all()


def is_managed(session: Session, actor: Actor, mission_id: int) -> bool:
    query = select(TradeMission.id).where(TradeMission.id == mission_id, missions_managed(actor))
    return session.exec(query).first() is not None


def may_add_below(session: Session, actor: Actor, code: str) -> TradeMission | None:
    """The own mission or a managed one, still open, under which a sub-mission may be added."""
    mission = shown_mission(session, actor, code)
    return mission if mission is not None and mission.closed_at is None else None


def has_group(session: Session, mission_id: int) -> bool:
    """Whether a central enterprise is assigned to it."""
    query = select(CentralEnterprise.id).where(CentralEnterprise.mission_id == mission_id)
    return session.exec(query).first() is not None


def count_units(session: Session, mission_id: int, *, only_undecided: bool = False) -> int:
    """Submitted units that belong to this very mission."""
    condition = and_(WorkUnit.mission_id == mission_id, col(WorkUnit.submitted_at).is_not(None))  # type: ignore[arg-type]
    if only_undecided:
        condition = and_(condition, col(WorkUnit.status).in_(UNDECIDED))
    return session.exec(select(func.count()).select_from(WorkUnit).where(condition)).one()


def open_below(session: Session, mission_id: int) -> int:
    """Sub-missions directly below that are open."""
    below = TradeMission.parent_id == mission_id, col(TradeMission.closed_at).is_(None)
    return session.exec(select(func.count()).select_from(TradeMission).where(*below)).one()


def open_codes_for_update(session: Session, mission_id: int) -> Sequence[InvitationCode]:
    """Codes of the mission that were not revoked."""
    query = select(InvitationCode).where(
        InvitationCode.mission_id == mission_id, col(InvitationCode.revoked_at).is_(None)
    )
    return session.exec(query.with_for_update()).all()


def _contains(search: str) -> ColumnElement[bool]:
    if not search:
        return true()
    text = search.casefold()
    columns = (col(TradeMission.code), col(TradeMission.name_zh), col(TradeMission.name_en))
    return or_(*[func.lower(column).contains(text, autoescape=True) for column in columns])
