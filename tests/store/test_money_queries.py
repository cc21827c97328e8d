"""Cancelling a request frees its persons, refunds are reserved, messages come in once (C21, C25)."""

from __future__ import annotations

import threading

import pytest
from sqlmodel import select

from ciie_portal.domain.certificate import RequestStatus
from ciie_portal.domain.journey import PersonStatus
from ciie_portal.store.engine import reading, transaction
from ciie_portal.store.queries import money
from ciie_portal.store.tables import CertificateRequest, Payment, ProviderNotification
from tests import factories
from tests.factories import FEE, NOW
from tests.store.world import World

pytestmark = pytest.mark.usefixtures("database")


def test_a_cancelled_request_frees_its_persons_for_another() -> None:
    world = World()
    with transaction() as session:
        request = session.get_one(CertificateRequest, world.request.id)
        assert money.live_line_of(session, world.unpaid.id) is not None
        money.cancel_request(session, request, NOW)

    with transaction() as session:
        assert money.live_line_of(session, world.unpaid.id) is None
        factories.request(session, world.unit, [world.unpaid])
        cancelled = session.get_one(CertificateRequest, world.request.id)

    assert (cancelled.status, cancelled.cancelled_at, cancelled.version) == (RequestStatus.CANCELLED, NOW, 2)


def test_lines_checkout_and_payment_of_a_request_are_found() -> None:
    world = World()

    with transaction() as session:
        assert [person.id for _, person in money.lines_of(session, world.request.id)] == [world.unpaid.id]
        assert money.matched_payment_of(session, world.request.id) is None
        paid_request = world.payment.request_id or 0
        assert money.matched_payment_of(session, paid_request, for_update=True) is not None
        session.add(world.checkout(key="ours"))
        session.flush()
        opened = money.open_checkout_of(session, world.request.id)
        assert opened is not None
        assert opened.key == "ours"
        assert money.open_checkout_of(session, paid_request) is None
        transaction_name = world.payment.provider_transaction
        assert money.payment_by_transaction(session, "sandbox", transaction_name) is not None
        assert money.payment_by_transaction(session, "another", transaction_name) is None


def test_refunds_of_a_payment_never_pass_what_came_in_even_side_by_side() -> None:
    world = World()
    with transaction() as session:
        member = factories.person(session, world.unit, PersonStatus.FAILED, number="330203198501018888")
        factories.request(session, world.unit, [member])
        payment = factories.payment(session, request_id=None, state="unmatched", amount_minor=3 * FEE)
    won: list[bool] = []
    start = threading.Barrier(6)

    def reserve() -> None:
        start.wait()
        with transaction() as session:
            won.append(money.reserve_refund(session, payment.id, FEE))

    threads = [threading.Thread(target=reserve) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with reading() as session:
        assert (sum(won), session.get_one(Payment, payment.id).refunded_minor) == (3, 3 * FEE)


@pytest.mark.parametrize("amount", [0, -FEE, FEE + 1])
def test_nothing_negative_empty_or_too_large_is_reserved(amount: int) -> None:
    world = World()

    with transaction() as session:
        assert not money.reserve_refund(session, world.payment.id, amount)
        assert session.get_one(Payment, world.payment.id).refunded_minor == 0


def test_the_same_message_fifty_times_at_once_lies_in_the_inbox_once() -> None:
    taken: list[bool] = []
    start = threading.Barrier(5)

    def deliver() -> None:
        start.wait()
        for _ in range(10):
            with transaction() as session:
                row = money.take_in(session, "sandbox", "event-1", kind="paid", body="{}", now=NOW)
                taken.append(row is not None)

    threads = [threading.Thread(target=deliver) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (len(taken), sum(taken)) == (50, 1)
    with reading() as session:
        assert [row.event for row in session.exec(select(ProviderNotification))] == ["event-1"]


def test_a_message_that_is_there_already_leaves_the_rest_of_the_transaction_alone() -> None:
    with transaction() as session:
        money.take_in(session, "sandbox", "event-1", kind="paid", body="{}", now=NOW)
    with transaction() as session:
        assert money.take_in(session, "sandbox", "event-1", kind="paid", body="{}", now=NOW) is None
        assert money.take_in(session, "sandbox", "event-2", kind="paid", body="{}", now=NOW) is not None

    with reading() as session:
        events = [row.event for row in session.exec(select(ProviderNotification))]
    assert sorted(events) == ["event-1", "event-2"]
