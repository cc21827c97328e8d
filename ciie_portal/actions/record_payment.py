"""Writes down money that came in, whoever told us: notification, query or ledger (rules.md section 8; D9).

Once, twice, late, early, out of order, of a wrong amount, for an unknown checkout: `domain/payment` names the
outcome, here it becomes rows. Surplus goes back unasked; what matches nothing waits for finance.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from ciie_portal.actions.desk_cases import record_move
from ciie_portal.actions.notices import tell
from ciie_portal.actions.refund_payment import return_rest
from ciie_portal.domain.access import SYSTEM
from ciie_portal.domain.certificate import RequestStatus
from ciie_portal.domain.journey import PersonEvent, PersonStatus, move_person
from ciie_portal.domain.notice import person_notice
from ciie_portal.domain.payment import (
    CheckoutStatus,
    Outcome,
    PaymentFacts,
    PaymentState,
    match_payment,
    payment_state,
    surplus_reason,
)
from ciie_portal.security import new_key
from ciie_portal.store.queries import duplicates, money, settling
from ciie_portal.store.queries.settling import Held
from ciie_portal.store.tables import Checkout, Payment, Person

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class ProviderPayment:
    """The provider's word on one transaction. `checkout_key` is ours, as the provider repeats it."""

    provider: str
    transaction: str
    checkout_key: str
    amount_minor: int
    currency: str
    method: str
    paid_at: datetime
    is_paid: bool = True


def record_payment(session: Session, said: ProviderPayment, now: datetime) -> Outcome:
    """The one outcome of the provider's word, in the caller's transaction; repeating it changes nothing."""
    found = settling.hold_by_checkout(session, said.checkout_key)
    checkout, held = found if found is not None else (None, None)
    persons = _persons(session, held) if held is not None else []
    outcome = match_payment(_facts(session, said, checkout, held, persons))
    state = payment_state(outcome)
    if state is None:
        return outcome
    payment = _write(session, said, checkout, held, state, outcome, now)
    if payment is None:
        return Outcome.ALREADY_KNOWN
    if checkout is not None and checkout.status is not CheckoutStatus.PAID:
        checkout.status, checkout.closed_at = CheckoutStatus.PAID, now
        session.flush()
    reason = surplus_reason(outcome)
    if outcome is Outcome.SETTLE and held is not None:
        settle(session, held, payment, now)
    elif reason is not None:
        return_rest(session, SYSTEM, payment, reason, now)
    else:
        logger.warning("payment %s matches nothing (%s): finance decides", payment.key, outcome)
    return outcome


def correct_payment(session: Session, said: ProviderPayment, now: datetime) -> bool:
    """The provider's own books are right where a notification named another sum, until finance decides."""
    payment = money.payment_by_transaction(session, said.provider, said.transaction)
    if payment is None or payment.state is not PaymentState.UNMATCHED or payment.refunded_minor:
        return False
    if (payment.amount_minor, payment.currency) == (said.amount_minor, said.currency):
        return False
    payment.note = f"{payment.note}: {payment.amount_minor} {payment.currency} was notified"
    payment.amount_minor, payment.currency = said.amount_minor, said.currency
    payment.version += 1
    return True


def settle(session: Session, held: Held, payment: Payment, now: datetime) -> None:
    """The request is paid: every person of it goes to the personnel review, and the buyer is told once."""
    request = held.request
    request.status, request.paid_at, request.version = (
        RequestStatus.PAID,
        payment.paid_at,
        request.version + 1,
    )
    persons = _persons(session, held)
    for person in persons:
        before = person.status
        person.status = move_person(before, PersonEvent.PAY)
        person.status_since, person.version = now, person.version + 1
        record_move(session, SYSTEM, PersonEvent.PAY, before, person.status, now, person=person)
    session.flush()
    tell(
        session,
        held.unit,
        person_notice(PersonEvent.PAY),
        now,
        once=request.reference,
        person_count=len(persons),
        amount_minor=payment.amount_minor,
        currency=payment.currency,
    )


def is_payable(session: Session, held: Held, persons: list[Person]) -> bool:
    """Whether everybody in the request is still unpaid and nobody's document was paid for elsewhere."""
    return bool(persons) and all(
        person.status is PersonStatus.UNPAID
        and not duplicates.is_document_taken(session, person, held.unit.edition_id)
        for person in persons
    )


def _persons(session: Session, held: Held) -> list[Person]:
    return [person for _, person in settling.persons_for_update(session, held.request.id or 0)]


def _facts(
    session: Session,
    said: ProviderPayment,
    checkout: Checkout | None,
    held: Held | None,
    persons: list[Person],
) -> PaymentFacts:
    known = select(Payment.id).where(
        Payment.provider == said.provider, Payment.provider_transaction == said.transaction
    )
    is_known = session.exec(known).first() is not None
    if checkout is None or held is None:
        return PaymentFacts(said.is_paid, said.amount_minor, said.currency, is_known)
    return PaymentFacts(
        is_paid=said.is_paid,
        amount_minor=said.amount_minor,
        currency=said.currency,
        is_transaction_known=is_known,
        checkout=checkout.status,
        request=held.request.status,
        expected_minor=checkout.amount_minor,
        expected_currency=checkout.currency,
        has_newer_checkout=settling.has_newer_checkout(session, checkout),
        are_all_unpaid=is_payable(session, held, persons),
    )


def _write(
    session: Session,
    said: ProviderPayment,
    checkout: Checkout | None,
    held: Held | None,
    state: PaymentState,
    outcome: Outcome,
    now: datetime,
) -> Payment | None:
    """The row of the payment; None if the same transaction was written meanwhile."""
    payment = Payment(
        key=new_key(),
        provider=said.provider,
        provider_transaction=said.transaction,
        checkout_id=checkout.id if checkout is not None else None,
        request_id=held.request.id if held is not None else None,
        amount_minor=said.amount_minor,
        currency=said.currency,
        method=said.method,
        state=state,
        paid_at=said.paid_at,
        recorded_at=now,
        note="" if outcome is Outcome.SETTLE else outcome.value,
    )
    try:
        with session.begin_nested():
            session.add(payment)
    except IntegrityError:
        return None
    return payment
