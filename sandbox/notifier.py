"""Tells the merchant what happened: signed, again and again with longer waits until it is answered with 2xx."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Coroutine
from typing import Any

import httpx

from sandbox.books import Books, Payment, Refund, now, number
from sandbox.signatures import headers_for
from sandbox.switches import Switches

MOST_TRIES = 12
LONGEST_WAIT = 60.0


class Notifier:
    """One task per notification and per refund under way; all end when the process does."""

    def __init__(self, books: Books, switches: Switches, secret: str, retry_seconds: float) -> None:
        self.books, self.switches = books, switches
        self.secret, self.retry_seconds = secret, retry_seconds
        self.client = httpx.AsyncClient(timeout=5.0, trust_env=False)
        self.tasks: set[asyncio.Task[None]] = set()

    def resume(self) -> None:
        """After a restart: what was not delivered, and the refunds that were processing."""
        for notification in list(self.books.undelivered.values()):
            self._begin(self._deliver(notification["event"], notification["notify_url"], notification["body"]))
        for refund in self.books.refunds.values():
            if refund.status == "processing":
                self._begin(self._settle(refund))

    async def tell_payment(self, payment: Payment) -> None:
        """Returns at once, unless the notification shall come before the browser does."""
        first = self.switches.notification_first
        told = self._tell(payment.notify_url, payment_said(payment), 0 if first else None)
        if first:
            await asyncio.wait_for(asyncio.shield(self._begin(told)), timeout=5)
        else:
            self._begin(told)

    def tell_decline(self, payment: Payment) -> None:
        """An attempt that brought no money; it has a number of its own and is no payment."""
        self._begin(self._tell(payment.notify_url, {**payment_said(payment), "status": "declined"}))

    def begin_refund(self, refund: Refund) -> None:
        if refund.status == "processing":
            self._begin(self._settle(refund))

    async def stop(self) -> None:
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
        await self.client.aclose()

    def _begin(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)
        return task

    async def _settle(self, refund: Refund) -> None:
        await asyncio.sleep(self.switches.refund_seconds)
        self.books.settle_refund(refund)
        payment = self.books.payments[refund.transaction]
        await self._tell(payment.notify_url, refund_said(refund, payment))

    async def _tell(self, notify_url: str, said: dict[str, Any], wait: float | None = None) -> None:
        event = number("ev")
        body = json.dumps({"event": event, **said}, ensure_ascii=False)
        lost = self.switches.notifications_lost
        self.books.note_notification(event, notify_url, body, lost)
        if lost:
            return
        copies = self.switches.notification_copies
        await asyncio.sleep(self.switches.notification_seconds if wait is None else wait)
        await asyncio.gather(*(self._deliver(event, notify_url, body) for _ in range(copies)))

    async def _deliver(self, event: str, notify_url: str, body: str) -> None:
        for tried in range(MOST_TRIES):
            answered = await self._send(notify_url, body.encode())
            self.books.note_delivery(event, answered)
            if answered.startswith("2"):
                return
            await asyncio.sleep(min(self.retry_seconds * 2**tried, LONGEST_WAIT))

    async def _send(self, notify_url: str, body: bytes) -> str:
        headers = {"content-type": "application/json", **headers_for(self.secret, body)}
        with contextlib.suppress(httpx.HTTPError, httpx.InvalidURL):
            return str((await self.client.post(notify_url, content=body, headers=headers)).status_code)
        return "no answer"


def payment_said(payment: Payment) -> dict[str, Any]:
    return {
        "kind": "payment",
        "status": "paid",
        "reference": payment.reference,
        "checkout": payment.checkout,
        "transaction": payment.transaction,
        "refund": "",
        "amount_minor": payment.amount_minor,
        "currency": payment.currency,
        "method": payment.method,
        "occurred_at": payment.paid_at,
        "error": "",
    }


def refund_said(refund: Refund, payment: Payment) -> dict[str, Any]:
    return {
        "kind": "refund",
        "status": refund.status,
        "reference": refund.reference,
        "checkout": payment.checkout,
        "transaction": payment.transaction,
        "refund": refund.id,
        "amount_minor": refund.amount_minor,
        "currency": refund.currency,
        "method": payment.method,
        "occurred_at": refund.settled_at or now(),
        "error": refund.error,
    }
