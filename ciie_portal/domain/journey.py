"""The journey of a unit and of a person, as two tables (status, event) → status (Q3, Q4, Q9, Q11)."""

from __future__ import annotations

from enum import StrEnum

from ciie_portal.domain.access import Permission
from ciie_portal.domain.errors import Rule, RuleBroken


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
    PASS = "pass"  # noqa: S105
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


UNIT_MOVES: dict[tuple[UnitStatus, UnitEvent], UnitStatus] = {
    (UnitStatus.DRAFT, UnitEvent.SUBMIT): UnitStatus.UNDER_REVIEW,
    (UnitStatus.DRAFT, UnitEvent.WITHDRAW): UnitStatus.WITHDRAWN,
    (UnitStatus.UNDER_REVIEW, UnitEvent.RETURN): UnitStatus.RETURNED,
    (UnitStatus.UNDER_REVIEW, UnitEvent.APPROVE): UnitStatus.APPROVED,
    (UnitStatus.UNDER_REVIEW, UnitEvent.REJECT): UnitStatus.REJECTED,
    (UnitStatus.UNDER_REVIEW, UnitEvent.WITHDRAW): UnitStatus.WITHDRAWN,
    (UnitStatus.RETURNED, UnitEvent.RESUBMIT): UnitStatus.UNDER_REVIEW,
    (UnitStatus.RETURNED, UnitEvent.WITHDRAW): UnitStatus.WITHDRAWN,
    (UnitStatus.REJECTED, UnitEvent.RESUBMIT): UnitStatus.UNDER_REVIEW,  # until the deadline (D6)
    (UnitStatus.REJECTED, UnitEvent.WITHDRAW): UnitStatus.WITHDRAWN,  # gives the code's use back
    (UnitStatus.APPROVED, UnitEvent.WITHDRAW): UnitStatus.WITHDRAWN,  # while nobody is paid for
}

PERSON_MOVES: dict[tuple[PersonStatus, PersonEvent], PersonStatus] = {
    (PersonStatus.DRAFT, PersonEvent.SUBMIT): PersonStatus.AWAITING_UNIT_REVIEW,
    (PersonStatus.DRAFT, PersonEvent.WITHDRAW): PersonStatus.WITHDRAWN,
    (PersonStatus.AWAITING_UNIT_REVIEW, PersonEvent.APPROVE): PersonStatus.UNPAID,
    (PersonStatus.AWAITING_UNIT_REVIEW, PersonEvent.LEAVE_OUT): PersonStatus.LEFT_OUT,
    (PersonStatus.AWAITING_UNIT_REVIEW, PersonEvent.RETURN_BY_MISSION): PersonStatus.RETURNED_BY_MISSION,
    (PersonStatus.AWAITING_UNIT_REVIEW, PersonEvent.WITHDRAW): PersonStatus.WITHDRAWN,
    (PersonStatus.RETURNED_BY_MISSION, PersonEvent.RESUBMIT): PersonStatus.AWAITING_UNIT_REVIEW,
    (PersonStatus.RETURNED_BY_MISSION, PersonEvent.WITHDRAW): PersonStatus.WITHDRAWN,
    (PersonStatus.UNPAID, PersonEvent.PAY): PersonStatus.WAITING_FOR_REVIEW,
    (PersonStatus.UNPAID, PersonEvent.WITHDRAW): PersonStatus.WITHDRAWN,
    (PersonStatus.WAITING_FOR_REVIEW, PersonEvent.PASS): PersonStatus.IN_PRODUCTION,
    (PersonStatus.WAITING_FOR_REVIEW, PersonEvent.FAIL): PersonStatus.FAILED,
    (PersonStatus.WAITING_FOR_REVIEW, PersonEvent.RETURN_BY_REVIEWER): PersonStatus.RETURNED_BY_REVIEWER,
    (PersonStatus.RETURNED_BY_REVIEWER, PersonEvent.RESUBMIT): PersonStatus.WAITING_FOR_REVIEW,
    (PersonStatus.IN_PRODUCTION, PersonEvent.DISPATCH): PersonStatus.DISPATCHED,
    (PersonStatus.IN_PRODUCTION, PersonEvent.MAKE_READY): PersonStatus.READY_FOR_COLLECTION,
    (PersonStatus.DISPATCHED, PersonEvent.DELIVER): PersonStatus.DELIVERED,
    (PersonStatus.READY_FOR_COLLECTION, PersonEvent.COLLECT): PersonStatus.COLLECTED,
    (PersonStatus.FAILED, PersonEvent.ASK_REFUND): PersonStatus.REFUND_REQUESTED,
    (PersonStatus.REFUND_REQUESTED, PersonEvent.SEND_REFUND): PersonStatus.REFUNDING,
    (PersonStatus.REFUNDING, PersonEvent.REFUND_PAID): PersonStatus.REFUNDED,
}

