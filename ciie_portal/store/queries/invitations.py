"""Invitation codes: found by blind index, their uses counted by one conditional update (Q2, Q8; C13)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import CursorResult, Update, func, or_, update
from sqlmodel import Session, col, select

from ciie_portal.domain.access import Actor
from ciie_portal.domain.journey import UnitStatus
from ciie_portal.store.queries.missions import is_plain
from ciie_portal.store.queries.scope import missions_in_scope
from ciie_portal.store.sealed import code_indexes
from ciie_portal.store.tables import InvitationCode, TradeMission, WorkUnit


def code_row(session: Session, edition_id: int, normalised: str) -> InvitationCode | None:
    """The code that was typed, whether or not it may still be used: the domain decides that."""
    return session.exec(
        select(InvitationCode).where(
            InvitationCode.edition_id == edition_id,
            col(InvitationCode.code_index).in_(code_indexes(normalised)),
        )
    ).first()


def spend_invitation_use(session: Session, code_id: int, now: datetime) -> bool:
    """Takes one use; False if it was the last and somebody else has it, or the code ended meanwhile."""
    return _changes_one(
        session,
        update(InvitationCode)
        .where(
            col(InvitationCode.id) == code_id,
            col(InvitationCode.uses_spent) < col(InvitationCode.uses_allowed),
            col(InvitationCode.revoked_at).is_(None),
            or_(col(InvitationCode.expires_at).is_(None), col(InvitationCode.expires_at) > now),
        )
        .values(uses_spent=InvitationCode.uses_spent + 1),
    )


def give_back_invitation_use(session: Session, code_id: int) -> bool:
    """A withdrawn unit's use is free again."""
    return _changes_one(
        session,
        update(InvitationCode)
        .where(col(InvitationCode.id) == code_id, col(InvitationCode.uses_spent) > 0)
        .values(uses_spent=InvitationCode.uses_spent - 1),
    )


def codes_of(
    session: Session, actor: Actor, edition_id: int, *, offset: int = 0, limit: int = 50
) -> Sequence[InvitationCode]:
    """The codes of the actor's missions, the newest first."""
    return session.exec(
        select(InvitationCode)
        .join(TradeMission, col(InvitationCode.mission_id) == col(TradeMission.id))
        .where(InvitationCode.edition_id == edition_id, missions_in_scope(actor))
        .order_by(col(InvitationCode.issued_at).desc(), col(InvitationCode.id).desc())
        .offset(offset)
        .limit(limit)
    ).all()


def count_codes(session: Session, actor: Actor, edition_id: int, *, usable_at: datetime | None = None) -> int:
    """How many codes the actor's missions have; with an instant, those that can be used then."""
    query = (
        select(func.count())
        .select_from(InvitationCode)
        .join(TradeMission, col(InvitationCode.mission_id) == col(TradeMission.id))
        .where(InvitationCode.edition_id == edition_id, missions_in_scope(actor))
    )
    if usable_at is not None:
        query = query.where(
            col(InvitationCode.revoked_at).is_(None),
            col(InvitationCode.uses_spent) < col(InvitationCode.uses_allowed),
            or_(col(InvitationCode.expires_at).is_(None), col(InvitationCode.expires_at) > usable_at),
        )
    return session.exec(query).one()


def units_of_codes(session: Session, code_ids: Sequence[int]) -> dict[int, list[WorkUnit]]:
    """The submitted units that hold a use of each code."""
    found: dict[int, list[WorkUnit]] = {}
    query = select(WorkUnit).where(
        col(WorkUnit.invitation_code_id).in_(code_ids),
        col(WorkUnit.submitted_at).is_not(None),
        WorkUnit.status != UnitStatus.WITHDRAWN,
    )
    for unit in session.exec(query.order_by(col(WorkUnit.submitted_at), col(WorkUnit.id))).all():
        found.setdefault(unit.invitation_code_id or 0, []).append(unit)
    return found


def find_code(session: Session, actor: Actor, key: str) -> InvitationCode | None:
    """One code of the actor's missions by its key."""
    if not is_plain(key):
        return None
    return session.exec(
        select(InvitationCode)
        .join(TradeMission, col(InvitationCode.mission_id) == col(TradeMission.id))
        .where(InvitationCode.key == key, missions_in_scope(actor))
    ).first()


def code_for_update(session: Session, actor: Actor, key: str) -> InvitationCode | None:
    """The same, locked."""
    if not is_plain(key):
        return None
    return session.exec(
        select(InvitationCode)
        .join(TradeMission, col(InvitationCode.mission_id) == col(TradeMission.id))
        .where(InvitationCode.key == key, missions_in_scope(actor))
        .with_for_update(of=InvitationCode)
    ).first()


def _changes_one(session: Session, statement: Update) -> bool:
    # rows that are already loaded are read anew
    result = session.execute(statement.execution_options(synchronize_session="fetch"))
    return isinstance(result, CursorResult) and result.rowcount == 1
