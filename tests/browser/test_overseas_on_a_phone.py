"""J5: an overseas unit on a phone in English: no code is asked, the organiser reviews, email tells all."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from ciie_portal.domain.journey import PersonStatus, UnitStatus
from ciie_portal.store.tables import Account, Notice, Person, WorkUnit
from tests.browser.overseas import PHONE, Company, OverseasBuyer
from tests.browser.stack import Stack
from tests.browser.staff import Staff

pytestmark = pytest.mark.browser
COMPANY = Company()


def test_an_overseas_buyer_registers_pays_by_card_and_is_told_where_the_certificate_is(
    running: Stack, new_context: Callable[..., BrowserContext]
) -> None:
    buyer = OverseasBuyer(
        running,
        new_context(locale="en-US", size=PHONE),
        locale="en",
        email="amelia.tan@harbour-finch.example",
    )
    desk = Staff(running, new_context(), login="desk")
    personnel = Staff(running, new_context(), login="personnel")
    maker = Staff(running, new_context(), login="maker")

    # no invitation code, no credit code; an email address is proved
    buyer.finds_the_way_from_abroad()
    buyer.signs_up()
    buyer.describes_company(COMPANY)
    buyer.nothing_scrolls_sideways()
    buyer.goes_on("contact")
    buyer.page.locator("#contact_name").wait_for()
    buyer.fill(contact_name="Amelia Tan", contact_mobile="+65 8123 4567", contact_email=buyer.email)
    buyer.goes_on("people")
    buyer.enters_person(COMPANY, 41)
    buyer.goes_on("areas")
    buyer.wants("EA-FOOD")
    buyer.nothing_scrolls_sideways()
    buyer.goes_on("check")
    expect(buyer.page.locator("main")).not_to_contain_text("invitation code")
    buyer.submits()
    buyer.arrives_at("register/submitted")
    reference = buyer.reference()
    unit = running.one(WorkUnit, WorkUnit.reference == reference)
    assert (unit.mission_id, unit.invitation_code_id) == (None, None)
    assert reference in buyer.mail("Registration received", reference)

    # the organiser desk reviews
    desk.signs_in()
    desk.opens_case(reference)
    desk.approves()
    assert buyer.mail("Approved", "pay")

    # the counter is the only way to the certificate; the fee is paid by card
    buyer.open("certificates")
    buyer.sees("counter")
    buyer.goes_to_pay("200.00")
    buyer.pays("card")
    buyer.sees_paid()
    assert buyer.mail("Payment received")

    # passes; told by email how to obtain the certificate, and the dashboard says the same
    person = running.one(Person, Person.unit_id == unit.id)
    personnel.signs_in()
    personnel.passes(person.reference)
    assert buyer.mail("Review passed")
    maker.signs_in()
    maker.makes(person.reference)
    maker.sets_out(person.reference)
    assert buyer.mail("How to obtain your certificate")
    buyer.open("progress")
    buyer.sees("Ready for collection")
    buyer.nothing_scrolls_sideways()

    unit, person = running.one(WorkUnit, WorkUnit.id == unit.id), running.one(Person, Person.id == person.id)
    assert (unit.status, person.status) == (UnitStatus.APPROVED, PersonStatus.READY_FOR_COLLECTION)
    account = running.one(Account, Account.id == unit.account_id)
    told = running.rows(Notice, Notice.unit_id == unit.id)
    assert {(notice.channel, notice.locale, notice.recipient) for notice in told} == {
        ("email", "en", account.email)
    }
    assert [notice.kind for notice in told] == [
        "received",
        "approved",
        "payment_received",
        "passed",
        "how_to_obtain",
    ]
