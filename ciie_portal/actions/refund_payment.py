"""Money that goes back the way it came (Q11; D7): asked for by the buyer after a failed review, or unasked.

`refunded_minor` of the payment is reserved first, by one conditional update; then the refund leaves through
the outbox. No approval, no time limit.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, select

from ciie_portal.actions import errands
from ciie_portal.actions.desk_cases import record_move
from ciie_portal.actions.references import fresh
from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.domain.journey import PersonEvent, move_person
from ciie_portal.domain.reference import Prefix
from ciie_portal.domain.refund import (
    PersonRefundFacts,
    RefundReason,
    check_person_refund,
    check_reason,
    remaining_minor,
    surplus_amount,
)
from ciie_portal.security import new_key
from ciie_portal.store.engine import transaction
from ciie_portal.store.queries import money, settling, units
from ciie_portal.store.tables import Certificate, Payment, Person, Refund

FIRST_ATTEMPT = 1


@dataclass(frozen=True)
class Asked:
    """The refund's reference, RF-…, and what goes back."""

    reference: str
    amount_minor: int
    currency: str


def ask_refund(actor: Actor, person_reference: str, now: datetime) -> Asked:
    """The buyer confirms: the failed person's own fee goes back the way it came.

    Raises NOT_FOUND, REFUND_NOT_DUE, REFUND_ALREADY_ASKED, REFUND_AND_CERTIFICATE, REFUND_TOO_LARGE.
    """
    require(actor, Permission.OWN_UNIT)
    with transaction() as session:
        person, _ = units.person_for_update(session, actor, person_reference)
        fee_minor, payment = _fee_of(session, person)
        amount = check_person_refund(
            PersonRefundFacts(
                status=person.status,
                fee_minor=fee_minor,
                remaining_minor=remaining_minor(payment.amount_minor, payment.refunded_minor)
                if payment
                else 0,
                has_certificate=_had_certificate(session, person),
                has_refund=settling.refund_of_person(session, person.id or 0) is not None,
            )
        )
        if payment is None:
            raise RuleBroken(Rule.REFUND_NOT_DUE)
        refund = _open(session, actor, payment, RefundReason.PERSON_FAILED, amount, now, person)
        before = person.status
        person.status = move_person(before, PersonEvent.ASK_REFUND)
        person.status_since, person.version = now, person.version + 1
        record_move(session, actor, PersonEvent.ASK_REFUND, before, person.status, now, person=person)
        return Asked(refund.reference, amount, refund.currency)


def return_rest(
    session: Session, actor: Actor, payment: Payment, reason: RefundReason, now: datetime
) -> Refund:
    """All that is left of surplus or unmatched money goes back, without a person. Raises REFUND_TOO_LARGE."""
    amount = surplus_amount(reason, payment.amount_minor, payment.refunded_minor)
    return _open(session, actor, payment, reason, amount, now, None)


def _open(
    session: Session,
    actor: Actor,
    payment: Payment,
    reason: RefundReason,
    amount: int,
    now: datetime,
    person: Person | None,
) -> Refund:
    check_reason(reason, is_for_person=person is not None)
    if not money.reserve_refund(session, payment.id or 0, amount):
        raise RuleBroken(Rule.REFUND_TOO_LARGE)
    refund = Refund(
        reference=fresh(Prefix.REFUND),
        key=new_key(),
        payment_id=payment.id or 0,
        person_id=person.id if person is not None else None,
        reason=reason,
        amount_minor=amount,
        currency=payment.currency,
        requested_at=now,
        requested_by=actor.account_id,
    )
    session.add(refund)
    session.flush()
    errands.send_refund(session, refund, FIRST_ATTEMPT, now)
    return refund


def _fee_of(session: Session, person: Person) -> tuple[int, Payment | None]:
    """The fee as it was when the request was made, and the payment that carried it."""
    found = settling.paid_line_of(session, person.id or 0)
    if found is None:
        return 0, None
    line, request = found
    return line.fee_minor, money.matched_payment_of(session, request.id or 0, for_update=True)


def _had_certificate(session: Session, person: Person) -> bool:
    made = select(Certificate.id).where(Certificate.person_id == person.id)
    return session.exec(made).first() is not None
