"""What the help desk tells a caller, from where the unit or one person of it stands (Q10; rules §7)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum

from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.domain.journey import PersonStatus, UnitStatus
from ciie_portal.domain.notice import WITH_SECRET, NoticeKind
from ciie_portal.domain.progress import Holder, Now, ProgressFacts, ToDo, what_now

LONGEST_NOTE = 1000  # characters of what was asked and answered
JUST_NOW = timedelta(minutes=10)  # one notice is not sent again twice within


class Tell(StrEnum):
    """One sentence each, in both languages."""

    DRAFT = "draft"
    DRAFT_CLOSED = "draft_closed"
    UNDER_REVIEW = "under_review"
    RESUBMITTED = "resubmitted"
    UNDER_REVIEW_LATE = "under_review_late"
    RESUBMITTED_LATE = "resubmitted_late"
    RETURNED = "returned"
    REJECTED = "rejected"
    REJECTED_CLOSED = "rejected_closed"
    WITHDRAWN = "withdrawn"
    CORRECT_PERSON = "correct_person"
    CORRECT_PAID_PERSON = "correct_paid_person"
    SUBMIT_PERSON = "submit_person"
    PAY = "pay"
    PAY_CLOSED = "pay_closed"
    CONFIRMING_PAYMENT = "confirming_payment"
    PAYMENT_DECLINED = "payment_declined"
    CONFIRM_REFUND = "confirm_refund"
    CHECK_ADDRESS = "check_address"
    CERTIFICATE_VOID = "certificate_void"
    COLLECT = "collect"
    COLLECT_AT_COUNTER = "collect_at_counter"
    ADDED_PERSONS = "added_persons"
    PERSONNEL_REVIEW = "personnel_review"
    PRODUCTION = "production"
    ON_ITS_WAY = "on_its_way"
    REFUND_STUCK = "refund_stuck"
    REFUND_UNDER_WAY = "refund_under_way"
    IN_HAND = "in_hand"
    NOBODY_LEFT = "nobody_left"
    # about one person alone
    LEFT_OUT = "left_out"
    PERSON_WITHDRAWN = "person_withdrawn"
    REFUNDED = "refunded"


class Compared(StrEnum):
    """Whether a document ends as the caller says; this and no digit stands in the record."""

    MATCH = "match"
    NO_MATCH = "no_match"


@dataclass(frozen=True)
class CallerFacts:
    """`progress` as on the dashboard. About one person, its people are that person alone."""

    progress: ProgressFacts
    is_about_person: bool = False
    is_resubmitted: bool = False
    is_review_late: bool = False  # longer than the goal, as the queue of the desk counts
    is_overseas: bool = False
    is_payment_open: bool = True
    refused_refund_count: int = 0
    void_count: int = 0


@dataclass(frozen=True)
class Told:
    """The sentence, and for how many persons it speaks."""

    tell: Tell
    person_count: int = 0


_OF_A_PERSON = {
    PersonStatus.LEFT_OUT: Tell.LEFT_OUT,
    PersonStatus.WITHDRAWN: Tell.PERSON_WITHDRAWN,
    PersonStatus.REFUNDED: Tell.REFUNDED,
}
_PLAIN: dict[ToDo, Tell] = {
    ToDo.SUBMIT: Tell.DRAFT,
    ToDo.CORRECT_UNIT: Tell.RETURNED,
    ToDo.RESUBMIT_AFTER_REJECTION: Tell.REJECTED,
    ToDo.SUBMIT_PERSON: Tell.SUBMIT_PERSON,
    ToDo.PAY_AGAIN: Tell.PAYMENT_DECLINED,
    ToDo.CONFIRMING_PAYMENT: Tell.CONFIRMING_PAYMENT,
    ToDo.CONFIRM_REFUND: Tell.CONFIRM_REFUND,
    ToDo.CHECK_ADDRESS: Tell.CHECK_ADDRESS,
}
_WAITS_FOR: dict[Holder, Tell] = {
    Holder.MISSION: Tell.ADDED_PERSONS,
    Holder.ORGANISER_DESK: Tell.ADDED_PERSONS,
    Holder.PERSONNEL_REVIEWER: Tell.PERSONNEL_REVIEW,
    Holder.CERTIFICATE_MAKER: Tell.PRODUCTION,
    Holder.CARRIER: Tell.ON_ITS_WAY,
    Holder.PAYMENT_SERVICE: Tell.REFUND_UNDER_WAY,
}
_REVIEW: dict[tuple[bool, bool], Tell] = {  # was it resubmitted, is it late
    (False, False): Tell.UNDER_REVIEW,
    (False, True): Tell.UNDER_REVIEW_LATE,
    (True, False): Tell.RESUBMITTED,
    (True, True): Tell.RESUBMITTED_LATE,
}
_ENDED: dict[UnitStatus, Tell] = {
    UnitStatus.DRAFT: Tell.DRAFT_CLOSED,
    UnitStatus.REJECTED: Tell.REJECTED_CLOSED,
    UnitStatus.WITHDRAWN: Tell.WITHDRAWN,
}


def what_to_tell(facts: CallerFacts) -> Told:
    """What the caller has to do comes first, then what is stuck, then who is waited for."""
    people = facts.progress.people
    if facts.is_about_person and people and people[0] in _OF_A_PERSON:
        return Told(_OF_A_PERSON[people[0]], 1)
    now = what_now(facts.progress)
    if now.todo in _PLAIN:
        return Told(_PLAIN[now.todo], now.person_count)
    if now.todo is ToDo.CORRECT_PERSON:
        return _correction(facts)
    if now.todo is ToDo.PAY:
        return Told(Tell.PAY if facts.is_payment_open else Tell.PAY_CLOSED, now.person_count)
    if facts.refused_refund_count and now.todo is not ToDo.COLLECT:
        return Told(Tell.REFUND_STUCK, facts.refused_refund_count)
    if facts.void_count and now.todo is not ToDo.COLLECT:
        return Told(Tell.CERTIFICATE_VOID, facts.void_count)
    return _at_rest(facts, now)


def _correction(facts: CallerFacts) -> Told:
    """A mission's return comes before a reviewer's; the latter keeps the fee."""
    people = facts.progress.people
    by_mission = people.count(PersonStatus.RETURNED_BY_MISSION)
    if by_mission:
        return Told(Tell.CORRECT_PERSON, by_mission)
    return Told(Tell.CORRECT_PAID_PERSON, people.count(PersonStatus.RETURNED_BY_REVIEWER))


def _at_rest(facts: CallerFacts, now: Now) -> Told:
    unit = facts.progress.unit
    if now.todo is ToDo.COLLECT:
        counter = facts.is_overseas or not facts.progress.is_with_mission
        return Told(Tell.COLLECT_AT_COUNTER if counter else Tell.COLLECT, now.person_count)
    if now.todo is ToDo.WAIT:
        if unit is UnitStatus.UNDER_REVIEW:
            return Told(_REVIEW[facts.is_resubmitted, facts.is_review_late])
        return Told(_WAITS_FOR[now.holder], now.person_count)
    if unit is not UnitStatus.APPROVED:
        return Told(_ENDED[unit])
    return Told(Tell.IN_HAND if now.person_count else Tell.NOBODY_LEFT, now.person_count)


def about_person(facts: CallerFacts, status: PersonStatus, is_parcel_back: bool = False) -> CallerFacts:
    """The same case as one of its persons asks about it."""
    alone = replace(facts.progress, people=(status,), parcels_back_count=int(is_parcel_back))
    return replace(facts, progress=alone, is_about_person=True)


def check_resend(kind: NoticeKind, was_sent_just_now: bool) -> None:
    """May the help desk send it again? Raises CODE_NOT_RESENT, SENT_JUST_NOW.

    A code is masked on the record, and is never asked for or given by telephone: whoever proves a contact
    gets a new one-time code on the page, and an invitation code is given by its mission.
    """
    if kind in WITH_SECRET:
        raise RuleBroken(Rule.CODE_NOT_RESENT)
    if was_sent_just_now:
        raise RuleBroken(Rule.SENT_JUST_NOW)
