"""The stand-in behaves as a payment provider does: signed both ways, told until taken, nothing twice."""

from __future__ import annotations

import json
import time
from typing import Any

import httpx
import pytest

from ciie_portal.gateways.cashier import Cashier, OpenedCheckout
from ciie_portal.gateways.signed_http import call_said, signature
from tests.sandbox_process import SECRET, Merchant, Sandbox, until

RETURN = "http://localhost:3000/zh/certificates?paid=CR-7K2M9QX4"


def opened(sandbox: Sandbox, merchant: Merchant, key: str, **other: Any) -> OpenedCheckout:
    asked = {
        "reference": key,
        "amount_minor": 60000,
        "currency": "CNY",
        "description": "CR-7K2M9QX4",
        "return_url": RETURN,
        "notify_url": merchant.url,
        "locale": "zh",
        **other,
    }
    return Cashier(sandbox.url, SECRET).open_checkout(key=key, **asked)


def told(merchant: Merchant, count: int = 1) -> list[dict[str, Any]]:
    until(lambda: len(merchant.told) >= count)
    return [json.loads(raw) for raw, _ in merchant.told]


def payments(sandbox: Sandbox, checkout: OpenedCheckout) -> list[tuple[int, str, str]]:
    """Amount, currency and method of each, as the provider's own books have them."""
    found = call(sandbox, "GET", "/cashier/v1/transactions?since=0").json()["transactions"]
    places = [row for row in found if row["checkout"] == checkout.provider_id]
    return [(row["amount_minor"], row["currency"], row["method"]) for row in places]


def call(
    sandbox: Sandbox, method: str, target: str, body: bytes = b"", key: str = "", **wrong: str
) -> httpx.Response:
    stamp = str(int(time.time()))
    headers = {
        "x-timestamp": stamp,
        "x-signature": signature(SECRET, stamp, call_said(method, target, key, body)),
        "idempotency-key": key,
        **wrong,
    }
    return httpx.request(method, f"{sandbox.url}{target}", content=body, headers=headers, trust_env=False)


@pytest.mark.parametrize("method", ["alipay", "wechat", "card"])
def test_paying_sends_the_browser_back_and_tells_the_merchant(
    sandbox: Sandbox, merchant: Merchant, method: str
) -> None:
    checkout = opened(sandbox, merchant, f"pay-{method}")
    answer = sandbox.press(checkout.hosted_url, "pay", method)
    assert (answer.status_code, answer.headers["location"]) == (303, RETURN)
    (said,) = told(merchant)
    assert (said["status"], said["reference"], said["checkout"]) == (
        "paid",
        f"pay-{method}",
        checkout.provider_id,
    )
    assert payments(sandbox, checkout) == [(said["amount_minor"], said["currency"], said["method"])]
    assert payments(sandbox, checkout) == [(60000, "CNY", method)]


def test_pay_pressed_ten_times_is_one_payment(sandbox: Sandbox, merchant: Merchant) -> None:
    checkout = opened(sandbox, merchant, "ten")
    assert {sandbox.press(checkout.hosted_url).headers["location"] for _ in range(10)} == {RETURN}
    assert payments(sandbox, checkout) == [(60000, "CNY", "alipay")]
    assert len(told(merchant)) == 1


def test_declining_brings_no_money_and_leaves_the_checkout_open(sandbox: Sandbox, merchant: Merchant) -> None:
    checkout = opened(sandbox, merchant, "declined")
    assert sandbox.press(checkout.hosted_url, "decline").headers["location"] == RETURN
    (said,) = told(merchant)
    assert (said["kind"], said["status"]) == ("payment", "declined")
    assert payments(sandbox, checkout) == []
    sandbox.press(checkout.hosted_url)
    assert payments(sandbox, checkout) == [(60000, "CNY", "alipay")]


def test_going_back_does_nothing(sandbox: Sandbox, merchant: Merchant) -> None:
    checkout = opened(sandbox, merchant, "back")
    assert sandbox.press(checkout.hosted_url, "back").headers["location"] == RETURN
    assert (payments(sandbox, checkout), merchant.told) == ([], [])


