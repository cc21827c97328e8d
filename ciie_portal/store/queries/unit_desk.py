"""What the desk's decisions need besides the case itself: labels, claims on a credit code, who is at work."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session, col, select

from ciie_portal.store.queries.duplicates import NOT_IN_PLAY
from ciie_portal.store.tables import Edition, StaffMember, WorkUnit


def units_with_credit_code(session: Session, unit: WorkUnit) -> Sequence[WorkUnit]:
    """Other submitted units of the edition that entered the same code, for the organiser's eyes."""
    if not unit.credit_code:
        return []
    return session.exec(
        select(WorkUnit)
        .where(
            WorkUnit.edition_id == unit.edition_id,
            WorkUnit.credit_code == unit.credit_code,
            WorkUnit.id != unit.id,
            col(WorkUnit.status).not_in(NOT_IN_PLAY),
        )
        .order_by(col(WorkUnit.submitted_at), col(WorkUnit.id))
    ).all()


def edition_of(session: Session, unit: WorkUnit) -> Edition:
    return session.get_one(Edition, unit.edition_id)


def staff_names(session: Session, ids: set[int]) -> dict[int, str]:
    """The names that staff members go by on the desk."""
    if not ids:
        return {}
    rows = session.exec(select(StaffMember.id, StaffMember.name).where(col(StaffMember.id).in_(ids))).all()
    return {member: name for member, name in rows if member is not None}
