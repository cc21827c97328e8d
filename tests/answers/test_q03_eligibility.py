"""Q3. Registering is not yet admission: two reviews and the payment come before the certificate."""

from __future__ import annotations

import pytest

from ciie_portal.domain.certificate import MakingFacts, RequestStatus, check_making
from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.domain.journey import (
    PERSON_MOVES,
    PersonEvent,
    PersonStatus,
    UnitEvent,
    UnitStatus,
    move_person,
    move_unit,
)
from ciie_portal.domain.notice import NoticeChannel, NoticeKind
from ciie_portal.wording.notices import Letterhead, NoticeFacts, compose


def test_submitting_begins_the_review_of_the_unit_and_is_not_yet_admission():
    assert move_unit(UnitStatus.DRAFT, UnitEvent.SUBMIT) is UnitStatus.UNDER_REVIEW
    assert move_person(PersonStatus.DRAFT, PersonEvent.SUBMIT) is PersonStatus.AWAITING_UNIT_REVIEW


def test_the_buyer_is_told_that_registration_is_not_yet_admission():
    facts = NoticeFacts(unit_name="Acme Ltd", reference="WU-7K2M9QX4")
    message = compose(NoticeKind.RECEIVED, NoticeChannel.EMAIL, "en", facts, Letterhead("CIIE"))
    assert "Registration is not yet admission" in message.text
    message = compose(NoticeKind.RECEIVED, NoticeChannel.EMAIL, "zh", facts, Letterhead("进博会"))
    assert "注册不代表已取得参观资格" in message.text


def test_the_order_is_unit_review_payment_personnel_review_certificate():
    status = PersonStatus.DRAFT
    seen = [status]
    for event in (
        PersonEvent.SUBMIT,
        PersonEvent.APPROVE,
        PersonEvent.PAY,
        PersonEvent.PASS,
        PersonEvent.DISPATCH,
        PersonEvent.DELIVER,
    ):
        status = move_person(status, event)
        seen.append(status)
    assert seen == [
        PersonStatus.DRAFT,
        PersonStatus.AWAITING_UNIT_REVIEW,
        PersonStatus.UNPAID,
        PersonStatus.WAITING_FOR_REVIEW,
        PersonStatus.IN_PRODUCTION,
        PersonStatus.DISPATCHED,
        PersonStatus.DELIVERED,
    ]


def test_there_is_no_way_around_a_review():
    into_production = [move for move, target in PERSON_MOVES.items() if target is PersonStatus.IN_PRODUCTION]
    assert into_production == [(PersonStatus.WAITING_FOR_REVIEW, PersonEvent.PASS)]
    into_unpaid = [move for move, target in PERSON_MOVES.items() if target is PersonStatus.UNPAID]
    assert into_unpaid == [(PersonStatus.AWAITING_UNIT_REVIEW, PersonEvent.APPROVE)]


def test_the_certificate_is_made_when_everything_before_it_passed():
    check_making(MakingFacts(UnitStatus.APPROVED, PersonStatus.IN_PRODUCTION, RequestStatus.PAID))


@pytest.mark.parametrize(
    ("unit", "person", "request_status"),
    [
        (UnitStatus.UNDER_REVIEW, PersonStatus.AWAITING_UNIT_REVIEW, RequestStatus.OPEN),
        (UnitStatus.REJECTED, PersonStatus.AWAITING_UNIT_REVIEW, RequestStatus.OPEN),
        (UnitStatus.APPROVED, PersonStatus.UNPAID, RequestStatus.OPEN),
        (UnitStatus.APPROVED, PersonStatus.WAITING_FOR_REVIEW, RequestStatus.PAID),
        (UnitStatus.APPROVED, PersonStatus.FAILED, RequestStatus.PAID),
    ],
)
def test_no_certificate_before_both_reviews_and_the_payment(unit, person, request_status):
    with pytest.raises(RuleBroken) as broken:
        check_making(MakingFacts(unit, person, request_status))
    assert broken.value.rule is Rule.CERTIFICATE_NOT_DUE
