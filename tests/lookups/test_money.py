"""What finance sees: every view in both languages, searched, paged, and of a person the reference alone."""

from __future__ import annotations

import dataclasses
from datetime import timedelta

import pytest

from ciie_portal.actions.handle_money import retry_refund, return_payment
from ciie_portal.actions.pay import begin_payment
from ciie_portal.actions.reconcile_money import reconcile
from ciie_portal.actions.refund_payment import ask_refund
from ciie_portal.actions.take_notification import take_notification
from ciie_portal.domain.access import NOBODY, SYSTEM, Actor
from ciie_portal.domain.errors import NotPermitted
from ciie_portal.domain.journey import PersonStatus
from ciie_portal.gateways.cashier import RefundState, Transaction
from ciie_portal.gateways.errors import PermanentTrouble, TemporaryTrouble
from ciie_portal.lookups.money import money_page
from ciie_portal.lookups.shapes.money import MoneyDesk
from ciie_portal.store.engine import transaction
from tests import factories
from tests.actions.money_scene import (
    BookedCashier,
    Scene,
    cashier,
    dispatch,
    open_key,
    paid,
    payments,
    refunds,
    requested,
    said,
    scene,
    set_status,
)
from tests.factories import FEE, NOW

__all__ = ["cashier"]


def page(at: Scene, locale: str = "en", **query: str) -> MoneyDesk:
    actor: Actor = dataclasses.replace(at.finance, locale=locale)
    return money_page(actor, query, now=NOW)


def counts(desk: MoneyDesk) -> dict[str, str]:
    return {tab.name: tab.count for tab in desk.tabs}


def test_a_settled_payment_is_a_row_with_its_request_and_unit(cashier: BookedCashier) -> None:
    at = scene()
    reference = paid(at)
    (row,) = page(at).payments
    assert (row.transaction, row.request, row.unit) == (
        "tx_1",
        reference,
        "Ningbo Haishu Test Trading Co., Ltd.",
    )
    assert (row.amount, row.refunded, row.method, row.state) == (
        "CNY 600.00",
        "",
        "Alipay",
        "Settled a request",
    )
    assert (row.family, row.address, row.paid) == ("done", "", "2026-11-23 10:00")
    (row,) = page(at, "zh").payments
    assert (row.unit, row.amount, row.method, row.state) == (
        "宁波海曙测试贸易有限公司",
        "¥600.00",
        "支付宝",
        "已对应办证申请",
    )


def test_money_astray_is_shown_whole_with_what_it_names(cashier: BookedCashier) -> None:
    at = scene()
    reference = requested(at)
    begin_payment(at.buyer, reference, NOW)
    key = open_key(reference)
    take_notification(*said(key, transaction="tx_9", amount_minor=1), NOW)
    desk = page(at, view="unmatched")
    assert [row.address for row in desk.payments] == ["/en/desk/money/?view=unmatched&payment=tx_9"]
    cashier.paid.append(Transaction("tx_9", "co", key, 3 * FEE, "CNY", "alipay", NOW))
    reconcile(SYSTEM, lambda: NOW)

    desk = page(at, view="unmatched", payment="tx_9")

    assert (desk.is_astray, desk.astray.amount, desk.astray.request, desk.astray.due) == (
        True,
        "CNY 600.00",
        reference,
        "CNY 600.00",
    )
    assert desk.astray.why == "The sum differs from what was asked for."
    assert desk.astray.corrected.startswith("The notification named CNY 0.01;")
    return_payment(at.finance, desk.astray.key, desk.astray.version, "why", NOW)
    desk = page(at, view="unmatched", payment="tx_9")
    assert (desk.is_astray, desk.payments) == (False, ())
    assert [(row.state, row.refunded) for row in page(at).payments] == [("Returned by finance", "CNY 600.00")]


def test_a_refund_walks_through_its_views(cashier: BookedCashier) -> None:
    at = scene()
    paid(at)
    set_status(at.people[0], PersonStatus.FAILED)
    cashier.refund_says = RefundState.REFUSED
    asked = ask_refund(at.buyer, at.people[0], NOW)
    (row,) = page(at, view="refunds").refunds
    assert (row.reference, row.person, row.reason, row.state) == (
        asked.reference,
        at.people[0],
        "Review not passed",
        "Goes to the payment service",
    )
    dispatch()
    (row,) = page(at, view="refused").refunds
    assert (row.refusal, row.may_retry, row.family) == ("the bank refuses", True, "you")
    retry_refund(at.finance, row.reference, row.version, NOW)
    assert page(at, view="refused").refunds == ()
    (row,) = page(at, view="refunds").refunds
    assert (row.state, row.may_retry) == ("Goes to the payment service", False)
    cashier.refund_says = RefundState.PAID
    dispatch()
    (row,) = page(at, "zh", view="returned").refunds
    assert (row.amount, row.state) == ("¥200.00", "已退款")
    assert [tab.count for tab in page(at).tabs] == ["1", "0", "0", "0", "1"]


