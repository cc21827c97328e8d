"""J4: a subsidiary of a central enterprise without a code: asked back, explained, moved at its request."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import BrowserContext, expect

from ciie_portal.domain.transfer import MoveOutcome
from ciie_portal.store.tables import JourneyEvent, MoveRequest, TradeMission, WorkUnit
from tests.browser.people import Buyer, Firm, Guest
from tests.browser.stack import Stack
from tests.browser.staff import Staff

pytestmark = pytest.mark.browser

SUBSIDIARY = Firm(
    name="中粮望潮里食品进口有限公司",
    body="MA2KQ7X49",
    guests=(Guest("谢雨桐", date(1986, 4, 11), "406", mobile="13900007041"),),
)
GROUP = "中央企业交易团中粮集团分团"
ASKS = "单位由宁波国资持股，望由宁波交易团管理"
AGREES = "股权关系经核实属宁波"


def registers(buyer: Buyer) -> None:
    """With no code; its name begins like a group's, and the page asks whether it belongs to it."""
    buyer.finds_the_way("enterprise", has_code=False)
    buyer.signs_up()
    buyer.arrives_at("register/unit")
    buyer.describes_unit(SUBSIDIARY)
    buyer.press("Continue")
    buyer.sees("中粮集团有限公司")
    buyer.tick("belongs_to_group", "yes")
    buyer.goes_on("contact")
    buyer.gives_contact()
    buyer.goes_on("people")
    buyer.enters(SUBSIDIARY.guests[0], 1)
    buyer.goes_on("areas")
    buyer.wants("EA-FOOD")
    buyer.goes_on("check")
    buyer.submits()
    buyer.arrives_at("register/submitted")


def asks_to_be_moved(buyer: Buyer) -> None:
    buyer.open("progress")
    buyer.sees(GROUP)
    buyer.follow("Ask to be moved")
    buyer.arrives_at("move")
    buyer.page.select_option("#wanted_mission", "TM-3302")
    buyer.press("Send the request")
    buyer.sees("请填写申请原因")  # nothing typed is lost, nothing is sent
    expect(buyer.page.locator("#error-summary")).to_be_focused()
    expect(buyer.page.locator("#wanted_mission")).to_have_value("TM-3302")
    # as fast as a person types: a form that is sent twice within a moment is sent once
    buyer.page.locator("#move_reason").press_sequentially(ASKS, delay=60)
    buyer.press("Send the request")
    buyer.arrives_at("progress")
    buyer.sees(f"已申请调整至宁波交易团，申请原因：{ASKS}")
    buyer.open("move")
    buyer.sees("只能申请一次")
    expect(buyer.button("Send the request")).to_have_count(0)


def test_a_subsidiary_is_explained_where_it_belongs_and_moved_at_its_request(
    running: Stack, new_context: Callable[..., BrowserContext]
) -> None:
    buyer = Buyer(running, new_context(), mobile="13900006041")
    registers(buyer)
    buyer.sees(GROUP)
    reference = buyer.reference()
    asks_to_be_moved(buyer)
    buyer.open("progress")

    # the secretariat that has no part in it does not see the unit yet
    ningbo = Staff(running, new_context(), login="ningbo")
    ningbo.signs_in()
    assert not ningbo.finds_in_queue(SUBSIDIARY.name)

    # the organiser desk finds the request under its own tab, with the buyer's words, and moves the unit
    desk = Staff(running, new_context(), login="desk")
    desk.signs_in()
    desk.page.goto("/zh/desk/units/?status=moving")
    desk.page.get_by_role("link", name=SUBSIDIARY.name).click()
    desk.sees(ASKS)
    expect(desk.page.locator("#mission")).to_have_value("TM-3302")
    desk.fill(move_reason=AGREES)
    desk.press("Grant the request")
    moved = re.compile(f"由{GROUP}转至宁波交易团")
    expect(desk.page.locator("main")).to_contain_text(moved, timeout=15_000)
    desk.page.goto("/zh/desk/units/?status=moving")
    desk.page.locator("table, .empty").first.wait_for()
    expect(desk.page.get_by_role("link", name=SUBSIDIARY.name)).to_have_count(0)

    # the buyer reads it without a reload, in the history too, and by SMS; the new mission has the case
    expect(buyer.page.locator("main")).to_contain_text(moved, timeout=60_000)
    buyer.sees(f"贵单位注册由{GROUP}调整至宁波交易团，原因：{AGREES}")
    buyer.sees("此后由宁波交易团审核")
    running.sms(buyer.mobile, lambda text: "已调整至宁波交易团" in text)
    ningbo.open("desk/units")
    expect(ningbo.page.get_by_role("link", name=SUBSIDIARY.name).first).to_be_visible()

    unit = running.one(WorkUnit, WorkUnit.reference == reference)
    asked = running.one(MoveRequest, MoveRequest.unit_id == unit.id)
    mission = running.one(TradeMission, TradeMission.id == unit.mission_id)
    assert (mission.code, asked.outcome, asked.answer) == ("TM-3302", MoveOutcome.MOVED, AGREES)
    record = running.rows(JourneyEvent, JourneyEvent.unit_id == unit.id, JourneyEvent.event == "transfer")
    assert [(row.to_status, row.reason) for row in record] == [("TM-3302", AGREES)]
