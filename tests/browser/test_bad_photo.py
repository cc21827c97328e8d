"""J6: a bad photo comes back after the payment: only the photo opens, the fee stays, colleagues go on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import BrowserContext, expect

from ciie_portal.domain.journey import PersonStatus
from ciie_portal.domain.wizard import PERSON_FIELDS
from ciie_portal.store.tables import Payment, Person, ReturnedField, WorkUnit
from tests.browser.people import Buyer, Firm, Guest
from tests.browser.stack import Stack
from tests.browser.staff import Staff

pytestmark = pytest.mark.browser

WHY = "照片背景过暗，请换一张浅色背景的近照。"
GUESTS = (
    Guest("沈若溪", date(1989, 3, 14), "512", mobile="13900007061"),
    Guest("顾明远", date(1984, 6, 2), "517", mobile="13900007062"),
)
FIRM = Firm(name="宁波换照里贸易有限公司", body="MA2KQ7X61", guests=GUESTS)


def test_only_the_photo_opens_and_everything_else_goes_on(
    running: Stack, new_context: Callable[..., BrowserContext]
) -> None:
    buyer = Buyer(running, new_context(), mobile="13900006061")
    buyer.registers(FIRM)
    buyer.submits()
    buyer.arrives_at("register/submitted")
    reference = buyer.reference()
    unit = running.one(WorkUnit, WorkUnit.reference == reference)
    ningbo = Staff(running, new_context(), login="ningbo")
    ningbo.signs_in()
    ningbo.opens_case(reference)
    ningbo.approves()
    # the provider declines the first attempt; the page says so, and leads back
    buyer.requests_certificates()
    buyer.goes_to_pay("400.00")
    buyer.page.click("button[value='decline']")
    buyer.page.wait_for_url(f"{running.address}/**")
    buyer.sees("缴费失败", seconds=30)
    buyer.open("progress")
    buyer.sees("缴费失败")
    buyer.page.get_by_role("link", name="重新缴费").click()
    buyer.arrives_at("certificates")
    buyer.goes_to_pay("400.00")
    buyer.pays()
    buyer.sees_paid()

    # the reviewer gives one photo back
    bad, good = running.rows(Person, Person.unit_id == unit.id)
    personnel = Staff(running, new_context(), login="personnel")
    personnel.signs_in()
    personnel.returns_photo(bad.reference, WHY)
    personnel.passes(good.reference)
    assert "修改" in running.sms("13900006061", lambda text: "照片" in text)

    # the page of the person asks for the photo and for nothing else
    buyer.open("progress")
    row = buyer.page.locator("tr", has_text=GUESTS[0].name)
    row.get_by_role("link").first.click()
    buyer.arrives_at(f"progress/{bad.reference}")
    buyer.sees(WHY)
    buyer.sees("已缴费用仍然有效")
    form = buyer.page.locator("main form")
    expect(form.locator("input[type='file']")).to_have_count(1)
    for name in set(PERSON_FIELDS) - {"photo_file_id"}:
        expect(form.locator(f"[name='{name}']")).to_have_count(0)
    expect(buyer.page.locator(".answers .locked")).to_have_count(9)
    buyer.press("Save and send back")
    buyer.sees(buyer.says("Upload another photo; this is the one that came back."))
    photo = buyer.page.locator(".file__kept img")
    came_back = photo.get_attribute("src") or ""
    buyer.gives_photo(7)
    expect(photo).not_to_have_attribute("src", came_back)
    buyer.page.wait_for_timeout(700)  # the same form pressed twice at once counts once
    buyer.press("Save and send back")
    buyer.sees(buyer.says("The correction is on its way to the reviewer."))
    buyer.sees("待审核")
    expect(buyer.page.locator("main form")).to_have_count(0)

    now_bad, now_good = running.rows(Person, Person.unit_id == unit.id)
    assert (now_bad.status, now_good.status) == (
        PersonStatus.WAITING_FOR_REVIEW,
        PersonStatus.IN_PRODUCTION,
    )
    assert now_bad.photo_file_id != bad.photo_file_id
    assert (now_bad.name_zh, now_bad.position, now_bad.document_index) == (
        bad.name_zh,
        bad.position,
        bad.document_index,
    )
    (payment,) = running.rows(Payment)[-1:]
    assert (payment.amount_minor, payment.refunded_minor) == (40_000, 0)
    (returned,) = running.rows(ReturnedField, ReturnedField.person_id == bad.id)
    assert (returned.field, returned.answered_at is not None) == ("photo_file_id", True)

    # the reviewer passes the corrected one, and the open page says so by itself
    personnel.passes(bad.reference)
    buyer.sees("制证中", seconds=20)
