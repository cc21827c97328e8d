"""The record answers who did what: filtered, page by page, and to nobody beyond their scope."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import BrowserContext, expect

from ciie_portal import clock
from ciie_portal.domain import access
from ciie_portal.domain.journey import PersonStatus, UnitStatus
from ciie_portal.domain.work_unit import Industry
from ciie_portal.lookups.history import PAGE_ROWS
from ciie_portal.seeding import demonstration
from ciie_portal.seeding.plans import Plan
from ciie_portal.store import events
from ciie_portal.store.engine import transaction
from ciie_portal.store.tables import StaffMember, WorkUnit
from tests.browser.stack import Stack
from tests.browser.staff import Staff

pytestmark = pytest.mark.browser

NAME, REVIEWER = "宁波卷宗里贸易有限公司", "陈晓岚"
SEARCHES = PAGE_ROWS + 7


@pytest.fixture(scope="module")
def unit(running: Stack) -> WorkUnit:
    """Approved by the reviewer of Ningbo."""
    plan = Plan(
        NAME, "330203", "中山西路1号", Industry.TRADE, ("EA-FOOD",), "乳制品",
        UnitStatus.APPROVED, (PersonStatus.UNPAID,), 6, 3,
    )  # fmt: skip
    now = clock.now()
    edition, cast = demonstration.open_edition(now), demonstration.the_cast()
    demonstration.make_unit(plan, "+8613900006961", 940, now, edition, "!", cast)
    found: WorkUnit = running.one(WorkUnit, WorkUnit.name_zh == NAME)
    return found


def searches_for_callers(running: Stack) -> None:
    """More than a page of them, by one clerk, before everything else of today."""
    clerk = running.one(StaffMember, StaffMember.login == "helpdesk")
    actor = access.staff(clerk.id, clerk.role, None, name=clerk.name)
    begun = clock.now() - timedelta(days=40)
    with transaction() as session:
        for minute in range(SEARCHES):
            at = begun + timedelta(minutes=minute)
            events.record(session, actor, event="help_search", now=at, reason=f"call {minute}")


def opens_history(running: Stack, context: BrowserContext, login: str) -> Staff:
    staff = Staff(running, context, login=login)
    staff.comes_in()
    staff.open("desk/history")
    staff.page.locator("#reference").wait_for()
    return staff


def searches(staff: Staff, address_says: str) -> None:
    """The form becomes an address, and what it says is shown."""
    staff.press("Search")
    staff.page.wait_for_url(re.compile(re.escape(address_says)))
    expect(staff.page.get_by_role("link", name=staff.says("Clear"), exact=True)).to_be_visible()


def rows(staff: Staff) -> list[str]:
    return staff.page.locator("tbody tr").all_inner_texts()


def test_who_approved_this_unit_and_when(
    running: Stack, unit: WorkUnit, new_context: Callable[..., BrowserContext]
) -> None:
    admin = opens_history(running, new_context(), "admin")
    admin.fill(who=REVIEWER, reference=unit.reference.lower())
    admin.page.locator("#what").select_option("approve")
    searches(admin, "what=approve")
    expect(admin.page.locator("tbody tr")).to_have_count(2)  # the unit, and its person
    for shown in rows(admin):
        assert REVIEWER in shown
        assert unit.reference in shown
    assert unit.status_since.astimezone(clock.BEIJING).strftime("%H:%M") in rows(admin)[0]
    assert admin.page.locator("tbody a").count() == 0  # an administrator opens no case

    # the address says it all: opened again it shows the same; nothing by somebody else, nor on no day
    admin.page.reload()
    expect(admin.page.locator("tbody tr")).to_have_count(2)
    admin.fill(since="2026-02-30")
    searches(admin, "since=2026-02-30")
    admin.sees(admin.says("Nothing found"))
    admin.page.get_by_role("link", name=admin.says("Clear"), exact=True).click()
    expect(admin.page.locator("#who")).to_have_value("")
    expect(admin.page.locator("tbody tr").first).to_be_visible()
    admin.fill(who="顾文静", reference=unit.reference)
    searches(admin, "who=")
    admin.sees(admin.says("Nothing found"))


def test_an_older_page_goes_on_where_the_newer_ended(
    running: Stack, new_context: Callable[..., BrowserContext]
) -> None:
    searches_for_callers(running)
    admin = opens_history(running, new_context(), "admin")
    admin.fill(until=(clock.now() - timedelta(days=38)).strftime("%Y-%m-%d"))
    admin.page.locator("#what").select_option("help_search")
    searches(admin, "what=help_search")
    expect(admin.page.locator("tbody tr")).to_have_count(PAGE_ROWS)
    newer = rows(admin)
    admin.follow("Older")
    expect(admin.page.locator("tbody tr")).to_have_count(SEARCHES - PAGE_ROWS)
    notes = [row.rpartition("call ")[2].strip() for row in [*newer, *rows(admin)]]
    assert notes == [str(minute) for minute in reversed(range(SEARCHES))]
    admin.follow("To the newest")
    expect(admin.page.locator("tbody tr")).to_have_count(PAGE_ROWS)
    assert rows(admin) == newer


def test_a_neighbour_reads_nothing_of_it(
    running: Stack, unit: WorkUnit, new_context: Callable[..., BrowserContext]
) -> None:
    own = opens_history(running, new_context(), "ningbo")
    own.page.goto(f"/zh/desk/history/?reference={unit.reference}")
    own.page.locator("tbody tr").first.wait_for()
    neighbour = opens_history(running, new_context(), "jinhua")
    neighbour.page.goto(f"/zh/desk/history/?reference={unit.reference}")
    neighbour.sees(neighbour.says("Nothing found"))
    assert NAME not in neighbour.page.content()
    assert REVIEWER not in neighbour.page.content()
