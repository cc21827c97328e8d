"""Money that goes back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.domain.journey import PASSED, PersonEvent, PersonStatus
from ciie_portal.domain.refund import (
    REFUND_MOVES,
    PersonRefundFacts,
    RefundEvent,
    RefundReason,
    RefundStatus,
    check_person_refund,
    check_reason,
    move_refund,
    person_event,
    remaining_minor,
    surplus_amount,
)

FAILED = PersonRefundFacts(PersonStatus.FAILED, fee_minor=20000, remaining_minor=60000)


def rule_of(check, *facts, **more):
    with pytest.raises(RuleBroken) as broken:
        check(*facts, **more)
    return broken.value.rule


def test_who_failed_gets_the_own_fee_back_and_no_more():
    assert check_person_refund(FAILED) == 20000


@pytest.mark.parametrize("status", PersonStatus)
def test_only_a_person_who_failed_may_be_refunded(status):
    facts = replace(FAILED, status=status)
    if status is PersonStatus.FAILED:
        assert check_person_refund(facts) == FAILED.fee_minor
    else:
        assert rule_of(check_person_refund, facts) is not None


@pytest.mark.parametrize("status", sorted(PASSED))
def test_after_the_pass_there_is_no_refund(status):
    assert rule_of(check_person_refund, replace(FAILED, status=status)) is Rule.REFUND_AND_CERTIFICATE


def test_never_a_refund_together_with_the_certificate():
    assert rule_of(check_person_refund, replace(FAILED, has_certificate=True)) is Rule.REFUND_AND_CERTIFICATE


def test_a_refund_is_asked_for_once():
    assert rule_of(check_person_refund, replace(FAILED, has_refund=True)) is Rule.REFUND_ALREADY_ASKED
    refunding = replace(FAILED, status=PersonStatus.REFUNDING)
    assert rule_of(check_person_refund, refunding) is Rule.REFUND_ALREADY_ASKED


def test_before_the_verdict_nothing_is_due():
    waiting = replace(FAILED, status=PersonStatus.WAITING_FOR_REVIEW)
    assert rule_of(check_person_refund, waiting) is Rule.REFUND_NOT_DUE


def test_never_more_than_what_is_left_of_the_payment():
    assert rule_of(check_person_refund, replace(FAILED, remaining_minor=19999)) is Rule.REFUND_TOO_LARGE
    assert check_person_refund(replace(FAILED, remaining_minor=remaining_minor(60000, 40000))) == 20000
    assert rule_of(check_person_refund, replace(FAILED, fee_minor=0)) is Rule.REFUND_TOO_LARGE


@given(st.integers(1, 10**9), st.lists(st.integers(-5, 10**9)))
def test_whatever_is_asked_the_sum_never_exceeds_what_came_in(amount, fees):
    refunded = 0
    for fee in fees:
        rest = remaining_minor(amount, refunded)
        try:
            refunded += check_person_refund(replace(FAILED, fee_minor=fee, remaining_minor=rest))
        except RuleBroken:
            continue
    assert 0 <= refunded <= amount


def test_surplus_goes_back_whole_without_a_person_and_with_a_reason():
    assert surplus_amount(RefundReason.SECOND_PAYMENT, 60000, 0) == 60000
    assert rule_of(surplus_amount, RefundReason.SECOND_PAYMENT, 60000, 60000) is Rule.REFUND_TOO_LARGE
    assert rule_of(surplus_amount, RefundReason.PERSON_FAILED, 60000, 0) is Rule.REFUND_REASON


@pytest.mark.parametrize("reason", RefundReason)
def test_a_refund_has_a_person_exactly_when_that_person_failed(reason):
    is_for_person = reason is RefundReason.PERSON_FAILED
    check_reason(reason, is_for_person)
    assert rule_of(check_reason, reason, not is_for_person) is Rule.REFUND_REASON


def test_a_refusal_of_the_provider_is_on_the_refund_and_not_on_the_person():
    assert move_refund(RefundStatus.PROCESSING, RefundEvent.REFUSE) is RefundStatus.REFUSED
    assert person_event(RefundStatus.PROCESSING, RefundEvent.REFUSE) is None


def test_finance_sends_a_refused_refund_again():
    assert move_refund(RefundStatus.REFUSED, RefundEvent.SEND) is RefundStatus.PROCESSING
    assert person_event(RefundStatus.REFUSED, RefundEvent.SEND) is None


def test_the_person_follows_the_first_attempt_and_the_payment():
    assert person_event(RefundStatus.REQUESTED, RefundEvent.SEND) is PersonEvent.SEND_REFUND
    assert person_event(RefundStatus.PROCESSING, RefundEvent.CONFIRM) is PersonEvent.REFUND_PAID


def test_what_was_paid_back_stays_so():
    assert {status for status, _ in REFUND_MOVES} == set(RefundStatus) - {RefundStatus.PAID}
    assert rule_of(move_refund, RefundStatus.PAID, RefundEvent.REFUSE) is Rule.STEP_NOT_POSSIBLE
