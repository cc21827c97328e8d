"""J1: an enterprise in Ningbo, no code, three people: from the first question to the tracking number."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import BrowserContext, expect

from ciie_portal.domain.journey import PersonStatus
from ciie_portal.store.tables import CertificateRequest, Payment, Person, Refund, TradeMission, WorkUnit
from tests.browser.people import Buyer, Firm, Guest
from tests.browser.stack import Stack
from tests.browser.staff import Staff

pytestmark = pytest.mark.browser

GUESTS = (
    Guest("周雨桐", date(1988, 4, 12), "212", mobile="13900007011"),
    Guest("郑志远", date(1979, 11, 3), "217", position="总经理", mobile="13900007012"),
    Guest("韩慧敏", date(1992, 7, 25), "326", position="外贸主管", mobile="13900007013"),
)
FIRM = Firm(guests=GUESTS)
WHY = "宁波市为计划单列市，单独组团，故由宁波交易团审核，而非浙江交易团。"
TRACKING = "SF1398800217745"


def test_three_people_come_from_registration_to_certificates_and_a_refund(
    running: Stack, new_context: Callable[..., BrowserContext]
) -> None:
    buyer = Buyer(running, new_context(), mobile="13900006011")
    ningbo = Staff(running, new_context(), login="ningbo")
    personnel = Staff(running, new_context(), login="personnel")
    maker = Staff(running, new_context(), login="maker")

    # registers without a code; Ningbo's own mission reviews, and the page says why
    buyer.registers(FIRM)
    buyer.submits()
    buyer.arrives_at("register/submitted")
    buyer.sees(WHY)
    reference = buyer.reference()
    unit = running.one(WorkUnit, WorkUnit.reference == reference)
    assert running.one(TradeMission, TradeMission.id == unit.mission_id).code == "TM-3302"
    assert "由宁波交易团审核" in running.sms("13900006011", lambda text: reference in text)

    # the secretariat approves, and the open dashboard changes by itself
    buyer.follow("See progress")
    buyer.arrives_at("progress")
    buyer.sees("单位审核中")
    ningbo.signs_in()
    assert ningbo.finds_in_queue(FIRM.name)
    ningbo.opens_case(reference)
    ningbo.sees(WHY)
    ningbo.approves()
    buyer.sees("¥600.00", seconds=15)

    # one request, one payment for three through the provider's page
    buyer.requests_certificates()
    buyer.goes_to_pay("600.00")
    buyer.pays()
    buyer.open("progress")
    buyer.sees("人员审核")
    people = running.rows(Person, Person.unit_id == unit.id)
    assert [person.status for person in people] == [PersonStatus.WAITING_FOR_REVIEW] * 3

    # two pass, one fails and is told so by SMS
    personnel.signs_in()
    personnel.passes(people[0].reference)
    personnel.fails(people[1].reference, "身份信息核验未通过")
    personnel.passes(people[2].reference)
    assert "退款" in running.sms("13900006011", lambda text: "郑" in text and "退款" in text)

    # the fee of the one who failed goes back, once
    buyer.open("refund")
    buyer.press_containing("200.00")
    buyer.press("Confirm refund")
    buyer.sees("已退款", seconds=40)
    request = running.one(CertificateRequest, CertificateRequest.unit_id == unit.id)
    payment = running.one(Payment, Payment.request_id == request.id)
    refund = running.one(Refund, Refund.payment_id == payment.id)
    assert (payment.amount_minor, payment.refunded_minor) == (60_000, 20_000)
    assert (refund.person_id, refund.amount_minor) == (people[1].id, 20_000)
    assert running.ledger("refund paid", refund=refund.provider_refund) == [20_000]
    assert running.ledger("refund", transaction=payment.provider_transaction) == [20_000]

    # both certificates travel in one parcel; its number stands on the dashboard
    maker.signs_in()
    maker.makes(people[0].reference, people[2].reference)
    maker.sends("顺丰速运", TRACKING, people[0].reference, people[2].reference)
    buyer.open("progress")
    buyer.sees(TRACKING)
    expect(buyer.page.locator("main")).to_contain_text("已退款")
    assert TRACKING in running.sms("13900006011", lambda text: TRACKING in text)
    now = [person.status for person in running.rows(Person, Person.unit_id == unit.id)]
    assert now == [PersonStatus.DISPATCHED, PersonStatus.REFUNDED, PersonStatus.DISPATCHED]
