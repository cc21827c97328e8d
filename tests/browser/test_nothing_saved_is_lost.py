"""J8: whatever happens to browser, session or server in mid-wizard, nothing that was saved is lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from playwright.sync_api import BrowserContext, expect
from sqlmodel import select

from ciie_portal import clock
from ciie_portal.domain.journey import UnitStatus
from ciie_portal.store.engine import transaction
from ciie_portal.store.tables import Account, WebSession, WorkUnit
from tests.browser.people import Buyer, Firm, Guest
from tests.browser.stack import Stack

pytestmark = pytest.mark.browser
GUEST = Guest("宋知微", date(1986, 3, 21), "408", mobile="13900007081")
FIRM = Firm("宁波守夜灯进出口有限公司", ("33", "3302", "330203"), "MA2KQ8H12", guests=(GUEST,))
MOBILE = "13900006081"


def has(buyer: Buyer, **answers: str) -> None:
    for name, text in answers.items():
        expect(buyer.page.locator(f"[id='{name}']")).to_have_value(text)


def leaves_field(buyer: Buyer, name: str, text: str) -> None:
    """Typed, left, and said to be saved."""
    field = buyer.page.locator(f"[id='{name}']")
    field.fill(text)
    field.blur()
    expect(buyer.page.locator(".saved:visible").first).to_be_visible()


def expire_session(stack: Stack) -> None:
    account = stack.one(Account, Account.mobile == f"+86{MOBILE}")
    with transaction() as session:
        for row in session.exec(select(WebSession).where(WebSession.account_id == account.id)):
            row.expires_at = clock.now() - timedelta(seconds=1)


def test_reload_back_second_tab_restart_expiry_and_another_browser(
    running: Stack, new_context: Callable[..., BrowserContext]
) -> None:
    buyer = Buyer(running, new_context(), mobile=MOBILE)
    buyer.finds_the_way("enterprise", has_code=False)
    buyer.signs_up()
    buyer.arrives_at("register/unit")
    buyer.describes_unit(FIRM)
    buyer.goes_on("contact")
    buyer.page.locator("#contact_name").wait_for()
    leaves_field(buyer, "contact_name", "江砚秋")

    # reload, back and forward
    buyer.page.reload()
    has(buyer, contact_name="江砚秋")
    buyer.page.go_back()
    buyer.arrives_at("register/unit")
    has(buyer, name_zh=FIRM.name, credit_code=FIRM.credit_code, division_code=FIRM.division[2])
    buyer.page.go_forward()
    buyer.arrives_at("register/contact")
    has(buyer, contact_name="江砚秋")

    # a second tab changes another page; the first one goes on without undoing it
    other = buyer.new_tab()
    other.open("register/unit")
    has(other, name_zh=FIRM.name)
    other.fill(street="药行街88号6层")
    other.goes_on("contact")
    buyer.fill(contact_mobile=MOBILE)
    buyer.gives_contact()
    buyer.goes_on("people")
    buyer.open("register/unit")
    has(buyer, street="药行街88号6层")

    # the server ends and comes back while the page is open
    buyer.open("register/people")
    buyer.press("Add a person")
    buyer.arrives_at("register/people/P-")
    leaves_field(buyer, "position", "采购总监")
    running.restart_portal()
    leaves_field(buyer, "mobile", GUEST.mobile)
    buyer.page.reload()
    has(buyer, position="采购总监", mobile=GUEST.mobile)
    place = buyer.page.url

    # the session ends: sign in again, and be where one was
    expire_session(running)
    buyer.press("Save this person")
    buyer.arrives_at("sign-in")
    buyer.fill(name=MOBILE, password=buyer.password)
    buyer.press("Sign in")
    expect(buyer.page).to_have_url(place)
    has(buyer, position="采购总监", mobile=GUEST.mobile)

    # another browser takes the draft up where it stands and submits it
    elsewhere = Buyer(running, new_context(size={"width": 360, "height": 740}), mobile=MOBILE)
    elsewhere.signs_in()
    elsewhere.page.goto(place)
    has(elsewhere, position="采购总监", mobile=GUEST.mobile)
    elsewhere.describes(GUEST, 81)
    elsewhere.open("register/areas")
    elsewhere.wants("EA-FOOD")
    elsewhere.goes_on("check")
    elsewhere.submits()
    elsewhere.arrives_at("register/submitted")
    (unit,) = running.rows(WorkUnit, WorkUnit.name_zh == FIRM.name)
    assert (unit.status, unit.contact_name, unit.street) == (
        UnitStatus.UNDER_REVIEW,
        "陈静",
        "药行街88号6层",
    )

    # the tab that stayed behind cannot submit it twice
    other.open("register/check")
    expect(other.page.get_by_role("button", name=other.says("Confirm and submit"))).to_have_count(0)
