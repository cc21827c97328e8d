"""Passwords: argon2id at the agreed costs, unknown accounts as slow as known ones, few at once (C09, C10)."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from ciie_portal.security import hash_password, needs_new_hash, passwords, verify_password
from tests.conftest import use_settings


def test_a_password_is_hashed_with_argon2id_19_mib_two_passes_one_lane() -> None:
    stored = hash_password("correct horse")

    assert stored.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert stored != hash_password("correct horse")
    assert verify_password("correct horse", stored)
    assert not verify_password("correct Horse", stored)
    assert not needs_new_hash(stored)


def test_a_hash_of_other_costs_is_made_anew() -> None:
    weaker = passwords._context.using(argon2__memory_cost=8 * 1024).hash("correct horse")

    assert verify_password("correct horse", weaker)
    assert needs_new_hash(weaker)


def test_an_account_that_does_not_exist_costs_the_same_computation(monkeypatch: pytest.MonkeyPatch) -> None:
    checked: list[str] = []

    class Counting:
        def verify(self, _password: str, stored: str) -> bool:
            checked.append(stored.rpartition("$")[0].rpartition("$")[0])
            return True

    stored = hash_password("correct horse")
    monkeypatch.setattr(passwords, "_context", Counting())

    assert verify_password("correct horse", stored)
    assert not verify_password("correct horse", None)
    assert checked == ["$argon2id$v=19$m=19456,t=2,p=1"] * 2


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """Counts how many hashes are being computed at the same time."""
    now_running: list[int] = []
    seen: list[int] = []
    release = threading.Event()

    class Slow:
        def hash(self, password: str) -> str:
            now_running.append(1)
            seen.append(len(now_running))
            release.wait(0.02)
            now_running.pop()
            return password

    monkeypatch.setattr(passwords, "_context", Slow())
    yield seen
    release.set()


@pytest.mark.parametrize("limit", [1, 3])
def test_no_more_hashes_are_computed_at_once_than_the_settings_say(
    monkeypatch: pytest.MonkeyPatch, at_once: list[int], limit: int
) -> None:
    use_settings(monkeypatch, password_hashing_limit=limit)
    threads = [threading.Thread(target=hash_password, args=("x",)) for _ in range(9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (len(at_once), max(at_once)) == (9, limit)
