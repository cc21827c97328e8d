"""The gateway to the cashier against the stand-in over HTTP: keys, refunds, lost answers (C23 to C27)."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from ciie_portal.gateways.cashier import (
    Cancelled,
    Cashier,
    NotificationKind,
    OpenedCheckout,
    RefundAnswer,
    RefundState,
)
from ciie_portal.gateways.errors import PermanentTrouble, TemporaryTrouble
from tests.sandbox_process import SECRET, Merchant, Sandbox, until

LONG_AGO = datetime(2019, 9, 30, tzinfo=UTC)


@pytest.fixture
def cashier(sandbox: Sandbox) -> Cashier:
    return Cashier(sandbox.url, SECRET)


def opened(cashier: Cashier, merchant: Merchant, key: str, amount_minor: int = 60000) -> OpenedCheckout:
    return cashier.open_checkout(
        key=key,
        reference=key,
        amount_minor=amount_minor,
        currency="CNY",
        description="CR-7K2M9QX4",
        return_url="http://localhost:3000/zh/certificates?paid=CR-7K2M9QX4",
        notify_url=merchant.url,
        locale="zh",
    )


def test_the_same_key_and_demand_give_the_same_checkout(cashier: Cashier, merchant: Merchant) -> None:
    first = opened(cashier, merchant, "gw-same")
    assert opened(cashier, merchant, "gw-same") == first
    assert opened(cashier, merchant, "gw-other") != first


def test_the_same_key_with_another_amount_is_refused(cashier: Cashier, merchant: Merchant) -> None:
    opened(cashier, merchant, "gw-amount")
    with pytest.raises(PermanentTrouble, match="409"):
        opened(cashier, merchant, "gw-amount", 20000)


def test_a_wrong_secret_opens_nothing(sandbox: Sandbox, merchant: Merchant) -> None:
    for secret in ("", "another"):
        with pytest.raises(TemporaryTrouble, match="not signed"):
            opened(Cashier(sandbox.url, secret), merchant, "gw-secret")


def test_an_open_checkout_is_cancelled_once_and_stays_so(cashier: Cashier, merchant: Merchant) -> None:
    checkout = opened(cashier, merchant, "gw-cancel")
    assert cashier.find_checkout(checkout.provider_id)["status"] == "open"
    assert cashier.cancel_checkout(checkout.provider_id) is Cancelled.CANCELLED
    assert cashier.cancel_checkout(checkout.provider_id) is Cancelled.CANCELLED
    assert cashier.find_checkout(checkout.provider_id)["status"] == "cancelled"


def test_a_paid_checkout_is_not_cancelled(cashier: Cashier, merchant: Merchant, sandbox: Sandbox) -> None:
    checkout = opened(cashier, merchant, "gw-cancel-paid")
    sandbox.press(checkout.hosted_url)
    assert cashier.cancel_checkout(checkout.provider_id) is Cancelled.ALREADY_PAID


@pytest.mark.parametrize("number", ["co_0", "?since=0", "采购商"])
def test_an_unknown_checkout_is_neither_found_nor_cancelled(cashier: Cashier, number: str) -> None:
    with pytest.raises(PermanentTrouble, match="404"):
        cashier.find_checkout(number)
    with pytest.raises(PermanentTrouble, match="404"):
        cashier.cancel_checkout(number)


def test_a_number_never_leads_to_another_address(cashier: Cashier) -> None:
    for number in ("../transactions", "co_0/cancel"):
        with pytest.raises(
            TemporaryTrouble, match="not signed"
        ):  # the provider's web server knows no such page
            cashier.find_checkout(number)


def test_all_payments_since_an_instant_come_oldest_first(
    cashier: Cashier, merchant: Merchant, sandbox: Sandbox
) -> None:
    before = {row.transaction for row in cashier.transactions_since(LONG_AGO)}
    checkout = opened(cashier, merchant, "gw-list")
    ours = [sandbox.pay_once_more(checkout.provider_id)["id"] for _ in range(120)]  # more than one page
    after = [row for row in cashier.transactions_since(LONG_AGO) if row.transaction not in before]
    assert [row.transaction for row in after] == ours
    assert {
        (row.checkout_id, row.reference, row.amount_minor, row.currency, row.method) for row in after
    } == {(checkout.provider_id, "gw-list", 60000, "CNY", "alipay")}
    assert cashier.transactions_since(datetime.now(UTC) + timedelta(hours=1)) == ()


def paid(cashier: Cashier, merchant: Merchant, sandbox: Sandbox, key: str) -> str:
    """The provider's number of a payment of 600.00."""
    checkout = opened(cashier, merchant, key)
    sandbox.press(checkout.hosted_url)
    (row,) = [row for row in cashier.transactions_since(LONG_AGO) if row.checkout_id == checkout.provider_id]
    return row.transaction


def back(cashier: Cashier, key: str, transaction: str, amount_minor: int) -> RefundAnswer:
    return cashier.refund(
        key=key, provider_transaction=transaction, amount_minor=amount_minor, currency="CNY", reference=key
    )


