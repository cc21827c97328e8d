"""Q11. A refund after a failed personnel review; after the pass neither refund nor change of person."""

from __future__ import annotations

import pytest

from ciie_portal.domain.correction import PersonLockFacts, open_person_fields
from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.domain.journey import PASSED, PersonEvent, PersonStatus, UnitStatus, move_person
from ciie_portal.domain.notice import (
    NoticeChannel,
    NoticeKind,
    Recipient,
    first_channel,
    person_notice,
)
from ciie_portal.domain.refund import (
    PersonRefundFacts,
    RefundEvent,
    RefundStatus,
    check_person_refund,
    person_event,
)
from ciie_portal.domain.withdrawal import PersonWithdrawalFacts, check_person_withdrawal
from ciie_portal.wording.notices import Letterhead, NoticeFacts, compose

FEE = 20000


def test_payment_begins_the_personnel_review():
    assert move_person(PersonStatus.UNPAID, PersonEvent.PAY) is PersonStatus.WAITING_FOR_REVIEW


def test_between_payment_and_verdict_there_is_no_refund_and_no_withdrawal():
    waiting = PersonStatus.WAITING_FOR_REVIEW
    with pytest.raises(RuleBroken) as broken:
        check_person_refund(PersonRefundFacts(waiting, FEE, remaining_minor=FEE))
    assert broken.value.rule is Rule.REFUND_NOT_DUE
    with pytest.raises(RuleBroken) as broken:
        check_person_withdrawal(PersonWithdrawalFacts(waiting, UnitStatus.APPROVED, ()))
    assert broken.value.rule is Rule.ALREADY_PAID_FOR


def test_if_the_review_fails_a_text_message_leads_to_the_refund():
    assert person_notice(PersonEvent.FAIL) is NoticeKind.FAILED
    assert first_channel(Recipient(is_overseas=False, mobile="+8613812345206")) is NoticeChannel.SMS
    message = compose(
        NoticeKind.FAILED, NoticeChannel.SMS, "zh", NoticeFacts(person_name="李伟"), Letterhead("进博会")
    )
    assert message.text == (
        "【进博会】李*人员审核未通过。请登录“采购商登录”申请退款，费用将按原支付渠道退回。"
    )


def test_that_persons_fee_goes_back_and_nobody_elses():
    three_paid = 3 * FEE
    failed = PersonRefundFacts(PersonStatus.FAILED, FEE, remaining_minor=three_paid)
    assert check_person_refund(failed) == FEE


def test_the_refund_runs_from_the_request_to_the_money_by_the_original_way():
    status = PersonStatus.FAILED
    for event in (PersonEvent.ASK_REFUND, PersonEvent.SEND_REFUND, PersonEvent.REFUND_PAID):
        status = move_person(status, event)
    assert status is PersonStatus.REFUNDED


def test_a_refund_that_the_provider_refuses_stays_under_way_for_the_person():
    assert person_event(RefundStatus.PROCESSING, RefundEvent.REFUSE) is None


def test_if_the_review_passes_certificate_making_begins_by_itself():
    assert move_person(PersonStatus.WAITING_FOR_REVIEW, PersonEvent.PASS) is PersonStatus.IN_PRODUCTION


@pytest.mark.parametrize("status", sorted(PASSED))
def test_after_the_pass_there_is_no_refund(status):
    with pytest.raises(RuleBroken) as broken:
        check_person_refund(PersonRefundFacts(status, FEE, remaining_minor=FEE))
    assert broken.value.rule is Rule.REFUND_AND_CERTIFICATE


@pytest.mark.parametrize("status", sorted(PASSED))
def test_after_the_pass_nobody_else_can_take_the_place(status):
    assert open_person_fields(PersonLockFacts(status, UnitStatus.APPROVED)) == frozenset()


def test_the_buyer_is_told_so():
    message = compose(
        NoticeKind.PASSED, NoticeChannel.SMS, "zh", NoticeFacts(person_name="李伟"), Letterhead("进博会")
    )
    assert message.text == "【进博会】李*人员审核已通过，证件制作中。审核通过后不予退款，不得更换人员。"
