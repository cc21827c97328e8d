"""Which notifications are believed (C19, C20): only what is signed, fresh, small and complete."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from ciie_portal.gateways.cashier import Cashier, Notification, NotificationKind
from ciie_portal.gateways.errors import BadNotification
from ciie_portal.gateways.signed_http import signature

NOW = datetime(2019, 9, 30, 16, 0, tzinfo=UTC)
SECRET = "a secret of the provider"
SAID: dict[str, Any] = {
    "event": "ev_1",
    "kind": "payment",
    "status": "paid",
    "reference": "our key",
    "checkout": "co_1",
    "transaction": "tx_1",
    "amount_minor": 60000,
    "currency": "CNY",
    "method": "alipay",
    "occurred_at": int(NOW.timestamp()),
}


def message(said: object, secret: str = SECRET, at: datetime = NOW) -> tuple[bytes, dict[str, str]]:
    raw = said if isinstance(said, bytes) else json.dumps(said).encode()
    stamp = str(int(at.timestamp()))
    return raw, {"x-timestamp": stamp, "x-signature": signature(secret, stamp, raw)}


def refuse(raw: bytes, headers: dict[str, str], secret: str = SECRET) -> str:
    with pytest.raises(BadNotification) as why:
        Cashier("http://127.0.0.1:9", secret).verify(raw, headers, NOW)
    return str(why.value)


def test_a_genuine_notification_is_read_whole() -> None:
    raw, headers = message(SAID)
    assert Cashier("http://127.0.0.1:9", SECRET).verify(raw, headers, NOW) == Notification(
        event_id="ev_1",
        kind=NotificationKind.PAYMENT,
        status="paid",
        reference="our key",
        checkout_id="co_1",
        transaction="tx_1",
        refund_id="",
        amount_minor=60000,
        currency="CNY",
        method="alipay",
        occurred_at=NOW,
    )


def test_headers_are_found_however_they_are_written() -> None:
    raw, headers = message(SAID)
    shouted = {name.upper(): value for name, value in headers.items()}
    assert Cashier("http://127.0.0.1:9", SECRET).verify(raw, shouted, NOW).event_id == "ev_1"


def test_one_altered_byte_is_refused() -> None:
    raw, headers = message(SAID)
    assert refuse(raw.replace(b"60000", b"10000"), headers) == "signature"


def test_another_secret_is_refused_and_an_empty_one_proves_nothing() -> None:
    assert refuse(*message(SAID, secret="guessed")) == "signature"
    assert refuse(*message(SAID, secret=""), secret="") == "malformed"


@pytest.mark.parametrize("missing", ["x-timestamp", "x-signature"])
def test_a_missing_header_is_refused(missing: str) -> None:
    raw, headers = message(SAID)
    del headers[missing]
    assert refuse(raw, headers) == ("malformed" if missing == "x-timestamp" else "signature")


@pytest.mark.parametrize("stamp", ["", "-1", "²", "1e9", "٣", "9" * 13, "9" * 5000, "now", "1569859200.0"])
def test_a_time_that_is_none_is_refused(stamp: str) -> None:
    raw, headers = message(SAID)
    headers = {**headers, "x-timestamp": stamp}
    assert refuse(raw, headers) == "malformed"


@pytest.mark.parametrize("given", ["", "é", "采购", "0" * 64, "0" * 100_000])
def test_a_signature_that_is_none_is_refused(given: str) -> None:
    raw, headers = message(SAID)
    assert refuse(raw, {**headers, "x-signature": given}) == "signature"


@pytest.mark.parametrize(("seconds", "is_fresh"), [(300, True), (301, False), (-300, True), (-301, False)])
def test_five_minutes_is_the_oldest_and_the_furthest_ahead(seconds: int, is_fresh: bool) -> None:
    raw, headers = message(SAID, at=NOW - timedelta(seconds=seconds))
    if is_fresh:
        assert Cashier("http://127.0.0.1:9", SECRET).verify(raw, headers, NOW).event_id == "ev_1"
    else:
        assert refuse(raw, headers) == "too old"


def test_the_time_stamp_is_signed_too() -> None:
    raw, headers = message(SAID, at=NOW - timedelta(minutes=6))
    assert refuse(raw, {**headers, "x-timestamp": str(int(NOW.timestamp()))}) == "signature"


def test_ten_megabytes_are_refused_unread() -> None:
    assert refuse(*message(b"x" * 10_000_000)) == "malformed"


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"\xff\xfe",
        b"null",
        b"[]",
        b'"text"',
        b"[" * 60_000,
        {},
        {**SAID, "kind": "gift"},
        {**SAID, "amount_minor": "60000"},
        {**SAID, "amount_minor": 600.0},
        {**SAID, "amount_minor": -1},
        {**SAID, "amount_minor": True},
        {**SAID, "amount_minor": 10**12},
        {**SAID, "event": ""},
        {**SAID, "event": 7},
        {**SAID, "event": "x" * 501},
        {**SAID, "transaction": None},
        {**SAID, "currency": ["CNY"]},
        {**SAID, "occurred_at": 999_999_999_999},
        {**SAID, "occurred_at": "now"},
    ],
)
def test_what_is_signed_but_no_notification_is_refused(said: object) -> None:
    assert refuse(*message(said)) == "not a notification"
