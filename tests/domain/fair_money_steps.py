"""Requests, money and certificates in the small fair. Two numbers choose; a refusal changes nothing."""

from __future__ import annotations

from contextlib import suppress

from ciie_portal.domain.certificate import DeliveryMethod
from ciie_portal.domain.errors import RuleBroken
from ciie_portal.domain.journey import (
    PersonEvent,
    PersonStatus,
)
from ciie_portal.domain.payment import CheckoutStatus, PaymentState
from ciie_portal.domain.refund import RefundEvent, RefundReason, RefundStatus
from tests.domain.fair import Fair, somebody
from tests.domain.fair_books import FEE, Payment, Transaction

# -- request and money


def the_buyer_asks_for_certificates(fair: Fair, number: int, count: int) -> None:
    unpaid = [p for p in fair.people if p.status is PersonStatus.UNPAID and p.request is None]
    chosen = unpaid[: 1 + count % 3] if number % 5 < 4 else [somebody(fair, number)]
    with suppress(RuleBroken):
        fair.ask_certificates(chosen, list(DeliveryMethod)[number % 3])


def a_request_is_withdrawn_or_its_checkout_expires(fair: Fair, number: int, which: int) -> None:
    if not fair.requests or number > 20:
        return
    request = fair.requests[number % len(fair.requests)]
    checkout = request.open_checkout()
    with suppress(RuleBroken):
        if which % 2:
            fair.cancel(request)
        elif checkout:
            checkout.status = CheckoutStatus.EXPIRED


def the_buyer_pays_and_we_are_told(fair: Fair, number: int, _: int) -> None:
    if fair.requests:
        with suppress(RuleBroken):
            checkout = fair.go_to_cashier(fair.requests[number % len(fair.requests)])
            money_moves(fair, Transaction(checkout, checkout.amount, "CNY"), is_told=True)


def money_comes_by_any_checkout_old_or_new(fair: Fair, number: int, old: int) -> None:
    if not fair.requests:
        return
    request = fair.requests[number % len(fair.requests)]
    with suppress(RuleBroken):
        fair.go_to_cashier(request)
    if request.checkouts:
        checkout = request.checkouts[old % len(request.checkouts)]
        amount = checkout.amount + (0, 0, 0, 1, -1)[number % 5]
        money_moves(fair, Transaction(checkout, amount, "USD" if old % 9 == 8 else "CNY"), is_told=False)


def money_comes_for_nothing_we_know(fair: Fair, number: int, how_often: int) -> None:
    if how_often < 8:
        money_moves(fair, Transaction(None, FEE if number % 2 else 7, "CNY"), is_told=True)


def money_moves(fair: Fair, transaction: Transaction, is_told: bool) -> None:
    fair.transactions.append(transaction)
    if is_told:
        fair.take_notification(transaction)


def a_notification_arrives_late_or_again(fair: Fair, number: int, _: int) -> None:
    if fair.transactions:
        fair.take_notification(fair.transactions[number % len(fair.transactions)])


def finance_matches_or_returns(fair: Fair, number: int, request_number: int) -> None:
    unmatched: list[Payment] = [one for one in fair.payments if one.state is PaymentState.UNMATCHED]
    if not unmatched:
        return
    payment = unmatched[number % len(unmatched)]
    with suppress(RuleBroken):
        if fair.requests and number % 2:
            fair.match_by_finance(payment, fair.requests[request_number % len(fair.requests)])
        else:
            fair.return_rest(payment, RefundReason.UNMATCHED)


# -- certificates and refunds


def the_certificate_is_made(fair: Fair, number: int, _: int) -> None:
    with suppress(RuleBroken):
        fair.make_certificate(somebody(fair, number, PersonStatus.IN_PRODUCTION))


def the_certificate_goes_out(fair: Fair, number: int, _: int) -> None:
    with suppress(RuleBroken):
        fair.hand_out(somebody(fair, number, PersonStatus.IN_PRODUCTION))


def the_certificate_arrives(fair: Fair, number: int, how: int) -> None:
    with suppress(RuleBroken):
        person = somebody(fair, number, PersonStatus.DISPATCHED, PersonStatus.READY_FOR_COLLECTION)
        person.move(PersonEvent.DELIVER if how % 2 else PersonEvent.COLLECT)


def the_buyer_asks_for_the_refund(fair: Fair, number: int, _: int) -> None:
    with suppress(RuleBroken):
        fair.ask_refund(somebody(fair, number, PersonStatus.FAILED, PersonStatus.IN_PRODUCTION))


def the_provider_answers_a_refund(fair: Fair, number: int, what: int) -> None:
    pending = [one for one in fair.refunds if one.status is not RefundStatus.PAID]
    refunds = pending if pending and number % 5 < 4 else fair.refunds
    if refunds:
        with suppress(RuleBroken):
            fair.move_refund(refunds[number % len(refunds)], list(RefundEvent)[what % len(RefundEvent)])
