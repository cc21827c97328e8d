"""C23, C24: one open checkout for a request, whoever presses how often, whatever dies in between."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlmodel import select

from ciie_portal.actions import checkouts
from ciie_portal.actions.pay import begin_payment
from ciie_portal.actions.request_certificate import withdraw_request
from ciie_portal.actions.take_notification import take_notification
from ciie_portal.domain.access import NOBODY
from ciie_portal.domain.errors import NotPermitted, Rule
from ciie_portal.domain.journey import PersonStatus
from ciie_portal.domain.payment import CheckoutStatus
from ciie_portal.gateways.cashier import OpenedCheckout
from ciie_portal.gateways.errors import PermanentTrouble, TemporaryTrouble
from ciie_portal.store.engine import reading
from ciie_portal.store.tables import Checkout, Outbox
from tests.actions.money_scene import (
    BookedCashier,
    cashier,
    change_edition,
    count,
    open_key,
    refusal,
    requested,
    said,
    same_document,
    scene,
    set_status,
    statuses,
)
from tests.factories import FEE, NOW

__all__ = ["cashier"]


def states() -> list[CheckoutStatus]:
    with reading() as session:
        return list(session.exec(select(Checkout.status).order_by(Checkout.id)).all())  # type: ignore[arg-type]


def test_the_provider_is_told_the_sum_our_key_and_where_the_buyer_returns(cashier: BookedCashier) -> None:
    at = scene()
    reference = requested(at)

    address = begin_payment(at.buyer, reference, NOW)

    ((key, told),) = cashier.checkouts.items()
    assert address == f"http://127.0.0.1:3100/pay/{told['id']}"
    assert (told["reference"], told["amount_minor"], told["currency"]) == (key, 3 * FEE, "CNY")
    assert told["return_url"] == f"http://localhost:3000/zh/certificates/?paid={reference}"
    assert told["notify_url"] == "http://localhost:3000/api/cashier/notifications"
    assert statuses(at) == [PersonStatus.UNPAID] * 3


def test_pressing_ten_times_gives_one_checkout(cashier: BookedCashier) -> None:
    at = scene()
    reference = requested(at)
    addresses = {begin_payment(at.buyer, reference, NOW) for _ in range(10)}
    assert (len(addresses), len(cashier.checkouts), count(Checkout)) == (1, 1, 1)


def test_pressing_in_ten_tabs_at_once_gives_one_checkout(cashier: BookedCashier) -> None:
    at = scene()
    reference = requested(at)
    with ThreadPoolExecutor(10) as tabs:
        addresses = set(tabs.map(lambda _: begin_payment(at.buyer, reference, NOW), range(10)))
    assert (len(addresses), len(cashier.checkouts), states()) == (1, 1, [CheckoutStatus.OPEN])


def test_a_crash_before_the_provider_is_called_is_repaired_with_the_same_key(
    cashier: BookedCashier, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = scene()
    reference = requested(at)
    with monkeypatch.context() as patch:
        patch.setattr(checkouts, "open_at_provider", died)
        with pytest.raises(KeyboardInterrupt):
            begin_payment(at.buyer, reference, NOW)
    key = open_key(reference)

    begin_payment(at.buyer, reference, NOW)

    assert list(cashier.checkouts) == [key]
    assert states() == [CheckoutStatus.OPEN]


def test_a_crash_after_the_provider_answered_is_repaired_with_the_same_key(
    cashier: BookedCashier, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = scene()
    reference = requested(at)
    with monkeypatch.context() as patch:
        patch.setattr(checkouts, "store_number", died)
        with pytest.raises(KeyboardInterrupt):
            begin_payment(at.buyer, reference, NOW)
    ((key, told),) = cashier.checkouts.items()

    address = begin_payment(at.buyer, reference, NOW)

    assert address.endswith(told["id"])
    assert (list(cashier.checkouts), open_key(reference)) == ([key], key)


def died(*_args: object) -> None:
    raise KeyboardInterrupt


def test_a_provider_that_does_not_answer_is_said_in_words_and_tried_again(cashier: BookedCashier) -> None:
    at = scene()
    reference = requested(at)
    cashier.trouble = TemporaryTrouble("no answer")
    assert refusal(begin_payment, at.buyer, reference, NOW) is Rule.CASHIER_UNREACHABLE
    key = open_key(reference)
    cashier.trouble = PermanentTrouble("refused with 422")
    assert refusal(begin_payment, at.buyer, reference, NOW) is Rule.CASHIER_UNREACHABLE
    assert cashier.checkouts == {}
    cashier.trouble = None
    begin_payment(at.buyer, reference, NOW)
    assert key not in cashier.checkouts
    assert states() == [CheckoutStatus.EXPIRED] * 3 + [CheckoutStatus.OPEN]


def test_a_known_address_is_used_while_the_provider_is_silent(cashier: BookedCashier) -> None:
    at = scene()
    reference = requested(at)
    address = begin_payment(at.buyer, reference, NOW)
    cashier.trouble = TemporaryTrouble("no answer")
    assert begin_payment(at.buyer, reference, NOW) == address


def test_a_checkout_that_died_at_the_provider_is_replaced(cashier: BookedCashier) -> None:
    at = scene()
    reference = requested(at)
    first = begin_payment(at.buyer, reference, NOW)
    cashier.checkouts[open_key(reference)]["status"] = "cancelled"
    second = begin_payment(at.buyer, reference, NOW)
    assert first != second
    assert states() == [CheckoutStatus.EXPIRED, CheckoutStatus.OPEN]


def test_who_has_just_paid_is_told_to_wait_instead_of_paying_again(cashier: BookedCashier) -> None:
    at = scene()
    reference = requested(at)
    begin_payment(at.buyer, reference, NOW)
    cashier.checkouts[open_key(reference)]["status"] = "paid"
    assert refusal(begin_payment, at.buyer, reference, NOW) is Rule.PAYMENT_BEING_CONFIRMED
    assert statuses(at) == [PersonStatus.UNPAID] * 3


def test_nobody_pays_again_while_finance_looks_at_what_came(cashier: BookedCashier) -> None:
    at = scene()
    reference = requested(at)
    begin_payment(at.buyer, reference, NOW)
    take_notification(*said(open_key(reference), amount_minor=1), NOW)
    assert refusal(begin_payment, at.buyer, reference, NOW) is Rule.PAYMENT_BEING_CONFIRMED


def test_a_paid_or_withdrawn_request_opens_no_checkout(cashier: BookedCashier) -> None:
    at = scene()
    paid, withdrawn = requested(at, at.people[:1]), requested(at, at.people[1:])
    begin_payment(at.buyer, paid, NOW)
    take_notification(*said(open_key(paid), amount_minor=FEE), NOW)
    withdraw_request(at.buyer, withdrawn, 1, NOW)
    assert refusal(begin_payment, at.buyer, paid, NOW) is Rule.REQUEST_PAID
    assert refusal(begin_payment, at.buyer, withdrawn, NOW) is Rule.REQUEST_NOT_OPEN


def test_paying_ends_with_its_own_deadline(cashier: BookedCashier) -> None:
    at = scene()
    reference = requested(at)
    change_edition(at, pays_until=NOW)
    assert refusal(begin_payment, at.buyer, reference, NOW) is Rule.PAYMENT_CLOSED
    assert begin_payment(at.buyer, reference, NOW - timedelta(microseconds=1)) != ""


def test_a_person_or_document_that_was_paid_for_meanwhile_stops_the_payment(cashier: BookedCashier) -> None:
    at, other = scene(), scene()
    reference = requested(at)
    same_document(other, at)
    set_status(other.people[0], PersonStatus.WAITING_FOR_REVIEW)
    assert refusal(begin_payment, at.buyer, reference, NOW) is Rule.PERSON_NOT_UNPAID
    assert cashier.checkouts == {}


def test_a_stranger_cannot_pay_for_somebody_elses_request(cashier: BookedCashier) -> None:
    at, other = scene(), scene()
    reference = requested(at)
    assert refusal(begin_payment, other.buyer, reference, NOW) is Rule.NOT_FOUND
    assert refusal(begin_payment, other.buyer, "CR-NOTHING", NOW) is Rule.NOT_FOUND
    with pytest.raises(NotPermitted):
        begin_payment(NOBODY, reference, NOW)
    with pytest.raises(NotPermitted):
        begin_payment(at.finance, reference, NOW)


def test_a_checkout_closed_while_the_provider_was_answering_is_cancelled_there(
    cashier: BookedCashier, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = scene()
    reference = requested(at)
    original = checkouts.open_at_provider

    def closed_meanwhile(place: checkouts.Place) -> OpenedCheckout:
        checkouts.close_in_books(place.key, CheckoutStatus.CANCELLED, NOW)
        monkeypatch.setattr(checkouts, "open_at_provider", original)
        return original(place)

    monkeypatch.setattr(checkouts, "open_at_provider", closed_meanwhile)
    begin_payment(at.buyer, reference, NOW)

    assert states() == [CheckoutStatus.CANCELLED, CheckoutStatus.OPEN]
    assert len(cashier.checkouts) == 2
    with reading() as session:
        assert [row.kind for row in session.exec(select(Outbox)).all()] == ["cancel_checkout"]
