"""What happens to a fault of our own: a short reference for the person, the place of it for the log.

Logs carry references, never what people typed: exceptions and the framework quote it, so neither goes in.
"""

from __future__ import annotations

import logging
import secrets
from typing import Any

from ciie_portal.security.traces import trace_of

logger = logging.getLogger(__name__)
QUOTING = frozenset({"reflex", "reflex_base", "engineio", "socketio", "asyncio"})


def report(fault: BaseException) -> str:
    """Logs the fault under a short reference and returns the reference."""
    reference = secrets.token_hex(4)
    logger.error("fault %s: %s", reference, trace_of(fault))
    return reference


def on_backend_exception(exception: Exception) -> None:
    """The framework's own failures, such as a call with arguments that the handler does not take."""
    report(exception)


def keep_logs_clean() -> None:
    """From now on the framework logs where something happened, not which event with which form."""
    make = logging.getLogRecordFactory()
    if getattr(make, "is_clean", False):
        return

    def make_clean(
        name: str, level: int, file: str, line: int, *args: Any, **named: Any
    ) -> logging.LogRecord:
        record = make(name, level, file, line, *args, **named)
        if name.partition(".")[0] in QUOTING:
            kind = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else "message"
            record.msg, record.args = f"{name}:{line} {kind}", None
            record.exc_info = record.exc_text = record.stack_info = None
        return record

    make_clean.is_clean = True  # type: ignore[attr-defined]
    logging.setLogRecordFactory(make_clean)
