"""Money that comes in: one request, one payment, n persons (rules.md section 8; D9).

The provider's word is matched against what we know; every case has one outcome.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from ciie_portal.domain.certificate import RequestStatus
from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.domain.refund import RefundReason

FRESHNESS = timedelta(minutes=5)  # what is signed longer ago or further ahead than this is refused
CHECKOUT_LIFETIME = timedelta(minutes=30)


class CheckoutStatus(StrEnum):
    OPEN = "open"
    PAID = "paid"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


class PaymentUnderWay(StrEnum):
    """What the buyer is told of an open checkout."""

    BEING_CONFIRMED = "being_confirmed"
    DECLINED = "declined"


class PaymentState(StrEnum):
    MATCHED = "matched"  # paid for its request
    SURPLUS = "surplus"  # returned unasked
    UNMATCHED = "unmatched"  # finance decides


class Outcome(StrEnum):
    """What to do with a notification, a query's answer or a line of the provider's ledger."""

    SETTLE = "settle"  # the payment of the request; its persons go to the personnel review
    ALREADY_KNOWN = "already_known"  # the same transaction again: nothing happens
    SECOND_PAYMENT = "second_payment"  # surplus
    CANCELLED_REQUEST = "cancelled_request"  # surplus
    REPLACED_CHECKOUT = "replaced_checkout"  # surplus
    WRONG_AMOUNT = "wrong_amount"  # unmatched
    WRONG_CURRENCY = "wrong_currency"  # unmatched
    UNKNOWN_CHECKOUT = "unknown_checkout"  # unmatched
    NOT_PAYABLE = "not_payable"  # unmatched: a person of the request is no longer unpaid
    NOT_PAID = "not_paid"  # pending, declined or closed: no money moved


class CheckoutChoice(StrEnum):
    NEW = "new"
    REUSE = "reuse"  # the open one: pressing twice pays once


@dataclass(frozen=True)
class PaymentFacts:
    """What the provider says, beside what we know of the checkout that it names.

    `checkout` and `request` are None where our books have no such checkout. `has_newer_checkout`: another one
    was opened for the request since. `are_all_unpaid`: every person of the request still is.
    """

    is_paid: bool
    amount_minor: int
    currency: str
    is_transaction_known: bool
    checkout: CheckoutStatus | None = None
    request: RequestStatus | None = None
    expected_minor: int = 0
    expected_currency: str = ""
    has_newer_checkout: bool = False
    are_all_unpaid: bool = True


def is_fresh(sent_at: int, now: float) -> bool:
    """Is what the provider signed recent enough to be believed? Both in seconds since 1970.

    A notification that is refused here is found by the reconciliation.
    """
    return abs(now - sent_at) <= FRESHNESS.total_seconds()


def is_of_newest_attempt(declined_at: datetime, attempt_began_at: datetime) -> bool:
    """A word about an attempt before the newest one comes too late; providers count in whole seconds."""
    return declined_at >= attempt_began_at.replace(microsecond=0)


def match_payment(facts: PaymentFacts) -> Outcome:
    """The one outcome of a provider's word, however often, late or out of order it comes."""
    if facts.is_transaction_known:
        return Outcome.ALREADY_KNOWN
    if not facts.is_paid:
        return Outcome.NOT_PAID
    if facts.checkout is None or facts.request is None:
        return Outcome.UNKNOWN_CHECKOUT
    if facts.request is not RequestStatus.OPEN or _is_replaced(facts):
        return _SURPLUS_OF.get(facts.request, Outcome.REPLACED_CHECKOUT)
    return _settle_or_differ(facts)


def _settle_or_differ(facts: PaymentFacts) -> Outcome:
    if facts.currency != facts.expected_currency:
        return Outcome.WRONG_CURRENCY
    if facts.amount_minor != facts.expected_minor:
        return Outcome.WRONG_AMOUNT
    return Outcome.SETTLE if facts.are_all_unpaid else Outcome.NOT_PAYABLE


def _is_replaced(facts: PaymentFacts) -> bool:
    # an expired checkout whose request nobody touched was simply paid at the last moment
    if facts.checkout is CheckoutStatus.EXPIRED:
        return facts.has_newer_checkout
    return facts.checkout is not CheckoutStatus.OPEN


def payment_state(outcome: Outcome) -> PaymentState | None:
    """The state of the payment row to write; None where no money moved or the row exists."""
    if outcome in (Outcome.ALREADY_KNOWN, Outcome.NOT_PAID):
        return None
    if outcome is Outcome.SETTLE:
        return PaymentState.MATCHED
    return PaymentState.SURPLUS if outcome in _SURPLUS else PaymentState.UNMATCHED


def surplus_reason(outcome: Outcome) -> RefundReason | None:
    """Why surplus money goes back unasked; None for every other outcome."""
    return _SURPLUS.get(outcome)


_SURPLUS_OF = {
    RequestStatus.PAID: Outcome.SECOND_PAYMENT,
    RequestStatus.CANCELLED: Outcome.CANCELLED_REQUEST,
}
_SURPLUS = {
    Outcome.SECOND_PAYMENT: RefundReason.SECOND_PAYMENT,
    Outcome.CANCELLED_REQUEST: RefundReason.CANCELLED_REQUEST,
    Outcome.REPLACED_CHECKOUT: RefundReason.REPLACED_CHECKOUT,
}


def amount_due(fee_minor: int, person_count: int) -> int:
    """One fee for each person of the request, in minor units."""
    return fee_minor * person_count


def choose_checkout(request: RequestStatus, has_open_checkout: bool, is_payment_open: bool) -> CheckoutChoice:
    """May the buyer go to the cashier? Raises REQUEST_PAID, REQUEST_NOT_OPEN or PAYMENT_CLOSED.

    One checkout is open at a time for a request.
    """
    if request is RequestStatus.PAID:
        raise RuleBroken(Rule.REQUEST_PAID)
    if request is RequestStatus.CANCELLED:
        raise RuleBroken(Rule.REQUEST_NOT_OPEN)
    if not is_payment_open:
        raise RuleBroken(Rule.PAYMENT_CLOSED)
    return CheckoutChoice.REUSE if has_open_checkout else CheckoutChoice.NEW


def check_match_by_finance(state: PaymentState, facts: PaymentFacts) -> None:
    """May finance give unmatched money to this request? Only what would have settled it.

    Raises STEP_NOT_POSSIBLE, REQUEST_PAID, REQUEST_NOT_OPEN or AMOUNT_DIFFERS.
    """
    if state is not PaymentState.UNMATCHED or not facts.are_all_unpaid:
        raise RuleBroken(Rule.STEP_NOT_POSSIBLE)
    choose_checkout(facts.request or RequestStatus.CANCELLED, has_open_checkout=False, is_payment_open=True)
    if (facts.amount_minor, facts.currency) != (facts.expected_minor, facts.expected_currency):
        raise RuleBroken(Rule.AMOUNT_DIFFERS)
