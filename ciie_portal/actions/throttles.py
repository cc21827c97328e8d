"""How often something may be tried: one-time codes, sign-in, invitation codes (C09, C11, C13).

Counted in memory, or in Redis where several nodes serve. A caller that cannot be told apart counts as one.
"""

from __future__ import annotations

from functools import cache

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage, RedisStorage, Storage
from limits.strategies import MovingWindowRateLimiter

from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.settings import get_settings


@cache
def _limiter() -> MovingWindowRateLimiter:
    url = get_settings().redis_url
    storage: Storage = RedisStorage(url) if url else MemoryStorage()
    return MovingWindowRateLimiter(storage)


@cache
def _limit(count: int, minutes: int) -> RateLimitItem:
    return parse(f"{count} per {minutes} minute")


def count(what: str, key: str, most: int, minutes: int, rule: Rule = Rule.TOO_MANY_TRIES) -> None:
    """Counts one try; raises the rule when there were `most` of them in the last minutes."""
    if not is_counted(what, key, most, minutes):
        raise RuleBroken(rule, minutes=minutes)


def is_counted(what: str, key: str, most: int, minutes: int) -> bool:
    """Counts one try; False when there were `most` of them in the last minutes."""
    return _limiter().hit(_limit(most, minutes), what, key)


def forget(what: str, key: str, most: int, minutes: int) -> None:
    """A right answer clears the count of wrong ones."""
    _limiter().clear(_limit(most, minutes), what, key)


def forget_everything() -> None:
    """For tests: as if nobody had tried anything."""
    _limiter.cache_clear()
