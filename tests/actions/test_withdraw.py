"""Withdrawing a unit or a person, any time before payment; the use of a code is free again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ciie_portal.actions import throttles
from ciie_portal.actions.draft_answers import keep_answer
from ciie_portal.actions.withdraw import withdraw_person, withdraw_unit
from ciie_portal.domain.access import NOBODY
from ciie_portal.domain.certificate import DeliveryMethod, RequestStatus
from ciie_portal.domain.errors import NotPermitted, Rule, RuleBroken
from ciie_portal.domain.journey import PersonStatus, UnitStatus
from ciie_portal.domain.payment import CheckoutStatus
from ciie_portal.domain.reference import Prefix
from ciie_portal.store.engine import transaction
from ciie_portal.store.tables import CertificateRequest, CertificateRequestPerson, Checkout
from tests.actions import buyer_scene as given
from tests.actions.buyer_steps import complete, submitted
from tests.actions.desk_scene import events_of, refusal
from tests.factories.rows import NOW, reference


@pytest.fixture(autouse=True)
def nobody_has_tried() -> Iterator[None]:
    throttles.forget_everything()
    yield
    throttles.forget_everything()


def approved(at: given.Scene, actor: given.Actor, person: PersonStatus = PersonStatus.UNPAID) -> None:
    for one in given.people_of(actor):
        given.change_row(one, label_code="trader")
    given.set_status(actor, UnitStatus.APPROVED, person, approved_at=NOW, mission_id=at.tree.ningbo.id)


def test_a_unit_is_withdrawn_with_its_persons_and_its_use_is_free_again(database: str) -> None:
    at = given.scene()
    actor = given.buyer(at)
    submitted(actor, given.a_code(at), people=2)
    keep_answer(actor, "", "street", "half", NOW)
    withdraw_unit(actor, NOW)
    unit = given.unit_of(actor)
    assert (unit.status, unit.code_spent_at) == (UnitStatus.WITHDRAWN, None)
    assert {one.status for one in given.people_of(actor)} == {PersonStatus.WITHDRAWN}
    assert (given.code_rows()[0].uses_spent, given.typed_of(actor)) == (0, {})
    assert ("withdraw", "under_review", "withdrawn") in events_of(unit)
    withdraw_unit(actor, NOW)
    assert given.code_rows()[0].uses_spent == 0


def test_a_draft_may_be_withdrawn_and_gives_nothing_back(database: str) -> None:
    at = given.scene()
    actor = given.buyer(at)
    complete(actor, given.a_code(at))
    withdraw_unit(actor, NOW)
    assert (given.unit_of(actor).status, given.code_rows()[0].uses_spent) == (UnitStatus.WITHDRAWN, 0)


def test_nothing_is_withdrawn_once_a_fee_has_arrived(database: str) -> None:
    at = given.scene()
    actor = given.buyer(at)
    [one] = submitted(actor)
    approved(at, actor, PersonStatus.WAITING_FOR_REVIEW)
    for attempt in (lambda: withdraw_unit(actor, NOW), lambda: withdraw_person(actor, one, None, NOW)):
        with pytest.raises(RuleBroken) as broken:
            attempt()
        assert refusal(broken) == Rule.ALREADY_PAID_FOR


def test_the_last_person_leaves_by_withdrawing_the_unit(database: str) -> None:
    actor = given.buyer(given.scene())
    first, second = submitted(actor, people=2)
    withdraw_person(actor, first, None, NOW)
    with pytest.raises(RuleBroken) as broken:
        withdraw_person(actor, second, None, NOW)
    assert refusal(broken) == Rule.LAST_PERSON
    assert [one.status for one in given.people_of(actor)] == [
        PersonStatus.WITHDRAWN,
        PersonStatus.AWAITING_UNIT_REVIEW,
    ]


def test_a_person_seen_in_an_older_version_stays(database: str) -> None:
    actor = given.buyer(given.scene())
    first, _second = submitted(actor, people=2)
    version = given.people_of(actor)[0].version
    with pytest.raises(RuleBroken) as broken:
        withdraw_person(actor, first, version - 1, NOW)
    assert refusal(broken) == Rule.CHANGED_MEANWHILE


def test_an_open_request_and_its_checkout_end_with_the_person(database: str) -> None:
    at = given.scene()
    actor = given.buyer(at)
    [one] = submitted(actor)
    approved(at, actor)
    unit, [person] = given.unit_of(actor), given.people_of(actor)
    with transaction() as session:
        request = CertificateRequest(
            reference=reference(Prefix.CERTIFICATE_REQUEST),
            unit_id=unit.id or 0,
            amount_minor=20_000,
            currency="CNY",
            created_at=NOW,
        )
        session.add(request)
        session.flush()
        session.add(
            CertificateRequestPerson(
                request_id=request.id or 0,
                person_id=person.id or 0,
                fee_minor=20_000,
                method=DeliveryMethod.COLLECTION,
            )
        )
        session.add(
            Checkout(
                key="k" * 32,
                request_id=request.id or 0,
                provider="sandbox",
                amount_minor=20_000,
                currency="CNY",
                created_at=NOW,
            )
        )
    withdraw_person(actor, one, None, NOW)
    with transaction() as session:
        [request] = given.session_rows(session, CertificateRequest)
        [checkout] = given.session_rows(session, Checkout)
        [line] = given.session_rows(session, CertificateRequestPerson)
        assert (request.status, checkout.status, line.is_live) == (
            RequestStatus.CANCELLED,
            CheckoutStatus.CANCELLED,
            False,
        )
    assert given.people_of(actor)[0].status is PersonStatus.WITHDRAWN


def test_strangers_withdraw_nothing(database: str) -> None:
    at = given.scene()
    actor, stranger = given.buyer(at), given.buyer(at)
    [one] = submitted(actor)
    with pytest.raises(RuleBroken) as broken:
        withdraw_person(stranger, one, None, NOW)
    assert refusal(broken) == Rule.NOT_FOUND
    with pytest.raises(NotPermitted):
        withdraw_unit(NOBODY, NOW)
