"""Money that goes back, the way it came (Q11; D7).

A refund and its attempts are rows that are added. `refunded_minor` of a payment counts from the moment a
refund is asked for, so that two of them never exceed what came in.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.domain.journey import PASSED, PersonEvent, PersonStatus


class RefundStatus(StrEnum):
    REQUESTED = "requested"
    PROCESSING = "processing"
    PAID = "paid"
    REFUSED = "refused"  # by the provider; finance sees it


class RefundReason(StrEnum):
    PERSON_FAILED = "person_failed"
    SECOND_PAYMENT = "second_payment"
    CANCELLED_REQUEST = "cancelled_request"
    REPLACED_CHECKOUT = "replaced_checkout"
    UNMATCHED = "unmatched"


class RefundEvent(StrEnum):
    SEND = "send"
    CONFIRM = "confirm"
    REFUSE = "refuse"


REFUND_MOVES: dict[tuple[RefundStatus, RefundEvent], RefundStatus] = {
    (RefundStatus.REQUESTED, RefundEvent.SEND): RefundStatus.PROCESSING,
    (RefundStatus.PROCESSING, RefundEvent.CONFIRM): RefundStatus.PAID,
    (RefundStatus.PROCESSING, RefundEvent.REFUSE): RefundStatus.REFUSED,
    (
        RefundStatus.REFUSED,
        RefundEvent.SEND,
    ): RefundStatus.PROCESSING,  # finance sends it again: a new attempt
}


@dataclass(frozen=True)
class PersonRefundFacts:
    """`remaining_minor`: of the payment that carried the fee. `has_certificate`: one was ever made."""

    status: PersonStatus
    fee_minor: int
    remaining_minor: int
    has_certificate: bool = False
    has_refund: bool = False


def check_person_refund(facts: PersonRefundFacts) -> int:
    """The amount in minor units: that person's own fee, no more (Q11). No time limit, no approval.

    Raises REFUND_AND_CERTIFICATE after the pass, REFUND_ALREADY_ASKED, REFUND_NOT_DUE, REFUND_TOO_LARGE.
    """
    if facts.has_certificate or facts.status in PASSED:
        raise RuleBroken(Rule.REFUND_AND_CERTIFICATE)
    if facts.has_refund or facts.status in _ASKED:
        raise RuleBroken(Rule.REFUND_ALREADY_ASKED)
    if facts.status is not PersonStatus.FAILED:
        raise RuleBroken(Rule.REFUND_NOT_DUE)
    if not 0 < facts.fee_minor <= facts.remaining_minor:
        raise RuleBroken(Rule.REFUND_TOO_LARGE)
    return facts.fee_minor


_ASKED = (PersonStatus.REFUND_REQUESTED, PersonStatus.REFUNDING, PersonStatus.REFUNDED)


def remaining_minor(amount_minor: int, refunded_minor: int) -> int:
    """What of a payment has not been asked back yet."""
    return amount_minor - refunded_minor


def check_reason(reason: RefundReason, is_for_person: bool) -> None:
    """A refund names a person who failed, or it has another reason and no person. Raises REFUND_REASON."""
    if (reason is RefundReason.PERSON_FAILED) != is_for_person:
        raise RuleBroken(Rule.REFUND_REASON)


def surplus_amount(reason: RefundReason, amount_minor: int, refunded_minor: int) -> int:
    """All that is left of surplus or unmatched money. Raises REFUND_REASON or REFUND_TOO_LARGE."""
    check_reason(reason, is_for_person=False)
    rest = remaining_minor(amount_minor, refunded_minor)
    if rest <= 0:
        raise RuleBroken(Rule.REFUND_TOO_LARGE)
    return rest


def move_refund(status: RefundStatus, event: RefundEvent) -> RefundStatus:
    """The refund's next status. Raises STEP_NOT_POSSIBLE."""
    if (status, event) not in REFUND_MOVES:
        raise RuleBroken(Rule.STEP_NOT_POSSIBLE)
    return REFUND_MOVES[status, event]


def person_event(status: RefundStatus, event: RefundEvent) -> PersonEvent | None:
    """What a refund's event means for its person: a refusal and another attempt mean nothing, it goes on."""
    if event is RefundEvent.CONFIRM:
        return PersonEvent.REFUND_PAID
    is_first_attempt = event is RefundEvent.SEND and status is RefundStatus.REQUESTED
    return PersonEvent.SEND_REFUND if is_first_attempt else None
