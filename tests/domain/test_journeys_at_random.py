"""Everybody does anything, fifty times in a row: the vital rules hold after every step (Q3, Q4, Q11)."""

from __future__ import annotations

from itertools import pairwise
from random import Random

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from ciie_portal.domain.certificate import RequestStatus
from ciie_portal.domain.journey import (
    PAID_FOR,
    PERSON_MOVES,
    UNIT_MOVES,
    PersonEvent,
    PersonStatus,
    UnitStatus,
)
from ciie_portal.domain.payment import CheckoutStatus, PaymentState
from ciie_portal.domain.refund import RefundReason, RefundStatus
from tests.domain.fair import Fair
from tests.domain.fair_books import FEE
from tests.domain.fair_steps import STEPS, begin

NUMBER = st.integers(0, 30)


def nobody_is_in_a_state_outside_the_table(fair: Fair) -> None:
    for trail, moves in (
        (fair.unit_trail, UNIT_MOVES),
        *((person.trail, PERSON_MOVES) for person in fair.people),
    ):
        assert all(moves[before, event] is after for before, event, after in trail)
        assert all(one[2] is two[0] for one, two in pairwise(trail))


def no_certificate_without_both_reviews_and_payment(fair: Fair) -> None:
    for person in fair.people:
        if person.has_certificate:
            events = [event for _, event, _ in person.trail]
            order = [events.index(e) for e in (PersonEvent.APPROVE, PersonEvent.PAY, PersonEvent.PASS)]
            assert order == sorted(order)
            assert fair.unit is UnitStatus.APPROVED
        elif person.status in (PersonStatus.DISPATCHED, PersonStatus.READY_FOR_COLLECTION):
            raise AssertionError("on its way without having been made")


def no_refund_of_a_persons_fee_together_with_that_persons_certificate(fair: Fair) -> None:
    for refund in fair.refunds:
        assert (refund.person is None) == (refund.reason is not RefundReason.PERSON_FAILED)
        if refund.person:
            assert not refund.person.has_certificate
            assert refund.amount == FEE
    refunded = [id(refund.person) for refund in fair.refunds if refund.person]
    assert len(refunded) == len(set(refunded))


def whoever_is_paid_for_is_in_one_paid_request(fair: Fair) -> None:
    for person in fair.people:
        is_paid = person.status in PAID_FOR or person.status is PersonStatus.REFUNDED
        is_in_paid = person.request is not None and person.request.status is RequestStatus.PAID
        assert is_paid == is_in_paid == person.has_had(PersonEvent.PAY)
    for request in fair.requests:
        matched = [one for one in fair.payments if one.request is request]
        assert len(matched) == (request.status is RequestStatus.PAID)
        assert sum(one.status is CheckoutStatus.OPEN for one in request.checkouts) <= 1


def no_money_is_nowhere(fair: Fair) -> None:
    assert all((one.payment is not None) == (one.told > 0) for one in fair.transactions)
    told = sum(one.amount for one in fair.transactions if one.told)
    assert told == sum(one.amount for one in fair.payments)
    has_refund = {id(refund.person) for refund in fair.refunds if refund.person}
    for payment in fair.payments:
        asked = sum(refund.amount for refund in fair.refunds if refund.payment is payment)
        assert asked == payment.refunded <= payment.amount
        kept = payment.amount - payment.refunded
        if payment.request:
            assert payment.state is PaymentState.MATCHED
            assert kept == FEE * sum(id(person) not in has_refund for person in payment.request.people)
        elif payment.state is PaymentState.SURPLUS:
            assert kept == 0
        else:
            assert payment.state is PaymentState.UNMATCHED  # in front of finance
    paid_back = sum(one.amount for one in fair.refunds if one.status is RefundStatus.PAID)
    assert fair.returned_by_provider == paid_back


RULES = (
    nobody_is_in_a_state_outside_the_table,
    no_certificate_without_both_reviews_and_payment,
    no_refund_of_a_persons_fee_together_with_that_persons_certificate,
    whoever_is_paid_for_is_in_one_paid_request,
    no_money_is_nowhere,
)


def reconcile(fair: Fair) -> None:
    """Tells what no notification told; afterwards the provider's books and ours are equal."""
    for transaction in fair.transactions:
        if not transaction.told:
            fair.take_notification(transaction)
    for check in RULES:
        check(fair)
    assert sum(one.amount for one in fair.transactions) == sum(one.amount for one in fair.payments)


class FairAtRandom(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.fair = Fair()

    @initialize(person_count=st.integers(1, 3), stage=st.integers(0, 2))
    def the_drive_begins(self, person_count, stage):
        begin(self.fair, person_count, stage)

    @rule(step=st.sampled_from(STEPS), one=NUMBER, other=NUMBER)
    def somebody_does_something(self, step, one, other):
        step(self.fair, one, other)

    @invariant()
    def the_rules_hold(self):
        for check in RULES:
            check(self.fair)

    def teardown(self):
        reconcile(self.fair)


TestFairAtRandom = FairAtRandom.TestCase
TestFairAtRandom.settings = settings(
    stateful_step_count=50, max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


def test_the_drive_gets_everywhere():
    """With fixed dice, so that the rules above are known to have been tried in every status."""
    statuses, units, refunds, payments = set(), set(), set(), set()
    for seed in range(1200):
        dice = Random(seed)
        fair = Fair()
        begin(fair, dice.randint(1, 3), dice.randint(0, 2))
        for _ in range(50):
            dice.choice(STEPS)(fair, dice.randint(0, 30), dice.randint(0, 30))
            for check in RULES:
                check(fair)
            statuses |= set(fair.statuses())
            units.add(fair.unit)
        reconcile(fair)
        refunds |= {(refund.reason, refund.status) for refund in fair.refunds}
        payments |= {payment.state for payment in fair.payments}
    assert statuses == set(PersonStatus)
    assert units == set(UnitStatus)
    assert payments == set(PaymentState)
    assert {reason for reason, _ in refunds} == set(RefundReason)
    assert {status for _, status in refunds} == set(RefundStatus)