def test_a_refund_that_never_arrived_waits_for_finance_too(cashier: BookedCashier) -> None:
    at = scene()
    paid(at)
    set_status(at.people[0], PersonStatus.FAILED)
    ask_refund(at.buyer, at.people[0], NOW)
    cashier.trouble = PermanentTrouble("refused with 401")
    dispatch()
    (row,) = page(at, view="refused").refunds
    assert (row.state, row.may_retry) == ("Did not reach the payment service", True)
    assert page(at, view="refunds").refunds == ()


def test_searching_by_any_reference_however_it_is_typed(cashier: BookedCashier) -> None:
    at, other = scene(), scene()
    reference = paid(at)
    requested(other)
    take_notification(*said("nobody's", transaction="tx_2"), NOW)
    set_status(at.people[0], PersonStatus.FAILED)
    asked = ask_refund(at.buyer, at.people[0], NOW)
    for typed in (
        reference,
        reference.lower(),
        reference.replace("-", " "),
        at.unit.reference,
        asked.reference,
    ):
        assert [row.transaction for row in page(at, q=typed).payments] == ["tx_1"]
    assert [row.transaction for row in page(at, q="tx_2").payments] == ["tx_2"]
    assert len(page(at, q="tx").payments) == 2
    for typed in ("%", "_", "t__", "' OR 1=1 --", "x" * 5000, at.people[0], other.unit.reference):
        assert page(at, q=typed).payments == ()
    assert [row.reference for row in page(at, view="refunds", q=at.people[0]).refunds] == [asked.reference]


def test_pages_of_fifty(cashier: BookedCashier) -> None:
    at = scene()
    with transaction() as session:
        for minute in range(51):
            factories.payment(
                session, request_id=None, state="surplus", paid_at=NOW - timedelta(minutes=minute)
            )
    first, second = page(at), page(at, page="2")
    assert (len(first.payments), first.shown, first.previous) == (50, "1–50 of 51", "")
    assert first.following == "/en/desk/money/?view=payments&page=2"
    assert (len(second.payments), second.shown, second.following) == (1, "51–51 of 51", "")
    for wrong in ("0", "-1", "x", "999999", "２"):
        assert len(page(at, page=wrong).payments) in (1, 50)
    assert page(at, view="nothing").view == "payments"


def test_the_last_comparison_is_said_in_words(cashier: BookedCashier) -> None:
    at = scene()
    assert page(at).reconciled == "Not compared with the payment service yet."
    reference = requested(at)
    begin_payment(at.buyer, reference, NOW)
    cashier.paid.append(Transaction("tx_1", "co", open_key(reference), 3 * FEE, "CNY", "card", NOW))
    reconcile(SYSTEM, lambda: NOW)
    assert page(at).reconciled == (
        "Compared with the payment service on 23 November 2026, 10:00: 1 found that no notification told."
    )
    cashier.trouble = TemporaryTrouble("answered 500")
    reconcile(SYSTEM, lambda: NOW + timedelta(minutes=1))
    assert (page(at).is_trouble, page(at, "zh").reconciled) == (
        True,
        "2026年11月23日 10:01对账时支付机构无响应，系统将自动重试。",
    )


def test_nothing_of_a_person_is_shown_but_the_reference(cashier: BookedCashier) -> None:
    at = scene()
    paid(at)
    set_status(at.people[0], PersonStatus.FAILED)
    ask_refund(at.buyer, at.people[0], NOW)
    for view in ("payments", "unmatched", "refused", "refunds", "returned"):
        for locale in ("en", "zh"):
            shown = repr(page(at, locale, view=view))
            assert [secret for secret in ("王芳", "3302", "139001", "陈静") if secret in shown] == []
    assert (len(payments()), len(refunds())) == (1, 1)


def test_only_finance_sees_money(cashier: BookedCashier) -> None:
    at = scene()
    for actor in (NOBODY, at.buyer, SYSTEM):
        with pytest.raises(NotPermitted):
            money_page(actor, {}, now=NOW)
