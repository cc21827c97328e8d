"""The signature that both sides put on what they send: HMAC-SHA-256 over time stamp, dot and raw body."""

from __future__ import annotations

import hashlib
import hmac
import time
from collections.abc import Mapping

FRESH_SECONDS = 300


def signature(secret: str, stamp: str, body: bytes) -> str:
    return hmac.new(secret.encode(), stamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def signed_headers(secret: str, body: bytes) -> dict[str, str]:
    stamp = str(int(time.time()))
    return {
        "content-type": "application/json",
        "x-timestamp": stamp,
        "x-signature": signature(secret, stamp, body),
    }


def is_signed(secret: str, headers: Mapping[str, str], body: bytes) -> bool:
    """Whether a call carries a right and recent signature."""
    stamp = headers.get("x-timestamp", "")
    if not stamp.isdigit() or abs(time.time() - int(stamp)) > FRESH_SECONDS:
        return False
    return hmac.compare_digest(signature(secret, stamp, body), headers.get("x-signature", ""))
