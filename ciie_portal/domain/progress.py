"""What the dashboard says about a journey: family of a status, who holds it, what to do now (Q10)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil
from statistics import median

from ciie_portal.domain.journey import PASSED, PersonStatus, UnitStatus


class Family(StrEnum):
    """The look of a status: shape, colour and word."""

    YOU = "you"
    THEM = "them"
    DONE = "done"
    REFUSED = "refused"
    NEXT = "next"
    CLOSED = "closed"


class Holder(StrEnum):
    """Who has to do something before it goes on."""

    BUYER = "buyer"
    MISSION = "mission"
    ORGANISER_DESK = "organiser_desk"
    PERSONNEL_REVIEWER = "personnel_reviewer"
    CERTIFICATE_MAKER = "certificate_maker"
    CARRIER = "carrier"
    PAYMENT_SERVICE = "payment_service"
    NOBODY = "nobody"


UNIT_FAMILY: dict[UnitStatus, Family] = {
    UnitStatus.DRAFT: Family.YOU,
    UnitStatus.UNDER_REVIEW: Family.THEM,
    UnitStatus.RETURNED: Family.YOU,
    UnitStatus.APPROVED: Family.DONE,
    UnitStatus.REJECTED: Family.REFUSED,
    UnitStatus.WITHDRAWN: Family.CLOSED,
}

PERSON_FAMILY: dict[PersonStatus, Family] = {
    PersonStatus.DRAFT: Family.YOU,
    PersonStatus.AWAITING_UNIT_REVIEW: Family.NEXT,
    PersonStatus.RETURNED_BY_MISSION: Family.YOU,
    PersonStatus.LEFT_OUT: Family.CLOSED,
    PersonStatus.UNPAID: Family.YOU,
    PersonStatus.WAITING_FOR_REVIEW: Family.THEM,
    PersonStatus.RETURNED_BY_REVIEWER: Family.YOU,
    PersonStatus.IN_PRODUCTION: Family.THEM,
    PersonStatus.DISPATCHED: Family.THEM,
    PersonStatus.READY_FOR_COLLECTION: Family.YOU,
    PersonStatus.DELIVERED: Family.DONE,
    PersonStatus.COLLECTED: Family.DONE,
    PersonStatus.FAILED: Family.REFUSED,
    PersonStatus.REFUND_REQUESTED: Family.THEM,
    PersonStatus.REFUNDING: Family.THEM,
    PersonStatus.REFUNDED: Family.DONE,
    PersonStatus.WITHDRAWN: Family.CLOSED,
}

_PERSON_HOLDER: dict[PersonStatus, Holder] = {
    PersonStatus.WAITING_FOR_REVIEW: Holder.PERSONNEL_REVIEWER,
    PersonStatus.IN_PRODUCTION: Holder.CERTIFICATE_MAKER,
    PersonStatus.DISPATCHED: Holder.CARRIER,
    PersonStatus.REFUND_REQUESTED: Holder.PAYMENT_SERVICE,
    PersonStatus.REFUNDING: Holder.PAYMENT_SERVICE,
    PersonStatus.FAILED: Holder.BUYER,
}


def holder_of_unit(status: UnitStatus, is_with_mission: bool) -> Holder:
    """`is_with_mission` is False for overseas units and where no mission is proposed: the organiser desk."""
    if status is UnitStatus.UNDER_REVIEW:
        return Holder.MISSION if is_with_mission else Holder.ORGANISER_DESK
    if status in (UnitStatus.DRAFT, UnitStatus.RETURNED, UnitStatus.REJECTED):
        return Holder.BUYER
    return Holder.NOBODY


def holder_of_person(
    status: PersonStatus, is_with_mission: bool, is_confirming_payment: bool = False
) -> Holder:
    """Who must act for this person next; while a checkout is open that is the payment service."""
    if status is PersonStatus.UNPAID and is_confirming_payment:
        return Holder.PAYMENT_SERVICE
    if status is PersonStatus.AWAITING_UNIT_REVIEW:
        return Holder.MISSION if is_with_mission else Holder.ORGANISER_DESK
    if PERSON_FAMILY[status] is Family.YOU:
        return Holder.BUYER
    return _PERSON_HOLDER.get(status, Holder.NOBODY)


class ToDo(StrEnum):
    """The first thing on the dashboard; the earlier members come first where several apply."""

    SUBMIT = "submit"
    CORRECT_UNIT = "correct_unit"
    RESUBMIT_AFTER_REJECTION = "resubmit_after_rejection"
    CORRECT_PERSON = "correct_person"
    SUBMIT_PERSON = "submit_person"
    PAY_AGAIN = "pay_again"  # the payment service declined the payment
    PAY = "pay"
    CONFIRM_REFUND = "confirm_refund"
    CHECK_ADDRESS = "check_address"
    COLLECT = "collect"
    CONFIRMING_PAYMENT = "confirming_payment"
    WAIT = "wait"
    NOTHING_MORE = "nothing_more"  # every certificate is in hand, or nothing can come any more


@dataclass(frozen=True)
class ProgressFacts:
    """`is_confirming_payment`: a checkout is open and the buyer came back from it."""

    unit: UnitStatus
    people: tuple[PersonStatus, ...]
    is_with_mission: bool
    is_registration_open: bool = True
    is_confirming_payment: bool = False
    parcels_back_count: int = 0
    is_payment_declined: bool = False


@dataclass(frozen=True)
class Now:
    """What to do now, for how many persons; with WAIT also who holds it."""

    todo: ToDo
    holder: Holder = Holder.BUYER
    person_count: int = 0


def what_now(facts: ProgressFacts) -> Now:
    """The one next action of the buyer, or who is waited for."""
    if facts.unit is UnitStatus.APPROVED:
        return _now_for_people(facts)
    if facts.unit is UnitStatus.DRAFT and facts.is_registration_open:
        return Now(ToDo.SUBMIT)
    if facts.unit is UnitStatus.RETURNED:
        returned = sum(status is PersonStatus.RETURNED_BY_MISSION for status in facts.people)
        return Now(ToDo.CORRECT_UNIT, person_count=returned)
    if facts.unit is UnitStatus.REJECTED and facts.is_registration_open:
        return Now(ToDo.RESUBMIT_AFTER_REJECTION)
    if facts.unit is UnitStatus.UNDER_REVIEW:
        return Now(ToDo.WAIT, holder_of_unit(facts.unit, facts.is_with_mission))
    return Now(ToDo.NOTHING_MORE, Holder.NOBODY)


_DUE_OF_A_PERSON: tuple[tuple[ToDo, frozenset[PersonStatus]], ...] = (
    (ToDo.CORRECT_PERSON, frozenset({PersonStatus.RETURNED_BY_MISSION, PersonStatus.RETURNED_BY_REVIEWER})),
    (ToDo.SUBMIT_PERSON, frozenset({PersonStatus.DRAFT})),
    (ToDo.PAY, frozenset({PersonStatus.UNPAID})),
    (ToDo.CONFIRM_REFUND, frozenset({PersonStatus.FAILED})),
    (ToDo.CHECK_ADDRESS, frozenset()),
    (ToDo.COLLECT, frozenset({PersonStatus.READY_FOR_COLLECTION})),
)

WAITED_FOR = (
    PersonStatus.AWAITING_UNIT_REVIEW,
    PersonStatus.WAITING_FOR_REVIEW,
    PersonStatus.IN_PRODUCTION,
    PersonStatus.DISPATCHED,
    PersonStatus.REFUND_REQUESTED,
    PersonStatus.REFUNDING,
)


def _now_for_people(facts: ProgressFacts) -> Now:
    for todo, statuses in _DUE_OF_A_PERSON:
        count = sum(status in statuses for status in facts.people)
        if todo is ToDo.PAY and count and facts.is_confirming_payment:
            return Now(ToDo.CONFIRMING_PAYMENT, Holder.PAYMENT_SERVICE, count)
        if todo is ToDo.PAY and count and facts.is_payment_declined:
            return Now(ToDo.PAY_AGAIN, person_count=count)
        if todo is ToDo.SUBMIT_PERSON and not facts.is_registration_open:
            continue
        if todo is ToDo.CHECK_ADDRESS:
            count = facts.parcels_back_count
        if count:
            return Now(todo, person_count=count)
    for status in WAITED_FOR:
        count = facts.people.count(status)
        if count:
            return Now(ToDo.WAIT, holder_of_person(status, facts.is_with_mission), count)
    return Now(ToDo.NOTHING_MORE, Holder.NOBODY, sum(status in PASSED for status in facts.people))


def usual_days(finished_days: Sequence[float], otherwise: int) -> int:
    """Whole days that a queue takes: the median of what left it lately; `otherwise` below five cases."""
    if len(finished_days) < 5:
        return otherwise
    return max(1, ceil(median(finished_days)))
