"""Notifications to the merchant: signed, repeated with growing pauses until they are taken."""

from __future__ import annotations

import asyncio
import json
import time
from typing import Any

import httpx

from sandbox.books import Row, new_id
from sandbox.signing import signed_headers
from sandbox.world import World

PAUSES = (1, 2, 4, 8, 15, 30, 60, 120, 300)


def notify_payment(world: World, payment: Row) -> None:
    """Queues the notification of a payment, with the misbehaviour that is switched on."""
    switches = world.switches
    if switches.notification_lost:
        world.books.enter("notification lost", transaction=payment["id"])
        return
    said = {
        "kind": "payment",
        "status": "paid",
        "reference": payment["reference"],
        "checkout": payment["checkout"],
        "transaction": payment["id"],
        "amount_minor": payment["amount_minor"] - (1 if switches.notification_wrong_amount else 0),
        "currency": "USD" if switches.notification_wrong_currency else payment["currency"],
        "method": payment["method"],
        "occurred_at": payment["paid_at"],
    }
    queue(world, payment["notify_url"], said, switches.notification_late)


def notify_decline(world: World, checkout: Row, attempt: str) -> None:
    """An attempt that brought no money has a number, but is no payment."""
    said = {
        "kind": "payment",
        "status": "declined",
        "reference": checkout["reference"],
        "checkout": checkout["id"],
        "transaction": attempt,
        "amount_minor": checkout["amount_minor"],
        "currency": checkout["currency"],
        "method": "",
        "occurred_at": int(time.time()),
    }
    queue(world, checkout["notify_url"], said, world.switches.notification_late)


def notify_refund(world: World, refund: Row, notify_url: str) -> None:
    if world.switches.notification_lost:
        return
    said = {
        "kind": "refund",
        "status": refund["status"],
        "reference": refund["reference"],
        "refund": refund["id"],
        "transaction": refund["transaction"],
        "amount_minor": refund["amount_minor"],
        "currency": refund["currency"],
        "occurred_at": int(time.time()),
    }
    queue(world, notify_url, said, world.switches.notification_late)


def queue(world: World, address: str, said: dict[str, Any], late: int) -> None:
    """One event, or the same event twice."""
    event = new_id("ev")
    for copy in range(2 if world.switches.notification_doubled else 1):
        row = {
            "id": f"{event}-{copy}",
            "address": address,
            "body": {"event": event, **said},
            "due_at": time.time() + late,
            "tries": 0,
            "state": "queued",
        }
        world.books.put("notification", row)


async def send_forever(world: World) -> None:
    """Until cancelled. Each has a task of its own: a merchant that is slow to answer holds up nobody else."""
    under_way: dict[str, asyncio.Task[None]] = {}
    async with httpx.AsyncClient(timeout=10, trust_env=False) as client:
        try:
            while True:
                under_way = {key: task for key, task in under_way.items() if not task.done()}
                for row in world.books.where("notification", "state", "queued"):
                    if row["due_at"] <= time.time() and row["id"] not in under_way:
                        under_way[row["id"]] = asyncio.create_task(send_one(world, client, row))
                await asyncio.sleep(0.1)
        finally:
            for task in under_way.values():
                task.cancel()


async def send_one(world: World, client: httpx.AsyncClient, row: Row) -> None:
    raw = json.dumps(row["body"]).encode()
    try:
        answer = await client.post(
            row["address"], content=raw, headers=signed_headers(world.cashier_secret, raw)
        )
        taken = answer.is_success
    except (httpx.HTTPError, httpx.InvalidURL):
        taken = False
    row["tries"] += 1
    if taken:
        row["state"] = "taken"
    elif row["tries"] > len(PAUSES):
        row["state"] = "given up"
    else:
        row["due_at"] = time.time() + PAUSES[row["tries"] - 1]
    world.books.put("notification", row)
