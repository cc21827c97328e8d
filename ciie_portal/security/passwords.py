"""Passwords: argon2id, 19 MiB, two passes, one lane; only so many at once as the settings say (C09, C10)."""

from __future__ import annotations

import threading
import warnings
from functools import cache

from ciie_portal.security.one_time import new_token
from ciie_portal.settings import get_settings

with warnings.catch_warnings():
    # passlib asks for two things that newer versions announce to remove; neither is used for argon2
    warnings.filterwarnings("ignore", message=r"'crypt' is deprecated", category=DeprecationWarning)
    warnings.filterwarnings("ignore", message=r"Accessing argon2\.__version__", category=DeprecationWarning)
    from passlib.context import CryptContext

    _context = CryptContext(
        schemes=["argon2"],
        argon2__type="ID",
        argon2__memory_cost=19 * 1024,
        argon2__time_cost=2,
        argon2__parallelism=1,
    )
    # for accounts that do not exist: checking takes as long as for one that does
    _UNKNOWN_ACCOUNT: str = _context.hash(new_token())


@cache
def _turnstile(places: int) -> threading.BoundedSemaphore:
    return threading.BoundedSemaphore(places)


def _turn() -> threading.BoundedSemaphore:
    return _turnstile(get_settings().password_hashing_limit)


def hash_password(password: str) -> str:
    """About 30 ms and 19 MiB; waits while as many are being computed as the settings allow."""
    with _turn():
        return str(_context.hash(password))


def verify_password(password: str, stored: str | None) -> bool:
    """Whether it is the password; an absent account (None) takes the same time and is never right."""
    with _turn():
        is_right = bool(_context.verify(password, stored or _UNKNOWN_ACCOUNT))
    return is_right and stored is not None


def needs_new_hash(stored: str) -> bool:
    """Whether the hash was made with other costs; hash again after the next right password."""
    return bool(_context.needs_update(stored))
