"""J3: a sub-mission's code: its reviewer and the parent see the case, the neighbour does not, by no way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import BrowserContext, expect

from ciie_portal.domain.journey import UnitStatus
from ciie_portal.store.tables import InvitationCode, TradeMission, WorkUnit
from tests.browser.people import Buyer, Firm, Guest
from tests.browser.stack import Stack
from tests.browser.staff import Staff

pytestmark = pytest.mark.browser

INSTITUTION = Firm(
    name="金华望潮里农业科学研究所",
    division=("33", "3307", "330702"),
    prefix="12",
    industry="research",
    guests=(Guest("叶文君", date(1984, 2, 9), "304", role="scientific_researcher", mobile="13900007021"),),
)


def test_a_case_is_seen_by_its_sub_mission_and_the_parent_and_by_no_neighbour(
    running: Stack, new_context: Callable[..., BrowserContext]
) -> None:
    jinhua = Staff(running, new_context(), login="jinhua")
    jinhua.signs_in()
    code = jinhua.issues_code()

    # the institution cannot do without; the code shows its mission before going on
    buyer = Buyer(running, new_context(), mobile="13900006021")
    buyer.registers(INSTITUTION, code=code, category="public_institution", expects="浙江交易团金华分团")
    buyer.submits()
    buyer.arrives_at("register/submitted")
    buyer.sees("浙江交易团金华分团")
    reference = buyer.reference()

    # its reviewer, and the parent mission
    assert jinhua.finds_in_queue(INSTITUTION.name)
    zhejiang = Staff(running, new_context(), login="zhejiang")
    zhejiang.signs_in()
    assert zhejiang.finds_in_queue(INSTITUTION.name)
    zhejiang.opens_case(reference)
    expect(zhejiang.page.locator("h1")).to_have_text(INSTITUTION.name)

    # the neighbour: not in the queue, not by search, not by its reference
    ningbo = Staff(running, new_context(), login="ningbo")
    ningbo.signs_in()
    assert not ningbo.finds_in_queue(INSTITUTION.name)
    ningbo.page.goto(f"/zh/desk/units/?q={reference}")
    ningbo.page.locator(".empty").wait_for()
    ningbo.opens_case(reference)
    ningbo.sees("没有该单位")
    assert INSTITUTION.name not in ningbo.page.content()

    # its reviewer decides, and the use of the code is the unit's
    jinhua.opens_case(reference)
    jinhua.approves()
    unit = running.one(WorkUnit, WorkUnit.reference == reference)
    mission = running.one(TradeMission, TradeMission.id == unit.mission_id)
    spent = running.one(InvitationCode, InvitationCode.id == unit.invitation_code_id)
    assert (unit.status, mission.code, spent.uses_spent) == (UnitStatus.APPROVED, "TM-33-JH", 1)