# Who may cause an event. No permission at all: only the system does it, on a provider's word.
UNIT_EVENT_BY: dict[UnitEvent, Permission] = {
    UnitEvent.SUBMIT: Permission.OWN_UNIT,
    UnitEvent.RESUBMIT: Permission.OWN_UNIT,
    UnitEvent.WITHDRAW: Permission.OWN_UNIT,
    UnitEvent.RETURN: Permission.REVIEW_UNITS,
    UnitEvent.APPROVE: Permission.REVIEW_UNITS,
    UnitEvent.REJECT: Permission.REVIEW_UNITS,
}

PERSON_EVENT_BY: dict[PersonEvent, Permission | None] = {
    PersonEvent.SUBMIT: Permission.OWN_UNIT,
    PersonEvent.RESUBMIT: Permission.OWN_UNIT,
    PersonEvent.WITHDRAW: Permission.OWN_UNIT,
    PersonEvent.APPROVE: Permission.REVIEW_UNITS,
    PersonEvent.LEAVE_OUT: Permission.REVIEW_UNITS,
    PersonEvent.RETURN_BY_MISSION: Permission.REVIEW_UNITS,
    PersonEvent.PAY: None,
    PersonEvent.PASS: Permission.REVIEW_PERSONNEL,
    PersonEvent.FAIL: Permission.REVIEW_PERSONNEL,
    PersonEvent.RETURN_BY_REVIEWER: Permission.REVIEW_PERSONNEL,
    PersonEvent.DISPATCH: Permission.MAKE_CERTIFICATES,
    PersonEvent.MAKE_READY: Permission.MAKE_CERTIFICATES,
    PersonEvent.DELIVER: Permission.MAKE_CERTIFICATES,
    PersonEvent.COLLECT: Permission.HAND_OVER,
    PersonEvent.ASK_REFUND: Permission.OWN_UNIT,
    PersonEvent.SEND_REFUND: None,
    PersonEvent.REFUND_PAID: None,
}

WITH_THE_MISSION = frozenset({PersonStatus.AWAITING_UNIT_REVIEW, PersonStatus.RETURNED_BY_MISSION})
PAID_FOR = frozenset(
    {
        PersonStatus.WAITING_FOR_REVIEW,
        PersonStatus.RETURNED_BY_REVIEWER,
        PersonStatus.IN_PRODUCTION,
        PersonStatus.DISPATCHED,
        PersonStatus.READY_FOR_COLLECTION,
        PersonStatus.DELIVERED,
        PersonStatus.COLLECTED,
        PersonStatus.FAILED,
        PersonStatus.REFUND_REQUESTED,
        PersonStatus.REFUNDING,
    }
)
PASSED = frozenset(
    {
        PersonStatus.IN_PRODUCTION,
        PersonStatus.DISPATCHED,
        PersonStatus.READY_FOR_COLLECTION,
        PersonStatus.DELIVERED,
        PersonStatus.COLLECTED,
    }
)
MONEY_GOES_BACK = frozenset({PersonStatus.REFUND_REQUESTED, PersonStatus.REFUNDING, PersonStatus.REFUNDED})
OVER_WITHOUT_CERTIFICATE = frozenset({PersonStatus.LEFT_OUT, PersonStatus.REFUNDED, PersonStatus.WITHDRAWN})


def move_unit(status: UnitStatus, event: UnitEvent) -> UnitStatus:
    """The unit's next status. Raises Rule.STEP_NOT_POSSIBLE."""
    if (status, event) not in UNIT_MOVES:
        raise RuleBroken(Rule.STEP_NOT_POSSIBLE)
    return UNIT_MOVES[status, event]


def move_person(status: PersonStatus, event: PersonEvent) -> PersonStatus:
    """The person's next status. Raises Rule.STEP_NOT_POSSIBLE."""
    if (status, event) not in PERSON_MOVES:
        raise RuleBroken(Rule.STEP_NOT_POSSIBLE)
    return PERSON_MOVES[status, event]


def may_person(status: PersonStatus, event: PersonEvent) -> bool:
    return (status, event) in PERSON_MOVES
