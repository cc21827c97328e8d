"""C33: markup, templates and rare characters that people type are shown as they are and do nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from ciie_portal import clock
from ciie_portal.domain.journey import PersonStatus, UnitStatus
from ciie_portal.domain.work_unit import Industry
from ciie_portal.security import hash_password
from ciie_portal.seeding import demonstration
from ciie_portal.seeding.people import DEMONSTRATION_PASSWORD
from ciie_portal.seeding.plans import Plan
from ciie_portal.store.engine import transaction
from ciie_portal.store.tables import Person, WorkUnit
from tests.browser.people import Buyer
from tests.browser.stack import Stack
from tests.browser.staff import Staff
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser
HIT = "window.hit=1"
UNIT = f"宁波<img src=x onerror={HIT}>字样贸易有限公司"
STREET = f'"><script>{HIT}</script>中山路1号'
PRODUCTS = f"<svg onload={HIT}> {{{{7*7}}}} ${{7*7}} %(name)s {{name}}"
REASON = f"<b onclick={HIT}>请更换</b> {{reason}} %s &amp;"
NAME = "𠮷丽㛃"  # beyond the plane of everyday characters, and from an extension
PLAN = Plan(
    "宁波字样贸易有限公司", "330203", "中山路1号", Industry.TRADE, ("EA-FOOD",), "茶",
    UnitStatus.UNDER_REVIEW, (PersonStatus.AWAITING_UNIT_REVIEW,), 3, 1,
)  # fmt: skip


@pytest.fixture
def unit(running: Stack) -> WorkUnit:
    """Typed and submitted by somebody who tries."""
    now = clock.now()
    edition, cast = demonstration.open_edition(now), demonstration.the_cast()
    password = hash_password(DEMONSTRATION_PASSWORD)
    demonstration.make_unit(PLAN, "+8613900006701", 970, now, edition, password, cast)
    (made,) = running.rows(WorkUnit, WorkUnit.name_zh == PLAN.name)
    with transaction() as session:
        row = session.get_one(WorkUnit, made.id)
        row.name_zh, row.street, row.products_wanted = UNIT, STREET, PRODUCTS
        (person,) = running.rows(Person, Person.unit_id == made.id)
        session.get_one(Person, person.id).name_zh = NAME
    unit: WorkUnit = running.one(WorkUnit, WorkUnit.id == made.id)
    return unit


def shows(visitor: Visitor, *texts: str) -> None:
    for text in texts:
        expect(visitor.page.locator("body")).to_contain_text(text)
    assert visitor.page.evaluate("window.hit") is None
    assert visitor.page.locator("main script, main svg[onload], main img[onerror]").count() == 0


def test_what_is_typed_is_text_on_every_page_and_in_every_message(
    running: Stack, new_context: Callable[..., BrowserContext], unit: WorkUnit
) -> None:
    buyer = Buyer(running, new_context(), mobile="13900006701", password=DEMONSTRATION_PASSWORD)
    buyer.signs_in()
    shows(buyer, UNIT)
    buyer.open("register/check")
    shows(buyer, UNIT, STREET, PRODUCTS, NAME)

    ningbo = Staff(running, new_context(), login="ningbo")
    ningbo.signs_in()
    ningbo.page.goto(f"/zh/desk/units/?q={unit.reference}")
    shows(ningbo, UNIT)
    ningbo.opens_case(unit.reference)
    shows(ningbo, UNIT, STREET, PRODUCTS, NAME)
    ningbo.returns("products_wanted", REASON)

    buyer.open("progress")
    shows(buyer, REASON)
    told = running.sms("13900006701", lambda text: "修改" in text)
    assert f"：{REASON[:20]}…。" in told  # a reason is cut in an SMS, not changed
