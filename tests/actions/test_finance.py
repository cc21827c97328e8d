"""Rules sections 1 and 8: finance matches or returns what came astray, and sends a refused refund again."""

from __future__ import annotations

import pytest
from sqlmodel import select

from ciie_portal.actions.handle_money import match_payment, retry_refund, return_payment
from ciie_portal.actions.pay import begin_payment
from ciie_portal.actions.reconcile_money import reconcile
from ciie_portal.actions.refund_payment import ask_refund
from ciie_portal.actions.take_notification import take_notification
from ciie_portal.domain.access import PERMISSIONS, SYSTEM, Actor, Permission, StaffRole
from ciie_portal.domain.errors import NotPermitted, Rule
from ciie_portal.domain.journey import PersonStatus
from ciie_portal.domain.payment import CheckoutStatus, PaymentState
from ciie_portal.domain.refund import RefundReason, RefundStatus
from ciie_portal.gateways.cashier import RefundState, Transaction
from ciie_portal.gateways.errors import PermanentTrouble
from ciie_portal.store.engine import reading
from ciie_portal.store.tables import Checkout, JourneyEvent
from tests.actions.money_scene import (
    BookedCashier,
    Scene,
    cashier,
    dispatch,
    notice_kinds,
    open_key,
    paid,
    payments,
    problems,
    refunds,
    refusal,
    requested,
    said,
    said_of_refund,
    scene,
    set_status,
    statuses,
)
from tests.factories import FEE, NOW

__all__ = ["cashier"]


def stray(at: Scene, **facts: object) -> str:
    """Money for a checkout that nobody knows; the payment's key."""
    take_notification(*said("nobody's", **{"transaction": "tx_9", **facts}), NOW)
    return payments()[-1].key


def test_stray_money_is_matched_to_the_request_it_was_meant_for(cashier: BookedCashier) -> None:
    at = scene()
    reference = requested(at)
    begin_payment(at.buyer, reference, NOW)
    key = stray(at)

    match_payment(at.finance, key, 1, reference, "The payer named the request", NOW)

    assert statuses(at) == [PersonStatus.WAITING_FOR_REVIEW] * 3
    assert (payments()[0].state, payments()[0].version) == (PaymentState.MATCHED, 2)
    assert notice_kinds(at) == ["payment_received"]
    with reading() as session:
        assert session.exec(select(Checkout.status)).one() is CheckoutStatus.CANCELLED
        event = session.exec(select(JourneyEvent).where(JourneyEvent.event == "match_payment")).one()
    assert (event.staff_id, event.reason) == (at.finance.staff_id, "tx_9: The payer named the request")
    assert dispatch() == ["cancel_checkout"]
    assert [one["status"] for one in cashier.checkouts.values()] == ["cancelled"]


def test_what_is_paid_on_the_cancelled_checkout_after_the_match_goes_back(cashier: BookedCashier) -> None:
    at = scene()
    reference = requested(at)
    begin_payment(at.buyer, reference, NOW)
    match_payment(at.finance, stray(at), 1, reference, "By telephone", NOW)
    assert take_notification(*said(open_key(reference)), NOW) == "second_payment"
    assert [refund.reason for refund in refunds()] == [RefundReason.SECOND_PAYMENT]


def test_only_what_would_have_settled_a_request_is_matched_to_it(cashier: BookedCashier) -> None:
    at = scene()
    reference = requested(at)
    short = stray(at, amount_minor=FEE)
    dollars = stray(at, currency="USD", transaction="tx_8")
    why = "reason"
    for key in (short, dollars):
        assert refusal(match_payment, at.finance, key, 1, reference, why, NOW) is Rule.AMOUNT_DIFFERS
    fitting = stray(at, transaction="tx_7")
    assert refusal(match_payment, at.finance, fitting, 2, reference, why, NOW) is Rule.CHANGED_MEANWHILE
    assert refusal(match_payment, at.finance, "nothing", 1, reference, why, NOW) is Rule.NOT_FOUND
    assert problems(match_payment, at.finance, fitting, 1, "CR-UNKNOWN0", why, NOW) == [
        ("request", Rule.NOT_FOUND)
    ]
    assert problems(match_payment, at.finance, fitting, 1, reference, " ", NOW) == [("reason", Rule.REQUIRED)]
    set_status(at.people[0], PersonStatus.WITHDRAWN)
    assert refusal(match_payment, at.finance, fitting, 1, reference, why, NOW) is Rule.STEP_NOT_POSSIBLE
    assert {payment.state for payment in payments()} == {PaymentState.UNMATCHED}


def test_a_paid_request_takes_no_other_payment(cashier: BookedCashier) -> None:
    at = scene()
    reference = paid(at)
    key = stray(at)
    assert refusal(match_payment, at.finance, key, 1, reference, "why", NOW) is Rule.STEP_NOT_POSSIBLE
    assert payments()[1].state is PaymentState.UNMATCHED


def test_stray_money_is_returned_whole_and_once(cashier: BookedCashier) -> None:
    at = scene()
    key = stray(at, amount_minor=12345)
    return_payment(at.finance, key, 1, "Nobody knows it", NOW)
    assert dispatch() == ["open_refund"]
    ((_, told),) = cashier.refunds.items()
    assert (told["provider_transaction"], told["amount_minor"]) == ("tx_9", 12345)
    assert [(refund.reason, refund.status) for refund in refunds()] == [
        (RefundReason.UNMATCHED, RefundStatus.PROCESSING)
    ]
    assert refusal(return_payment, at.finance, key, 2, "Again", NOW) is Rule.STEP_NOT_POSSIBLE
    assert refusal(return_payment, at.finance, key, 1, "Again", NOW) is Rule.CHANGED_MEANWHILE
    reference = requested(at)
    assert refusal(match_payment, at.finance, key, 2, reference, "x", NOW) is Rule.AMOUNT_DIFFERS


