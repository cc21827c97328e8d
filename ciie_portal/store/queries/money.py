"""Requests, checkouts, payments, refunds and the inbox of the provider's messages (rules.md section 8)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import CursorResult, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from ciie_portal.domain.access import Actor
from ciie_portal.domain.certificate import RequestStatus
from ciie_portal.domain.payment import CheckoutStatus, PaymentState
from ciie_portal.domain.reference import Prefix, parse_reference
from ciie_portal.store.queries.scope import requests_in_scope
from ciie_portal.store.queries.units import found
from ciie_portal.store.tables import (
    CertificateRequest,
    CertificateRequestPerson,
    Checkout,
    Payment,
    Person,
    ProviderNotification,
)


def find_request(session: Session, actor: Actor, reference: str) -> CertificateRequest:
    """The request as it is now. Raises Rule.NOT_FOUND."""
    return found(session.exec(_request(actor, reference)).first())


def lines_of(session: Session, request_id: int) -> Sequence[tuple[CertificateRequestPerson, Person]]:
    """The persons of a request with how each certificate reaches them, in the unit's order."""
    rows = session.exec(
        select(CertificateRequestPerson, Person)
        .join(Person, col(CertificateRequestPerson.person_id) == col(Person.id))
        .where(CertificateRequestPerson.request_id == request_id)
        .order_by(col(Person.ordinal))
    ).all()
    return [(line, person) for line, person in rows]


def live_line_of(session: Session, person_id: int) -> CertificateRequestPerson | None:
    """The person's place in a request that is open or paid."""
    return session.exec(
        select(CertificateRequestPerson).where(
            CertificateRequestPerson.person_id == person_id, col(CertificateRequestPerson.is_live)
        )
    ).first()


def cancel_request(session: Session, request: CertificateRequest, now: datetime) -> None:
    """Writes the cancellation; its persons are free for another request."""
    request.status, request.cancelled_at = RequestStatus.CANCELLED, now
    request.version += 1
    session.exec(
        update(CertificateRequestPerson)
        .where(col(CertificateRequestPerson.request_id) == request.id)
        .values(is_live=False)
    )


def open_checkout_of(session: Session, request_id: int) -> Checkout | None:
    """The one checkout that a request has open."""
    query = select(Checkout).where(Checkout.request_id == request_id, Checkout.status == CheckoutStatus.OPEN)
    return session.exec(query.with_for_update()).first()


def payment_by_transaction(session: Session, provider: str, transaction: str) -> Payment | None:
    """The payment that a provider's transaction was recorded as; locked."""
    query = select(Payment).where(Payment.provider == provider, Payment.provider_transaction == transaction)
    return session.exec(query.with_for_update()).first()


def matched_payment_of(session: Session, request_id: int, *, for_update: bool = False) -> Payment | None:
    """The payment that settled a request."""
    query = select(Payment).where(Payment.request_id == request_id, Payment.state == PaymentState.MATCHED)
    return session.exec(query.with_for_update() if for_update else query).first()


def reserve_refund(session: Session, payment_id: int, amount_minor: int) -> bool:
    """Counts an amount as refunded; False if the payment has not that much left."""
    if amount_minor <= 0:
        return False
    result = session.execute(
        update(Payment)
        .where(
            col(Payment.id) == payment_id,
            col(Payment.refunded_minor) + amount_minor <= col(Payment.amount_minor),
        )
        .values(refunded_minor=col(Payment.refunded_minor) + amount_minor)
        .execution_options(synchronize_session="fetch")
    )
    return isinstance(result, CursorResult) and result.rowcount == 1


def take_in(
    session: Session, provider: str, event: str, *, kind: str, body: str, now: datetime
) -> ProviderNotification | None:
    """Puts a verified message into the inbox; None if the same event lies there already."""
    row = ProviderNotification(provider=provider, event=event, kind=kind, body=body, received_at=now)
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        return None
    return row


def _request(actor: Actor, reference: str) -> SelectOfScalar[CertificateRequest]:
    stored = parse_reference(reference, Prefix.CERTIFICATE_REQUEST)
    return select(CertificateRequest).where(CertificateRequest.reference == stored, requests_in_scope(actor))
