"""J11: a rejected unit comes back until the deadline; persons added after the approval take their own way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import BrowserContext, expect

from ciie_portal.domain.journey import PersonStatus, UnitStatus
from ciie_portal.store.tables import Person, WorkUnit
from tests.browser.people import Buyer, Firm, Guest
from tests.browser.stack import Stack
from tests.browser.staff import Staff

pytestmark = pytest.mark.browser

WHY = "经营范围与进口采购无关，请补充说明采购计划。"
FIRST = Guest("陆景行", date(1987, 5, 9), "613", mobile="13900007071")
LATER = (
    Guest("苏晚晴", date(1991, 2, 17), "622", mobile="13900007072"),
    Guest("程子安", date(1982, 8, 30), "631", mobile="13900007073"),
    Guest("白若兰", date(1994, 12, 5), "644", mobile="13900007074"),
)
FIRM = Firm(name="宁波再来里进出口有限公司", body="MA2KQ7X71", guests=(FIRST,))


def test_a_rejected_unit_comes_back_in_time_and_added_persons_go_their_own_way(
    running: Stack, new_context: Callable[..., BrowserContext]
) -> None:
    buyer = Buyer(running, new_context(), mobile="13900006071")
    buyer.registers(FIRM)
    buyer.submits()
    buyer.arrives_at("register/submitted")
    reference = buyer.reference()
    ningbo = Staff(running, new_context(), login="ningbo")
    ningbo.signs_in()
    ningbo.opens_case(reference)
    ningbo.rejects(WHY)
    buyer.open("progress")
    buyer.sees(WHY.rstrip("。"))
    buyer.sees("修改后重新提交")
    assert "前修改后重新提交" in running.sms("13900006071", lambda text: "未通过" in text)

    # not after the deadline, with the page open before it
    buyer.open("register/areas")
    buyer.fill(products_wanted="进口乳制品年采购计划500吨")
    buyer.press("Save the change")
    buyer.arrives_at("register/check")
    expect(buyer.button("Send back for review")).to_be_visible()
    with running.deadline_passed():
        buyer.press("Send back for review")
        buyer.sees("截止")
        unit = running.one(WorkUnit, WorkUnit.reference == reference)
        assert unit.status is UnitStatus.REJECTED
        buyer.open("progress")
        buyer.sees("本届注册已截止")
        expect(buyer.page.get_by_role("link", name="修改后再次提交")).to_have_count(0)
        (person,) = running.rows(Person, Person.unit_id == unit.id)
        buyer.open(f"progress/{person.reference}")
        buyer.sees("单位审核未通过，本届注册已截止。无需缴费。")

    # in time it goes back
    buyer.open("register/check")
    buyer.press("Send back for review")
    buyer.arrives_at("(progress|register/submitted)")
    ningbo.opens_case(reference)
    ningbo.approves()
    unit = running.one(WorkUnit, WorkUnit.reference == reference)
    assert (unit.status, unit.products_wanted) == (UnitStatus.APPROVED, "进口乳制品年采购计划500吨")

    # three more are entered; each is decided singly
    for number, guest in enumerate(LATER, start=11):
        buyer.open("register/people")
        buyer.enters(guest, number, deed="Save and send")
    people = {one.name_zh: one for one in running.rows(Person, Person.unit_id == unit.id)}
    labelled, left_out, returned = (people[guest.name] for guest in LATER)
    assert {one.status for one in (labelled, left_out, returned)} == {PersonStatus.AWAITING_UNIT_REVIEW}
    ningbo.opens_case(reference)
    ningbo.labels_added(labelled.reference)
    ningbo.leaves_out_added(left_out.reference, "名额已满")
    ningbo.returns_added(returned.reference, "position", "请填写现任职务。")
    assert "名额已满" in running.sms("13900006071", lambda text: "未列入" in text)
    now = {one.name_zh: one.status for one in running.rows(Person, Person.unit_id == unit.id)}
    assert now == {
        FIRST.name: PersonStatus.UNPAID,
        LATER[0].name: PersonStatus.UNPAID,
        LATER[1].name: PersonStatus.LEFT_OUT,
        LATER[2].name: PersonStatus.RETURNED_BY_MISSION,
    }

    # the returned one is corrected on the page of the person
    buyer.open(f"progress/{returned.reference}")
    buyer.sees("请填写现任职务。")
    expect(buyer.page.locator("main form input")).to_have_count(1)
    buyer.fill(position="市场总监")
    buyer.press("Save and send back")
    buyer.sees(buyer.says("The correction is on its way to the reviewer."))

    # the one who was left out is entered anew, with the answers that are there
    buyer.open(f"progress/{left_out.reference}")
    buyer.sees("名额已满")
    buyer.press("Enter this person anew")
    buyer.arrives_at("register/people/P-")
    expect(buyer.page.locator("#name_zh")).to_have_value(LATER[1].name)
    buyer.press("Save and send")
    buyer.arrives_at("register/people/$")
    anew = running.rows(Person, Person.unit_id == unit.id)[-1]
    assert (anew.name_zh, anew.status) == (LATER[1].name, PersonStatus.AWAITING_UNIT_REVIEW)
    assert running.one(Person, Person.reference == returned.reference).position == "市场总监"

    # a stranger sees nobody of them
    stranger = Buyer(running, new_context(), mobile="13900006072")
    stranger.finds_the_way("enterprise", has_code=False)
    stranger.signs_up()
    stranger.open(f"progress/{returned.reference}")
    stranger.page.locator(".errors").first.wait_for()
    assert LATER[2].name not in stranger.main_text()
