"""Leaving before payment, and coming back until the deadline."""

from __future__ import annotations

import pytest

from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.domain.journey import PersonStatus as P
from ciie_portal.domain.journey import UnitStatus as U
from ciie_portal.domain.withdrawal import (
    PersonWithdrawalFacts,
    check_new_person,
    check_person_withdrawal,
    check_unit_withdrawal,
    leaves_with_unit,
)


def rule_of(check, *facts):
    with pytest.raises(RuleBroken) as broken:
        check(*facts)
    return broken.value.rule


@pytest.mark.parametrize("unit", [status for status in U if status is not U.WITHDRAWN])
def test_a_unit_is_withdrawn_from_every_status_before_payment(unit):
    assert check_unit_withdrawal(unit, [P.UNPAID, P.LEFT_OUT]) is U.WITHDRAWN


@pytest.mark.parametrize("status", [P.WAITING_FOR_REVIEW, P.IN_PRODUCTION, P.FAILED, P.REFUNDED])
def test_a_unit_with_a_paid_person_stays(status):
    assert rule_of(check_unit_withdrawal, U.APPROVED, [P.UNPAID, status]) is Rule.ALREADY_PAID_FOR


def test_withdrawing_the_unit_withdraws_everybody_who_has_not_left():
    leaving = {status for status in P if leaves_with_unit(status)}
    assert leaving == {P.DRAFT, P.AWAITING_UNIT_REVIEW, P.RETURNED_BY_MISSION, P.UNPAID}


def test_a_paid_person_cannot_be_withdrawn():
    facts = PersonWithdrawalFacts(P.WAITING_FOR_REVIEW, U.APPROVED, (P.UNPAID,))
    assert rule_of(check_person_withdrawal, facts) is Rule.ALREADY_PAID_FOR


def test_the_last_person_of_a_unit_under_review_leaves_with_the_unit():
    facts = PersonWithdrawalFacts(P.AWAITING_UNIT_REVIEW, U.UNDER_REVIEW, (P.WITHDRAWN,))
    assert rule_of(check_person_withdrawal, facts) is Rule.LAST_PERSON
    facts = PersonWithdrawalFacts(P.AWAITING_UNIT_REVIEW, U.UNDER_REVIEW, (P.AWAITING_UNIT_REVIEW,))
    assert check_person_withdrawal(facts) is P.WITHDRAWN


def test_the_last_unpaid_person_of_an_approved_unit_may_leave():
    assert check_person_withdrawal(PersonWithdrawalFacts(P.UNPAID, U.APPROVED, ())) is P.WITHDRAWN


@pytest.mark.parametrize("status", [P.LEFT_OUT, P.REFUNDED, P.WITHDRAWN])
def test_who_left_may_be_entered_anew(status):
    check_new_person(U.APPROVED, True, [status], 1, 50)


@pytest.mark.parametrize("status", [P.UNPAID, P.FAILED, P.REFUNDING, P.COLLECTED])
def test_who_is_still_there_may_not_be_entered_twice(status):
    assert rule_of(check_new_person, U.APPROVED, True, [status], 1, 50) is Rule.PERSON_ALREADY_ENTERED


def test_persons_are_added_until_the_deadline():
    assert rule_of(check_new_person, U.APPROVED, False, [], 1, 50) is Rule.REGISTRATION_CLOSED
    check_new_person(U.DRAFT, False, [], 1, 50)  # a draft is only kept, submitting it is refused


def test_a_returned_or_withdrawn_unit_takes_no_new_person():
    assert rule_of(check_new_person, U.RETURNED, True, [], 1, 50) is Rule.STEP_NOT_POSSIBLE
    assert rule_of(check_new_person, U.WITHDRAWN, True, [], 1, 50) is Rule.STEP_NOT_POSSIBLE


def test_the_cap_holds():
    check_new_person(U.APPROVED, True, [], 49, 50)
    assert rule_of(check_new_person, U.APPROVED, True, [], 50, 50) is Rule.TOO_MANY_PERSONS
