"""What buyers and reviewers may try in the small fair. Two numbers choose; a refusal changes nothing."""

from __future__ import annotations

from contextlib import suppress

from ciie_portal.domain.access import PERMISSIONS, Permission, StaffRole
from ciie_portal.domain.certificate import RequestStatus
from ciie_portal.domain.correction import check_resubmission
from ciie_portal.domain.errors import RuleBroken
from ciie_portal.domain.journey import (
    PERSON_EVENT_BY,
    PERSON_MOVES,
    UNIT_EVENT_BY,
    PersonEvent,
    PersonStatus,
    UnitEvent,
    UnitStatus,
)
from ciie_portal.domain.withdrawal import (
    PersonWithdrawalFacts,
    check_new_person,
    check_person_withdrawal,
    check_unit_withdrawal,
)
from tests.domain.fair import Fair, somebody
from tests.domain.fair_books import Person

BUYER = frozenset({Permission.OWN_UNIT})
EVERYBODY = (BUYER, *(PERMISSIONS[role] for role in StaffRole))
WITH_A_STEP_OF_ITS_OWN = {
    PersonEvent.SUBMIT,
    PersonEvent.WITHDRAW,
    PersonEvent.PAY,
    PersonEvent.DISPATCH,
    PersonEvent.MAKE_READY,
    PersonEvent.ASK_REFUND,
    PersonEvent.SEND_REFUND,
    PersonEvent.REFUND_PAID,
}
PLAIN = [event for event in PersonEvent if event not in WITH_A_STEP_OF_ITS_OWN]


# -- the unit


def submit(fair: Fair) -> None:
    if fair.is_registration_open and fair.still_here():
        fair.move_unit(UnitEvent.SUBMIT)
        for person in fair.people:
            if person.status is PersonStatus.DRAFT:
                person.move(PersonEvent.SUBMIT)


def resubmit(fair: Fair) -> None:
    check_resubmission(fair.unit, fair.is_registration_open)
    fair.move_unit(UnitEvent.RESUBMIT)
    for person in fair.people:
        if person.status is PersonStatus.RETURNED_BY_MISSION:
            person.move(PersonEvent.RESUBMIT)


def withdraw(fair: Fair) -> None:
    check_unit_withdrawal(fair.unit, fair.statuses())
    for request in fair.requests:
        if request.status is RequestStatus.OPEN:
            fair.cancel(request)
    fair.move_unit(UnitEvent.WITHDRAW)
    for person in fair.people:
        with suppress(RuleBroken):
            person.move(PersonEvent.WITHDRAW)


def approve(fair: Fair, left_out: int) -> None:
    awaiting = [p for p in fair.people if p.status is PersonStatus.AWAITING_UNIT_REVIEW]
    if not awaiting:
        return
    fair.move_unit(UnitEvent.APPROVE)
    for place, person in enumerate(awaiting):
        is_left_out = len(awaiting) > 1 and place == left_out
        person.move(PersonEvent.LEAVE_OUT if is_left_out else PersonEvent.APPROVE)


def somebody_decides_on_the_unit(fair: Fair, who: int, what: int) -> None:
    event = list(UnitEvent)[what % len(UnitEvent)]
    is_rare = event is UnitEvent.WITHDRAW and what < 28  # or most drives would end there
    is_permitted = UNIT_EVENT_BY[event] in EVERYBODY[who % len(EVERYBODY)]
    if is_rare or not (is_permitted or who % 3):  # sometimes somebody tries who may not
        return
    with suppress(RuleBroken):
        {
            UnitEvent.SUBMIT: lambda: submit(fair),
            UnitEvent.RESUBMIT: lambda: resubmit(fair),
            UnitEvent.WITHDRAW: lambda: withdraw(fair),
            UnitEvent.APPROVE: lambda: approve(fair, left_out=who),
        }.get(event, lambda: fair.move_unit(event))()


def the_unit_is_returned_with_a_person(fair: Fair, number: int, _: int) -> None:
    person = somebody(fair, number, PersonStatus.AWAITING_UNIT_REVIEW)
    is_fitting = person.status is PersonStatus.AWAITING_UNIT_REVIEW
    if fair.unit is UnitStatus.UNDER_REVIEW and is_fitting:
        fair.move_unit(UnitEvent.RETURN)
        person.move(PersonEvent.RETURN_BY_MISSION)


def the_buyer_sends_a_correction(fair: Fair, _: int, __: int) -> None:
    with suppress(RuleBroken):
        resubmit(fair)


def the_deadline_passes(fair: Fair, number: int, _: int) -> None:
    fair.is_registration_open = fair.is_registration_open and number > 2


# -- the persons


def the_buyer_adds_a_person(fair: Fair, document: int, _: int) -> None:
    document %= 5
    same = [person.status for person in fair.people if person.document == document]
    with suppress(RuleBroken):
        check_new_person(fair.unit, fair.is_registration_open, same, fair.still_here(), limit=4)
        person = Person(document)
        fair.people.append(person)
        if fair.unit is not UnitStatus.DRAFT:
            person.move(PersonEvent.SUBMIT)


def somebody_decides_on_a_person(fair: Fair, who: int, number: int) -> None:
    """Before the unit's approval its persons are decided on with it, and answered with it."""
    event = PLAIN[number % len(PLAIN)]
    goes_with_unit = {PersonEvent.LEAVE_OUT, PersonEvent.RETURN_BY_MISSION, PersonEvent.APPROVE}
    if event in goes_with_unit | {PersonEvent.RESUBMIT} and fair.unit is not UnitStatus.APPROVED:
        return
    is_permitted = PERSON_EVENT_BY[event] in EVERYBODY[who % len(EVERYBODY)]
    if is_permitted or who % 3:  # sometimes somebody tries who may not
        person = somebody(fair, who, *(status for status, fitting in PERSON_MOVES if fitting is event))
        with suppress(RuleBroken):
            person.move(event)


def the_buyer_withdraws_a_person(fair: Fair, number: int, how_often: int) -> None:
    if how_often > 5:
        return
    person = somebody(fair, number)
    others = tuple(other.status for other in fair.people if other is not person)
    with suppress(RuleBroken):
        check_person_withdrawal(PersonWithdrawalFacts(person.status, fair.unit, others))
        if person.request:
            fair.cancel(person.request)
        person.move(PersonEvent.WITHDRAW)


def a_verdict_falls(fair: Fair, number: int, verdict: int) -> None:
    with suppress(RuleBroken):
        person = somebody(fair, number, PersonStatus.WAITING_FOR_REVIEW)
        person.move(PersonEvent.PASS if verdict % 2 else PersonEvent.FAIL)
