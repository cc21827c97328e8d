"""What the dashboard reads beside the registration: notices, certificates, refunds, queue times (Q10)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import func
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from ciie_portal.domain.certificate import CertificateStatus
from ciie_portal.domain.journey import UnitStatus
from ciie_portal.domain.payment import CheckoutStatus, PaymentUnderWay
from ciie_portal.domain.refund import RefundStatus
from ciie_portal.store.queries import settling
from ciie_portal.store.tables import (
    Certificate,
    CertificateRequest,
    CertificateRequestPerson,
    Checkout,
    JourneyEvent,
    Notice,
    Parcel,
    Payment,
    Person,
    Refund,
    WorkUnit,
)

RECENT_EVENTS = 20_000  # of the whole record: older ones say nothing about today's queue
RECENT_CASES = 100


def notices_of(session: Session, unit_id: int, limit: int) -> Sequence[Notice]:
    """What was sent to the buyer about a unit, the newest first."""
    query = select(Notice).where(Notice.unit_id == unit_id).order_by(col(Notice.id).desc())
    return session.exec(query.limit(limit)).all()


def notices_of_person(session: Session, person_id: int, limit: int) -> Sequence[Notice]:
    """What was sent to the buyer about one person, the newest first."""
    query = select(Notice).where(Notice.person_id == person_id).order_by(col(Notice.id).desc())
    return session.exec(query.limit(limit)).all()


def live_lines(
    session: Session, unit_id: int
) -> Sequence[tuple[CertificateRequestPerson, CertificateRequest]]:
    """Who is in a request that is open or paid, and how each certificate travels."""
    rows = session.exec(
        select(CertificateRequestPerson, CertificateRequest)
        .join(CertificateRequest, col(CertificateRequestPerson.request_id) == col(CertificateRequest.id))
        .where(CertificateRequest.unit_id == unit_id, col(CertificateRequestPerson.is_live))
        .order_by(col(CertificateRequest.id), col(CertificateRequestPerson.id))
    ).all()
    return [(line, request) for line, request in rows]


def payment_of_request(session: Session, request_id: int) -> PaymentUnderWay | None:
    """How the newest attempt to pay an open request stands; None where nobody tries."""
    query = select(Checkout).where(Checkout.request_id == request_id, Checkout.status == CheckoutStatus.OPEN)
    checkout = session.exec(query).first()
    if settling.is_being_looked_at(session, request_id):
        return PaymentUnderWay.BEING_CONFIRMED
    if checkout is None:
        return None
    is_declined = checkout.declined_at is not None
    return PaymentUnderWay.DECLINED if is_declined else PaymentUnderWay.BEING_CONFIRMED


def certificates_of(session: Session, unit_id: int) -> Sequence[tuple[Certificate, Parcel | None]]:
    """Every certificate that was made for the unit's persons, with its parcel; the live ones last."""
    rows = session.exec(
        select(Certificate, Parcel)
        .join(Person, col(Certificate.person_id) == col(Person.id))
        .outerjoin(Parcel, col(Certificate.parcel_id) == col(Parcel.id))
        .where(Person.unit_id == unit_id)
        .order_by(col(Certificate.id))
    ).all()
    found = [(certificate, parcel) for certificate, parcel in rows]
    return sorted(found, key=lambda pair: pair[0].status is CertificateStatus.LIVE)


def payments_of(session: Session, unit_id: int) -> Sequence[Payment]:
    """All money that came for the unit's requests, in its order."""
    return session.exec(
        select(Payment)
        .join(CertificateRequest, col(Payment.request_id) == col(CertificateRequest.id))
        .where(CertificateRequest.unit_id == unit_id)
        .order_by(col(Payment.id))
    ).all()


def refunds_of(session: Session, unit_id: int) -> Sequence[Refund]:
    """All money that goes back to the unit, a person's fee or surplus, in its order."""
    return session.exec(
        select(Refund)
        .join(Payment, col(Refund.payment_id) == col(Payment.id))
        .join(CertificateRequest, col(Payment.request_id) == col(CertificateRequest.id))
        .where(CertificateRequest.unit_id == unit_id)
        .order_by(col(Refund.id))
    ).all()


def days_in_queue(session: Session, status: StrEnum, mission_id: int | None = None) -> list[float]:
    """How many days those who left a status lately had been in it; a unit's review in one mission alone."""
    left, entered = aliased(JourneyEvent), aliased(JourneyEvent)
    is_unit = isinstance(status, UnitStatus)
    subject = (left.unit_id, entered.unit_id) if is_unit else (left.person_id, entered.person_id)
    since = (
        select(func.max(entered.at))
        .where(
            col(subject[0]) == col(subject[1]),
            col(entered.person_id).is_(None) if is_unit else col(entered.person_id).is_not(None),
            col(entered.to_status) == status.value,
            col(entered.id) < col(left.id),
        )
        .correlate(left)
        .scalar_subquery()
    )
    newest = session.exec(select(func.max(JourneyEvent.id))).one() or 0
    query = select(left.at, since).where(
        col(left.id) > newest - RECENT_EVENTS,
        col(left.from_status) == status.value,
        col(left.to_status) != status.value,
        col(left.to_status) != "withdrawn",
        col(left.person_id).is_(None) if is_unit else col(left.person_id).is_not(None),
    )
    if is_unit:
        units = select(WorkUnit.id).where(WorkUnit.mission_id == mission_id)
        query = query.where(col(left.unit_id).in_(units))
    rows = session.exec(query.order_by(col(left.id).desc()).limit(RECENT_CASES)).all()
    return [_days(begun, ended) for ended, begun in rows if begun is not None]


def days_of_refunds(session: Session) -> list[float]:
    """How many days the refunds paid last had taken."""
    query = select(Refund.requested_at, Refund.paid_at).where(Refund.status == RefundStatus.PAID)
    rows = session.exec(query.order_by(col(Refund.id).desc()).limit(RECENT_CASES)).all()
    return [_days(begun, ended) for begun, ended in rows if ended is not None]


def _days(begun: datetime, ended: datetime) -> float:
    return max(0.0, (ended - begun).total_seconds() / 86_400)
