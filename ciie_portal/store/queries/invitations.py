"""Invitation codes: found by blind index, their uses counted by one conditional update (Q2, Q8; C13)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import CursorResult, Update, or_, update
from sqlmodel import Session, col, select

from ciie_portal.domain.access import Actor
from ciie_portal.store.queries.scope import missions_in_scope
from ciie_portal.store.sealed import code_indexes
from ciie_portal.store.tables import InvitationCode, TradeMission


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


def codes_of(session: Session, actor: Actor, edition_id: int) -> Sequence[InvitationCode]:
    """The codes of the actor's missions, the newest first."""
    return session.exec(
        select(InvitationCode)
        .join(TradeMission, col(InvitationCode.mission_id) == col(TradeMission.id))
        .where(InvitationCode.edition_id == edition_id, missions_in_scope(actor))
        .order_by(col(InvitationCode.issued_at).desc(), col(InvitationCode.id).desc())
    ).all()


def code_for_update(session: Session, actor: Actor, key: str) -> InvitationCode | None:
    """One code of the actor's missions by its key, locked."""
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