def test_settled_money_is_not_returned_by_hand(cashier: BookedCashier) -> None:
    at = scene()
    paid(at)
    assert refusal(return_payment, at.finance, payments()[0].key, 1, "x", NOW) is Rule.STEP_NOT_POSSIBLE


def test_a_wrong_sum_corrected_by_the_providers_own_books_can_be_matched(cashier: BookedCashier) -> None:
    at = scene()
    reference = requested(at)
    begin_payment(at.buyer, reference, NOW)
    key = open_key(reference)
    take_notification(*said(key, transaction="tx_5", amount_minor=1), NOW)
    cashier.paid.append(Transaction("tx_5", "co", key, 3 * FEE, "CNY", "alipay", NOW))
    found = reconcile(SYSTEM, lambda: NOW)
    assert (found.payments_found, found.payments_corrected) == (0, 1)
    assert (payments()[0].amount_minor, payments()[0].note) == (3 * FEE, "wrong_amount: 1 CNY was notified")
    match_payment(at.finance, payments()[0].key, 2, reference, "The books agree", NOW)
    assert statuses(at) == [PersonStatus.WAITING_FOR_REVIEW] * 3


def refused_refund(at: Scene, cashier: BookedCashier) -> None:
    paid(at)
    set_status(at.people[0], PersonStatus.FAILED)
    cashier.refund_says = RefundState.REFUSED
    ask_refund(at.buyer, at.people[0], NOW)
    dispatch()


def test_a_refused_refund_is_sent_again_under_a_number_of_its_own(cashier: BookedCashier) -> None:
    at = scene()
    refused_refund(at, cashier)
    (refund,) = refunds()
    cashier.refund_says = RefundState.PROCESSING

    retry_refund(at.finance, refund.reference, refund.version, NOW)

    assert dispatch() == ["open_refund"]
    assert list(cashier.refunds) == [refund.key, f"{refund.key}-2"]
    assert (refunds()[0].status, refunds()[0].refusal) == (RefundStatus.PROCESSING, None)
    second = cashier.refunds[f"{refund.key}-2"]["id"]
    assert take_notification(*said_of_refund(f"{refund.key}-2", "paid", refund=second), NOW) == "paid"
    assert (statuses(at)[0], payments()[0].refunded_minor) == (PersonStatus.REFUNDED, FEE)


def test_two_refusals_are_two_attempts_and_the_third_may_still_be_paid(cashier: BookedCashier) -> None:
    at = scene()
    refused_refund(at, cashier)
    for _ in range(2):
        retry_refund(at.finance, refunds()[0].reference, refunds()[0].version, NOW)
        dispatch()
    assert [number.partition("-")[2] for number in cashier.refunds] == ["", "2", "3"]
    assert refunds()[0].status is RefundStatus.REFUSED


def test_pressing_retry_twice_sends_one_attempt(cashier: BookedCashier) -> None:
    at = scene()
    refused_refund(at, cashier)
    (refund,) = refunds()
    retry_refund(at.finance, refund.reference, refund.version, NOW)
    assert refusal(retry_refund, at.finance, refund.reference, refund.version, NOW) is Rule.CHANGED_MEANWHILE
    newer = refunds()[0].version
    assert refusal(retry_refund, at.finance, refund.reference, newer, NOW) is Rule.STEP_NOT_POSSIBLE
    assert dispatch() == ["open_refund"]


def test_a_refund_that_never_reached_the_provider_goes_out_under_its_old_number(
    cashier: BookedCashier,
) -> None:
    at = scene()
    paid(at)
    set_status(at.people[0], PersonStatus.FAILED)
    ask_refund(at.buyer, at.people[0], NOW)
    cashier.trouble = PermanentTrouble("refused with 401")
    dispatch()
    cashier.trouble = None
    (refund,) = refunds()
    retry_refund(at.finance, refund.reference, refund.version, NOW)
    assert dispatch() == ["open_refund"]
    assert (list(cashier.refunds), statuses(at)[0]) == ([refund.key], PersonStatus.REFUNDING)


@pytest.mark.parametrize("role", [role for role in StaffRole if role is not StaffRole.FINANCE])
def test_nobody_but_finance_handles_money(cashier: BookedCashier, role: StaffRole) -> None:
    at = scene()
    reference, key = requested(at), stray(at)
    other = Actor(permissions=PERMISSIONS[role] | {Permission.SIGNED_IN}, staff_id=at.finance.staff_id)
    for actor in (other, at.buyer):
        with pytest.raises(NotPermitted):
            match_payment(actor, key, 1, reference, "x", NOW)
        with pytest.raises(NotPermitted):
            return_payment(actor, key, 1, "x", NOW)
        with pytest.raises(NotPermitted):
            retry_refund(actor, "RF-00000000", 1, NOW)
        with pytest.raises(NotPermitted):
            reconcile(actor, lambda: NOW)
    assert (statuses(at), refunds()) == ([PersonStatus.UNPAID] * 3, [])
