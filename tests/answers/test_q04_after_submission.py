"""Q4. The unit is reviewed first, its persons are labelled and locked, then the buyer is asked to pay."""

from __future__ import annotations

import pytest

from ciie_portal.domain.certificate import (
    DeliveryMethod,
    PersonInRequest,
    RequestFacts,
    check_request,
)
from ciie_portal.domain.correction import (
    PersonLockFacts,
    UnitLockFacts,
    every_unit_field,
    open_person_fields,
    open_unit_fields,
)
from ciie_portal.domain.errors import FieldProblem, Rule, RuleBroken
from ciie_portal.domain.journey import (
    PersonEvent,
    PersonStatus,
    UnitEvent,
    UnitStatus,
    move_person,
    move_unit,
)
from ciie_portal.domain.notice import UNIT_NOTICES, NoticeChannel, NoticeKind
from ciie_portal.domain.progress import Now, ProgressFacts, ToDo, what_now
from ciie_portal.domain.work_unit import Category
from ciie_portal.wording.notices import Letterhead, NoticeFacts, compose
from ciie_portal.wording.statuses import person_badge


def test_the_mission_reviews_the_unit_first():
    assert move_unit(UnitStatus.UNDER_REVIEW, UnitEvent.APPROVE) is UnitStatus.APPROVED
    with pytest.raises(RuleBroken):
        move_person(PersonStatus.AWAITING_UNIT_REVIEW, PersonEvent.PASS)


def test_approval_makes_the_labelled_persons_unpaid():
    assert move_person(PersonStatus.AWAITING_UNIT_REVIEW, PersonEvent.APPROVE) is PersonStatus.UNPAID


def test_approval_locks_what_was_submitted():
    before = UnitLockFacts(UnitStatus.UNDER_REVIEW, Category.ENTERPRISE)
    after = UnitLockFacts(UnitStatus.APPROVED, Category.ENTERPRISE)
    fixed = {"category", "credit_code", "invitation_code", "channel"}
    assert open_unit_fields(before) == every_unit_field(Category.ENTERPRISE) - fixed
    assert open_unit_fields(after) == frozenset()
    assert open_person_fields(PersonLockFacts(PersonStatus.UNPAID, UnitStatus.APPROVED)) == frozenset()


def test_approval_sends_the_payment_notice():
    assert UNIT_NOTICES[UnitEvent.APPROVE] is NoticeKind.APPROVED
    facts = NoticeFacts(person_count=3, amount_minor=60000, currency="CNY")
    message = compose(NoticeKind.APPROVED, NoticeChannel.SMS, "zh", facts, Letterhead("进博会"))
    assert message.text == (
        "【进博会】单位审核已通过，3名人员待缴费，共600元。请登录“采购商登录”提交办证申请并缴费。"
    )


def test_an_unpaid_person_can_be_requested_for_and_paid():
    person = PersonInRequest(PersonStatus.UNPAID, DeliveryMethod.COLLECTION)
    check_request(RequestFacts((person,), UnitStatus.APPROVED, is_member=True))
    now = what_now(ProgressFacts(UnitStatus.APPROVED, (PersonStatus.UNPAID,) * 3, is_with_mission=True))
    assert now == Now(ToDo.PAY, person_count=3)


def test_who_is_not_unpaid_cannot_be_paid_again():
    person = PersonInRequest(PersonStatus.WAITING_FOR_REVIEW, DeliveryMethod.COLLECTION)
    with pytest.raises(RuleBroken) as broken:
        check_request(RequestFacts((person,), UnitStatus.APPROVED, is_member=True))
    assert broken.value.problems == (FieldProblem("people", Rule.PERSON_NOT_UNPAID, {"person": 1}),)


def test_after_the_payment_the_status_says_waiting_for_review():
    status = move_person(PersonStatus.UNPAID, PersonEvent.PAY)
    assert person_badge("en", status) == "Waiting for review"
    assert person_badge("zh", status) == "待审核"
