"""Calls to a provider over HTTP: signed on both ways, with a time limit, and with faults in our two words."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from functools import cache
from typing import Any

import httpx

from ciie_portal.domain.payment import is_fresh
from ciie_portal.gateways.circuit import circuit_of
from ciie_portal.gateways.errors import PermanentTrouble, TemporaryTrouble
from ciie_portal.security.traces import nameless

TIMEOUT = httpx.Timeout(8.0, connect=3.0)
MOST_BYTES = 2_000_000


def signature(secret: str, stamp: str, body: bytes) -> str:
    """HMAC-SHA-256 over the time stamp, a dot and the raw body; hexadecimal."""
    return hmac.new(secret.encode(), stamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def seconds() -> int:
    """Since 1970: each side compares the other's stamp with its own clock."""
    return int(time.time())  # noqa: TID251


def call_said(method: str, target: str, key: str, body: bytes) -> bytes:
    """What a call's signature is over: one call's signature is worth nothing on another."""
    return f"{method} {target}\n{key}\n".encode() + body


def answer_said(status: int, call_signature: str, body: bytes) -> bytes:
    """What an answer's signature is over: it belongs to one call, and to no other."""
    return f"{status}\n{call_signature}\n".encode() + body


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
        """Status and answer of any call that is answered below 500. Raises TemporaryTrouble.

        An answer that the provider did not sign for this very call is none.
        """
        raw = json.dumps(body, ensure_ascii=False).encode() if body is not None else b""
        url = httpx.URL(f"{self.base}{address}")
        said = call_said(method, url.raw_path.decode(), key, raw)
        stamp = str(seconds())
        headers = {
            "content-type": "application/json",
            "x-timestamp": stamp,
            "x-signature": signature(self.secret, stamp, said),
        }
        if key:
            headers["idempotency-key"] = key
        answer = self._exchange(method, url, raw, headers)
        if not self._is_signed(answer, headers["x-signature"]):
            raise TemporaryTrouble("the answer is not signed by the provider")
        return answer.status_code, read_object(answer.content)

    def _exchange(self, method: str, url: httpx.URL, raw: bytes, headers: dict[str, str]) -> httpx.Response:
        circuit = circuit_of(self.base)
        circuit.enter()
        try:
            answer = connections().request(method, url, content=raw, headers=headers)
        except httpx.HTTPError as trouble:
            circuit.failed()
            raise TemporaryTrouble(type(trouble).__name__) from None
        if answer.status_code >= 500 or answer.status_code in (408, 425, 429):
            circuit.failed()
            raise TemporaryTrouble(f"answered {answer.status_code}")
        circuit.answered()
        return answer

    def _is_signed(self, answer: httpx.Response, call_signature: str) -> bool:
        stamp, given = answer.headers.get("x-timestamp", ""), answer.headers.get("x-signature", "")
        if not self.secret or not stamp.isascii() or not stamp.isdigit() or len(stamp) > 12:
            return False
        if not is_fresh(int(stamp), seconds()):
            return False
        said = answer_said(answer.status_code, call_signature, answer.content)
        return hmac.compare_digest(signature(self.secret, stamp, said).encode(), given.encode())

    def expect(
        self, method: str, address: str, body: dict[str, Any] | None = None, key: str = ""
    ) -> dict[str, Any]:
        """The answer of a call that must succeed. Raises TemporaryTrouble, PermanentTrouble."""
        status, answer = self.call(method, address, body, key)
        if status >= 400:
            raise PermanentTrouble(f"refused with {status}: {nameless(str(answer.get('error', '')))}")
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
