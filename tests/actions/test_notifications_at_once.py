"""C21: the same word fifty times at once changes the books once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from ciie_portal.actions.pay import begin_payment
from ciie_portal.actions.take_notification import take_notification
from ciie_portal.domain.journey import PersonStatus
from ciie_portal.domain.payment import PaymentState
from ciie_portal.store.tables import ProviderNotification
from tests.actions.money_scene import (
    BookedCashier,
    at_the_cashier,
    cashier,
    count,
    notice_kinds,
    open_key,
    payments,
    requested,
    said,
    scene,
    statuses,
)
from tests.factories import FEE, NOW

__all__ = ["cashier"]
WAITING = [PersonStatus.WAITING_FOR_REVIEW] * 3


def test_the_same_event_fifty_times_at_once_is_one_payment(cashier: BookedCashier) -> None:
    at = scene()
    _, key = at_the_cashier(at)
    message = said(key)
    with ThreadPoolExecutor(50) as senders:
        outcomes = list(senders.map(lambda _: take_notification(*message, NOW), range(50)))
    assert sorted(outcomes) == ["already_known"] * 49 + ["settle"]
    assert (len(payments()), statuses(at), notice_kinds(at)) == (1, WAITING, ["payment_received"])
    assert count(ProviderNotification) == 1


def test_the_same_transaction_in_fifty_events_at_once_is_one_payment(cashier: BookedCashier) -> None:
    at = scene()
    _, key = at_the_cashier(at)
    messages = [said(key, transaction="tx_1") for _ in range(50)]
    with ThreadPoolExecutor(50) as senders:
        outcomes = list(senders.map(lambda message: take_notification(*message, NOW), messages))
    assert sorted(outcomes) == ["already_known"] * 49 + ["settle"]
    assert (len(payments()), statuses(at), notice_kinds(at)) == (1, WAITING, ["payment_received"])
    assert count(ProviderNotification) == 50


def test_one_unknown_transaction_in_twenty_events_at_once_is_one_unmatched_payment(
    cashier: BookedCashier,
) -> None:
    scene()
    messages = [said("nothing-of-ours", transaction="tx_1") for _ in range(20)]
    with ThreadPoolExecutor(20) as senders:
        outcomes = list(senders.map(lambda message: take_notification(*message, NOW), messages))
    assert sorted(outcomes) == ["already_known"] * 19 + ["unknown_checkout"]
    assert [payment.state for payment in payments()] == [PaymentState.UNMATCHED]


def test_two_requests_of_a_unit_paid_at_once_are_two_payments(cashier: BookedCashier) -> None:
    at = scene()
    first, second = requested(at, at.people[:1]), requested(at, at.people[1:])
    for reference in (first, second):
        begin_payment(at.buyer, reference, NOW)
    messages = [said(open_key(first), amount_minor=FEE), said(open_key(second), amount_minor=2 * FEE)]
    with ThreadPoolExecutor(2) as senders:
        outcomes = list(senders.map(lambda message: take_notification(*message, NOW), messages))
    assert (outcomes, statuses(at)) == (["settle", "settle"], WAITING)
    assert notice_kinds(at) == ["payment_received"] * 2
