"""J2: a government organ without a code asks its mission for one, registers, and collects at the mission."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import BrowserContext, expect

from ciie_portal.domain.journey import PersonStatus
from ciie_portal.store.tables import InvitationCode, Person, TradeMission, WorkUnit
from tests.browser.people import Buyer, Firm, Guest
from tests.browser.stack import Stack
from tests.browser.staff import Staff

pytestmark = pytest.mark.browser
MOBILE = "13900006201"
GUEST = Guest(
    "贺兰舟", date(1981, 9, 17), "206", position="处长", role="government_administrator", mobile="13900007201"
)
ORGAN = Firm(
    "宁波市望京门贸易促进服务局", body="0029384X5", prefix="11", industry="administration",
    has_owner_questions=False, guests=(GUEST,),
)  # fmt: skip


def asks_for_code(buyer: Buyer) -> None:
    """From the check page to the request that was sent."""
    buyer.open("check")
    buyer.tick("where", "mainland")
    buyer.tick("category", "government_organ")
    buyer.tick("code_held", "no")
    buyer.sees(buyer.says("Get an invitation code first"))
    buyer.page.select_option("[id='place']", "TM-3302")
    buyer.page.get_by_role(
        "link", name=buyer.says("Ask {mission} for a code", mission="宁波交易团")
    ).first.click()
    buyer.arrives_at("missions/TM-3302")
    buyer.fill(contact=MOBILE)
    buyer.press("Get a verification code")
    buyer.page.locator("#code").wait_for()
    found = re.search(r"(?<!\d)\d{6}(?!\d)", sms_about(buyer, "验证码"))
    assert found is not None
    buyer.fill(code=found[0])
    buyer.press("Continue")
    buyer.page.locator("#unit_name").wait_for()
    buyer.fill(unit_name=ORGAN.name, reason="率2人到会洽谈农产品采购。", contact_name="贺兰舟")
    buyer.page.select_option("[id='category']", "government_organ")
    buyer.press("Send the request")
    expect(buyer.page.locator("#sent")).to_contain_text("宁波交易团")


def sms_about(buyer: Buyer, word: str) -> str:
    return buyer.stack.sms(MOBILE, lambda text: word in text)


def test_an_organ_asks_for_a_code_registers_and_collects_at_its_mission(
    running: Stack, new_context: Callable[..., BrowserContext]
) -> None:
    buyer = Buyer(running, new_context(), mobile=MOBILE)
    asks_for_code(buyer)

    # the secretariat grants one use to this unit and this number; the code goes out by SMS
    ningbo = Staff(running, new_context(), login="ningbo")
    ningbo.signs_in()
    ningbo.open("desk/codes/requests")
    ningbo.page.get_by_role("link", name=ORGAN.name).click()
    ningbo.arrives_at("desk/codes/requests/")
    ningbo.press("Grant and send the code")
    found = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", sms_about(buyer, "邀请码"))
    assert found is not None

    # with it the organ registers; without a licence, by its mission's rules
    buyer.registers(ORGAN, code=found[0], category="government_organ", expects="宁波交易团")
    buyer.submits()
    buyer.arrives_at("register/submitted")
    reference = buyer.reference()
    unit = running.one(WorkUnit, WorkUnit.reference == reference)
    mission = running.one(TradeMission, TradeMission.id == unit.mission_id)
    spent = running.one(InvitationCode, InvitationCode.id == unit.invitation_code_id)
    assert (mission.code, spent.uses_spent, spent.uses_allowed) == ("TM-3302", 1, 1)
    ningbo.opens_case(reference)
    ningbo.approves()

    # collection by the trade mission, and payment
    buyer.unit = unit
    buyer.open("certificates")
    buyer.tick("all.method", "collection")
    buyer.goes_to_pay("200.00")
    buyer.pays()
    buyer.sees_paid()
    personnel, maker = (Staff(running, new_context(), login=login) for login in ("personnel", "maker"))
    person = running.one(Person, Person.unit_id == unit.id)
    personnel.signs_in()
    personnel.passes(person.reference)
    maker.signs_in()
    maker.makes(person.reference)
    maker.sets_out(person.reference)
    assert "宁波交易团" in sms_about(buyer, "已可领取")
    buyer.open("progress")
    buyer.sees("证件可领取")

    # the secretariat hands it over, and the open dashboard says so by itself
    ningbo.open("desk/handover")
    ningbo.page.locator("tr", has_text=GUEST.name).get_by_role("button").click()
    buyer.sees("已领取")
    assert running.one(Person, Person.unit_id == unit.id).status is PersonStatus.COLLECTED
