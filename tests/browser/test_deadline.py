"""J7: the deadline passes with the form open: refused in words, draft kept; a return is still answered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import BrowserContext, expect

from ciie_portal.domain.journey import UnitStatus
from ciie_portal.store.tables import WorkUnit
from tests.browser.people import Buyer, Firm, Guest
from tests.browser.stack import Stack
from tests.browser.staff import Staff

pytestmark = pytest.mark.browser

CLOSED = "填写内容已保存，但不能再提交。"
SOMEBODY = Guest("宋嘉树", date(1990, 9, 30), "311", mobile="13900007031")
LATE = Firm(name="宁波迟归里贸易有限公司", body="MA2KQ7X43", guests=(SOMEBODY,))
RETURNED = Firm(
    name="宁波回潮里贸易有限公司",
    body="MA2KQ7X44",
    guests=(Guest("唐婉清", date(1991, 1, 8), "402", mobile="13900007032"),),
)


def test_after_the_deadline_a_submission_is_refused_and_a_return_is_answered(
    running: Stack, new_context: Callable[..., BrowserContext]
) -> None:
    in_time = Buyer(running, new_context(), mobile="13900006032")
    in_time.registers(RETURNED)
    in_time.submits()
    in_time.arrives_at("register/submitted")
    reference = in_time.reference()
    ningbo = Staff(running, new_context(), login="ningbo")
    ningbo.signs_in()
    ningbo.opens_case(reference)
    ningbo.returns("contact_name", "请填写负责本次参会的联系人。")

    late = Buyer(running, new_context(), mobile="13900006031")
    late.registers(LATE)
    late.agrees()

    with running.deadline_passed():
        # with the page open before the deadline
        late.press("Confirm and submit")
        late.sees(CLOSED)
        (draft,) = running.rows(WorkUnit, WorkUnit.name_zh == LATE.name)
        assert (draft.status, draft.submitted_at) == (UnitStatus.DRAFT, None)

        # the draft is kept, on another device too
        again = Buyer(running, new_context(), mobile="13900006031")
        again.signs_in()
        again.open("register/check")
        again.sees(LATE.name)
        again.sees(SOMEBODY.name)

        # nobody new begins
        newcomer = Buyer(running, new_context(), mobile="13900006033")
        newcomer.page.goto("/zh/check/?where=mainland&category=enterprise&code_held=no")
        newcomer.sees("截止")
        expect(newcomer.page.get_by_role("link", name=newcomer.says("Start registration"))).to_have_count(0)

        # answering a return is never gated
        in_time.open("register/contact")
        in_time.sees("请填写负责本次参会的联系人。")
        in_time.fill(contact_name="唐婉清")
        in_time.press("Save the change")
        in_time.arrives_at("register/check")
        in_time.press("Send back for review")
        in_time.arrives_at("(progress|register/submitted)")
        unit = running.one(WorkUnit, WorkUnit.reference == reference)
        assert (unit.status, unit.contact_name, unit.is_resubmitted) == (
            UnitStatus.UNDER_REVIEW,
            "唐婉清",
            True,
        )
