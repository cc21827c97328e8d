"""Money that goes back, the way it came (Q11; D7)."""

from __future__ import annotations

from enum import StrEnum


class RefundStatus(StrEnum):
    REQUESTED = "requested"
    PROCESSING = "processing"
    PAID = "paid"
    REFUSED = "refused"  # by the provider; finance sees it


class RefundReason(StrEnum):
    PERSON_FAILED = "person_failed"
    SECOND_PAYMENT = "second_payment"
    CANCELLED_REQUEST = "cancelled_request"
    UNMATCHED = "unmatched"
