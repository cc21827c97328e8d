"""Calls to a provider over HTTP: signed, with a time limit, and with faults in our two words."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from functools import cache
from typing import Any

import httpx

from ciie_portal.gateways.errors import PermanentTrouble, TemporaryTrouble

TIMEOUT = httpx.Timeout(8.0, connect=3.0)
MOST_BYTES = 2_000_000


def signature(secret: str, stamp: str, body: bytes) -> str:
    """HMAC-SHA-256 over the time stamp, a dot and the raw body; hexadecimal."""
    return hmac.new(secret.encode(), stamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def call_said(method: str, target: str, key: str, body: bytes) -> bytes:
    """What a call's signature is over: one call's signature is worth nothing on another."""
    return f"{method} {target}\n{key}\n".encode() + body


@cache
def connections() -> httpx.Client:
    """One pool for the process: making a client reads all certificates, each time."""
    return httpx.Client(timeout=TIMEOUT, trust_env=False)


class SignedClient:
    """Both sides know the secret; the time stamp keeps an old call from being repeated."""

    def __init__(self, base: str, secret: str) -> None:
        self.base = base.rstrip("/")
        self.secret = secret

    def call(
        self, method: str, address: str, body: dict[str, Any] | None = None, key: str = ""
    ) -> tuple[int, dict[str, Any]]:
        """Status and answer of any call that is answered below 500. Raises TemporaryTrouble."""
        raw = json.dumps(body, ensure_ascii=False).encode() if body is not None else b""
        url = httpx.URL(f"{self.base}{address}")
        said = call_said(method, url.raw_path.decode(), key, raw)
        stamp = str(int(time.time()))  # noqa: TID251 - the provider compares it with its own clock
        headers = {
            "content-type": "application/json",
            "x-timestamp": stamp,
            "x-signature": signature(self.secret, stamp, said),
        }
        if key:
            headers["idempotency-key"] = key
        try:
            answer = connections().request(method, url, content=raw, headers=headers)
        except httpx.HTTPError as trouble:
            raise TemporaryTrouble(type(trouble).__name__) from None
        if answer.status_code >= 500 or answer.status_code in (408, 425, 429):
            raise TemporaryTrouble(f"answered {answer.status_code}")
        return answer.status_code, read_object(answer.content)

    def expect(
        self, method: str, address: str, body: dict[str, Any] | None = None, key: str = ""
    ) -> dict[str, Any]:
        """The answer of a call that must succeed. Raises TemporaryTrouble, PermanentTrouble."""
        status, answer = self.call(method, address, body, key)
        if status >= 400:
            raise PermanentTrouble(f"refused with {status}: {str(answer.get('error', ''))[:100]}")
        return answer


def read_object(raw: bytes) -> dict[str, Any]:
    """A JSON object; garbage counts as trouble for now. Raises TemporaryTrouble."""
    try:
        read = json.loads(raw) if len(raw) <= MOST_BYTES else None
    except (ValueError, RecursionError):
        read = None
    if not isinstance(read, dict):
        raise TemporaryTrouble("the answer is no object")
    return read
