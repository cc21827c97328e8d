"""Leaves a provider alone that does not answer: nobody waits for what has just failed five times."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field

from ciie_portal.gateways.errors import TemporaryTrouble

MOST_FAILURES = 5  # one after the other, in this process
PAUSE_SECONDS = 10.0


@dataclass
class Circuit:
    """Opens after MOST_FAILURES; after each pause one call may find out whether the provider is back."""

    failures: int = 0
    closed_until: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def enter(self) -> None:
        """Raises TemporaryTrouble at once while the provider is left alone."""
        with self.lock:
            if self.failures < MOST_FAILURES:
                return
            if time.monotonic() < self.closed_until:
                raise TemporaryTrouble("left alone for a moment")
            self.closed_until = time.monotonic() + PAUSE_SECONDS

    def failed(self) -> None:
        with self.lock:
            self.failures += 1
            self.closed_until = time.monotonic() + PAUSE_SECONDS

    def answered(self) -> None:
        with self.lock:
            self.failures = 0


_circuits: dict[str, Circuit] = {}
_lock = threading.Lock()


def circuit_of(address: str) -> Circuit:
    """One for each provider and process."""
    with _lock:
        return _circuits.setdefault(address, Circuit())


def forget_failures() -> None:
    with _lock:
        _circuits.clear()
