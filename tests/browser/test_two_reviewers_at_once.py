"""J12: two reviewers decide one case at the same instant, opposite ways: one wins, one is told so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext

from ciie_portal import clock
from ciie_portal.domain.journey import PersonStatus, UnitStatus
from ciie_portal.domain.work_unit import Industry
from ciie_portal.seeding import demonstration
from ciie_portal.seeding.plans import Plan
from ciie_portal.store.tables import JourneyEvent, Notice, Person, WorkUnit
from tests.browser.stack import Stack, product
from tests.browser.staff import Staff
from tests.sandbox_process import until

pytestmark = pytest.mark.browser
PLAN = Plan(
    "金华同刻灯具有限公司", "330702", "八一南街1号", Industry.TRADE, ("EA-QUALITY",), "家居用品",
    UnitStatus.UNDER_REVIEW, (PersonStatus.AWAITING_UNIT_REVIEW,), 3, 1,
)  # fmt: skip
SOON = 1500  # milliseconds, until both press
numbers = count(1)


@pytest.fixture(params=["sqlite", "postgresql"])
def on_both(request: pytest.FixtureRequest, running: Stack, tmp_path: Path) -> Iterator[Stack]:
    """The running product, or a second one that keeps its data in PostgreSQL."""
    if request.param == "sqlite":
        yield running
        return
    address: str = request.getfixturevalue("postgresql_address")
    with product(tmp_path / "stack", address) as stack:
        yield stack


def make_case() -> None:
    """A unit under review by Jinhua's sub-mission."""
    now = clock.now()
    edition, cast = demonstration.open_edition(now), demonstration.the_cast()
    demonstration.make_unit(PLAN, f"+8613900006{next(numbers):03}", 900, now, edition, "", cast)


def presses_at(staff: Staff, english: str, instant: float) -> None:
    """The page itself presses the button when its clock says so."""
    button = staff.button(english).first
    button.wait_for()
    button.evaluate("(button, at) => setTimeout(() => button.click(), at - Date.now())", instant)


def test_opposite_decisions_at_the_same_instant(
    on_both: Stack, new_context: Callable[..., BrowserContext]
) -> None:
    make_case()
    unit = on_both.one(WorkUnit, WorkUnit.name_zh == PLAN.name)
    jinhua, zhejiang = (
        Staff(on_both, new_context(address=on_both.address), login=name) for name in ("jinhua", "zhejiang")
    )
    for reviewer in (jinhua, zhejiang):
        reviewer.signs_in()
        reviewer.opens_case(unit.reference)
        reviewer.sees(PLAN.name)
    zhejiang.page.locator("input[name='decision'][value='reject']").click()
    zhejiang.page.locator("#reason").fill("所报业务与展区行业不符")

    now: float = zhejiang.page.evaluate("Date.now()")
    presses_at(jinhua, "Approve only", now + SOON)
    presses_at(zhejiang, "Reject only", now + SOON)

    def decided() -> UnitStatus:
        status: UnitStatus = on_both.one(WorkUnit, WorkUnit.id == unit.id).status
        return status

    until(lambda: decided() is not UnitStatus.UNDER_REVIEW, 20)
    won, lost = (jinhua, zhejiang) if decided() is UnitStatus.APPROVED else (zhejiang, jinhua)
    won.sees(won.says("Nothing to decide"))
    lost.sees("该信息已被他人更新")
    moves = on_both.rows(
        JourneyEvent, JourneyEvent.unit_id == unit.id, JourneyEvent.from_status == UnitStatus.UNDER_REVIEW
    )
    assert [move.to_status for move in moves] == [decided()]
    told = on_both.rows(Notice, Notice.unit_id == unit.id)
    kinds = [notice.kind for notice in told if notice.kind != "received"]
    assert kinds == ["approved" if decided() is UnitStatus.APPROVED else "rejected"]
    (person,) = on_both.rows(Person, Person.unit_id == unit.id)
    assert person.status == (
        PersonStatus.UNPAID if decided() is UnitStatus.APPROVED else PersonStatus.AWAITING_UNIT_REVIEW
    )
