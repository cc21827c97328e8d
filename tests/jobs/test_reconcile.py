"""C22, J10: what no notification told is found by asking, within the period, and settled once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlmodel import col, select

from ciie_portal import clock
from ciie_portal.actions.pay import begin_payment
from ciie_portal.actions.refund_payment import ask_refund
from ciie_portal.actions.take_notification import take_notification
from ciie_portal.domain.journey import PersonStatus
from ciie_portal.domain.payment import CheckoutStatus, PaymentState
from ciie_portal.domain.refund import RefundReason, RefundStatus
from ciie_portal.jobs import reconcile
from ciie_portal.store.engine import reading
from ciie_portal.store.tables import Checkout, Reconciliation
from tests.actions.money_scene import (
    dispatch,
    notice_kinds,
    payments,
    refunds,
    requested,
    scene,
    set_status,
    statuses,
)
from tests.jobs.conftest import Start
from tests.sandbox_process import Merchant, Sandbox, until

pytestmark = pytest.mark.processes
WAITING = [PersonStatus.WAITING_FOR_REVIEW] * 3


def at_minute(minutes: float) -> Callable[[], datetime]:
    return lambda: clock.now() + timedelta(minutes=minutes)


def comparisons() -> list[Reconciliation]:
    with reading() as session:
        return list(session.exec(select(Reconciliation).order_by(col(Reconciliation.id))).all())


def checkout_states() -> list[CheckoutStatus]:
    with reading() as session:
        return list(session.exec(select(Checkout.status).order_by(col(Checkout.id))).all())


def test_a_lost_notification_is_found_and_settled_once(empty_outside: Sandbox) -> None:
    empty_outside.switch(notification_lost=True)
    at = scene()
    empty_outside.press(begin_payment(at.buyer, requested(at), clock.now()), method="wechat")
    assert statuses(at) == [PersonStatus.UNPAID] * 3

    found = reconcile.run_once()

    assert (found.payments_found, statuses(at)) == (1, WAITING)
    assert [(row.state, row.method) for row in payments()] == [(PaymentState.MATCHED, "wechat")]
    assert reconcile.run_once().payments_found == 0
    assert (len(payments()), notice_kinds(at)) == (1, ["payment_received"])
    assert [(row.payments_found, row.trouble) for row in comparisons()] == [(1, ""), (0, "")]


def test_a_notification_that_comes_after_all_changes_nothing(
    empty_outside: Sandbox, merchant: Merchant
) -> None:
    at = scene()
    empty_outside.press(begin_payment(at.buyer, requested(at), clock.now()))
    until(lambda: bool(merchant.told))
    reconcile.run_once()
    raw, headers = merchant.told.pop(0)
    assert take_notification(raw, headers, clock.now()) == "already_known"
    assert (len(payments()), statuses(at)) == (1, WAITING)


def test_a_lost_second_payment_is_found_and_goes_back_unasked(empty_outside: Sandbox) -> None:
    empty_outside.switch(notification_lost=True, refund_seconds=0)
    at = scene()
    empty_outside.press(begin_payment(at.buyer, requested(at), clock.now()))
    with reading() as session:
        number = session.exec(select(Checkout.provider_checkout)).one()
    empty_outside.pay_once_more(number or "")
    assert reconcile.run_once().payments_found == 2
    dispatch(clock.now())
    assert [(row.reason, row.amount_minor) for row in refunds()] == [
        (RefundReason.SECOND_PAYMENT, payments()[1].amount_minor)
    ]
    assert statuses(at) == WAITING


def test_a_refund_whose_notification_was_lost_is_found(empty_outside: Sandbox) -> None:
    empty_outside.switch(notification_lost=True, refund_seconds=0)
    at = scene()
    empty_outside.press(begin_payment(at.buyer, requested(at), clock.now()))
    reconcile.run_once()
    set_status(at.people[0], PersonStatus.FAILED)
    ask_refund(at.buyer, at.people[0], clock.now())
    dispatch(clock.now())
    until(settled_refunds)
    assert (statuses(at)[0], refunds()[0].status) == (PersonStatus.REFUNDED, RefundStatus.PAID)


def settled_refunds() -> bool:
    return reconcile.run_once(at_minute(2)).refunds_settled == 1


def test_an_old_checkout_is_cancelled_at_the_provider_and_expired_here(empty_outside: Sandbox) -> None:
    at = scene()
    reference = requested(at)
    address = begin_payment(at.buyer, reference, clock.now())
    assert reconcile.run_once(at_minute(20)).checkouts_closed == 0
    assert reconcile.run_once(at_minute(31)).checkouts_closed == 1
    assert checkout_states() == [CheckoutStatus.EXPIRED]
    assert "商户已撤销该笔支付。" in empty_outside.get(address.removeprefix(empty_outside.url)).text
    assert begin_payment(at.buyer, reference, clock.now()) != address


def test_an_old_checkout_that_was_paid_settles_instead(empty_outside: Sandbox) -> None:
    empty_outside.switch(notification_lost=True)
    at = scene()
    empty_outside.press(begin_payment(at.buyer, requested(at), clock.now()))
    reconcile.run_once(at_minute(31))
    assert (checkout_states(), statuses(at)) == ([CheckoutStatus.PAID], WAITING)


def test_a_silent_provider_is_noted_and_what_was_missed_is_found_later(empty_outside: Sandbox) -> None:
    empty_outside.switch(notification_lost=True)
    at = scene()
    empty_outside.press(begin_payment(at.buyer, requested(at), clock.now()))
    empty_outside.switch(cashier_fails=True)
    for _ in range(2):
        assert reconcile.run_once().troubles == ["answered 500"]
    assert [row.trouble for row in comparisons()] == ["answered 500"] * 2
    empty_outside.switch(cashier_fails=False)
    assert reconcile.run_once().payments_found == 1


def test_the_dispatcher_compares_within_its_period(empty_outside: Sandbox, start: Start) -> None:
    empty_outside.switch(notification_lost=True)
    at = scene()
    start(reconcile_seconds=1)
    empty_outside.press(begin_payment(at.buyer, requested(at), clock.now()))
    until(lambda: statuses(at) == WAITING, 20)
    until(lambda: notice_kinds(at) == ["payment_received"])
