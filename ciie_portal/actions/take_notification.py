"""Takes the provider's signed word in: proved, kept once in the inbox, written into the books (C19 to C21).

The same event fifty times, late, early or out of order changes the books once.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime

from sqlmodel import Session

from ciie_portal.actions.decline_payment import note_declined
from ciie_portal.actions.record_payment import ProviderPayment, record_payment
from ciie_portal.actions.record_refund import ProviderRefund, RefundWord, record_refund
from ciie_portal.domain.access import SYSTEM, Permission, require
from ciie_portal.domain.payment import Outcome
from ciie_portal.gateways import providers
from ciie_portal.gateways.cashier import PROVIDER, Notification, NotificationKind
from ciie_portal.gateways.errors import BadNotification
from ciie_portal.store.engine import transaction
from ciie_portal.store.queries import money

logger = logging.getLogger(__name__)
PAID, DECLINED = "paid", "declined"


class NotBelieved(Exception):
    """Unsigned, altered, stale, or no notification at all. Nothing is changed."""


def take_notification(raw: bytes, headers: Mapping[str, str], now: datetime) -> str:
    """What became of it; "already known" for an event that was taken in before.

    Raises NotBelieved.
    """
    require(SYSTEM, Permission.RUN_UNATTENDED)
    try:
        said = providers.cashier().verify(raw, headers, now)
    except BadNotification as why:
        raise NotBelieved(str(why)) from None
    with transaction() as session:
        body = raw.decode()
        row = money.take_in(session, PROVIDER, said.event_id, kind=said.kind.value, body=body, now=now)
        if row is None:
            return Outcome.ALREADY_KNOWN.value
        row.outcome = _write(session, said, now)
        row.handled_at = now
        return row.outcome


def _write(session: Session, said: Notification, now: datetime) -> str:
    if said.kind is NotificationKind.PAYMENT:
        payment = ProviderPayment(
            provider=PROVIDER,
            transaction=said.transaction,
            checkout_key=said.reference,
            amount_minor=said.amount_minor,
            currency=said.currency,
            method=said.method,
            paid_at=said.occurred_at,
            is_paid=said.status == PAID,
        )
        outcome = record_payment(session, payment, now)
        if outcome is Outcome.NOT_PAID and said.status == DECLINED:
            note_declined(session, said.reference, said.occurred_at)
        return outcome.value
    try:
        word = RefundWord(said.status)
    except ValueError:
        logger.warning("the provider uses a word for a refund that is not known")
        return "unknown word"
    return record_refund(session, ProviderRefund(said.reference, said.refund_id, word), now)
