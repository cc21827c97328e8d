"""The journey of a unit and of a person, as two tables (status, event) → status (Q3, Q4, Q9, Q11)."""

from __future__ import annotations

from enum import StrEnum


class UnitStatus(StrEnum):
    DRAFT = "draft"
    UNDER_REVIEW = "under_review"
    RETURNED = "returned"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class UnitEvent(StrEnum):
    SUBMIT = "submit"
    RETURN = "return"
    RESUBMIT = "resubmit"
    APPROVE = "approve"
    REJECT = "reject"
    WITHDRAW = "withdraw"


class PersonStatus(StrEnum):
    DRAFT = "draft"
    AWAITING_UNIT_REVIEW = "awaiting_unit_review"
    RETURNED_BY_MISSION = "returned_by_mission"
    LEFT_OUT = "left_out"
    UNPAID = "unpaid"
    WAITING_FOR_REVIEW = "waiting_for_review"
    RETURNED_BY_REVIEWER = "returned_by_reviewer"
    IN_PRODUCTION = "in_production"
    DISPATCHED = "dispatched"
    READY_FOR_COLLECTION = "ready_for_collection"
    DELIVERED = "delivered"
    COLLECTED = "collected"
    FAILED = "failed"
    REFUND_REQUESTED = "refund_requested"
    REFUNDING = "refunding"
    REFUNDED = "refunded"
    WITHDRAWN = "withdrawn"


class PersonEvent(StrEnum):
    SUBMIT = "submit"
    RETURN_BY_MISSION = "return_by_mission"
    RESUBMIT = "resubmit"
    LEAVE_OUT = "leave_out"
    APPROVE = "approve"  # the unit is approved and the person labelled
    PAY = "pay"
    PASS = "pass"
    RETURN_BY_REVIEWER = "return_by_reviewer"
    FAIL = "fail"
    DISPATCH = "dispatch"
    MAKE_READY = "make_ready"
    DELIVER = "deliver"
    COLLECT = "collect"
    ASK_REFUND = "ask_refund"
    SEND_REFUND = "send_refund"
    REFUND_PAID = "refund_paid"
    WITHDRAW = "withdraw"
