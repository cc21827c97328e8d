"""Q4 note, Q9, D8: who is in a certificate request, how each certificate arrives, until when it changes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import col, select

from ciie_portal.actions import checkouts
from ciie_portal.actions.change_delivery import change_delivery_address
from ciie_portal.actions.deliveries import Delivery
from ciie_portal.actions.pay import begin_payment
from ciie_portal.actions.request_certificate import change_request, request_certificates, withdraw_request
from ciie_portal.actions.take_notification import take_notification
from ciie_portal.domain.access import NOBODY
from ciie_portal.domain.certificate import RequestStatus
from ciie_portal.domain.errors import NotPermitted, Rule
from ciie_portal.domain.journey import PersonStatus
from ciie_portal.domain.payment import CheckoutStatus
from ciie_portal.gateways.errors import TemporaryTrouble
from ciie_portal.store.engine import reading
from ciie_portal.store.tables import CertificateRequest, CertificateRequestPerson, Checkout
from tests.actions.money_scene import (
    BookedCashier,
    cashier,
    change_edition,
    express,
    open_key,
    problems,
    refusal,
    requested,
    said,
    same_document,
    scene,
    set_status,
)
from tests.factories import FEE, NOW

__all__ = ["cashier"]


def request_now(reference: str) -> CertificateRequest:
    with reading() as session:
        query = select(CertificateRequest).where(CertificateRequest.reference == reference)
        return session.exec(query).one()


def lines() -> list[CertificateRequestPerson]:
    with reading() as session:
        query = select(CertificateRequestPerson).order_by(col(CertificateRequestPerson.id))
        return list(session.exec(query).all())


def test_a_request_holds_its_persons_their_delivery_and_the_sum_of_their_fees(database: str) -> None:
    at = scene()
    deliveries = [express(at.people[0]), Delivery(at.people[1], "collection", recipient="ignored")]

    made = request_certificates(at.buyer, at.unit.reference, deliveries, NOW)

    assert (made.amount_minor, made.currency, made.version) == (2 * FEE, "CNY", 1)
    kept = [
        (row.method, row.recipient, row.recipient_mobile, row.division_code, row.street) for row in lines()
    ]
    assert kept == [
        ("express", "陈静", "+8613800138000", "330203", "中山西路1号"),
        ("collection", None, None, None, None),
    ]


def test_every_problem_is_named_with_its_person_at_once(database: str) -> None:
    at = scene()
    first, second, _ = at.people
    wrong = express(first, mobile="021 5555", division_code="810000", is_valid_six_months=False)
    deliveries = [wrong, Delivery(second, "counter")]

    assert problems(request_certificates, at.buyer, at.unit.reference, deliveries, NOW) == [
        (f"{first}.mobile", Rule.MAINLAND_MOBILE_NOT_VALID),
        (f"{first}.division_code", Rule.MAINLAND_ADDRESS_ONLY),
        (f"{first}.is_valid_six_months", Rule.ADDRESS_NOT_CONFIRMED),
        (f"{second}.method", Rule.METHOD_NOT_AVAILABLE),
    ]
    assert lines() == []


@pytest.mark.parametrize(
    ("answers", "rule"),
    [
        ({"recipient": "陈\u202e静"}, Rule.UNUSABLE_CHARACTERS),
        ({"recipient": ""}, Rule.REQUIRED),
        ({"recipient": "静" * 41}, Rule.TOO_LONG),
        ({"recipient": "静" * 100_000}, Rule.TOO_LONG),
        ({"street": "\x00"}, Rule.UNUSABLE_CHARACTERS),
        ({"division_code": "330000"}, Rule.REQUIRED),
        ({"division_code": "<b>"}, Rule.MAINLAND_ADDRESS_ONLY),
        ({"division_code": "710000"}, Rule.MAINLAND_ADDRESS_ONLY),
        ({"mobile": "+85291234567"}, Rule.MOBILE_NOT_MAINLAND),
        ({"mobile": "1" * 1000}, Rule.MAINLAND_MOBILE_NOT_VALID),
        ({"method": "pigeon"}, Rule.NOT_AN_OPTION),
    ],
)
def test_bad_answers_are_refused_beside_their_field(
    database: str, answers: dict[str, str], rule: Rule
) -> None:
    at = scene()
    found = problems(
        request_certificates, at.buyer, at.unit.reference, [express(at.people[0], **answers)], NOW
    )
    assert found == [(f"{at.people[0]}.{next(iter(answers))}", rule)]


def test_nobody_is_requested_for_in_an_empty_list(database: str) -> None:
    at = scene()
    assert problems(request_certificates, at.buyer, at.unit.reference, [], NOW) == [
        ("people", Rule.NO_PERSONS)
    ]


@pytest.mark.parametrize("status", [PersonStatus.AWAITING_UNIT_REVIEW, PersonStatus.WAITING_FOR_REVIEW])
def test_only_unpaid_persons_can_be_requested_for(database: str, status: PersonStatus) -> None:
    at = scene(PersonStatus.UNPAID, status)
    assert problems(request_certificates, at.buyer, at.unit.reference, [express(at.people[1])], NOW) == [
        (f"{at.people[1]}.people", Rule.PERSON_NOT_UNPAID)
    ]


def test_a_person_is_in_one_request_at_a_time(database: str) -> None:
    at = scene()
    requested(at, at.people[:1])
    assert problems(request_certificates, at.buyer, at.unit.reference, [express(at.people[0])], NOW) == [
        (f"{at.people[0]}.people", Rule.PERSON_IN_ANOTHER_REQUEST)
    ]


def test_a_document_paid_for_by_another_unit_is_refused_before_any_money(database: str) -> None:
    first, second = scene(), scene()
    same_document(first, second)
    set_status(first.people[0], PersonStatus.WAITING_FOR_REVIEW)
    assert problems(
        request_certificates, second.buyer, second.unit.reference, [express(second.people[0])], NOW
    ) == [(f"{second.people[0]}.people", Rule.DOCUMENT_HAS_CERTIFICATE)]


def test_strangers_and_malformed_references_are_simply_not_found(database: str) -> None:
    at, other = scene(), scene()
    mine = [express(at.people[0])]
    assert refusal(request_certificates, other.buyer, at.unit.reference, mine, NOW) is Rule.NOT_FOUND
    assert (
        refusal(request_certificates, at.buyer, at.unit.reference, [express(other.people[0])], NOW)
        is Rule.NOT_FOUND
    )
    assert refusal(request_certificates, at.buyer, "WU-'; --", mine, NOW) is Rule.NOT_FOUND
    assert refusal(request_certificates, at.buyer, at.unit.reference, [*mine, *mine], NOW) is Rule.NOT_FOUND
    reference = requested(at)
    assert refusal(withdraw_request, other.buyer, reference, 1, NOW) is Rule.NOT_FOUND
    with pytest.raises(NotPermitted):
        request_certificates(NOBODY, at.unit.reference, mine, NOW)


def test_paying_has_its_own_deadline(database: str) -> None:
    at = scene()
    change_edition(at, pays_until=NOW)
    mine = [express(at.people[0])]
    assert refusal(request_certificates, at.buyer, at.unit.reference, mine, NOW) is Rule.PAYMENT_CLOSED
    assert request_certificates(at.buyer, at.unit.reference, mine, NOW - timedelta(seconds=1)).version == 1


def test_an_overseas_unit_collects_at_the_counter(database: str) -> None:
    at = scene(is_overseas=True)
    assert problems(request_certificates, at.buyer, at.unit.reference, [express(at.people[0])], NOW) == [
        (f"{at.people[0]}.method", Rule.METHOD_NOT_AVAILABLE)
    ]
    made = request_certificates(at.buyer, at.unit.reference, [Delivery(at.people[0], "counter")], NOW)
    assert made.amount_minor == FEE


def test_changing_an_open_request_cancels_its_checkout_at_the_provider_first(cashier: BookedCashier) -> None:
    at = scene()
    reference = requested(at)
    begin_payment(at.buyer, reference, NOW)
    cashier.calls.clear()

    changed = change_request(at.buyer, reference, 1, [express(at.people[0])], NOW)

    assert (changed.amount_minor, changed.version) == (FEE, 2)
    assert cashier.calls == ["cancel"]
    assert [one["status"] for one in cashier.checkouts.values()] == ["cancelled"]
    with reading() as session:
        assert session.exec(select(Checkout.status)).all() == [CheckoutStatus.CANCELLED]
    assert request_certificates(at.buyer, at.unit.reference, [express(at.people[1])], NOW).version == 1


def test_nothing_changes_while_the_provider_does_not_answer(cashier: BookedCashier) -> None:
    at = scene()
    reference = requested(at)
    begin_payment(at.buyer, reference, NOW)
    cashier.trouble = TemporaryTrouble("no answer")

    assert refusal(withdraw_request, at.buyer, reference, 1, NOW) is Rule.CASHIER_UNREACHABLE
    assert request_now(reference).status is RequestStatus.OPEN

    cashier.trouble = None
    withdraw_request(at.buyer, reference, 1, NOW)
    assert request_now(reference).status is RequestStatus.CANCELLED


def test_a_request_that_is_being_paid_is_not_withdrawn(cashier: BookedCashier) -> None:
    at = scene()
    reference = requested(at)
    begin_payment(at.buyer, reference, NOW)
    cashier.checkouts[open_key(reference)]["status"] = "paid"

    assert refusal(withdraw_request, at.buyer, reference, 1, NOW) is Rule.PAYMENT_BEING_CONFIRMED
    assert request_now(reference).status is RequestStatus.OPEN


def test_a_crash_after_the_cancellation_is_repaired_by_the_next_try(
    cashier: BookedCashier, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = scene()
    reference = requested(at)
    begin_payment(at.buyer, reference, NOW)
    with monkeypatch.context() as patch:
        patch.setattr(checkouts, "close_in_books", died)
        with pytest.raises(KeyboardInterrupt):
            withdraw_request(at.buyer, reference, 1, NOW)
    assert request_now(reference).status is RequestStatus.OPEN

    address = begin_payment(at.buyer, reference, NOW)

    assert sorted(one["status"] for one in cashier.checkouts.values()) == ["cancelled", "open"]
    assert address.endswith(cashier.checkouts[open_key(reference)]["id"])


def died(*_args: object) -> None:
    raise KeyboardInterrupt


def test_an_older_version_and_a_step_too_late_are_refused_without_touching_the_checkout(
    cashier: BookedCashier,
) -> None:
    at = scene()
    reference = requested(at)
    begin_payment(at.buyer, reference, NOW)
    cashier.calls.clear()

    assert refusal(withdraw_request, at.buyer, reference, 7, NOW) is Rule.CHANGED_MEANWHILE
    take_notification(*said(open_key(reference)), NOW)
    version = request_now(reference).version
    assert refusal(withdraw_request, at.buyer, reference, version, NOW) is Rule.REQUEST_PAID
    assert refusal(change_request, at.buyer, reference, version, [], NOW) is Rule.REQUEST_PAID
    assert cashier.calls == []


def test_a_withdrawn_request_frees_its_persons_and_cannot_be_taken_up_again(database: str) -> None:
    at = scene()
    reference = requested(at)
    withdraw_request(at.buyer, reference, 1, NOW)
    assert [row.is_live for row in lines()] == [False] * 3
    assert refusal(withdraw_request, at.buyer, reference, 2, NOW) is Rule.REQUEST_NOT_OPEN
    assert requested(at) != reference


def test_the_address_of_a_paid_request_changes_until_dispatch(cashier: BookedCashier) -> None:
    at = scene()
    reference = requested(at)
    person = at.people[0]
    moved = express(person, street="人民路2号", recipient="李伟")
    assert refusal(change_delivery_address, at.buyer, moved, NOW) is Rule.STEP_NOT_POSSIBLE

    begin_payment(at.buyer, reference, NOW)
    take_notification(*said(open_key(reference)), NOW)
    change_delivery_address(at.buyer, moved, NOW)
    assert (lines()[0].street, lines()[0].recipient) == ("人民路2号", "李伟")
    assert problems(change_delivery_address, at.buyer, express(person, street=""), NOW) == [
        (f"{person}.street", Rule.REQUIRED)
    ]
    assert problems(change_delivery_address, at.buyer, Delivery(person, "collection"), NOW) == [
        (f"{person}.method", Rule.METHOD_NOT_AVAILABLE)
    ]

    set_status(person, PersonStatus.DISPATCHED)
    assert refusal(change_delivery_address, at.buyer, moved, NOW) is Rule.FIELD_LOCKED
