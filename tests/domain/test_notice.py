"""Which notice, by which channel, when."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from ciie_portal.domain.journey import PersonEvent, UnitEvent
from ciie_portal.domain.notice import (
    PERSON_NOTICES,
    UNIT_NOTICES,
    NoticeChannel,
    NoticeKind,
    Recipient,
    address_for,
    draft_reminder,
    first_channel,
    pay_reminder,
    person_notice,
    second_channel,
)

SMS, EMAIL = NoticeChannel.SMS, NoticeChannel.EMAIL
DOMESTIC = Recipient(is_overseas=False, mobile="+8613812345206")
OVERSEAS = Recipient(is_overseas=True, email="buyer@example.com")
CLOSES_AT = datetime(2019, 9, 30, 16, tzinfo=UTC)


def test_domestic_buyers_get_text_messages_and_overseas_buyers_email():
    assert first_channel(DOMESTIC) is SMS
    assert first_channel(OVERSEAS) is EMAIL
    assert address_for(DOMESTIC, SMS) == "+8613812345206"
    assert address_for(OVERSEAS, EMAIL) == "buyer@example.com"


def test_a_failed_notice_tries_the_other_channel_where_there_is_one():
    both = Recipient(is_overseas=False, mobile="+8613812345206", email="li@example.com")
    assert second_channel(both, NoticeKind.APPROVED) is EMAIL
    assert second_channel(DOMESTIC, NoticeKind.APPROVED) is None


def test_an_overseas_buyer_gets_text_messages_on_a_mainland_number_only():
    abroad = Recipient(is_overseas=True, mobile="+447700900123", email="buyer@example.com")
    here = Recipient(is_overseas=True, mobile="+8613812345206", email="buyer@example.com")
    assert second_channel(abroad, NoticeKind.APPROVED) is None
    assert second_channel(here, NoticeKind.APPROVED) is SMS


def test_a_one_time_code_never_goes_to_another_contact():
    both = Recipient(is_overseas=False, mobile="+8613812345206", email="li@example.com")
    assert second_channel(both, NoticeKind.VERIFICATION) is None


def test_what_a_decision_on_the_unit_tells():
    assert UNIT_NOTICES == {
        UnitEvent.SUBMIT: NoticeKind.RECEIVED,
        UnitEvent.RETURN: NoticeKind.RETURNED,
        UnitEvent.APPROVE: NoticeKind.APPROVED,
        UnitEvent.REJECT: NoticeKind.REJECTED,
    }


def test_verdict_refund_and_dispatch_are_told():
    assert {event: person_notice(event) for event in PERSON_NOTICES} == {
        PersonEvent.APPROVE: NoticeKind.APPROVED,
        PersonEvent.LEAVE_OUT: NoticeKind.LEFT_OUT,
        PersonEvent.RETURN_BY_MISSION: NoticeKind.RETURNED,
        PersonEvent.RETURN_BY_REVIEWER: NoticeKind.RETURNED,
        PersonEvent.PAY: NoticeKind.PAYMENT_RECEIVED,
        PersonEvent.PASS: NoticeKind.PASSED,
        PersonEvent.FAIL: NoticeKind.FAILED,
        PersonEvent.DISPATCH: NoticeKind.DISPATCHED,
        PersonEvent.MAKE_READY: NoticeKind.READY,
        PersonEvent.REFUND_PAID: NoticeKind.REFUND_PAID,
    }


def test_a_buyer_without_a_mission_is_told_how_to_obtain_the_certificate():
    assert person_notice(PersonEvent.MAKE_READY, is_member=False) is NoticeKind.HOW_TO_OBTAIN


@pytest.mark.parametrize(
    ("days", "due"), [(7.5, None), (7, 7), (5, 7), (2.1, 7), (2, 2), (0.1, 2), (0, None), (-1, None)]
)
def test_a_draft_is_reminded_seven_and_two_days_before_the_deadline(days: float, due: int | None) -> None:
    assert draft_reminder(CLOSES_AT, CLOSES_AT - timedelta(days=days)) == (timedelta(due) if due else None)


@pytest.mark.parametrize(
    ("days", "due"), [(0, None), (2.9, None), (3, 3), (9.9, 3), (10, 10), (29.9, 10), (30, None)]
)
def test_an_approval_is_reminded_of_the_payment_after_three_and_ten_days(
    days: float, due: int | None
) -> None:
    assert pay_reminder(CLOSES_AT, CLOSES_AT + timedelta(days=days)) == (timedelta(due) if due else None)


def test_who_has_only_one_contact_is_told_there_whatever_the_unit() -> None:
    assert first_channel(Recipient(is_overseas=True, mobile="+8613812345206")) is SMS
    assert first_channel(Recipient(is_overseas=True, mobile="+447700900123")) is None
    only_email = Recipient(is_overseas=False, email="buyer@example.com")
    assert (first_channel(only_email), second_channel(only_email, NoticeKind.APPROVED)) == (EMAIL, None)
