"""Writes down that the provider took no money: the newest attempt failed, the checkout stays open (C19)."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from ciie_portal.domain.payment import CheckoutStatus, is_of_newest_attempt
from ciie_portal.store.queries import settling


def note_declined(session: Session, checkout_key: str, occurred_at: datetime) -> bool:
    """Whether it concerns the attempt that the buyer waits for; late and foreign words change nothing."""
    found = settling.hold_by_checkout(session, checkout_key)
    if found is None:
        return False
    checkout = found[0]
    began = checkout.attempted_at or checkout.created_at
    if checkout.status is not CheckoutStatus.OPEN or not is_of_newest_attempt(occurred_at, began):
        return False
    checkout.declined_at = occurred_at
    return True
