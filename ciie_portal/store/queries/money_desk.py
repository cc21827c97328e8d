"""What finance looks at: payments, what came astray, refunds; no person's name or document among it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, false, func, select, true
from sqlmodel import Session, col

from ciie_portal.domain.errors import RuleBroken
from ciie_portal.domain.payment import PaymentState
from ciie_portal.domain.reference import Prefix, parse_reference, prefix_of
from ciie_portal.domain.refund import RefundStatus
from ciie_portal.store.tables import (
    CertificateRequest,
    Outbox,
    OutboxState,
    Payment,
    Person,
    Reconciliation,
    Refund,
    WorkUnit,
)

STUCK = (
    select(col(Outbox.id))
    .where(
        col(Outbox.state) == OutboxState.FAILED,
        col(Outbox.dedupe_key).startswith("refund:") | col(Outbox.dedupe_key).startswith("query:"),
        col(Outbox.dedupe_key).contains(col(Refund.key)),
    )
    .correlate(Refund)
    .exists()
)
IS_SENT_AGAIN = (
    select(col(Outbox.id))
    .where(
        col(Outbox.state) == OutboxState.WAITING,
        col(Outbox.dedupe_key).startswith("refund:"),
        col(Outbox.dedupe_key).contains(col(Refund.key)),
    )
    .correlate(Refund)
    .exists()
)
WAITS_FOR_FINANCE = ((col(Refund.status) == RefundStatus.REFUSED) & ~IS_SENT_AGAIN) | (
    STUCK & col(Refund.status).in_((RefundStatus.REQUESTED, RefundStatus.PROCESSING))
)
UNDER_WAY = (col(Refund.status) != RefundStatus.PAID) & ~WAITS_FOR_FINANCE
UNDECIDED = (col(Payment.state) == PaymentState.UNMATCHED) & (col(Payment.refunded_minor) == 0)


@dataclass(frozen=True)
class PaymentFound:
    payment: Payment
    request: CertificateRequest | None
    unit: WorkUnit | None


@dataclass(frozen=True)
class RefundFound:
    """`person`: the reference alone. `is_stuck`: given up on the way; `is_sent_again`: on it once more."""

    refund: Refund
    payment: Payment
    request: str
    person: str
    is_stuck: bool
    is_sent_again: bool


def payments(
    session: Session, condition: ColumnElement[bool], search: str, offset: int, limit: int
) -> Sequence[PaymentFound]:
    """The newest first."""
    query = _with_request(select(Payment, CertificateRequest, WorkUnit)).where(
        condition, _payment_named(search)
    )
    rows = session.execute(
        query.order_by(col(Payment.paid_at).desc(), col(Payment.id).desc()).offset(offset).limit(limit)
    ).all()
    return [PaymentFound(*row) for row in rows]


def count_payments(session: Session, condition: ColumnElement[bool], search: str = "") -> int:
    query = _with_request(select(func.count(col(Payment.id)))).where(condition, _payment_named(search))
    return int(session.execute(query).scalar_one())


def payment_named(session: Session, transaction: str) -> PaymentFound | None:
    """By the provider's own number, as the table shows it."""
    query = _with_request(select(Payment, CertificateRequest, WorkUnit))
    row = session.execute(query.where(col(Payment.provider_transaction) == transaction)).first()
    return PaymentFound(*row) if row is not None else None


def refunds(
    session: Session, condition: ColumnElement[bool], search: str, offset: int, limit: int
) -> Sequence[RefundFound]:
    """The longest waiting first."""
    columns = select(
        Refund,
        Payment,
        col(CertificateRequest.reference),
        col(Person.reference),
        STUCK.label("is_stuck"),
        IS_SENT_AGAIN.label("is_sent_again"),
    )
    query = _with_payment(columns).where(condition, _refund_named(search))
    rows = session.execute(
        query.order_by(col(Refund.requested_at), col(Refund.id)).offset(offset).limit(limit)
    ).all()
    return [
        RefundFound(row[0], row[1], row[2] or "", row[3] or "", bool(row[4]), bool(row[5])) for row in rows
    ]


def count_refunds(session: Session, condition: ColumnElement[bool], search: str = "") -> int:
    query = _with_payment(select(func.count(col(Refund.id)))).where(condition, _refund_named(search))
    return int(session.execute(query).scalar_one())


def last_reconciliation(session: Session) -> Reconciliation | None:
    query = select(Reconciliation).order_by(col(Reconciliation.started_at).desc()).limit(1)
    return session.execute(query).scalars().first()


def _with_request(query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    return (
        query.select_from(Payment)
        .outerjoin(CertificateRequest, col(CertificateRequest.id) == col(Payment.request_id))
        .outerjoin(WorkUnit, col(WorkUnit.id) == col(CertificateRequest.unit_id))
    )


def _with_payment(query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    return (
        query.select_from(Refund)
        .join(Payment, col(Payment.id) == col(Refund.payment_id))
        .outerjoin(CertificateRequest, col(CertificateRequest.id) == col(Payment.request_id))
        .outerjoin(Person, col(Person.id) == col(Refund.person_id))
    )


def _named(search: str) -> tuple[Prefix | None, str]:
    """A reference of ours and what it names, or else the provider's number as it was typed."""
    try:
        reference = parse_reference(search)
    except RuleBroken:
        return None, search.strip()
    return prefix_of(reference), reference


def _payment_named(search: str) -> ColumnElement[bool]:
    if not search.strip():
        return true()
    prefix, text = _named(search)
    if prefix is Prefix.CERTIFICATE_REQUEST:
        return col(CertificateRequest.reference) == text
    if prefix is Prefix.WORK_UNIT:
        return col(WorkUnit.reference) == text
    if prefix is Prefix.REFUND:
        refunded = select(col(Refund.payment_id)).where(col(Refund.reference) == text)
        return col(Payment.id).in_(refunded)
    if prefix is not None:
        return false()
    return col(Payment.provider_transaction).startswith(text, autoescape=True)


def _refund_named(search: str) -> ColumnElement[bool]:
    if not search.strip():
        return true()
    prefix, text = _named(search)
    if prefix is Prefix.CERTIFICATE_REQUEST:
        return col(CertificateRequest.reference) == text
    if prefix is Prefix.REFUND:
        return col(Refund.reference) == text
    if prefix is Prefix.PERSON:
        return col(Person.reference) == text
    if prefix is not None:
        return false()
    return col(Payment.provider_transaction).startswith(text, autoescape=True)
