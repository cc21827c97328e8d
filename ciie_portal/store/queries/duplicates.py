"""The same credit code or document elsewhere: outside one's scope only the fact shows (rules, section 3)."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func
from sqlmodel import Session, col, select

from ciie_portal.domain.certificate import CertificateStatus
from ciie_portal.domain.journey import OVER_WITHOUT_CERTIFICATE, PAID_FOR, PersonStatus, UnitStatus
from ciie_portal.store.tables import Certificate, Person, WorkUnit

NOT_IN_PLAY = (UnitStatus.DRAFT, UnitStatus.WITHDRAWN)
NOT_COUNTED = OVER_WITHOUT_CERTIFICATE | {PersonStatus.DRAFT}


def is_credit_code_elsewhere(session: Session, unit: WorkUnit) -> bool:
    """Whether another submitted unit of the edition entered the same code."""
    if not unit.credit_code:
        return False
    query = select(WorkUnit.id).where(
        WorkUnit.edition_id == unit.edition_id,
        WorkUnit.credit_code == unit.credit_code,
        WorkUnit.id != unit.id,
        col(WorkUnit.status).not_in(NOT_IN_PLAY),
    )
    return session.exec(query).first() is not None


def is_credit_code_approved(session: Session, unit: WorkUnit) -> bool:
    """Whether another unit with the same code is approved already: approving a second is refused."""
    if not unit.credit_code:
        return False
    query = select(WorkUnit.id).where(
        WorkUnit.edition_id == unit.edition_id,
        WorkUnit.credit_code == unit.credit_code,
        WorkUnit.id != unit.id,
        WorkUnit.status == UnitStatus.APPROVED,
    )
    return session.exec(query).first() is not None


def claims(session: Session, edition_id: int) -> dict[str, Sequence[WorkUnit]]:
    """Credit codes that several units entered, with the units in full: the organiser decides."""
    in_play = (WorkUnit.edition_id == edition_id, col(WorkUnit.status).not_in(NOT_IN_PLAY))
    several = (
        select(WorkUnit.credit_code)
        .where(*in_play, col(WorkUnit.credit_code).is_not(None))
        .group_by(col(WorkUnit.credit_code))
        .having(func.count() > 1)
    )
    rows = session.exec(
        select(WorkUnit)
        .where(*in_play, col(WorkUnit.credit_code).in_(several))
        .order_by(col(WorkUnit.credit_code), col(WorkUnit.submitted_at), col(WorkUnit.id))
    ).all()
    found: dict[str, list[WorkUnit]] = {}
    for row in rows:
        found.setdefault(row.credit_code or "", []).append(row)
    return dict(found)


def is_document_elsewhere(session: Session, person: Person, edition_id: int) -> bool:
    """Whether somebody of another unit of the edition gave the same document: a flag."""
    query = (
        select(Person.id)
        .join(WorkUnit, col(Person.unit_id) == col(WorkUnit.id))
        .where(
            WorkUnit.edition_id == edition_id,
            Person.document_index == person.document_index,
            Person.unit_id != person.unit_id,
            col(Person.status).not_in(NOT_COUNTED),
        )
    )
    return person.document_index is not None and session.exec(query).first() is not None


def is_document_taken(session: Session, person: Person, edition_id: int) -> bool:
    """Whether the document is paid for by another entry, or has a live certificate in the edition."""
    if person.document_index is None:
        return False
    live = select(Certificate.id).where(
        Certificate.edition_id == edition_id,
        Certificate.document_index == person.document_index,
        Certificate.status == CertificateStatus.LIVE,
        Certificate.person_id != person.id,
    )
    paid = (
        select(Person.id)
        .join(WorkUnit, col(Person.unit_id) == col(WorkUnit.id))
        .where(
            WorkUnit.edition_id == edition_id,
            Person.document_index == person.document_index,
            Person.id != person.id,
            col(Person.status).in_(PAID_FOR),
        )
    )
    return session.exec(live).first() is not None or session.exec(paid).first() is not None
