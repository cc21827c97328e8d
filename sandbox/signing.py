"""The signature that both sides put on what they send: HMAC-SHA-256 over time stamp, dot and raw body."""

from __future__ import annotations

import hashlib
import hmac
import time
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

FRESH_SECONDS = 300


def signature(secret: str, stamp: str, body: bytes) -> str:
    return hmac.new(secret.encode(), stamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def call_said(method: str, target: str, key: str, body: bytes) -> bytes:
    """What a call's signature is over: one call's signature is worth nothing on another."""
    return f"{method} {target}\n{key}\n".encode() + body


def signed_headers(secret: str, body: bytes) -> dict[str, str]:
    stamp = str(int(time.time()))
    return {
        "content-type": "application/json",
        "x-timestamp": stamp,
        "x-signature": signature(secret, stamp, body),
    }


def sign_answer(secret: str, request: Request, answer: Response) -> Response:
    """The answer belongs to one call: its signature is over status, the call's signature and the body."""
    said = f"{answer.status_code}\n{request.headers.get('x-signature', '')}\n".encode() + bytes(answer.body)
    stamp = str(int(time.time()))
    answer.headers["x-timestamp"], answer.headers["x-signature"] = stamp, signature(secret, stamp, said)
    return answer


def is_signed(secret: str, headers: Mapping[str, str], said: bytes) -> bool:
    """Whether a call carries a right and recent signature; never with an empty secret."""
    stamp, given = headers.get("x-timestamp", ""), headers.get("x-signature", "")
    if not secret or not stamp.isascii() or not stamp.isdigit() or len(stamp) > 12:
        return False
    if abs(time.time() - int(stamp)) > FRESH_SECONDS:
        return False
    return hmac.compare_digest(signature(secret, stamp, said).encode(), given.encode())


async def read_call(request: Request, secret: str, most: int) -> bytes | None:
    """The raw body of a signed call; None where it is too large or not signed."""
    raw = b""
    async for chunk in request.stream():
        raw += chunk
        if len(raw) > most:
            return None
    path = bytes(request.scope.get("raw_path") or request.url.path.encode()).decode()
    target = path + (f"?{request.url.query}" if request.url.query else "")
    said = call_said(request.method, target, request.headers.get("idempotency-key", ""), raw)
    return raw if is_signed(secret, request.headers, said) else None
