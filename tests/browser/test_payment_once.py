"""J10: whatever happens between browser, cashier and portal, a request is paid for once."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

import pytest
from playwright.sync_api import BrowserContext, expect

from ciie_portal import clock
from ciie_portal.domain.journey import PersonStatus, UnitStatus
from ciie_portal.domain.payment import PaymentState
from ciie_portal.domain.refund import RefundReason, RefundStatus
from ciie_portal.domain.work_unit import Industry
from ciie_portal.security import hash_password
from ciie_portal.seeding import demonstration
from ciie_portal.seeding.people import DEMONSTRATION_PASSWORD
from ciie_portal.seeding.plans import Plan
from ciie_portal.store.tables import Checkout, Payment, Person, ProviderNotification, Refund, WorkUnit
from sandbox.books import Books
from tests.browser.people import Buyer
from tests.browser.stack import Stack
from tests.sandbox_process import until

pytestmark = pytest.mark.browser
numbers = count(1)
Contexts = Callable[..., BrowserContext]


@pytest.fixture
def payer(running: Stack, new_context: Contexts) -> Buyer:
    """A buyer of an approved unit with two unpaid people, signed in."""
    number = next(numbers)
    plan = Plan(
        f"宁波清账{'一二三四五六七八九'[number - 1]}号贸易有限公司", "330203", "中山西路1号", Industry.TRADE,
        ("EA-FOOD",), "乳制品", UnitStatus.APPROVED, (PersonStatus.UNPAID, PersonStatus.UNPAID), 3, 1,
    )  # fmt: skip
    now = clock.now()
    edition = demonstration.open_edition(now)
    password = hash_password(DEMONSTRATION_PASSWORD)
    mobile = f"139000068{number:02}"
    cast = demonstration.the_cast()
    demonstration.make_unit(plan, f"+86{mobile}", 600 + 10 * number, now, edition, password, cast)
    buyer = Buyer(running, new_context(), mobile=mobile, password=DEMONSTRATION_PASSWORD)
    buyer.signs_in()
    buyer.unit = running.one(WorkUnit, WorkUnit.name_zh == plan.name)
    return buyer


def statuses(buyer: Buyer) -> set[PersonStatus]:
    return {person.status for person in buyer.stack.rows(Person, Person.unit_id == buyer.unit.id)}


def payments(buyer: Buyer) -> list[Payment]:
    """Those that came for the buyer's checkouts."""
    ours = {checkout.id for checkout in checkouts(buyer)}
    return [row for row in buyer.stack.rows(Payment) if row.checkout_id in ours]


def checkouts(buyer: Buyer) -> list[Checkout]:
    requests = {request.id for request in buyer.requests()}
    return [row for row in buyer.stack.rows(Checkout) if row.request_id in requests]


def test_pay_pressed_twice_opens_one_checkout_and_takes_one_payment(payer: Buyer) -> None:
    payer.requests_certificates()
    payer.page.get_by_role("button", name="400.00").first.dblclick()
    payer.page.wait_for_url(f"{payer.stack.sandbox.url}/pay/*")
    first = payer.page.url
    second = payer.new_tab()
    second.open("certificates")
    second.press("Not paid yet? Back to the payment page")
    second.page.wait_for_url(f"{payer.stack.sandbox.url}/pay/*")
    assert second.page.url.partition("?")[0] == first.partition("?")[0]

    payer.pays()
    second.page.reload()
    expect(second.page.locator("button[value='pay']")).to_have_count(0)

    until(lambda: statuses(payer) == {PersonStatus.WAITING_FOR_REVIEW})
    assert len(checkouts(payer)) == 1
    assert [(row.state, row.amount_minor) for row in payments(payer)] == [(PaymentState.MATCHED, 40_000)]


def test_a_notification_that_comes_twice_is_one_payment(payer: Buyer) -> None:
    payer.stack.sandbox.switch(notification_doubled=True)
    payer.requests_certificates()
    payer.goes_to_pay("400.00")
    payer.pays()

    key = checkouts(payer)[0].key
    until(lambda: notifications_taken(payer.stack, key) == 2)
    inbox = [row.outcome for row in payer.stack.rows(ProviderNotification) if key in row.body]
    assert inbox == ["settle"]
    assert [row.state for row in payments(payer)] == [PaymentState.MATCHED]
    payer.sees_paid()


def notifications_taken(stack: Stack, key: str) -> int:
    books = Books(stack.sandbox.data_dir)
    try:
        rows = books.all("notification")
    finally:
        books.database.close()
    return sum(row["body"]["reference"] == key and row["state"] == "taken" for row in rows)


def test_a_notification_before_the_return_has_settled_when_the_buyer_is_back(payer: Buyer) -> None:
    payer.stack.sandbox.switch(notification_before_return=True)
    payer.requests_certificates()
    payer.goes_to_pay("400.00")
    payer.pays()

    assert statuses(payer) == {PersonStatus.WAITING_FOR_REVIEW}
    payer.sees_paid()
    assert [row.state for row in payments(payer)] == [PaymentState.MATCHED]


def test_a_lost_notification_is_found_when_the_books_are_compared(payer: Buyer) -> None:
    payer.stack.sandbox.switch(notification_lost=True)
    payer.requests_certificates()
    payer.goes_to_pay("400.00")
    payer.pays()

    payer.sees(payer.says("Confirming payment"))
    assert (statuses(payer), payments(payer)) == ({PersonStatus.UNPAID}, [])

    payer.stack.restart_dispatcher()
    until(lambda: statuses(payer) == {PersonStatus.WAITING_FOR_REVIEW}, 20)
    payer.sees_paid()
    assert [row.state for row in payments(payer)] == [PaymentState.MATCHED]


def test_a_second_payment_for_the_same_request_goes_back_unasked(payer: Buyer) -> None:
    payer.requests_certificates()
    payer.goes_to_pay("400.00")
    payer.pays()
    until(lambda: statuses(payer) == {PersonStatus.WAITING_FOR_REVIEW})

    twice = payer.stack.sandbox.pay_once_more(checkouts(payer)[0].provider_checkout)
    assert twice["amount_minor"] == 40_000
    until(lambda: len(payments(payer)) == 2)
    matched, surplus = payments(payer)
    assert (matched.state, matched.refunded_minor) == (PaymentState.MATCHED, 0)
    assert (surplus.state, surplus.refunded_minor) == (PaymentState.SURPLUS, 40_000)

    def refund() -> Refund:
        return payer.stack.one(Refund, Refund.payment_id == surplus.id)

    until(lambda: refund().status is RefundStatus.PAID, 30)
    assert (refund().reason, refund().person_id) == (RefundReason.SECOND_PAYMENT, None)
    assert statuses(payer) == {PersonStatus.WAITING_FOR_REVIEW}
    payer.open("refund")
    payer.sees(payer.says("Money that goes back without asking"))
