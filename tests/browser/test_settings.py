"""The administrator's settings: an edition, a colleague who enrols, a mission; wrong answers, a stale tab."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import pyotp
import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from ciie_portal import clock
from ciie_portal.store.engine import transaction
from ciie_portal.store.load_data import DEMONSTRATION
from ciie_portal.store.queries import editions
from ciie_portal.store.tables import Edition, SettingChange, StaffMember, TradeMission
from tests.browser.stack import Stack
from tests.browser.staff import Staff
from tests.browser.visitor import SAVING

pytestmark = pytest.mark.browser

NEXT, COLLEAGUE, MISSION = "NEXT-1", "yu.lan", "TM-13"
PASSWORD = "juniper-ferry-63-basalt"
USED = "This enrolment address is used or expired. Ask the administrator for a new one."
STALE = "Somebody else changed this record meanwhile. What you typed is kept; reload to compare."


@pytest.fixture
def admin(running: Stack, new_context: Callable[..., BrowserContext]) -> Staff:
    admin = Staff(running, new_context(), login="admin")
    admin.comes_in()
    return admin


@contextmanager
def opened_already(code: str) -> Iterator[None]:
    """Its instant of opening lies in the past; there is no false clock in the server."""
    before = move_opening(code)
    try:
        yield
    finally:
        move_opening(code, before)


def move_opening(code: str, to: datetime | None = None) -> datetime:
    with transaction() as session:
        edition = editions.edition_by_code(session, code)
        assert edition is not None
        before, edition.opens_at = edition.opens_at, to or clock.now() - timedelta(seconds=1)
        return before


def other_tab(staff: Staff) -> Page:
    """The same page once more, for the same session."""
    tab = staff.context.new_page()
    tab.goto(staff.page.url)
    tab.locator("main form").first.wait_for()
    return tab


def test_the_next_edition_is_made_from_a_copy_and_opens_when_it_says(running: Stack, admin: Staff) -> None:
    admin.open("desk/settings")
    admin.follow("Editions")
    admin.page.locator("#source").select_option(DEMONSTRATION)
    admin.fill(code="下一届", name_zh="下一届进博会", name_en="The next CIIE")
    admin.press("Make the edition")
    expect(admin.page.locator("#error-summary .errors")).to_be_visible()
    expect(admin.page.locator("#name_zh")).to_have_value("下一届进博会")
    admin.fill(code=NEXT.lower())
    admin.press("Make the edition")
    admin.arrives_at(f"desk/settings/editions/{NEXT}")

    # a fee that is none is refused and kept; a right one is saved, and the list says when it opens
    admin.fill(fee="zwei")
    admin.press("Save")
    expect(admin.page.locator("#error-summary .errors")).to_be_visible()
    expect(admin.page.locator("#fee")).to_have_value("zwei")
    assert running.one(Edition, Edition.code == NEXT).fee_minor == 20_000
    admin.fill(fee="260.50")
    admin.press("Save")
    admin.sees(admin.says("Saved."))
    assert running.one(Edition, Edition.code == NEXT).fee_minor == 26_050
    is_open, is_to_come = (state_in_list(admin, code).inner_text() for code in (DEMONSTRATION, NEXT))
    assert is_open != is_to_come
    with opened_already(NEXT):
        expect(state_in_list(admin, NEXT)).to_have_text(is_open, timeout=SAVING)
        visitor = admin.context.new_page()
        visitor.goto("/zh/")
        expect(visitor.locator("main")).to_contain_text("260.50")
    expect(state_in_list(admin, NEXT)).to_have_text(is_to_come, timeout=SAVING)


def state_in_list(admin: Staff, code: str) -> Locator:
    admin.open("desk/settings/editions")
    row = admin.page.locator("tr", has=admin.page.get_by_text(code, exact=True))
    return row.locator("td").last


def test_a_tab_that_is_behind_overwrites_nothing(running: Stack, admin: Staff) -> None:
    admin.open(f"desk/settings/missions/{MISSION}")
    expect(admin.page.locator("#contact_office")).to_be_visible()
    behind = other_tab(admin)
    admin.fill(contact_phone="call me")
    admin.press("Save")
    expect(admin.page.locator("#error-summary .errors")).to_be_visible()
    expect(admin.page.locator("#contact_phone")).to_have_value("call me")
    admin.fill(contact_office="河北省商务厅外贸处", contact_phone="0311-8700 0000")
    admin.press("Save")
    admin.sees(admin.says("Saved."))

    behind.locator("#contact_office").fill("另一处室")
    behind.get_by_role("button", name=admin.says("Save"), exact=True).first.click()
    expect(behind.get_by_text(admin.says(STALE)).first).to_be_visible()
    expect(behind.locator("#contact_office")).to_have_value("另一处室")
    mission = running.one(TradeMission, TradeMission.code == MISSION)
    assert (mission.contact_office, mission.contact_phone) == ("河北省商务厅外贸处", "0311-8700 0000")

    # what was saved is public at once, and on the record
    visitor = admin.context.new_page()
    visitor.goto(f"/zh/missions/{MISSION}/")
    expect(visitor.locator("main")).to_contain_text("河北省商务厅外贸处")
    changes = running.rows(SettingChange, SettingChange.subject == MISSION)
    assert [(row.field, row.new_text) for row in changes] == [
        ("contact_office", "河北省商务厅外贸处"),
        ("contact_phone", "0311-8700 0000"),
    ]


def test_a_colleague_is_added_enrols_once_and_comes_in(
    running: Stack, admin: Staff, new_context: Callable[..., BrowserContext]
) -> None:
    admin.open("desk/settings/staff")
    admin.fill(login="于 岚", name="于岚")
    admin.page.locator("#role").select_option("secretariat")
    admin.press("Add and show the enrolment address")
    expect(admin.page.locator("#error-summary .errors li")).to_have_count(2)  # the name; no mission
    expect(admin.page.locator("#name")).to_have_value("于岚")
    admin.fill(login=COLLEAGUE)
    admin.page.locator("#mission").select_option(MISSION)
    admin.press("Add and show the enrolment address")
    shown = admin.page.locator("#enrolment .code")
    shown.wait_for()
    address = shown.inner_text()

    colleague = Staff(running, new_context(), login=COLLEAGUE)
    enrols(colleague, address)
    colleague.arrives_at("desk")
    mission = running.one(TradeMission, TradeMission.code == MISSION)
    colleague.sees(mission.name_zh)

    # the address was good once, and the administrator's page shows it no more
    stranger = Staff(running, new_context(), login="nobody")
    stranger.page.goto(address)
    stranger.sees(stranger.says(USED))
    admin.open(f"desk/settings/staff/{COLLEAGUE}")
    expect(admin.page.locator("#name")).to_have_value("于岚")
    assert address not in admin.page.content()

    # who is disabled is out at once
    admin.press("Disable")
    admin.page.locator("dialog[open], [role='dialog']").get_by_role(
        "button", name=admin.says("Disable")
    ).click()
    admin.sees(admin.says("Saved."))
    colleague.open("desk/units")
    colleague.arrives_at("sign-in")
    member = running.one(StaffMember, StaffMember.login == COLLEAGUE)
    assert (member.disabled_at is None, member.mission_id) == (False, mission.id)


def enrols(colleague: Staff, address: str) -> None:
    """With a password and the six digits of an authenticator."""
    colleague.page.goto(address)
    secret = colleague.page.locator("main code.code")
    secret.wait_for()
    colleague.fill(password=PASSWORD, code=pyotp.TOTP(secret.inner_text()).now())
    colleague.press("Finish and sign in")
