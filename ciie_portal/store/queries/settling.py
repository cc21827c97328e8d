"""What a payment touches, locked in one order everywhere: unit, request, checkout, persons (C21, C23)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from ciie_portal.domain.access import Actor
from ciie_portal.domain.certificate import RequestStatus
from ciie_portal.domain.payment import CheckoutStatus, PaymentState
from ciie_portal.domain.refund import RefundStatus
from ciie_portal.store.queries import money
from ciie_portal.store.tables import (
    CertificateRequest,
    CertificateRequestPerson,
    Checkout,
    Outbox,
    OutboxState,
    Payment,
    Person,
    Refund,
    RefundAttempt,
    WorkUnit,
)


@dataclass(frozen=True)
class Held:
    """A request with its unit, both locked until the transaction ends."""

    unit: WorkUnit
    request: CertificateRequest


def hold_request(session: Session, actor: Actor, reference: str) -> Held:
    """Within the actor's scope. Raises Rule.NOT_FOUND."""
    return hold(session, money.find_request(session, actor, reference))


def hold(session: Session, request: CertificateRequest) -> Held:
    """Locks the unit, then the request, and reads both anew."""
    unit = session.get_one(WorkUnit, request.unit_id)
    session.refresh(unit, with_for_update=True)
    session.refresh(request, with_for_update=True)
    return Held(unit, request)


def hold_by_checkout(session: Session, key: str) -> tuple[Checkout, Held] | None:
    """The checkout that the provider names by our key; None where our books have no such checkout."""
    checkout = session.exec(select(Checkout).where(Checkout.key == key)).first()
    if checkout is None:
        return None
    held = hold(session, session.get_one(CertificateRequest, checkout.request_id))
    session.refresh(checkout, with_for_update=True)
    return checkout, held


def persons_for_update(
    session: Session, request_id: int
) -> Sequence[tuple[CertificateRequestPerson, Person]]:
    """The persons of a request with their lines, and whoever gave the same documents, locked by id."""
    ours = [person for _, person in money.lines_of(session, request_id)]
    documents = [person.document_index for person in ours if person.document_index is not None]
    named = col(Person.id).in_([person.id for person in ours])
    query = select(Person).where(named | col(Person.document_index).in_(documents)).order_by(col(Person.id))
    session.exec(query.with_for_update().execution_options(populate_existing=True)).all()
    return money.lines_of(session, request_id)


def has_newer_checkout(session: Session, checkout: Checkout) -> bool:
    """Whether another one was opened for the request since."""
    query = select(Checkout.id).where(
        Checkout.request_id == checkout.request_id, col(Checkout.id) > (checkout.id or 0)
    )
    return session.exec(query).first() is not None


def open_checkouts(session: Session, before: datetime, limit: int) -> Sequence[Checkout]:
    """Those that were opened before an instant and of which nobody has heard since, the oldest first."""
    query = select(Checkout).where(Checkout.status == CheckoutStatus.OPEN, col(Checkout.created_at) <= before)
    return session.exec(query.order_by(col(Checkout.created_at), col(Checkout.id)).limit(limit)).all()


def hold_refund(session: Session, key: str) -> Refund | None:
    """The refund by our number at the provider, with its payment's unit locked first where there is one."""
    refund = session.exec(select(Refund).where(Refund.key == key)).first()
    if refund is None:
        return None
    payment = session.get_one(Payment, refund.payment_id)
    if payment.request_id is not None:
        hold(session, session.get_one(CertificateRequest, payment.request_id))
    session.refresh(refund, with_for_update=True)
    return refund


def refunds_under_way(session: Session, before: datetime, limit: int) -> Sequence[Refund]:
    """Those that the provider was asked for and has not settled, the oldest first."""
    query = select(Refund).where(Refund.status == RefundStatus.PROCESSING, col(Refund.requested_at) <= before)
    return session.exec(query.order_by(col(Refund.requested_at), col(Refund.id)).limit(limit)).all()


def attempts_of(session: Session, refund_id: int) -> Sequence[RefundAttempt]:
    """What was tried, in its order."""
    query = select(RefundAttempt).where(RefundAttempt.refund_id == refund_id)
    return session.exec(query.order_by(col(RefundAttempt.number))).all()


def refund_of_person(session: Session, person_id: int) -> Refund | None:
    return session.exec(select(Refund).where(Refund.person_id == person_id)).first()


def paid_line_of(
    session: Session, person_id: int
) -> tuple[CertificateRequestPerson, CertificateRequest] | None:
    """The line of the paid request that a person's fee came with."""
    row = session.exec(
        select(CertificateRequestPerson, CertificateRequest)
        .join(CertificateRequest, col(CertificateRequestPerson.request_id) == col(CertificateRequest.id))
        .where(
            CertificateRequestPerson.person_id == person_id,
            col(CertificateRequestPerson.is_live),
            CertificateRequest.status == RequestStatus.PAID,
        )
    ).first()
    return (row[0], row[1]) if row is not None else None


def failed_errand_of(session: Session, refund_key: str) -> str | None:
    """The key of an errand for this refund that was given up on the way to the provider."""
    query = select(Outbox.key).where(
        Outbox.state == OutboxState.FAILED,
        col(Outbox.dedupe_key).startswith(f"refund:{refund_key}:")
        | col(Outbox.dedupe_key).startswith(f"query:{refund_key}:"),
    )
    return session.exec(query.order_by(col(Outbox.id).desc())).first()


def is_being_looked_at(session: Session, request_id: int) -> bool:
    """Whether money came for a request that does not settle it, and finance has not returned it yet."""
    query = select(Payment.id).where(
        Payment.request_id == request_id,
        Payment.state == PaymentState.UNMATCHED,
        Payment.refunded_minor == 0,
    )
    return session.exec(query).first() is not None
