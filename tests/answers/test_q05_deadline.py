"""Question V: When is the deadline for buyer registration? September 30, 2019."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from ciie_portal.domain.edition import (
    CHINA_STANDARD_TIME,
    SECOND_CIIE_CLOSES_AT,
    Act,
    EditionFacts,
    check_act,
    days_left,
    is_open,
)
from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.wording.dates import deadline

OPENS_AT = datetime(2019, 6, 1, tzinfo=CHINA_STANDARD_TIME)
SECOND_CIIE = EditionFacts("ciie-2", OPENS_AT, SECOND_CIIE_CLOSES_AT)


def in_china(*moment: int) -> datetime:
    return datetime(*moment, tzinfo=CHINA_STANDARD_TIME)  # type: ignore[arg-type,misc]


def test_30_september_counts_to_its_last_second() -> None:
    assert is_open(SECOND_CIIE, in_china(2019, 9, 30, 23, 59, 59))


def test_at_midnight_registration_is_closed() -> None:
    assert not is_open(SECOND_CIIE, in_china(2019, 10, 1))


def test_the_day_is_the_day_in_china_wherever_the_buyer_sits() -> None:
    still_30_september_in_london = in_china(2019, 10, 1, 2)
    assert not is_open(SECOND_CIIE, still_30_september_in_london)


def test_the_deadline_is_written_as_24_hours_of_its_last_day() -> None:
    told = {locale: deadline(locale, SECOND_CIIE_CLOSES_AT) for locale in ("en", "zh")}
    assert told == {
        "en": "24:00 on 30 September 2019, Beijing time (UTC+8)",
        "zh": "北京时间2019年9月30日24时",
    }


@pytest.mark.parametrize("act", [Act.FIRST_SUBMISSION, Act.ADD_PERSON, Act.RESUBMIT_AFTER_REJECTION])
def test_after_it_nobody_submits_adds_persons_or_resubmits_after_a_rejection(act: Act) -> None:
    check_act(SECOND_CIIE, act, in_china(2019, 9, 30, 23, 59, 59))
    with pytest.raises(RuleBroken) as refused:
        check_act(SECOND_CIIE, act, in_china(2019, 10, 1))
    assert refused.value.rule is Rule.REGISTRATION_CLOSED


@pytest.mark.parametrize(
    "act", [Act.READ, Act.ANSWER_RETURN, Act.CHANGE_UNDER_REVIEW, Act.WITHDRAW, Act.PAY, Act.ASK_REFUND]
)
def test_after_it_one_still_reads_answers_a_return_pays_and_gets_a_refund(act: Act) -> None:
    check_act(SECOND_CIIE, act, in_china(2019, 12, 31))


def test_paying_ends_only_where_the_edition_says_so() -> None:
    until = in_china(2019, 10, 21)
    strict = EditionFacts("ciie-2", OPENS_AT, SECOND_CIIE_CLOSES_AT, pays_until=until)
    check_act(strict, Act.PAY, until - timedelta(seconds=1))
    with pytest.raises(RuleBroken) as refused:
        check_act(strict, Act.PAY, until)
    assert refused.value.rule is Rule.PAYMENT_CLOSED


def test_three_days_before_the_end_three_days_are_left() -> None:
    assert [days_left(SECOND_CIIE, in_china(2019, 9, day, 9)) for day in (28, 29, 30)] == [3, 2, 1]
