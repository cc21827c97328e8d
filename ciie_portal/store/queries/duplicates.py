"""The same credit code or document, approved or paid for elsewhere: what a second one is refused for."""

from __future__ import annotations

from sqlmodel import Session, col, select

from ciie_portal.domain.certificate import CertificateStatus
from ciie_portal.domain.journey import OVER_WITHOUT_CERTIFICATE, PAID_FOR, PersonStatus, UnitStatus
from ciie_portal.store.tables import Certificate, Person, WorkUnit

NOT_IN_PLAY = (UnitStatus.DRAFT, UnitStatus.WITHDRAWN)
NOT_COUNTED = OVER_WITHOUT_CERTIFICATE | {PersonStatus.DRAFT}


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
