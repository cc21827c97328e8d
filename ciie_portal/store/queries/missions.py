"""The tree of missions and the central enterprises, as rows; the domain makes a tree of them (Q1, Q7)."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import case
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from ciie_portal.domain.access import Actor
from ciie_portal.domain.trade_mission import MissionKind
from ciie_portal.store.queries.scope import missions_in_scope
from ciie_portal.store.tables import CentralEnterprise, TradeMission

_GROUP_NAMES = select_columns(
    col(CentralEnterprise.code), col(CentralEnterprise.name_zh), col(CentralEnterprise.name_en)
).order_by(col(CentralEnterprise.code))

# Regions first, as in the directory; a hundred groups come after them. A sub-mission follows its mission.
IN_ORDER = (
    case({kind: place for place, kind in enumerate(MissionKind)}, value=TradeMission.kind),
    col(TradeMission.code),
)


def all_missions(session: Session) -> Sequence[TradeMission]:
    """Every mission and sub-mission, in order."""
    return session.exec(select(TradeMission).order_by(*IN_ORDER)).all()


def missions_of(session: Session, actor: Actor) -> Sequence[TradeMission]:
    """The missions that the actor works for or looks after, in order."""
    query = select(TradeMission).where(missions_in_scope(actor)).order_by(*IN_ORDER)
    return session.exec(query).all()


def mission_by_code(session: Session, code: str, actor: Actor | None = None) -> TradeMission | None:
    """By its public code; with an actor, only within the actor's scope."""
    if not is_plain(code):
        return None
    query = select(TradeMission).where(TradeMission.code == code)
    return session.exec(query if actor is None else query.where(missions_in_scope(actor))).first()


def is_plain(name: str) -> bool:
    """Whether a database takes it as a name: what a browser sends may hold anything."""
    return name.isascii() and name.isprintable()


def parents(session: Session) -> dict[int, int | None]:
    """Every mission with the one above it."""
    rows = session.exec(select(TradeMission.id, TradeMission.parent_id)).all()
    return {mission: parent for mission, parent in rows if mission is not None}


def group_names(session: Session, locale: str) -> Sequence[tuple[str, str]]:
    """Code and name of each central enterprise, by code."""
    found = session.connection().execute(_GROUP_NAMES).all()
    return [(code, name_zh if locale == "zh" else name_en) for code, name_zh, name_en in found]


def names_of_groups(session: Session) -> dict[str, tuple[str, str]]:
    """By the code of its sub-mission, the full names of a group in Chinese and in English."""
    query = select_columns(
        col(TradeMission.code), col(CentralEnterprise.name_zh), col(CentralEnterprise.name_en)
    ).join(TradeMission, col(CentralEnterprise.mission_id) == col(TradeMission.id))
    found = session.connection().execute(query).all()
    return {code: (name_zh, name_en) for code, name_zh, name_en in found}


def invented_codes(session: Session) -> frozenset[str]:
    """The missions that the demonstration made up."""
    return frozenset(session.exec(select(TradeMission.code).where(col(TradeMission.is_invented))).all())


def closed_codes(session: Session) -> frozenset[str]:
    """The missions that take nobody new."""
    query = select(TradeMission.code).where(col(TradeMission.closed_at).is_not(None))
    return frozenset(session.exec(query).all())


def central_enterprises(session: Session) -> Sequence[CentralEnterprise]:
    """The groups with their sub-missions, by code."""
    return session.exec(select(CentralEnterprise).order_by(col(CentralEnterprise.code))).all()


def aliases_of(row: TradeMission | CentralEnterprise) -> tuple[str, ...]:
    """The other names that a row goes by."""
    return tuple(name for name in row.aliases.split("|") if name)
