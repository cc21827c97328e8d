"""C20: at the door where the provider speaks, only its own fresh, unaltered words come in."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from ciie_portal import clock
from ciie_portal.actions.pay import begin_payment
from ciie_portal.api import notifications
from ciie_portal.domain.journey import PersonStatus
from ciie_portal.gateways import providers
from ciie_portal.gateways.signed_http import signature
from ciie_portal.store.tables import JourneyEvent, Notice, Outbox, Payment, ProviderNotification, Refund
from tests.actions.money_scene import (
    BookedCashier,
    Scene,
    cashier,
    count,
    open_key,
    requested,
    said,
    scene,
    signed,
    statuses,
)

__all__ = ["cashier"]
ADDRESS = "/api/cashier/notifications"
UNPAID = [PersonStatus.UNPAID] * 3


@dataclass
class Door:
    """The route as a server would run it; an exception of ours would fail the test."""

    app: Starlette

    def call(self, method: str, content: Any = None, headers: dict[str, str] | None = None) -> httpx.Response:
        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(self.app)
            async with httpx.AsyncClient(transport=transport, base_url="http://portal") as client:
                return await client.request(method, ADDRESS, content=content, headers=headers)

        return asyncio.run(ask())


@pytest.fixture
def door(cashier: BookedCashier) -> Door:
    return Door(Starlette(routes=notifications.ROUTES))


def at_the_cashier() -> tuple[Scene, str]:
    at = scene()
    reference = requested(at)
    begin_payment(at.buyer, reference, clock.now())
    return at, open_key(reference)


def rows() -> tuple[int, ...]:
    return tuple(
        count(table) for table in (Payment, Refund, JourneyEvent, Notice, Outbox, ProviderNotification)
    )


def post(door: Door, raw: bytes, headers: dict[str, str]) -> httpx.Response:
    return door.call("POST", raw, headers)


def test_a_genuine_word_is_taken_and_a_repeated_one_is_thanked_for(door: Door) -> None:
    at, key = at_the_cashier()
    message = said(key, now=clock.now())
    answers = [post(door, *message) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200] * 3
    assert [answer.json()["outcome"] for answer in answers] == ["settle", "already_known", "already_known"]
    assert statuses(at) == [PersonStatus.WAITING_FOR_REVIEW] * 3


def test_fifty_at_once_are_one_payment(door: Door) -> None:
    _, key = at_the_cashier()
    message = said(key, now=clock.now())
    with ThreadPoolExecutor(50) as senders:
        answers = list(senders.map(lambda _: post(door, *message).status_code, range(50)))
    assert (answers, count(Payment)) == ([200] * 50, 1)


def wrong_key(raw: bytes, headers: dict[str, str]) -> tuple[bytes, dict[str, str]]:
    return raw, {**headers, "x-signature": signature("another secret", headers["x-timestamp"], raw)}


@pytest.mark.parametrize(
    "forge",
    [
        lambda raw, headers: (raw.replace(b"CNY", b"USD"), headers),
        lambda raw, headers: (raw + b" ", headers),
        lambda raw, headers: (b"", headers),
        lambda raw, headers: (raw, {**headers, "x-signature": ""}),
        lambda raw, headers: (raw, {**headers, "x-signature": "g" * 64}),
        lambda raw, headers: (raw, {**headers, "x-signature": headers["x-signature"].upper()}),
        lambda raw, headers: (raw, {"x-timestamp": headers["x-timestamp"]}),
        lambda raw, headers: (raw, {"x-signature": headers["x-signature"]}),
        lambda raw, headers: (raw, {}),
        lambda raw, headers: (raw, {**headers, "x-timestamp": "9" * 400}),
        lambda raw, headers: (raw, {**headers, "x-timestamp": "-1"}),
        lambda raw, headers: (raw, {**headers, "x-timestamp": "NaN"}),
        wrong_key,
    ],
)
def test_altered_unsigned_or_half_signed_words_are_refused_and_change_nothing(door: Door, forge: Any) -> None:
    at, key = at_the_cashier()
    before = rows()
    answer = post(door, *forge(*said(key, now=clock.now())))
    assert (answer.status_code, answer.json()) == (401, {"error": "refused"})
    assert (rows(), statuses(at)) == (before, UNPAID)


@pytest.mark.parametrize("minutes", [-6, 6, -60 * 24 * 30])
def test_a_stale_or_early_word_is_refused_whatever_its_signature(door: Door, minutes: int) -> None:
    at, key = at_the_cashier()
    stale = said(key, now=clock.now() + timedelta(minutes=minutes))
    assert (post(door, *stale).status_code, statuses(at)) == (401, UNPAID)


def test_four_minutes_old_is_fresh(door: Door) -> None:
    _, key = at_the_cashier()
    assert post(door, *said(key, now=clock.now() - timedelta(minutes=4))).status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"kind": "payment"},
        {"event": "ev", "kind": "gift", "status": "paid"},
        {"event": 7, "kind": "payment", "status": "paid", "reference": "x", "transaction": "t"},
        [],
        "paid",
        None,
    ],
)
def test_a_signed_word_that_says_nothing_is_refused(door: Door, body: Any) -> None:
    at_the_cashier()
    before = rows()
    assert (post(door, *signed(body, clock.now())).status_code, rows()) == (401, before)


@pytest.mark.parametrize("amount", [-1, 10**13, 1.5, "600", True, None])
def test_a_signed_word_with_an_impossible_sum_is_refused(door: Door, amount: Any) -> None:
    at, key = at_the_cashier()
    answer = post(door, *said(key, now=clock.now(), amount_minor=amount))
    assert (answer.status_code, count(Payment), statuses(at)) == (401, 0, UNPAID)


def test_ten_megabytes_are_refused_before_they_are_read(door: Door) -> None:
    _, headers = said("x", now=clock.now())
    assert post(door, b"x" * 10_000_000, headers).status_code == 413

    async def drip() -> AsyncIterator[bytes]:
        for _ in range(200):
            yield b"x" * 1024
        pytest.fail("it was read to the end")

    assert door.call("POST", drip(), headers).status_code == 413


def test_a_length_that_lies_is_refused(door: Door) -> None:
    raw, headers = said("x", now=clock.now())
    for length in ("10000000", "-1", "many", "1" * 500):
        assert post(door, raw, {**headers, "content-length": length}).status_code == 413


def test_an_empty_secret_opens_nothing(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    at, key = at_the_cashier()
    message = said(key, now=clock.now())
    providers.cashier().secret = ""
    assert (post(door, *message).status_code, statuses(at)) == (401, UNPAID)


def test_nothing_is_asked_of_the_provider_while_a_word_is_taken_in(
    door: Door, cashier: BookedCashier
) -> None:
    _, key = at_the_cashier()
    cashier.calls.clear()
    post(door, *said(key, now=clock.now()))
    post(door, *said("unknown", now=clock.now()))
    assert cashier.calls == []


def test_only_posting_is_understood(door: Door) -> None:
    assert door.call("GET").status_code == 405
