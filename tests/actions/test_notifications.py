"""Rules section 8, C19 to C21: every word of the provider has one outcome, and money is never nowhere."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func
from sqlmodel import select

from ciie_portal.actions.deliveries import Delivery
from ciie_portal.actions.pay import begin_payment
from ciie_portal.actions.request_certificate import request_certificates, withdraw_request
from ciie_portal.actions.take_notification import NotBelieved, take_notification
from ciie_portal.domain.journey import PersonStatus
from ciie_portal.domain.payment import CheckoutStatus, PaymentState
from ciie_portal.domain.refund import RefundReason, RefundStatus
from ciie_portal.store.engine import reading, transaction
from ciie_portal.store.tables import (
    Checkout,
    JourneyEvent,
    Notice,
    Outbox,
    Payment,
    ProviderNotification,
    Refund,
)
from tests.actions.money_scene import (
    BookedCashier,
    at_the_cashier,
    cashier,
    count,
    dispatch,
    notice_kinds,
    open_key,
    payments,
    refunds,
    said,
    said_of_refund,
    same_document,
    scene,
    set_status,
    statuses,
)
from tests.factories import FEE, NOW

__all__ = ["cashier"]
UNPAID = [PersonStatus.UNPAID] * 3
WAITING = [PersonStatus.WAITING_FOR_REVIEW] * 3


def rows() -> tuple[int, ...]:
    return tuple(
        count(table) for table in (Payment, Refund, JourneyEvent, Notice, Outbox, ProviderNotification)
    )


def surplus() -> list[tuple[PaymentState, RefundReason, int]]:
    """Payments that are returned unasked: their state, why, and how much of them."""
    with reading() as session:
        query = select(Payment, Refund).where(Payment.id == Refund.payment_id)
        return [
            (payment.state, refund.reason, refund.amount_minor)
            for payment, refund in session.exec(query).all()
            if refund.person_id is None and payment.refunded_minor == payment.amount_minor
        ]


def books_balance(received: int) -> bool:
    """Whatever came is either matched to a request, on its way back, or before finance."""
    with reading() as session:
        total = session.exec(select(func.coalesce(func.sum(Payment.amount_minor), 0))).one()
        back = session.exec(select(func.coalesce(func.sum(Refund.amount_minor), 0))).one()
        counted = session.exec(select(func.coalesce(func.sum(Payment.refunded_minor), 0))).one()
    return (total, back) == (received, counted)


def test_the_signed_word_moves_everybody_of_the_request_and_tells_the_buyer_once(
    cashier: BookedCashier,
) -> None:
    at = scene()
    _, key = at_the_cashier(at)
    assert take_notification(*said(key, transaction="tx_1"), NOW) == "settle"
    assert statuses(at) == WAITING
    assert notice_kinds(at) == ["payment_received"]
    (payment,) = payments()
    assert (payment.state, payment.amount_minor, payment.currency) == (PaymentState.MATCHED, 3 * FEE, "CNY")
    assert (payment.provider_transaction, payment.method, payment.paid_at) == ("tx_1", "alipay", NOW)
    with reading() as session:
        assert session.exec(select(Notice.masked_text)).one() == (
            "【进博会】已收到3名人员费用600元，人员信息待审核，请等待审核结果。"
        )
        moves = session.exec(
            select(
                JourneyEvent.event, JourneyEvent.from_status, JourneyEvent.to_status, JourneyEvent.is_system
            ).where(JourneyEvent.event == "pay")
        ).all()
    assert [tuple(move) for move in moves] == [("pay", "unpaid", "waiting_for_review", True)] * 3
    assert books_balance(3 * FEE)


def test_the_same_event_again_changes_nothing(cashier: BookedCashier) -> None:
    at = scene()
    _, key = at_the_cashier(at)
    message = said(key)
    take_notification(*message, NOW)
    before = rows()
    assert take_notification(*message, NOW + timedelta(seconds=9)) == "already_known"
    assert rows() == before


def test_a_word_that_comes_before_our_own_commit_is_matched_by_our_key(cashier: BookedCashier) -> None:
    at = scene()
    _, key = at_the_cashier(at)
    with transaction() as session:
        checkout = session.exec(select(Checkout)).one()
        checkout.provider_checkout = checkout.hosted_url = None
    assert take_notification(*said(key), NOW) == "settle"
    assert statuses(at) == WAITING
    with reading() as session:
        assert session.exec(select(Checkout.status)).one() is CheckoutStatus.PAID


def test_a_word_that_comes_long_after_the_deadline_still_settles(cashier: BookedCashier) -> None:
    at = scene()
    _, key = at_the_cashier(at)
    late = NOW + timedelta(days=200)
    assert take_notification(*said(key, now=late), late) == "settle"
    assert statuses(at) == WAITING


def test_a_second_payment_of_the_same_request_goes_back_unasked(cashier: BookedCashier) -> None:
    at = scene()
    _, key = at_the_cashier(at)
    take_notification(*said(key), NOW)
    set_status(at.people[0], PersonStatus.IN_PRODUCTION)
    assert take_notification(*said(key), NOW) == "second_payment"
    assert surplus() == [(PaymentState.SURPLUS, RefundReason.SECOND_PAYMENT, 3 * FEE)]
    assert [refund.status for refund in refunds()] == [RefundStatus.REQUESTED]
    assert statuses(at) == [PersonStatus.IN_PRODUCTION, *WAITING[1:]]
    assert notice_kinds(at) == ["payment_received"]
    assert books_balance(6 * FEE)


def test_the_buyer_is_told_once_when_surplus_is_back(cashier: BookedCashier) -> None:
    at = scene()
    _, key = at_the_cashier(at)
    for transaction_number in ("tx_1", "tx_2"):
        take_notification(*said(key, transaction=transaction_number), NOW)
    dispatch()
    for _ in range(2):
        take_notification(*said_of_refund(refunds()[0].key, "paid", amount_minor=3 * FEE), NOW)
    assert notice_kinds(at) == ["payment_received", "refund_paid"]
    with reading() as session:
        told = session.exec(select(Notice.masked_text).where(Notice.kind == "refund_paid")).one()
    assert told == "【进博会】多缴的费用600元已按原支付渠道退回，到账时间以支付机构为准。"


def test_money_for_a_withdrawn_request_goes_back_unasked(cashier: BookedCashier) -> None:
    at = scene()
    reference, key = at_the_cashier(at)
    withdraw_request(at.buyer, reference, 1, NOW)
    assert take_notification(*said(key), NOW) == "cancelled_request"
    assert surplus() == [(PaymentState.SURPLUS, RefundReason.CANCELLED_REQUEST, 3 * FEE)]
    assert statuses(at) == UNPAID


def test_money_on_a_replaced_checkout_goes_back_and_the_new_one_still_settles(cashier: BookedCashier) -> None:
    at = scene()
    reference, old = at_the_cashier(at)
    cashier.checkouts[old]["status"] = "cancelled"
    begin_payment(at.buyer, reference, NOW)
    new = open_key(reference)
    assert take_notification(*said(old), NOW) == "replaced_checkout"
    assert surplus() == [(PaymentState.SURPLUS, RefundReason.REPLACED_CHECKOUT, 3 * FEE)]
    assert statuses(at) == UNPAID
    assert take_notification(*said(new), NOW) == "settle"
    assert statuses(at) == WAITING
    assert books_balance(6 * FEE)


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        ({"amount_minor": 3 * FEE - 1}, "wrong_amount"),
        ({"amount_minor": 3 * FEE + 1}, "wrong_amount"),
        ({"currency": "USD"}, "wrong_currency"),
        ({"reference": "somebody else's"}, "unknown_checkout"),
    ],
)
def test_money_that_matches_nothing_changes_no_status_and_goes_to_finance(
    cashier: BookedCashier, facts: dict[str, object], outcome: str
) -> None:
    at = scene()
    _, key = at_the_cashier(at)
    assert take_notification(*said(key, **facts), NOW) == outcome
    assert statuses(at) == UNPAID
    assert [(payment.state, payment.note) for payment in payments()] == [(PaymentState.UNMATCHED, outcome)]
    assert (refunds(), notice_kinds(at)) == ([], [])


def test_money_for_somebody_who_is_no_longer_unpaid_goes_to_finance(cashier: BookedCashier) -> None:
    at, other = scene(), scene()
    _, key = at_the_cashier(at)
    same_document(other, at)
    set_status(other.people[0], PersonStatus.WAITING_FOR_REVIEW)
    assert take_notification(*said(key), NOW) == "not_payable"
    assert (statuses(at), payments()[0].state) == (UNPAID, PaymentState.UNMATCHED)


@pytest.mark.parametrize("status", ["pending", "declined", "closed", ""])
def test_what_is_not_paid_moves_nothing(cashier: BookedCashier, status: str) -> None:
    at = scene()
    _, key = at_the_cashier(at)
    try:
        assert take_notification(*said(key, status=status), NOW) == "not_paid"
    except NotBelieved:
        assert status == ""
    assert (statuses(at), payments()) == (UNPAID, [])


def test_words_out_of_order_end_where_words_in_order_do(cashier: BookedCashier) -> None:
    at = scene()
    _, key = at_the_cashier(at)
    assert take_notification(*said(key), NOW) == "settle"
    assert take_notification(*said(key, status="pending", transaction="tx_0"), NOW) == "not_paid"
    assert (statuses(at), len(payments())) == (WAITING, 1)


def test_a_checkout_that_expired_here_but_was_paid_in_the_last_second_settles(cashier: BookedCashier) -> None:
    at = scene()
    _, key = at_the_cashier(at)
    with transaction() as session:
        session.exec(select(Checkout)).one().status = CheckoutStatus.EXPIRED
    assert take_notification(*said(key), NOW) == "settle"


def test_an_overseas_buyer_is_told_by_email(cashier: BookedCashier) -> None:
    at = scene(is_overseas=True)
    made = request_certificates(
        at.buyer, at.unit.reference, [Delivery(person, "counter") for person in at.people], NOW
    )
    begin_payment(at.buyer, made.reference, NOW)
    take_notification(*said(open_key(made.reference)), NOW)
    with reading() as session:
        notice = session.exec(select(Notice)).one()
    assert (notice.channel.value, notice.recipient) == ("email", "a@example.com")


def test_what_is_not_believed_leaves_no_trace(cashier: BookedCashier) -> None:
    at = scene()
    _, key = at_the_cashier(at)
    before = rows()
    body, headers = said(key)
    wrong = [
        (body.replace(b"CNY", b"USD"), headers),
        (body, {**headers, "x-signature": "0" * 64}),
        (body, {}),
        said(key, now=NOW - timedelta(minutes=6)),
        said(key, now=NOW + timedelta(minutes=6)),
        (b"x" * 10_000_000, headers),
    ]
    for message in wrong:
        with pytest.raises(NotBelieved):
            take_notification(*message, NOW)
    assert (rows(), statuses(at)) == (before, UNPAID)
