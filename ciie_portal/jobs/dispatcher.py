"""The process that carries the outbox out of the house: leases rows, calls providers, writes what they said.

Four lanes, so that a provider that hangs holds up nobody else's rows; now and then it reconciles and reminds.
Killed at any moment it loses nothing: a lease runs out and the call is repeated with the same key.
"""

from __future__ import annotations

import logging
import os
import signal
import socket
import threading
from collections.abc import Collection
from types import FrameType

from ciie_portal import clock
from ciie_portal.actions import deliver
from ciie_portal.actions.notices import EMAIL_KIND, SMS_KIND
from ciie_portal.jobs import reconcile, remind
from ciie_portal.security.traces import trace_of
from ciie_portal.settings import get_settings
from ciie_portal.store import migrate, outbox
from ciie_portal.store.engine import dispose, reading, transaction

logger = logging.getLogger(__name__)
LANES: tuple[tuple[str, Collection[str]], ...] = (
    ("sms", (SMS_KIND,)),
    ("email", (EMAIL_KIND,)),
    ("cashier", deliver.AT_THE_CASHIER),
    ("house", deliver.IN_HOUSE),
)
AT_ONCE = 8  # rows to a lease: eight calls of ten seconds fit into it
IDLE_SECONDS = 0.2
LETS_OTHERS_WRITE_SECONDS = 0.05  # between two batches of reminders
LONGEST_PAUSE_SECONDS = 30.0  # between tries of a provider that does not answer


def main() -> None:
    """Until SIGTERM or SIGINT; what is being sent is finished first."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s %(message)s")
    logging.getLogger("httpx").setLevel(logging.WARNING)  # addresses are nobody's business
    stopping = threading.Event()

    def stop(_signal: int, _frame: FrameType | None) -> None:
        stopping.set()

    for wanted in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(wanted, stop)
    migrate.require_newest()
    run(stopping)


def run(stopping: threading.Event) -> None:
    """All lanes and the reconciliation, each in a thread, until the event is set."""
    lanes = [
        threading.Thread(target=run_lane, args=(name, kinds, stopping), name=name) for name, kinds in LANES
    ]
    lanes.append(threading.Thread(target=run_reconciliation, args=(stopping,), name="reconcile"))
    lanes.append(threading.Thread(target=run_reminders, args=(stopping,), name="remind"))
    for lane in lanes:
        lane.start()
    stopping.wait()
    for lane in lanes:
        lane.join()
    dispose()


def run_lane(name: str, kinds: Collection[str], stopping: threading.Event) -> None:
    """Round after round; a provider that does not answer is left alone for a growing while."""
    owner = f"{socket.gethostname()[:30]}:{os.getpid()}:{name}"
    silent_rounds = 0
    while not stopping.is_set():
        try:
            done, answered = run_once(kinds, owner, stopping)
        except Exception as fault:
            logger.error("the lane %s stumbled: %s", name, trace_of(fault))
            done, answered = 0, 0
            stopping.wait(IDLE_SECONDS * 5)
        silent_rounds = silent_rounds + 1 if done and not answered else 0
        if silent_rounds:
            stopping.wait(min(2.0**silent_rounds, LONGEST_PAUSE_SECONDS))
        elif not done:
            stopping.wait(IDLE_SECONDS)


def run_once(kinds: Collection[str], owner: str, stopping: threading.Event) -> tuple[int, int]:
    """Delivers the rows that are due. How many were tried, and how many the provider answered."""
    with reading() as session:
        if not outbox.has_due(session, kinds, clock.now()):
            return 0, 0
    with transaction() as session:
        jobs = outbox.claim_due(session, kinds, AT_ONCE, owner, clock.now())
    answered = 0
    for tried, job in enumerate(jobs):
        if stopping.is_set():
            put_back(jobs[tried:], owner)
            return tried, answered
        answered += deliver.deliver(job, owner, clock.now)
    return len(jobs), answered


def put_back(jobs: list[outbox.Job], owner: str) -> None:
    """Leased but not tried: whoever comes next need not wait for the lease."""
    with transaction() as session:
        for job in jobs:
            outbox.postpone(session, job.id, owner, clock.now())


def run_reconciliation(stopping: threading.Event) -> None:
    """At the start, and then once in every period of the settings."""
    while not stopping.is_set():
        try:
            reconcile.run_once()
        except Exception as fault:
            logger.error("the reconciliation stumbled: %s", trace_of(fault))
        stopping.wait(get_settings().reconcile_seconds)


def run_reminders(stopping: threading.Event) -> None:
    """At the start, and then once in every period of the settings."""
    while not stopping.is_set():
        try:
            remind.run_once(lambda: stopping.wait(LETS_OTHERS_WRITE_SECONDS))
        except Exception as fault:
            logger.error("the reminders stumbled: %s", trace_of(fault))
        stopping.wait(get_settings().reminder_seconds)
