"""Where the payment provider tells us what happened; what it says is proved before anything is read (C20)."""

from __future__ import annotations

import logging

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from ciie_portal import clock
from ciie_portal.actions.take_notification import NotBelieved, take_notification

logger = logging.getLogger(__name__)
MOST_BYTES = 64 * 1024


async def notification(request: Request) -> Response:
    """200 for whatever is genuine, known or new; 4xx for the rest, without a reason that helps a forger."""
    try:
        raw = await read_limited(request)
    except ClientDisconnect:
        return refused(400)
    if raw is None:
        return refused(413)
    try:
        outcome = await run_in_threadpool(take_notification, raw, request.headers, clock.now())
    except NotBelieved as why:
        logger.warning("a payment notification was refused: %s", why)
        return refused(401)
    return JSONResponse({"outcome": outcome})


async def read_limited(request: Request) -> bytes | None:
    """The raw body; None as soon as it is known to be too large, whatever its length claims to be."""
    claimed = request.headers.get("content-length", "0")
    if not claimed.isdecimal() or int(claimed[:20]) > MOST_BYTES:
        return None
    read = b""
    async for chunk in request.stream():
        read += chunk
        if len(read) > MOST_BYTES:
            return None
    return read


def refused(status: int) -> Response:
    return JSONResponse({"error": "refused"}, status_code=status)


ROUTES = [Route("/api/cashier/notifications", notification, methods=["POST"])]
