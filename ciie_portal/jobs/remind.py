"""Looks now and then whom to remind: of a draft before the deadline, of the fee after the approval."""

from __future__ import annotations

import logging
from collections.abc import Callable

from ciie_portal import clock
from ciie_portal.actions.remind import remind
from ciie_portal.domain.access import SYSTEM

logger = logging.getLogger(__name__)


def run_once(is_stopping: Callable[[], bool] = lambda: False) -> int:
    """How many reminders were written down; the lanes of the dispatcher send them."""
    written = remind(SYSTEM, clock.now(), is_stopping)
    if written:
        logger.info("%d reminders", written)
    return written
