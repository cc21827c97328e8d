"""Tokens, one-time codes and the second factor: only hashes are kept, and nothing counts twice (C12)."""

from __future__ import annotations

import hmac
import secrets
from datetime import datetime
from hashlib import sha256

import pyotp

from ciie_portal.security.keys import KeyUnknown, keyring

CODE_DIGITS = 6
TOTP_PERIOD = 30  # seconds
TOTP_ISSUER = "CIIE buyer registration"


def new_token() -> str:
    """A bearer secret of 256 bits, safe in an address and a cookie."""
    return secrets.token_urlsafe(32)


def hash_token(token: str) -> str:
    """What is stored of a token; 64 hexadecimal digits."""
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()  # a browser may send half a character


def new_key() -> str:
    """A random name for a row, known before the insert; 32 hexadecimal digits, no secret."""
    return secrets.token_hex(16)


def new_code() -> str:
    """A one-time code of six digits."""
    return f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"


def hash_code(code: str, contact_index: str, purpose: str) -> str:
    """Keyed, because six digits alone could be tried out against a stolen table."""
    ring = keyring("one_time")
    return f"{ring.current_id}.{_code_mac(ring.current, code, contact_index, purpose)}"


def code_matches(code: str, stored: str, contact_index: str, purpose: str) -> bool:
    """Whether the code is the one that was sent for this contact and purpose."""
    key_id, _, expected = stored.partition(".")
    try:
        key = keyring("one_time").key(int(key_id))
    except (KeyUnknown, ValueError):
        return False  # a code lives for minutes: one of a lost key has simply expired
    return hmac.compare_digest(_code_mac(key, code, contact_index, purpose), expected)


def _code_mac(key: bytes, code: str, contact_index: str, purpose: str) -> str:
    told = "\x1f".join((code, contact_index, purpose)).encode("utf-8", "surrogatepass")
    return hmac.new(key, told, sha256).hexdigest()


def new_totp_secret() -> str:
    """A secret for an authenticator, base 32."""
    return pyotp.random_base32()


def totp_address(secret: str, login: str) -> str:
    """The otpauth address that an authenticator scans."""
    return pyotp.TOTP(secret).provisioning_uri(name=login, issuer_name=TOTP_ISSUER)


def check_totp(secret: str, code: str, last_step: int | None, now: datetime) -> int | None:
    """The time step that the code proves, one step early or late at most; None if wrong or already used.

    The caller stores the step, so that the same code never counts twice.
    """
    totp = pyotp.TOTP(secret)
    this_step = int(now.timestamp()) // TOTP_PERIOD
    accepted = None
    for step in (this_step - 1, this_step, this_step + 1):
        is_right = hmac.compare_digest(
            totp.generate_otp(step).encode(), code.encode("utf-8", "surrogatepass")
        )
        if is_right and (last_step is None or step > last_step):
            accepted = step
    return accepted
