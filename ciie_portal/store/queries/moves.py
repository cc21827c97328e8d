"""Requests to be moved, and where a unit was moved to last."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from ciie_portal.domain.journey import UnitStatus
from ciie_portal.domain.transfer import MOVABLE
from ciie_portal.store.tables import JourneyEvent, MoveRequest, TradeMission, WorkUnit

TRANSFER = "transfer"  # the event in the record
ORGANISER_DESK = "organiser_desk"  # in the record, where a mission's code would stand


def request_of(session: Session, unit_id: int) -> MoveRequest | None:
    """The one request that the unit's buyer has made."""
    return session.exec(select(MoveRequest).where(MoveRequest.unit_id == unit_id)).first()


def open_request_of(session: Session, unit_id: int) -> MoveRequest | None:
    """The same while nobody has answered it."""
    found = request_of(session, unit_id)
    return found if found is not None and found.answered_at is None else None


def asks_to_be_moved() -> ColumnElement[bool]:
    """A condition on units: the buyer has asked and nobody has answered."""
    is_open = (col(MoveRequest.unit_id) == col(WorkUnit.id)) & col(MoveRequest.answered_at).is_(None)
    movable: Sequence[UnitStatus] = sorted(MOVABLE)
    return select(MoveRequest.id).where(is_open).exists() & col(WorkUnit.status).in_(movable)


def recorded_mission(session: Session, mission_id: int | None) -> str:
    """The mission's code as the record keeps it."""
    mission = session.get(TradeMission, mission_id) if mission_id is not None else None
    return mission.code if mission else ORGANISER_DESK


def last_move(session: Session, unit_id: int) -> JourneyEvent | None:
    """The newest transfer of the unit on the record."""
    query = select(JourneyEvent).where(JourneyEvent.unit_id == unit_id, JourneyEvent.event == TRANSFER)
    return session.exec(query.order_by(col(JourneyEvent.id).desc()).limit(1)).first()
