"""What the dispatcher is asked to do at the cashier, written with the change that needs it."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from ciie_portal.domain.payment import CheckoutStatus
from ciie_portal.store import outbox
from ciie_portal.store.tables import Checkout, Refund

CANCEL_CHECKOUT = "cancel_checkout"
OPEN_REFUND = "open_refund"
QUERY_REFUND = "query_refund"


def cancel_checkout(session: Session, checkout: Checkout, now: datetime) -> None:
    """Closed in our books at once, at the provider by the dispatcher; what is paid in between is surplus."""
    if checkout.status is CheckoutStatus.OPEN:
        checkout.status, checkout.closed_at = CheckoutStatus.CANCELLED, now
    dedupe = f"cancel:{checkout.key}"
    if checkout.status is not CheckoutStatus.PAID and not outbox.is_enqueued(session, dedupe):
        outbox.enqueue(session, CANCEL_CHECKOUT, {"checkout": checkout.key}, dedupe, now)


def send_refund(session: Session, refund: Refund, attempt: int, now: datetime) -> bool:
    """Asks the provider for the refund; False if this attempt was asked for before."""
    dedupe = f"refund:{refund.key}:{attempt}"
    if outbox.is_enqueued(session, dedupe):
        return False
    outbox.enqueue(session, OPEN_REFUND, {"refund": refund.key, "attempt": attempt}, dedupe, now)
    return True


def ask_after_refund(session: Session, refund: Refund, attempt: int, due_at: datetime) -> None:
    """Asks the provider how far an attempt is, until it says paid or refused."""
    dedupe = f"query:{refund.key}:{attempt}"
    if not outbox.is_enqueued(session, dedupe):
        outbox.enqueue(session, QUERY_REFUND, {"refund": refund.key, "attempt": attempt}, dedupe, due_at)
