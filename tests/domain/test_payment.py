"""Every word of the payment provider has one defined outcome."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import product

import pytest

from ciie_portal.domain.certificate import RequestStatus
from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.domain.payment import (
    CheckoutChoice,
    CheckoutStatus,
    Outcome,
    PaymentFacts,
    PaymentState,
    amount_due,
    check_match_by_finance,
    choose_checkout,
    is_fresh,
    match_payment,
    payment_state,
    surplus_reason,
)
from ciie_portal.domain.refund import RefundReason

RIGHT = PaymentFacts(
    is_paid=True,
    amount_minor=60000,
    currency="CNY",
    is_transaction_known=False,
    checkout=CheckoutStatus.OPEN,
    request=RequestStatus.OPEN,
    expected_minor=60000,
    expected_currency="CNY",
)
PAID, CANCELLED = RequestStatus.PAID, RequestStatus.CANCELLED


@pytest.mark.parametrize(
    ("said", "outcome", "state"),
    [
        ({}, Outcome.SETTLE, PaymentState.MATCHED),
        ({"is_transaction_known": True}, Outcome.ALREADY_KNOWN, None),
        ({"is_transaction_known": True, "request": PAID}, Outcome.ALREADY_KNOWN, None),
        ({"is_paid": False}, Outcome.NOT_PAID, None),
        ({"checkout": None, "request": None}, Outcome.UNKNOWN_CHECKOUT, PaymentState.UNMATCHED),
        ({"request": PAID, "checkout": CheckoutStatus.PAID}, Outcome.SECOND_PAYMENT, PaymentState.SURPLUS),
        ({"request": PAID, "amount_minor": 1}, Outcome.SECOND_PAYMENT, PaymentState.SURPLUS),
        ({"request": CANCELLED}, Outcome.CANCELLED_REQUEST, PaymentState.SURPLUS),
        ({"checkout": CheckoutStatus.CANCELLED}, Outcome.REPLACED_CHECKOUT, PaymentState.SURPLUS),
        ({"checkout": CheckoutStatus.EXPIRED}, Outcome.SETTLE, PaymentState.MATCHED),
        (
            {"checkout": CheckoutStatus.EXPIRED, "has_newer_checkout": True},
            Outcome.REPLACED_CHECKOUT,
            PaymentState.SURPLUS,
        ),
        ({"amount_minor": 59999}, Outcome.WRONG_AMOUNT, PaymentState.UNMATCHED),
        ({"amount_minor": 60001}, Outcome.WRONG_AMOUNT, PaymentState.UNMATCHED),
        ({"currency": "USD"}, Outcome.WRONG_CURRENCY, PaymentState.UNMATCHED),
        ({"are_all_unpaid": False}, Outcome.NOT_PAYABLE, PaymentState.UNMATCHED),
    ],
)
def test_the_outcome(said, outcome, state):
    facts = replace(RIGHT, **said)
    assert match_payment(facts) is outcome
    assert payment_state(outcome) is state


def test_money_that_moved_always_gets_a_state_and_surplus_always_a_reason():
    for outcome in Outcome:
        no_money = outcome in (Outcome.ALREADY_KNOWN, Outcome.NOT_PAID)
        assert (payment_state(outcome) is None) == no_money
        assert (surplus_reason(outcome) is not None) == (payment_state(outcome) is PaymentState.SURPLUS)
    assert surplus_reason(Outcome.SECOND_PAYMENT) is RefundReason.SECOND_PAYMENT


def test_only_the_exact_sum_on_an_open_request_settles_it():
    every = product(
        [None, *CheckoutStatus], [None, *RequestStatus], [1, 60000], ["CNY", "USD"], [True, False]
    )
    for checkout, request, amount, currency, newer in every:
        facts = replace(
            RIGHT,
            checkout=checkout,
            request=request,
            amount_minor=amount,
            currency=currency,
            has_newer_checkout=newer,
        )
        if match_payment(facts) is Outcome.SETTLE:
            assert (request, amount, currency) == (RequestStatus.OPEN, 60000, "CNY")
            assert checkout is CheckoutStatus.OPEN or (checkout is CheckoutStatus.EXPIRED and not newer)


def test_a_notification_is_believed_for_five_minutes():
    now = datetime(2019, 6, 8, 2, 5, tzinfo=UTC).timestamp()
    sent_at = int(now)
    assert is_fresh(sent_at - 300, now)
    assert is_fresh(sent_at + 300, now)
    assert not is_fresh(sent_at - 300, now + 0.001)
    assert not is_fresh(sent_at + 301, now)
    assert not is_fresh(10**12 - 1, now)


def test_the_amount_is_the_fee_of_each_person():
    assert amount_due(20000, 3) == 60000


def test_pressing_pay_twice_leads_to_the_same_checkout():
    assert choose_checkout(RequestStatus.OPEN, False, True) is CheckoutChoice.NEW
    assert choose_checkout(RequestStatus.OPEN, True, True) is CheckoutChoice.REUSE


@pytest.mark.parametrize(
    ("request_status", "is_payment_open", "rule"),
    [
        (PAID, True, Rule.REQUEST_PAID),
        (CANCELLED, True, Rule.REQUEST_NOT_OPEN),
        (RequestStatus.OPEN, False, Rule.PAYMENT_CLOSED),
    ],
)
def test_no_checkout_is_opened(request_status, is_payment_open, rule):
    with pytest.raises(RuleBroken) as broken:
        choose_checkout(request_status, False, is_payment_open)
    assert broken.value.rule is rule


def test_finance_matches_only_what_would_have_settled_the_request():
    check_match_by_finance(PaymentState.UNMATCHED, RIGHT)
    for state, facts, rule in (
        (PaymentState.SURPLUS, RIGHT, Rule.STEP_NOT_POSSIBLE),
        (PaymentState.UNMATCHED, replace(RIGHT, are_all_unpaid=False), Rule.STEP_NOT_POSSIBLE),
        (PaymentState.UNMATCHED, replace(RIGHT, request=PAID), Rule.REQUEST_PAID),
        (PaymentState.UNMATCHED, replace(RIGHT, request=None), Rule.REQUEST_NOT_OPEN),
        (PaymentState.UNMATCHED, replace(RIGHT, amount_minor=1), Rule.AMOUNT_DIFFERS),
    ):
        with pytest.raises(RuleBroken) as broken:
            check_match_by_finance(state, facts)
        assert broken.value.rule is rule
