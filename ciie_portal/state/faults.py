"""What happens to a fault of our own: a short reference for the person, the trace for the log."""

from __future__ import annotations

import logging
import secrets

logger = logging.getLogger(__name__)


def report(fault: BaseException) -> str:
    """Logs the fault under a short reference and returns the reference."""
    reference = secrets.token_hex(4)
    logger.error("fault %s", reference, exc_info=fault)
    return reference


def on_backend_exception(exception: Exception) -> None:
    """The framework's own failures, such as a call with arguments that the handler does not take."""
    report(exception)
