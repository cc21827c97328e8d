"""The database itself refuses wrong money and second certificates (Q11; rules.md sections 6 and 8)."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlmodel import Session, select

from ciie_portal.domain.certificate import DeliveryMethod, RequestStatus
from ciie_portal.domain.journey import PersonStatus, UnitStatus
from ciie_portal.domain.payment import CheckoutStatus, PaymentState
from ciie_portal.domain.refund import RefundReason
from ciie_portal.store.engine import reading, transaction
from ciie_portal.store.tables import CertificateRequestPerson, Checkout, Payment
from tests import factories
from tests.factories import FEE
from tests.store.world import World, refused

pytestmark = pytest.mark.usefixtures("database")


def test_a_request_has_one_open_checkout_at_a_time() -> None:
    world = World()
    with transaction() as session:
        session.add(world.checkout(status=CheckoutStatus.CANCELLED))
        session.add(world.checkout())

    refused(lambda session: session.add(world.checkout()), "checkout")

    with reading() as session:
        assert len(session.exec(select(Checkout)).all()) == 2


def test_a_person_is_in_one_live_request() -> None:
    world = World()

    refused(
        lambda session: factories.request(session, world.unit, [world.unpaid]), "certificate_request_person"
    )


def test_a_cancelled_request_frees_its_persons() -> None:
    world = World()

    with transaction() as session:
        session.execute(text("UPDATE certificate_request_person SET is_live = false"))
        again = factories.request(session, world.unit, [world.unpaid])

    assert again.reference != world.request.reference


def test_a_payment_never_gives_back_more_than_came_in() -> None:
    world = World()

    def too_much(session: Session) -> None:
        session.get_one(Payment, world.payment.id).refunded_minor = FEE + 1

    def negative(session: Session) -> None:
        session.get_one(Payment, world.payment.id).refunded_minor = -1

    refused(too_much, "never_refunds_more_than_was_paid")
    refused(negative, "never_refunds_more_than_was_paid")


def test_a_providers_transaction_is_recorded_once() -> None:
    world = World()
    transaction_name = world.payment.provider_transaction

    refused(
        lambda session: factories.payment(
            session, provider_transaction=transaction_name, state=PaymentState.UNMATCHED
        ),
        "provider_transaction",
    )


def test_a_request_is_settled_by_one_payment() -> None:
    world = World()

    refused(lambda session: factories.payment(session, request_id=world.payment.request_id), "request_id")


def test_a_settled_payment_names_its_request() -> None:
    World()

    refused(lambda session: factories.payment(session, request_id=None), "matched_has_a_request")


def test_a_person_gets_the_own_fee_back_once() -> None:
    world = World()
    with transaction() as session:
        session.add(world.refund())

    refused(lambda session: session.add(world.refund()), "person_id")


def test_only_a_failed_person_has_a_fee_back_and_surplus_names_nobody() -> None:
    world = World()

    refused(lambda session: session.add(world.refund(person_id=None)), "only_a_failed_person")
    refused(
        lambda session: session.add(world.refund(reason=RefundReason.SECOND_PAYMENT)), "only_a_failed_person"
    )


def test_a_document_has_one_live_certificate_in_an_edition() -> None:
    world = World()
    with transaction() as session:
        session.add(world.certificate(world.paid))
        other_unit = factories.unit(session, world.edition, UnitStatus.UNDER_REVIEW, credit_code="X")
        twin = factories.person(
            session, other_unit, PersonStatus.AWAITING_UNIT_REVIEW, number="330203198501010002"
        )
        other_edition = factories.edition(session)
        session.add(world.certificate(twin, edition_id=other_edition.id))

    assert twin.document_index == world.paid.document_index
    refused(lambda session: session.add(world.certificate(twin)), "certificate")


def test_express_delivery_needs_an_address() -> None:
    world = World()

    def write(session: Session) -> None:
        member = factories.person(session, world.unit, PersonStatus.UNPAID, number="330203198501017777")
        session.add(
            CertificateRequestPerson(
                request_id=world.request.id, person_id=member.id, fee_minor=FEE, method=DeliveryMethod.EXPRESS
            )
        )

    refused(write, "express_has_an_address")


def test_a_paid_request_says_when() -> None:
    world = World()

    def write(session: Session) -> None:
        world.request.status = RequestStatus.PAID
        session.add(world.request)

    refused(write, "paid_has_an_instant")
