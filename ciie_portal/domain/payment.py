"""Money that comes in: one request, one payment, n persons (rules.md section 8; D9)."""

from __future__ import annotations

from enum import StrEnum


class CheckoutStatus(StrEnum):
    OPEN = "open"
    PAID = "paid"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


class PaymentState(StrEnum):
    MATCHED = "matched"  # paid for its request
    SURPLUS = "surplus"  # returned unasked
    UNMATCHED = "unmatched"  # finance decides
