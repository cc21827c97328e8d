"""Asks the provider, again and again, for what its notifications may have left out (C22)."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from ciie_portal import clock
from ciie_portal.actions.reconcile_money import Findings, reconcile
from ciie_portal.domain.access import SYSTEM

logger = logging.getLogger(__name__)


def run_once(now: Callable[[], datetime] = clock.now) -> Findings:
    """One comparison; what it found is in the log and on the finance page."""
    findings = reconcile(SYSTEM, now)
    if findings.payments_found or findings.payments_corrected or findings.troubles:
        logger.warning(
            "reconciliation: %d payments found, %d corrected, trouble: %s",
            findings.payments_found,
            findings.payments_corrected,
            "; ".join(findings.troubles) or "none",
        )
    return findings
