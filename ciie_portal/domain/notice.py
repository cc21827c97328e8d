"""Which notice goes out, by which channel (Q10, Q11; D7)."""

from __future__ import annotations

from enum import StrEnum


class NoticeChannel(StrEnum):
    SMS = "sms"
    EMAIL = "email"


class NoticeKind(StrEnum):
    VERIFICATION = "verification"
    RECEIVED = "received"
    RETURNED = "returned"
    REJECTED = "rejected"
    APPROVED = "approved"  # with the payment notice
    PAYMENT_RECEIVED = "payment_received"
    PASSED = "passed"
    FAILED = "failed"
    REFUND_PAID = "refund_paid"
    DISPATCHED = "dispatched"
    READY = "ready"
    HOW_TO_OBTAIN = "how_to_obtain"
    CODE_GRANTED = "code_granted"
    TRANSFERRED = "transferred"
    DRAFT_REMINDER = "draft_reminder"
    PAY_REMINDER = "pay_reminder"
    ACCOUNT_CHANGED = "account_changed"
