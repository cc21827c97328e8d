"""Q4 note, Q9: whom a request is for, how each certificate travels, and no second payment."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ciie_portal.actions.pay import begin_payment
from ciie_portal.domain.access import buyer
from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.domain.journey import PersonStatus, UnitStatus
from ciie_portal.lookups.certificates import certificates
from ciie_portal.lookups.shapes.certificates import DeliveryDraft, OpenRequest
from ciie_portal.store.engine import transaction
from tests import factories
from tests.actions import money_scene
from tests.actions.money_scene import BookedCashier, requested, scene
from tests.factories import NOW
from tests.lookups.buyer_scene import a_unit

cashier = money_scene.cashier


def test_unpaid_persons_are_chosen_and_the_total_follows_their_number(database: str) -> None:
    actor, unit, persons = a_unit(UnitStatus.APPROVED, *[PersonStatus.UNPAID] * 2, PersonStatus.FAILED)
    page = certificates(actor, now=NOW)
    assert (page.unit, page.why_not, page.is_counter) == (unit.reference, "", False)
    assert [(one.reference, one.fee, one.is_chosen) for one in page.people] == [
        (persons[0].reference, "CNY 200.00", True),
        (persons[1].reference, "CNY 200.00", True),
    ]
    assert page.sums == ("0 people × CNY 200.00", "1 person × CNY 200.00", "2 people × CNY 200.00")
    assert page.deeds == ("Pay", "Pay CNY 200.00", "Pay CNY 400.00")


def test_express_is_what_it_begins_with_at_the_contacts_address(database: str) -> None:
    actor, _, _ = a_unit(UnitStatus.APPROVED, PersonStatus.UNPAID)
    assert certificates(actor, now=NOW).begins_with == DeliveryDraft(
        method="express",
        recipient="陈静",
        mobile="13800138000",
        division_code="330203",
        street="中山西路1号",
    )


def test_a_buyer_without_a_mission_collects_at_the_counter(database: str) -> None:
    at = scene(is_overseas=True)
    page = certificates(at.buyer, now=NOW)
    assert (page.is_counter, {one.delivery.method for one in page.people}) == (True, {"counter"})


@pytest.mark.parametrize("status", [UnitStatus.DRAFT, UnitStatus.UNDER_REVIEW, UnitStatus.REJECTED])
def test_before_the_approval_there_is_nothing_to_request(database: str, status: UnitStatus) -> None:
    actor, _, _ = a_unit(status, PersonStatus.AWAITING_UNIT_REVIEW, decision_reason="-")
    page = certificates(actor, now=NOW)
    assert page.people == ()
    assert page.why_not == ("Certificates are requested once your unit is approved. You are told when it is.")


def test_after_the_time_to_pay_it_says_so(database: str) -> None:
    at = scene(pays_until=NOW)
    assert certificates(at.buyer, now=NOW - timedelta(seconds=1)).why_not == ""
    assert certificates(at.buyer, now=NOW).why_not != ""


def test_an_open_request_is_shown_and_its_persons_are_chosen(cashier: BookedCashier) -> None:
    at = scene()
    reference = requested(at, at.people[:2])
    page = certificates(at.buyer, now=NOW)
    assert [one.is_chosen for one in page.people] == [True, True, False]
    assert (page.request.reference, page.request.amount, page.request.is_confirming) == (
        reference,
        "¥400.00",
        False,
    )
    begin_payment(at.buyer, reference, NOW)
    assert certificates(at.buyer, now=NOW).request.is_confirming


def test_what_is_paid_leaves_the_form_and_its_address_can_be_changed(cashier: BookedCashier) -> None:
    at = scene()
    money_scene.paid(at)
    page = certificates(at.buyer, now=NOW)
    assert (page.request, page.people) == (OpenRequest(), ())
    assert [(one.people, one.person, one.how) for one in page.paid] == [(at.people, at.people[0], "快递寄送")]
    assert page.paid[0].goes_to == "陈静 · 138****8000 · 浙江省宁波市海曙区中山西路1号"


def test_a_stranger_sees_nothing_of_it(database: str) -> None:
    a_unit(UnitStatus.APPROVED, PersonStatus.UNPAID)
    with transaction() as session:
        stranger = buyer(factories.account(session).id)
    with pytest.raises(RuleBroken) as broken:
        certificates(stranger, now=NOW)
    assert broken.value.rule is Rule.NOT_FOUND
