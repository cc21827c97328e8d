"""The payment provider's interface: checkouts, cancellations, transactions and refunds."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from sandbox.books import Row, new_id
from sandbox.notifications import notify_refund
from sandbox.signing import read_call, sign_answer
from sandbox.world import World

MOST_BYTES = 64 * 1024
Call = Callable[[World, Request, Row], Awaitable[Response]]
PAGE_ROWS = 100
CURRENCIES = frozenset({"CNY", "USD", "EUR"})


def refused(code: int, error: str, **more: Any) -> Response:
    return JSONResponse({"error": error, **more}, status_code=code)


def call(handle: Call) -> Callable[[Request], Awaitable[Response]]:
    """Checks the signature, repeats the answer of a known idempotency key, misbehaves as switched."""

    @wraps(handle)
    async def guarded(request: Request) -> Response:
        world: World = request.app.state.world
        answer = await answered(world, request, handle)
        if world.switches.cashier_is_forged:
            return sign_answer("somebody else's secret", request, answer)
        return sign_answer(world.cashier_secret, request, answer)

    return guarded


async def answered(world: World, request: Request, handle: Call) -> Response:
    raw = await read_call(request, world.cashier_secret, MOST_BYTES)
    if world.switches.cashier_hangs:
        await asyncio.sleep(world.switches.cashier_hangs)
    if raw is None:
        return refused(401, "signature")
    if world.switches.cashier_fails:
        return refused(500, "switched to fail")
    try:
        body = json.loads(raw or b"{}")
    except (ValueError, RecursionError):
        return refused(400, "no JSON")
    if not isinstance(body, dict):
        return refused(400, "no object")
    answer = await once(world, request, handle, body)
    if world.switches.cashier_fails_after:
        return refused(500, "switched to fail after the work was done")
    return HTMLResponse("<p>Welcome to the proxy") if world.switches.cashier_answers_nonsense else answer


async def once(world: World, request: Request, handle: Call, body: Row) -> Response:
    """The same key with the same parameters gives the same answer; with others it is refused."""
    key = request.headers.get("idempotency-key", "")
    known = world.books.get("key", key) if key else None
    asked = {"address": request.url.path, "body": body}
    if known is not None:
        if known["asked"] != asked:
            return refused(409, "this key was used with other parameters")
        return JSONResponse(known["answer"], status_code=known["status"])
    answer = await handle(world, request, body)
    if key:
        said = json.loads(bytes(answer.body))
        world.books.put("key", {"id": key, "asked": asked, "answer": said, "status": answer.status_code})
    return answer


def is_amount(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value < 10**12


@call
async def open_checkout(world: World, request: Request, body: Row) -> Response:
    if not request.headers.get("idempotency-key"):
        return refused(400, "an idempotency key is needed")
    if not is_amount(body.get("amount_minor")) or str(body.get("currency")) not in CURRENCIES:
        return refused(422, "amount or currency")
    addresses = [str(body.get(name, "")) for name in ("return_url", "notify_url")]
    if any(urlsplit(address).scheme not in ("http", "https") for address in addresses):
        return refused(422, "addresses")
    checkout = {
        "id": new_id("co"),
        "status": "open",
        "created_at": int(time.time()),
        **{
            name: str(body.get(name, ""))[:300] for name in ("reference", "description", "locale", "currency")
        },
        "amount_minor": body["amount_minor"],
        "return_url": addresses[0],
        "notify_url": addresses[1],
    }
    world.books.put("checkout", checkout)
    return JSONResponse(shown(world, checkout), status_code=201)


def shown(world: World, checkout: Row) -> Row:
    names = ("id", "status", "reference", "amount_minor", "currency", "created_at")
    return {**{name: checkout[name] for name in names}, "url": f"{world.address}/pay/{checkout['id']}"}


@call
async def find_checkout(world: World, request: Request, _body: Row) -> Response:
    checkout = world.books.get("checkout", request.path_params["id"])
    return JSONResponse(shown(world, checkout)) if checkout else refused(404, "unknown")


@call
async def cancel_checkout(world: World, request: Request, _body: Row) -> Response:
    checkout = world.books.get("checkout", request.path_params["id"])
    if checkout is None:
        return refused(404, "unknown")
    if checkout["status"] == "paid":
        return refused(409, "paid already", status="paid")
    checkout["status"] = "cancelled"
    world.books.put("checkout", checkout)
    return JSONResponse(shown(world, checkout))


@call
async def transactions(world: World, request: Request, _body: Row) -> Response:
    since = request.query_params.get("since", "0")
    first = int(since) if since.isascii() and since.isdigit() else 0
    rows = [row for row in world.books.all("payment") if row["paid_at"] >= first]
    places = {row["id"]: place for place, row in enumerate(rows)}
    start = places.get(request.query_params.get("after", ""), -1) + 1
    return JSONResponse({"transactions": [payment_shown(row) for row in rows[start : start + PAGE_ROWS]]})


def payment_shown(payment: Row) -> Row:
    return {
        **{name: value for name, value in payment.items() if name != "notify_url"},
        "transaction": payment["id"],
    }


@call
async def find_transaction(world: World, request: Request, _body: Row) -> Response:
    payment = world.books.get("payment", request.path_params["id"])
    return JSONResponse(payment_shown(payment)) if payment else refused(404, "unknown")


@call
async def open_refund(world: World, request: Request, body: Row) -> Response:
    """Refused above what is left of the payment; otherwise under way, and paid a moment later."""
    payment = world.books.get("payment", str(body.get("transaction", "")))
    if not request.headers.get("idempotency-key"):
        return refused(400, "an idempotency key is needed")
    if (
        payment is None
        or not is_amount(body.get("amount_minor"))
        or body.get("currency") != payment["currency"]
    ):
        return refused(422, "transaction, amount or currency")
    if world.switches.refunds_refused:
        return refused(402, "the issuing bank refuses the refund")
    if payment["refunded_minor"] + body["amount_minor"] > payment["amount_minor"]:
        return refused(422, "more than was paid")
    payment["refunded_minor"] += body["amount_minor"]
    world.books.put("payment", payment)
    refund = {
        "id": new_id("re"),
        "status": "processing",
        "reference": str(body.get("reference", ""))[:100],
        "transaction": payment["id"],
        "amount_minor": body["amount_minor"],
        "currency": payment["currency"],
        "due_at": time.time() + world.switches.refund_seconds,
        "ends_in": "refused" if world.switches.refunds_refused_later else "paid",
    }
    world.books.put("refund", refund)
    world.books.enter(
        "refund", refund=refund["id"], transaction=payment["id"], amount_minor=refund["amount_minor"]
    )
    return JSONResponse(refund_shown(refund), status_code=201)


def refund_shown(refund: Row) -> Row:
    names = ("id", "status", "reference", "transaction", "amount_minor", "currency")
    error = "the issuing bank refuses the refund" if refund["status"] == "refused" else ""
    return {**{name: refund[name] for name in names}, "error": error}


@call
async def find_refund(world: World, request: Request, _body: Row) -> Response:
    refund = world.books.get("refund", request.path_params["id"])
    return JSONResponse(refund_shown(refund)) if refund else refused(404, "unknown")


async def settle_refunds_forever(world: World) -> None:
    """What is under way is paid, or refused after all, when its time has come."""
    while True:
        for refund in world.books.where("refund", "status", "processing"):
            if refund["due_at"] <= time.time():
                settle_refund(world, refund)
        await asyncio.sleep(0.1)


def settle_refund(world: World, refund: Row) -> None:
    refund["status"] = refund["ends_in"]
    world.books.put("refund", refund)
    world.books.enter(f"refund {refund['status']}", refund=refund["id"], amount_minor=refund["amount_minor"])
    payment = world.books.get("payment", refund["transaction"])
    if payment is None:
        return
    if refund["status"] == "refused":
        payment["refunded_minor"] -= refund["amount_minor"]
        world.books.put("payment", payment)
    notify_refund(world, refund, payment["notify_url"])


ROUTES = [
    Route("/cashier/v1/checkouts", open_checkout, methods=["POST"]),
    Route("/cashier/v1/checkouts/{id}", find_checkout),
    Route("/cashier/v1/checkouts/{id}/cancel", cancel_checkout, methods=["POST"]),
    Route("/cashier/v1/transactions", transactions),
    Route("/cashier/v1/transactions/{id}", find_transaction),
    Route("/cashier/v1/refunds", open_refund, methods=["POST"]),
    Route("/cashier/v1/refunds/{id}", find_refund),
]