def test_a_refund_is_under_way_first_and_then_paid(
    cashier: Cashier, merchant: Merchant, sandbox: Sandbox
) -> None:
    sandbox.switch(refund_seconds=1)
    transaction = paid(cashier, merchant, sandbox, "gw-refund")
    answer = back(cashier, "gw-refund-1", transaction, 20000)
    assert answer == RefundAnswer(RefundState.PROCESSING, answer.provider_id)
    assert cashier.find_refund(answer.provider_id) == answer
    done = replace(answer, status=RefundState.PAID)
    until(lambda: cashier.find_refund(answer.provider_id) == done)
    until(lambda: len(merchant.told) == 2)
    raw, headers = merchant.told[1]
    said = cashier.verify(raw, headers, datetime.now(UTC))
    assert (said.kind, said.status, said.reference, said.refund_id, said.transaction, said.amount_minor) == (
        NotificationKind.REFUND,
        "paid",
        "gw-refund-1",
        answer.provider_id,
        transaction,
        20000,
    )


def test_the_same_refund_asked_twice_goes_out_once(
    cashier: Cashier, merchant: Merchant, sandbox: Sandbox
) -> None:
    transaction = paid(cashier, merchant, sandbox, "gw-once")
    first = back(cashier, "gw-once-1", transaction, 60000)
    assert back(cashier, "gw-once-1", transaction, 60000) == first
    assert back(cashier, "gw-once-2", transaction, 1).status is RefundState.REFUSED


def test_a_key_that_was_used_for_another_refund_is_our_fault_and_no_refusal(
    cashier: Cashier, merchant: Merchant, sandbox: Sandbox
) -> None:
    transaction = paid(cashier, merchant, sandbox, "gw-reused")
    back(cashier, "gw-reused-1", transaction, 20000)
    with pytest.raises(PermanentTrouble, match="409"):
        back(cashier, "gw-reused-1", transaction, 40000)


@pytest.mark.parametrize(("amount_minor", "currency"), [(60001, "CNY"), (20000, "USD")])
def test_more_than_was_paid_or_another_currency_is_refused(
    cashier: Cashier, merchant: Merchant, sandbox: Sandbox, amount_minor: int, currency: str
) -> None:
    transaction = paid(cashier, merchant, sandbox, f"gw-above-{currency}")
    answer = cashier.refund(
        key=f"gw-above-{currency}-1",
        provider_transaction=transaction,
        amount_minor=amount_minor,
        currency=currency,
        reference="RF",
    )
    assert (answer.status, answer.provider_id) == (RefundState.REFUSED, "")


def test_a_refund_can_be_refused_at_once_or_after_a_while(
    cashier: Cashier, merchant: Merchant, sandbox: Sandbox
) -> None:
    transaction = paid(cashier, merchant, sandbox, "gw-refused")
    sandbox.switch(refunds_refused=True)
    assert back(cashier, "gw-refused-1", transaction, 20000).status is RefundState.REFUSED
    sandbox.reset()
    sandbox.switch(refunds_refused_later=True, refund_seconds=0)
    later = back(cashier, "gw-refused-2", transaction, 60000)
    until(lambda: cashier.find_refund(later.provider_id).status is RefundState.REFUSED)
    assert cashier.find_refund(later.provider_id).why == "the issuing bank refuses the refund"
    until(lambda: len(merchant.told) == 2)
    assert json.loads(merchant.told[1][0])["status"] == "refused"
    sandbox.reset()
    assert back(cashier, "gw-refused-3", transaction, 60000).status is RefundState.PROCESSING  # all is left


@pytest.mark.parametrize(
    "switch", ["cashier_fails", "cashier_fails_after", "cashier_answers_nonsense", "cashier_is_forged"]
)
def test_an_answer_that_fails_is_asked_for_again_with_the_same_key_and_there_is_one_checkout(
    cashier: Cashier, merchant: Merchant, sandbox: Sandbox, switch: str
) -> None:
    sandbox.switch(**{switch: True})
    with pytest.raises(TemporaryTrouble):
        opened(cashier, merchant, f"gw-{switch}")
    sandbox.reset()
    again = opened(cashier, merchant, f"gw-{switch}")
    assert opened(cashier, merchant, f"gw-{switch}") == again


def test_a_provider_that_hangs_or_is_not_there_is_trouble_for_now(
    cashier: Cashier, merchant: Merchant, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    import httpx  # noqa: PLC0415

    from ciie_portal.gateways import signed_http  # noqa: PLC0415

    with httpx.Client(timeout=0.3, trust_env=False) as impatient:
        monkeypatch.setattr(signed_http, "connections", lambda: impatient)
        sandbox.switch(cashier_hangs=1)
        with pytest.raises(TemporaryTrouble, match="ReadTimeout"):
            opened(cashier, merchant, "gw-hangs")
        with pytest.raises(TemporaryTrouble, match="ConnectError"):
            Cashier("http://127.0.0.1:9", SECRET).find_refund("re_1")
