"""What the desk's decisions need besides the case itself: labels, claims on a credit code, who is at work."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from ciie_portal.store.queries.duplicates import NOT_COUNTED, NOT_IN_PLAY
from ciie_portal.store.tables import Edition, JourneyEvent, Person, ReturnedField, StaffMember, WorkUnit

# in the record: a note of the personnel reviewer to whoever has the unit, and what was found about it
DOUBT, SETTLED = "doubt", "doubt_settled"


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


def persons_with_document(
    session: Session, person: Person, edition_id: int
) -> Sequence[tuple[Person, WorkUnit]]:
    """Everybody else in the edition who gave the same document, with their unit; for the organiser's eyes."""
    if person.document_index is None:
        return []
    query = (
        select(Person, WorkUnit)
        .join(WorkUnit, col(Person.unit_id) == col(WorkUnit.id))
        .where(
            WorkUnit.edition_id == edition_id,
            Person.document_index == person.document_index,
            Person.id != person.id,
            col(Person.status).not_in(NOT_COUNTED),
        )
        .order_by(col(WorkUnit.submitted_at), col(Person.id))
    )
    return session.exec(query).all()


def in_earlier_editions(session: Session, unit: WorkUnit) -> Sequence[tuple[WorkUnit, Edition]]:
    """Units with the same credit code in editions that opened before."""
    if not unit.credit_code:
        return []
    query = (
        select(WorkUnit, Edition)
        .join(Edition, col(WorkUnit.edition_id) == col(Edition.id))
        .where(
            WorkUnit.credit_code == unit.credit_code,
            WorkUnit.edition_id != unit.edition_id,
            col(WorkUnit.submitted_at).is_not(None),
        )
        .order_by(col(Edition.opens_at).desc())
    )
    return session.exec(query).all()


def answered_returns(session: Session, unit_id: int) -> Sequence[ReturnedField]:
    """What was given back and came corrected, oldest first."""
    return session.exec(
        select(ReturnedField)
        .where(ReturnedField.unit_id == unit_id, col(ReturnedField.answered_at).is_not(None))
        .order_by(col(ReturnedField.id))
    ).all()


def doubts_of(session: Session, unit_id: int) -> Sequence[JourneyEvent]:
    """What the personnel reviewer noted about the unit and what was found about it, oldest first."""
    query = select(JourneyEvent).where(
        JourneyEvent.unit_id == unit_id, col(JourneyEvent.event).in_((DOUBT, SETTLED))
    )
    return session.exec(query.order_by(col(JourneyEvent.id))).all()


def still_open(doubts: Sequence[JourneyEvent]) -> list[JourneyEvent]:
    """Those noted since anything was settled."""
    settled = max((row.id or 0 for row in doubts if row.event == SETTLED), default=0)
    return [row for row in doubts if (row.id or 0) > settled]


def is_doubted() -> ColumnElement[bool]:
    """A condition on units: the personnel reviewer noted a doubt that nobody has settled."""
    later = aliased(JourneyEvent)
    settled = select(later.id).where(
        col(later.unit_id) == col(JourneyEvent.unit_id),
        col(later.event) == SETTLED,
        col(later.id) > col(JourneyEvent.id),
    )
    noted = (col(JourneyEvent.unit_id) == col(WorkUnit.id)) & (col(JourneyEvent.event) == DOUBT)
    return select(JourneyEvent.id).where(noted, ~settled.exists()).exists()


def edition_of(session: Session, unit: WorkUnit) -> Edition:
    return session.get_one(Edition, unit.edition_id)


def staff_names(session: Session, ids: set[int]) -> dict[int, str]:
    """The names that staff members go by on the desk."""
    if not ids:
        return {}
    rows = session.exec(select(StaffMember.id, StaffMember.name).where(col(StaffMember.id).in_(ids))).all()
    return {member: name for member, name in rows if member is not None}
