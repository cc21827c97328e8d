"""Requests for an invitation code: the queue of a secretariat, and what a contact asked before (Q2, Q7)."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, select

from ciie_portal.domain.access import Actor
from ciie_portal.domain.code_request import CodeRequestStatus
from ciie_portal.store.queries.missions import is_plain
from ciie_portal.store.queries.scope import missions_in_scope
from ciie_portal.store.tables import CodeRequest, TradeMission

OPEN = frozenset({CodeRequestStatus.OPEN})
ANSWERED = frozenset(CodeRequestStatus) - OPEN


def open_request(session: Session, edition_id: int, mission_id: int, contact: str) -> CodeRequest | None:
    """The one request of a contact that waits with a mission."""
    return session.exec(
        select(CodeRequest).where(
            CodeRequest.edition_id == edition_id,
            CodeRequest.mission_id == mission_id,
            CodeRequest.contact == contact,
            CodeRequest.status == CodeRequestStatus.OPEN,
        )
    ).first()


def requests_of(
    session: Session,
    actor: Actor,
    edition_id: int,
    statuses: Collection[CodeRequestStatus],
    *,
    offset: int = 0,
    limit: int = 50,
) -> Sequence[tuple[CodeRequest, TradeMission]]:
    """Those of the actor's missions; what waits the oldest first, what is answered the newest first."""
    order = (
        (col(CodeRequest.asked_at), col(CodeRequest.id))
        if CodeRequestStatus.OPEN in statuses
        else (col(CodeRequest.decided_at).desc(), col(CodeRequest.id).desc())
    )
    return session.exec(
        select(CodeRequest, TradeMission)
        .join(TradeMission, col(CodeRequest.mission_id) == col(TradeMission.id))
        .where(*_among(actor, edition_id, statuses))
        .order_by(*order)
        .offset(offset)
        .limit(limit)
    ).all()


def count_requests(
    session: Session, actor: Actor, edition_id: int, statuses: Collection[CodeRequestStatus] = OPEN
) -> int:
    """How many of them the actor's missions have."""
    return session.exec(
        select(func.count())
        .select_from(CodeRequest)
        .join(TradeMission, col(CodeRequest.mission_id) == col(TradeMission.id))
        .where(*_among(actor, edition_id, statuses))
    ).one()


def find_request(session: Session, actor: Actor, key: str) -> tuple[CodeRequest, TradeMission] | None:
    """One request of the actor's missions by its key."""
    if not is_plain(key):
        return None
    return session.exec(
        select(CodeRequest, TradeMission)
        .join(TradeMission, col(CodeRequest.mission_id) == col(TradeMission.id))
        .where(CodeRequest.key == key, missions_in_scope(actor))
    ).first()


def request_for_update(session: Session, actor: Actor, key: str) -> CodeRequest | None:
    """The same, locked."""
    if not is_plain(key):
        return None
    return session.exec(
        select(CodeRequest)
        .join(TradeMission, col(CodeRequest.mission_id) == col(TradeMission.id))
        .where(CodeRequest.key == key, missions_in_scope(actor))
        .with_for_update(of=CodeRequest)
    ).first()


def others_of_contact(
    session: Session, actor: Actor, request: CodeRequest
) -> Sequence[tuple[CodeRequest, TradeMission]]:
    """What the same contact asked the actor's missions for, the newest first."""
    return session.exec(
        select(CodeRequest, TradeMission)
        .join(TradeMission, col(CodeRequest.mission_id) == col(TradeMission.id))
        .where(
            CodeRequest.contact == request.contact,
            CodeRequest.edition_id == request.edition_id,
            CodeRequest.id != request.id,
            missions_in_scope(actor),
        )
        .order_by(col(CodeRequest.asked_at).desc(), col(CodeRequest.id).desc())
        .limit(10)
    ).all()


def _among(
    actor: Actor, edition_id: int, statuses: Collection[CodeRequestStatus]
) -> tuple[ColumnElement[bool], ...]:
    return (
        col(CodeRequest.edition_id) == edition_id,
        col(CodeRequest.status).in_(sorted(statuses)),
        missions_in_scope(actor),
    )