def test_a_cancelled_checkout_takes_no_money(sandbox: Sandbox, merchant: Merchant) -> None:
    checkout = opened(sandbox, merchant, "cancelled")
    Cashier(sandbox.url, SECRET).cancel_checkout(checkout.provider_id)
    sandbox.press(checkout.hosted_url)
    assert payments(sandbox, checkout) == []


def test_a_stray_payment_comes_in_on_a_paid_and_on_a_cancelled_checkout(
    sandbox: Sandbox, merchant: Merchant
) -> None:
    twice, gone = opened(sandbox, merchant, "twice"), opened(sandbox, merchant, "gone")
    sandbox.press(twice.hosted_url)
    Cashier(sandbox.url, SECRET).cancel_checkout(gone.provider_id)
    for checkout in (twice, gone):
        sandbox.pay_once_more(checkout.provider_id)
    assert (len(payments(sandbox, twice)), len(payments(sandbox, gone))) == (2, 1)
    said = told(merchant, 3)
    assert len({one["transaction"] for one in said}) == 3
    status = [Cashier(sandbox.url, SECRET).find_checkout(one.provider_id)["status"] for one in (twice, gone)]
    assert status == ["paid", "cancelled"]


def test_money_that_matches_nothing_can_be_refunded_all_the_same(
    sandbox: Sandbox, merchant: Merchant
) -> None:
    paid = sandbox.post(
        "/stray-payment", reference="nobody", amount_minor="12345", currency="CNY", notify_url=merchant.url
    ).json()
    (said,) = told(merchant)
    assert (said["checkout"], said["reference"], said["amount_minor"]) == ("", "nobody", 12345)
    sandbox.switch(refund_seconds=0)
    Cashier(sandbox.url, SECRET).refund(
        key="nobody-1",
        provider_transaction=paid["id"],
        amount_minor=12345,
        currency="CNY",
        reference="nobody-1",
    )
    assert (told(merchant, 2)[1]["kind"], told(merchant, 2)[1]["status"]) == ("refund", "paid")


def test_a_notification_is_repeated_with_the_same_event_until_it_is_taken(
    sandbox: Sandbox, merchant: Merchant
) -> None:
    merchant.answers = [500, 401]
    sandbox.press(opened(sandbox, merchant, "again").hosted_url)
    said = told(merchant, 3)
    assert len({one["event"] for one in said}) == 1
    time.sleep(0.5)
    assert len(merchant.told) == 3


def test_a_merchant_that_is_away_is_told_when_it_is_back(sandbox: Sandbox, merchant: Merchant) -> None:
    away = Merchant("http://127.0.0.1:9/told")
    sandbox.press(opened(sandbox, away, "away").hosted_url)
    sandbox.press(opened(sandbox, merchant, "here").hosted_url)
    assert told(merchant)[0]["reference"] == "here"


def test_a_doubled_notification_carries_one_event_twice(sandbox: Sandbox, merchant: Merchant) -> None:
    sandbox.switch(notification_doubled=True)
    sandbox.press(opened(sandbox, merchant, "doubled").hosted_url)
    first, second = told(merchant, 2)
    assert first == second


def test_a_late_notification_comes_late(sandbox: Sandbox, merchant: Merchant) -> None:
    sandbox.switch(notification_late=1)
    begun = time.monotonic()
    sandbox.press(opened(sandbox, merchant, "late").hosted_url)
    assert len(told(merchant)) == 1
    assert time.monotonic() - begun >= 1


def test_a_lost_notification_never_comes_but_the_books_have_the_payment(
    sandbox: Sandbox, merchant: Merchant
) -> None:
    sandbox.switch(notification_lost=True)
    checkout = opened(sandbox, merchant, "lost")
    sandbox.press(checkout.hosted_url)
    time.sleep(0.6)
    assert (payments(sandbox, checkout), merchant.told) == ([(60000, "CNY", "alipay")], [])


def test_the_notification_can_come_before_the_browser_does(sandbox: Sandbox, merchant: Merchant) -> None:
    sandbox.switch(notification_before_return=True)
    sandbox.press(opened(sandbox, merchant, "first").hosted_url)
    assert len(merchant.told) == 1


