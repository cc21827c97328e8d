"""A payment that the provider declined: said, tried again, never confused with a later attempt (C19, C21)."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import select

from ciie_portal.actions.pay import begin_payment
from ciie_portal.actions.take_notification import take_notification
from ciie_portal.domain.journey import PersonStatus
from ciie_portal.domain.payment import CheckoutStatus
from ciie_portal.lookups.certificates import certificates
from ciie_portal.lookups.person_progress import person_progress
from ciie_portal.lookups.progress import progress
from ciie_portal.store.engine import reading
from ciie_portal.store.tables import Checkout
from tests.actions import money_scene
from tests.actions.money_scene import BookedCashier, Scene, at_the_cashier, said, scene, statuses
from tests.factories import NOW

cashier = money_scene.cashier
LATER = NOW + timedelta(minutes=1)


def checkout() -> Checkout:
    with reading() as session:
        return session.exec(select(Checkout)).one()


def declined(key: str, at: datetime = NOW, **facts: object) -> str:
    said_so = said(key, now=at, status="declined", method="", **facts)  # type: ignore[arg-type]
    return take_notification(*said_so, at)


def shown(at: Scene, now: datetime = NOW) -> tuple[str, str, bool, bool]:
    """Dashboard, page of the person, request page."""
    request = certificates(at.buyer, now=now).request
    person = person_progress(at.buyer, at.people[0], now=now)
    return progress(at.buyer, now=now).now.title, person.badge, request.is_declined, request.is_confirming


def test_a_declined_payment_is_said_everywhere_with_one_button_to_try_again(cashier: BookedCashier) -> None:
    at = scene()
    _reference, key = at_the_cashier(at)
    assert shown(at) == ("缴费确认中", "缴费确认中", False, True)
    assert declined(key) == "not_paid"
    assert shown(at) == ("缴费失败", "缴费失败", True, False)
    now = progress(at.buyer, now=NOW).now
    assert (now.family, now.deed, now.address) == ("you", "重新缴费 ¥600.00", "/zh/certificates/")
    assert set(statuses(at)) == {PersonStatus.UNPAID}


def test_a_new_attempt_clears_it_and_uses_the_same_checkout(cashier: BookedCashier) -> None:
    at = scene()
    reference, key = at_the_cashier(at)
    declined(key)
    begin_payment(at.buyer, reference, LATER)
    assert shown(at, LATER) == ("缴费确认中", "缴费确认中", False, True)
    assert (checkout().declined_at, len(cashier.checkouts)) == (None, 1)
    assert take_notification(*said(key, now=LATER), LATER) == "settle"
    assert set(statuses(at)) == {PersonStatus.WAITING_FOR_REVIEW}


def test_a_late_word_about_an_older_attempt_changes_nothing(cashier: BookedCashier) -> None:
    at = scene()
    reference, key = at_the_cashier(at)
    begin_payment(at.buyer, reference, LATER)
    assert declined(key, LATER, occurred_at=int(NOW.timestamp())) == "not_paid"
    assert shown(at, LATER) == ("缴费确认中", "缴费确认中", False, True)


def test_the_same_word_twice_and_a_word_after_the_payment_change_nothing(cashier: BookedCashier) -> None:
    at = scene()
    _reference, key = at_the_cashier(at)
    declined(key, event="ev_1")
    assert declined(key, event="ev_1") == "already_known"
    take_notification(*said(key, now=LATER), LATER)
    declined(key, LATER)
    found = checkout()
    assert (found.status, found.declined_at) == (CheckoutStatus.PAID, NOW)
    assert set(statuses(at)) == {PersonStatus.WAITING_FOR_REVIEW}


def test_other_words_and_unknown_checkouts_say_nothing(cashier: BookedCashier) -> None:
    at = scene()
    _reference, key = at_the_cashier(at)
    assert take_notification(*said(key, status="pending"), NOW) == "not_paid"
    assert declined("f" * 32) == "not_paid"
    assert shown(at) == ("缴费确认中", "缴费确认中", False, True)
