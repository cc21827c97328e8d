"""The cashier's interface for merchants: signed calls in JSON, every demand for money under an idempotency key."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import Any
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from sandbox.books import Checkout, Payment, Refund, Refused
from sandbox.context import Context, context_of
from sandbox.signatures import holds, of_call

MOST_BYTES = 64 * 1024
MOST_MINOR = 10**10
HANG_SECONDS = 30
Asked = dict[str, Any]
Answer = tuple[int, dict[str, Any]]


async def open_checkout(context: Context, request: Request, asked: Asked) -> Answer:
    demand = {
        "reference": line(asked, "reference", 64),
        "amount_minor": amount(asked),
        "currency": currency(asked),
        "description": line(asked, "description", 200),
        "return_url": address(asked, "return_url"),
        "notify_url": address(asked, "notify_url"),
        "locale": "en" if asked.get("locale") == "en" else "zh",
    }
    checkout = context.books.open_checkout(request.headers.get("idempotency-key", ""), demand)
    return 201, {**checkout_said(context, checkout), "status": "open"}  # a repeat hears what the first one heard


async def find_checkout(context: Context, request: Request, asked: Asked) -> Answer:
    checkout = context.books.find_checkout(request.path_params["checkout"])
    rows = [row for row in context.books.payments.values() if row.checkout == checkout.id]
    return 200, {**checkout_said(context, checkout), "transactions": [payment_row(row) for row in rows]}


async def cancel_checkout(context: Context, request: Request, asked: Asked) -> Answer:
    checkout = context.books.cancel_checkout(request.path_params["checkout"])
    return 200, checkout_said(context, checkout)


async def list_transactions(context: Context, request: Request, asked: Asked) -> Answer:
    since = request.query_params.get("since", "0")
    if not since.isascii() or not since.isdigit():
        raise Refused(400, "since: seconds since 1970")
    rows = [row for row in context.books.payments.values() if row.paid_at >= int(since)]
    return 200, {"transactions": [payment_row(row) for row in rows]}


async def find_transaction(context: Context, request: Request, asked: Asked) -> Answer:
    payment = context.books.payments.get(request.path_params["transaction"])
    if payment is None:
        raise Refused(404, "no such payment")
    return 200, {**payment_row(payment), "returned_minor": context.books.returned_minor(payment.transaction)}


async def ask_refund(context: Context, request: Request, asked: Asked) -> Answer:
    demand = {
        "transaction": line(asked, "transaction", 64),
        "amount_minor": amount(asked),
        "currency": currency(asked),
        "reference": line(asked, "reference", 64),
    }
    key = request.headers.get("idempotency-key", "")
    is_new = key not in context.books.answered
    refund = context.books.refund(key, demand, context.switches.refunds)
    if is_new:
        context.notifier.begin_refund(refund)
    return (422 if refund.status == "refused" else 202), refund_said(refund)


async def find_refund(context: Context, request: Request, asked: Asked) -> Answer:
    refund = context.books.refunds.get(request.path_params["refund"])
    if refund is None:
        raise Refused(404, "no such refund")
    return 200, refund_said(refund)


def checkout_said(context: Context, checkout: Checkout) -> dict[str, Any]:
    return {
        "id": checkout.id,
        "status": checkout.status,
        "url": f"{context.address}/cashier/pay/{checkout.id}",
        "reference": checkout.reference,
        "amount_minor": checkout.amount_minor,
        "currency": checkout.currency,
    }


def payment_row(payment: Payment) -> dict[str, Any]:
    return {name: value for name, value in asdict(payment).items() if name != "notify_url"}


def refund_said(refund: Refund) -> dict[str, Any]:
    hidden = ("ends_in",)
    return {name: value for name, value in asdict(refund).items() if name not in hidden}


def line(asked: Asked, name: str, most: int) -> str:
    value = asked.get(name)
    if not isinstance(value, str) or not value.strip() or len(value) > most or not value.isprintable():
        raise Refused(400, f"{name}: 1 to {most} characters")
    return value


def amount(asked: Asked) -> int:
    value = asked.get("amount_minor")
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value < MOST_MINOR:
        raise Refused(400, "amount_minor: a whole number above 0")
    return value


def currency(asked: Asked) -> str:
    value = line(asked, "currency", 3)
    if len(value) != 3 or not value.isascii() or not value.isupper():
        raise Refused(400, "currency: three capital letters")
    return value


def address(asked: Asked, name: str) -> str:
    value = line(asked, name, 2000)
    if urlsplit(value).scheme not in ("http", "https") or not urlsplit(value).hostname:
        raise Refused(400, f"{name}: an http address")
    return value


Handler = Callable[[Context, Request, Asked], Awaitable[Answer]]


def signed(handler: Handler) -> Callable[[Request], Awaitable[Response]]:
    """Reads and checks the call, and lets the switches spoil the answer after the work was done."""

    async def answer(request: Request) -> Response:
        context = context_of(request)
        trouble = context.switches.cashier
        if trouble == "error":
            return PlainTextResponse("out of order", status_code=503)
        try:
            status, said = await handler(context, request, await read_call(context, request))
        except Refused as refused:
            status, said = refused.status, refused.said
        if trouble == "timeout":
            await asyncio.sleep(HANG_SECONDS)
        if trouble == "error_after":
            return PlainTextResponse("out of order", status_code=500)
        if trouble == "garbage":
            return PlainTextResponse("<html>Welcome to the proxy</html>", status_code=200)
        return JSONResponse(said, status_code=status)

    return answer


async def read_call(context: Context, request: Request) -> Asked:
    """Raises Refused: unsigned, too large, not JSON."""
    body = await read_body(request, MOST_BYTES)
    target = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    said = of_call(request.method, target, request.headers.get("idempotency-key", ""), body)
    if not holds(context.options.cashier_secret, request.headers, said):
        raise Refused(401, "not signed by this merchant")
    return read_object(body)


async def read_body(request: Request, most: int) -> bytes:
    """Raises Refused as soon as it grows too large."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            raise Refused(413, "too large")
    return body


def read_object(body: bytes) -> Asked:
    try:
        asked = json.loads(body or b"{}")
    except (ValueError, RecursionError):
        raise Refused(400, "not JSON") from None
    if not isinstance(asked, dict):
        raise Refused(400, "not a JSON object")
    return asked


ROUTES = [
    Route("/cashier/v1/checkouts", signed(open_checkout), methods=["POST"]),
    Route("/cashier/v1/checkouts/{checkout}", signed(find_checkout), methods=["GET"]),
    Route("/cashier/v1/checkouts/{checkout}/cancel", signed(cancel_checkout), methods=["POST"]),
    Route("/cashier/v1/transactions", signed(list_transactions), methods=["GET"]),
    Route("/cashier/v1/transactions/{transaction}", signed(find_transaction), methods=["GET"]),
    Route("/cashier/v1/refunds", signed(ask_refund), methods=["POST"]),
    Route("/cashier/v1/refunds/{refund}", signed(find_refund), methods=["GET"]),
]
