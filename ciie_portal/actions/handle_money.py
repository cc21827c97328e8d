"""Finance: unmatched money is matched to a request or returned, a refused refund is sent again (rules §8).

Every decision is on the record with who made it. Nothing here reads an identity document.
"""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session, select

from ciie_portal.actions import errands
from ciie_portal.actions.record_payment import is_payable, settle
from ciie_portal.actions.record_refund import attempts_made
from ciie_portal.actions.refund_payment import return_rest
from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.correction import check_version
from ciie_portal.domain.errors import FieldProblem, Rule, RuleBroken
from ciie_portal.domain.payment import PaymentFacts, PaymentState, check_match_by_finance
from ciie_portal.domain.reference import Prefix, parse_reference
from ciie_portal.domain.refund import RefundReason, RefundStatus
from ciie_portal.domain.unit_review import clean_reason
from ciie_portal.store import events, outbox
from ciie_portal.store.engine import transaction
from ciie_portal.store.queries import money, settling
from ciie_portal.store.queries.missions import is_plain
from ciie_portal.store.queries.settling import Held
from ciie_portal.store.queries.units import found
from ciie_portal.store.tables import CertificateRequest, Payment, Refund


def match_payment(
    actor: Actor, payment_key: str, version: int, request_reference: str, reason: str, now: datetime
) -> None:
    """Gives unmatched money to the open request that it was meant for; its persons go to the review.

    Raises NOT_FOUND, CHANGED_MEANWHILE, STEP_NOT_POSSIBLE, REQUEST_PAID, REQUEST_NOT_OPEN, AMOUNT_DIFFERS,
    or the problem beside `request` or `reason`.
    """
    require(actor, Permission.HANDLE_MONEY)
    why = _reason(reason)
    with transaction() as session:
        held = _named_request(session, actor, request_reference)
        payment = _payment(session, payment_key, version)
        persons = [person for _, person in settling.persons_for_update(session, held.request.id or 0)]
        facts = PaymentFacts(
            is_paid=True,
            amount_minor=payment.amount_minor,
            currency=payment.currency,
            is_transaction_known=False,
            request=held.request.status,
            expected_minor=held.request.amount_minor,
            expected_currency=held.request.currency,
            are_all_unpaid=is_payable(session, held, persons),
        )
        check_match_by_finance(payment.state, facts)
        if payment.refunded_minor:
            raise RuleBroken(Rule.STEP_NOT_POSSIBLE)
        checkout = money.open_checkout_of(session, held.request.id or 0)
        if checkout is not None:
            errands.cancel_checkout(session, checkout, now)
        payment.state, payment.request_id = PaymentState.MATCHED, held.request.id
        payment.version += 1
        session.flush()
        _record(session, actor, "match_payment", held.request, f"{payment.provider_transaction}: {why}", now)
        settle(session, held, payment, now)


def return_payment(actor: Actor, payment_key: str, version: int, reason: str, now: datetime) -> None:
    """Sends unmatched money back the way it came.

    Raises NOT_FOUND, CHANGED_MEANWHILE, STEP_NOT_POSSIBLE, or the problem beside `return_reason`.
    """
    require(actor, Permission.HANDLE_MONEY)
    why = _reason(reason, "return_reason")
    with transaction() as session:
        payment = _payment(session, payment_key, version)
        if payment.state is not PaymentState.UNMATCHED or payment.refunded_minor:
            raise RuleBroken(Rule.STEP_NOT_POSSIBLE)
        return_rest(session, actor, payment, RefundReason.UNMATCHED, now)
        payment.version += 1
        request = session.get(CertificateRequest, payment.request_id) if payment.request_id else None
        _record(session, actor, "return_payment", request, f"{payment.provider_transaction}: {why}", now)


def retry_refund(actor: Actor, refund_reference: str, version: int, now: datetime) -> None:
    """Sends a refused refund once more, or one that never reached the provider.

    Raises NOT_FOUND, CHANGED_MEANWHILE, STEP_NOT_POSSIBLE.
    """
    require(actor, Permission.HANDLE_MONEY)
    with transaction() as session:
        stored = parse_reference(refund_reference, Prefix.REFUND)
        key = found(session.exec(select(Refund.key).where(Refund.reference == stored)).first())
        refund = found(settling.hold_refund(session, key))
        check_version(version, refund.version)
        if not _send_again(session, refund, now):
            raise RuleBroken(Rule.STEP_NOT_POSSIBLE)
        refund.version += 1
        payment = session.get_one(Payment, refund.payment_id)
        request = session.get(CertificateRequest, payment.request_id) if payment.request_id else None
        _record(session, actor, "retry_refund", request, refund.reference, now)


def _send_again(session: Session, refund: Refund, now: datetime) -> bool:
    """After a refusal a new attempt; what was given up on the way goes out under its old number."""
    if refund.status is RefundStatus.REFUSED:
        return errands.send_refund(session, refund, attempts_made(session, refund) + 1, now)
    stuck = settling.failed_errand_of(session, refund.key)
    return stuck is not None and outbox.try_again(session, stuck, now)


def _payment(session: Session, key: str, version: int) -> Payment:
    if not is_plain(str(key)):
        raise RuleBroken(Rule.NOT_FOUND)
    payment = found(session.exec(select(Payment).where(Payment.key == str(key)).with_for_update()).first())
    check_version(version, payment.version)
    return payment


def _named_request(session: Session, actor: Actor, reference: str) -> Held:
    try:
        return settling.hold_request(session, actor, reference)
    except RuleBroken:
        raise RuleBroken([FieldProblem("request", Rule.NOT_FOUND)]) from None


def _reason(typed: str, field: str = "reason") -> str:
    """What the record keeps; no buyer reads it."""
    try:
        return clean_reason(str(typed))
    except RuleBroken as broken:
        rule = Rule.REQUIRED if broken.rule is Rule.REASON_NEEDED else broken.rule
        raise RuleBroken([FieldProblem(field, rule or Rule.REQUIRED, broken.facts)]) from None


def _record(
    session: Session,
    actor: Actor,
    event: str,
    request: CertificateRequest | None,
    reason: str,
    now: datetime,
) -> None:
    unit_id = request.unit_id if request is not None else None
    events.record(session, actor, event=event, unit_id=unit_id, reason=reason, now=now)
