"""The deadline to the instant, and what it never gates (Q5; D3, D6)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from ciie_portal.domain.edition import (
    GATED,
    SECOND_CIIE_CLOSES_AT,
    Act,
    EditionFacts,
    check_act,
    days_left,
    is_open,
    last_day,
    may_pay,
)
from ciie_portal.domain.errors import Rule, RuleBroken

SECOND = EditionFacts("ciie-2", datetime(2019, 5, 31, 16, tzinfo=UTC), SECOND_CIIE_CLOSES_AT)
MOMENT = timedelta(microseconds=1)


def refusal(edition: EditionFacts, act: Act, now: datetime) -> Rule | None:
    try:
        check_act(edition, act, now)
    except RuleBroken as refused:
        return refused.rule
    return None


def test_the_last_moment_of_30_september_in_china_is_in_time_and_the_next_is_not() -> None:
    assert datetime(2019, 9, 30, 16, tzinfo=UTC) == SECOND_CIIE_CLOSES_AT
    assert last_day(SECOND) == date(2019, 9, 30)
    assert (is_open(SECOND, SECOND.closes_at - MOMENT), is_open(SECOND, SECOND.closes_at)) == (True, False)


def test_nothing_opens_early() -> None:
    assert (is_open(SECOND, SECOND.opens_at - MOMENT), is_open(SECOND, SECOND.opens_at)) == (False, True)
    assert refusal(SECOND, Act.FIRST_SUBMISSION, SECOND.opens_at - MOMENT) is Rule.REGISTRATION_NOT_OPEN


@pytest.mark.parametrize("act", Act)
def test_the_deadline_gates_three_acts_and_no_other(act: Act) -> None:
    after = {True: Rule.REGISTRATION_CLOSED, False: None}
    assert refusal(SECOND, act, SECOND.closes_at - MOMENT) is None
    assert refusal(SECOND, act, SECOND.closes_at) is after[act in GATED]


def test_the_gated_acts_are_submitting_adding_persons_and_resubmitting_after_a_rejection() -> None:
    assert {Act.FIRST_SUBMISSION, Act.ADD_PERSON, Act.RESUBMIT_AFTER_REJECTION} == GATED


def test_paying_has_a_deadline_of_its_own_where_the_edition_sets_one() -> None:
    until = SECOND.closes_at + timedelta(days=20)
    edition = replace(SECOND, pays_until=until)
    assert (may_pay(SECOND, until), may_pay(edition, until - MOMENT), may_pay(edition, until)) == (
        *(True, True),
        False,
    )
    assert refusal(edition, Act.PAY, until) is Rule.PAYMENT_CLOSED
    assert refusal(edition, Act.ASK_REFUND, until) is None


@pytest.mark.parametrize(
    ("now", "left"),
    [
        (datetime(2019, 9, 27, 16, tzinfo=UTC), 3),
        (datetime(2019, 9, 29, 15, 59, tzinfo=UTC), 2),
        (datetime(2019, 9, 29, 16, tzinfo=UTC), 1),
        (datetime(2019, 9, 30, 15, 59, tzinfo=UTC), 1),
        (datetime(2019, 9, 30, 16, tzinfo=UTC), 0),
        (datetime(2020, 1, 1, tzinfo=UTC), 0),
    ],
)
def test_days_left_are_counted_in_china(now: datetime, left: int) -> None:
    assert days_left(SECOND, now) == left