@pytest.mark.parametrize(
    ("switch", "said", "kept"),
    [
        ("notification_wrong_amount", (59999, "CNY"), (60000, "CNY")),
        ("notification_wrong_currency", (60000, "USD"), (60000, "CNY")),
        ("payment_wrong_amount", (59900, "CNY"), (59900, "CNY")),
    ],
)
def test_another_amount_or_currency_is_told_or_paid(
    sandbox: Sandbox, merchant: Merchant, switch: str, said: tuple[int, str], kept: tuple[int, str]
) -> None:
    sandbox.switch(**{switch: True})
    checkout = opened(sandbox, merchant, switch)
    sandbox.press(checkout.hosted_url)
    (notification,) = told(merchant)
    assert (notification["amount_minor"], notification["currency"]) == said
    assert payments(sandbox, checkout) == [(*kept, "alipay")]


def test_a_call_is_believed_only_with_its_own_fresh_signature(sandbox: Sandbox, merchant: Merchant) -> None:
    checkout = opened(sandbox, merchant, "signed")
    target = f"/cashier/v1/checkouts/{checkout.provider_id}"
    old = str(int(time.time()) - 301)
    stale = signature(SECRET, old, call_said("GET", target, "", b""))
    assert call(sandbox, "GET", target).status_code == 200
    for wrong in (
        {"x-signature": ""},
        {"x-signature": "0" * 64},
        {"x-timestamp": ""},
        {"x-timestamp": old},
        {"x-timestamp": old, "x-signature": stale},
        {"x-timestamp": "9" * 400},
        {"idempotency-key": "another"},
    ):
        assert call(sandbox, "GET", target, **wrong).status_code == 401
    stamp = str(int(time.time()))
    of_reading = signature(SECRET, stamp, call_said("GET", target, "", b""))
    cancel = call(sandbox, "POST", f"{target}/cancel", **{"x-timestamp": stamp, "x-signature": of_reading})
    assert cancel.status_code == 401
    assert call(sandbox, "GET", target).json()["status"] == "open"


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({"amount_minor": 0}, 422),
        ({"amount_minor": -1}, 422),
        ({"amount_minor": 600.5}, 422),
        ({"amount_minor": "600"}, 422),
        ({"amount_minor": True}, 422),
        ({"currency": "XXX"}, 422),
        ({"currency": ["CNY"]}, 422),
        ({"return_url": "javascript:alert(1)"}, 422),
        ({"notify_url": "file:///etc/passwd"}, 422),
    ],
)
def test_a_demand_that_makes_no_sense_is_refused(
    sandbox: Sandbox, wrong: dict[str, Any], status: int
) -> None:
    asked = {"amount_minor": 1, "currency": "CNY", "return_url": RETURN, "notify_url": RETURN, **wrong}
    answer = call(sandbox, "POST", "/cashier/v1/checkouts", json.dumps(asked).encode(), key=f"no-{wrong}")
    assert answer.status_code == status


@pytest.mark.parametrize("body", [b"[]", b"null", b"{", b"[" * 60_000, b"\xff"])
def test_a_body_that_is_no_object_is_refused(sandbox: Sandbox, body: bytes) -> None:
    assert call(sandbox, "POST", "/cashier/v1/refunds", body, key="no-object").status_code == 400


def test_money_is_not_asked_for_without_a_key_nor_in_a_body_too_large(sandbox: Sandbox) -> None:
    assert call(sandbox, "POST", "/cashier/v1/checkouts", b"{}").status_code == 400
    assert call(sandbox, "POST", "/cashier/v1/refunds", b"{}").status_code == 400
    assert call(sandbox, "POST", "/cashier/v1/refunds", b" " * 70_000, key="large").status_code == 401


def test_what_came_in_and_went_back_is_in_the_ledger_in_order(sandbox: Sandbox, merchant: Merchant) -> None:
    sandbox.switch(refund_seconds=0)
    checkout = opened(sandbox, merchant, "ledger")
    sandbox.press(checkout.hosted_url)
    transaction = told(merchant)[0]["transaction"]
    refund = Cashier(sandbox.url, SECRET).refund(
        key="ledger-1",
        provider_transaction=transaction,
        amount_minor=20000,
        currency="CNY",
        reference="ledger-1",
    )
    told(merchant, 2)
    lines = [json.loads(line) for line in (sandbox.data_dir / "ledger.jsonl").read_text().splitlines()]
    ours = [one["what"] for one in lines if transaction in one.values() or refund.provider_id in one.values()]
    assert ours == ["payment", "refund", "refund paid"]
