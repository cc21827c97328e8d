"""The certificate request, delivery, parcels."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ciie_portal.domain.certificate import (
    DeliveryAddress,
    DeliveryMethod,
    MakingFacts,
    PersonInRequest,
    RequestFacts,
    RequestStatus,
    address_problems,
    check_change_of_people,
    check_making,
    check_request,
    delivery_methods,
    delivery_problems,
    hand_out_event,
    must_cancel_checkout_first,
    parcel_key,
)
from ciie_portal.domain.errors import FieldProblem, Rule, RuleBroken
from ciie_portal.domain.journey import PersonEvent, PersonStatus, UnitStatus

NINGBO = DeliveryAddress("李伟", "+8613812345206", "330203", "青禾路88号", is_valid_six_months=True)
LI_WEI = PersonInRequest(PersonStatus.UNPAID, DeliveryMethod.EXPRESS, NINGBO)
REQUEST = RequestFacts((LI_WEI,), UnitStatus.APPROVED, is_member=True)


def refusal(check, *facts):
    with pytest.raises(RuleBroken) as broken:
        check(*facts)
    return broken.value.rule or [(problem.field, problem.rule) for problem in broken.value.problems]


def test_members_choose_and_others_come_to_the_counter():
    assert delivery_methods(is_member=True) == (DeliveryMethod.EXPRESS, DeliveryMethod.COLLECTION)
    assert delivery_methods(is_member=False) == (DeliveryMethod.COUNTER,)


def test_a_good_address():
    assert address_problems(NINGBO) == []


@pytest.mark.parametrize("division", ["810000", "820000", "710000", "3302", "abcdef"])
def test_express_goes_to_mainland_addresses_only(division):
    problems = address_problems(replace(NINGBO, division_code=division))
    assert problems == [FieldProblem("division_code", Rule.MAINLAND_ADDRESS_ONLY)]


def test_the_address_must_be_confirmed_for_six_months():
    problems = address_problems(replace(NINGBO, is_valid_six_months=False))
    assert problems == [FieldProblem("is_valid_six_months", Rule.ADDRESS_NOT_CONFIRMED)]


def test_every_fault_of_an_address_is_told_at_once():
    rules = [(p.field, p.rule) for p in address_problems(DeliveryAddress(" ", "12", "", "路" * 121))]
    assert rules == [
        ("recipient", Rule.REQUIRED),
        ("street", Rule.TOO_LONG),
        ("mobile", Rule.MAINLAND_MOBILE_NOT_VALID),
        ("division_code", Rule.REQUIRED),
        ("is_valid_six_months", Rule.ADDRESS_NOT_CONFIRMED),
    ]


def test_only_express_needs_an_address():
    assert delivery_problems(DeliveryMethod.COLLECTION, None, is_member=True) == []
    assert delivery_problems(DeliveryMethod.COUNTER, None, is_member=False) == []
    assert len(delivery_problems(DeliveryMethod.EXPRESS, None, is_member=True)) == 4


def test_an_overseas_unit_cannot_choose_express():
    problems = delivery_problems(DeliveryMethod.EXPRESS, NINGBO, is_member=False)
    assert problems == [FieldProblem("method", Rule.METHOD_NOT_AVAILABLE)]


def test_unpaid_persons_of_an_approved_unit_are_requested_for():
    check_request(REQUEST)


def test_a_request_is_refused_before_any_money_is_taken():
    assert (
        refusal(check_request, replace(REQUEST, unit_status=UnitStatus.UNDER_REVIEW))
        is Rule.STEP_NOT_POSSIBLE
    )
    assert refusal(check_request, replace(REQUEST, is_payment_open=False)) is Rule.PAYMENT_CLOSED
    assert refusal(check_request, replace(REQUEST, people=())) == [("people", Rule.NO_PERSONS)]


def test_every_person_who_does_not_fit_is_told_at_once():
    people = (
        LI_WEI,
        replace(LI_WEI, status=PersonStatus.WAITING_FOR_REVIEW),
        replace(LI_WEI, is_in_other_request=True, is_document_taken=True),
    )
    with pytest.raises(RuleBroken) as broken:
        check_request(replace(REQUEST, people=people))
    assert broken.value.problems == (
        FieldProblem("people", Rule.PERSON_NOT_UNPAID, {"person": 2}),
        FieldProblem("people", Rule.PERSON_IN_ANOTHER_REQUEST, {"person": 3}),
        FieldProblem("people", Rule.DOCUMENT_HAS_CERTIFICATE, {"person": 3}),
    )


def test_changing_an_open_request_cancels_its_checkout_first():
    assert must_cancel_checkout_first(RequestStatus.OPEN, has_open_checkout=True)
    assert not must_cancel_checkout_first(RequestStatus.OPEN, has_open_checkout=False)
    assert not must_cancel_checkout_first(RequestStatus.PAID, has_open_checkout=True)


def test_a_paid_request_keeps_its_people():
    check_change_of_people(RequestStatus.OPEN)
    assert refusal(check_change_of_people, RequestStatus.PAID) is Rule.REQUEST_PAID
    assert refusal(check_change_of_people, RequestStatus.CANCELLED) is Rule.REQUEST_NOT_OPEN


def test_a_certificate_needs_both_reviews_and_the_payment():
    due = MakingFacts(UnitStatus.APPROVED, PersonStatus.IN_PRODUCTION, RequestStatus.PAID)
    check_making(due)
    for change in (
        {"unit_status": UnitStatus.UNDER_REVIEW},
        {"person_status": PersonStatus.WAITING_FOR_REVIEW},
        {"person_status": PersonStatus.FAILED},
        {"request_status": RequestStatus.OPEN},
        {"has_live_certificate": True},
    ):
        assert refusal(check_making, replace(due, **change)) is Rule.CERTIFICATE_NOT_DUE
    assert refusal(check_making, replace(due, has_refund=True)) is Rule.REFUND_AND_CERTIFICATE


def test_how_a_finished_certificate_goes_on():
    assert hand_out_event(DeliveryMethod.EXPRESS) is PersonEvent.DISPATCH
    assert hand_out_event(DeliveryMethod.COLLECTION) is PersonEvent.MAKE_READY
    assert hand_out_event(DeliveryMethod.COUNTER) is PersonEvent.MAKE_READY


def test_one_unit_address_and_recipient_make_one_parcel():
    same = replace(NINGBO, street=" 青禾路 88号")
    assert parcel_key("WU-1", NINGBO) == parcel_key("WU-1", same)
    assert parcel_key("WU-1", NINGBO) != parcel_key("WU-2", NINGBO)
    assert parcel_key("WU-1", NINGBO) != parcel_key("WU-1", replace(NINGBO, recipient="陈雨桐"))
