"""Q11: whose fee goes back, how much, the way it came, and how far it is."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import select

from ciie_portal.actions.refund_payment import ask_refund
from ciie_portal.domain.access import buyer
from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.domain.journey import PersonStatus, UnitStatus
from ciie_portal.domain.refund import RefundStatus
from ciie_portal.lookups.refund import refund
from ciie_portal.store.engine import transaction
from ciie_portal.store.tables import Refund
from tests import factories
from tests.factories import NOW
from tests.lookups.buyer_scene import a_unit, change


def test_the_failed_persons_fee_can_be_asked_back(database: str) -> None:
    actor, _, persons = a_unit(UnitStatus.APPROVED, PersonStatus.IN_PRODUCTION, PersonStatus.FAILED)
    page = refund(actor, now=NOW)
    assert (page.askable, page.names, page.amount, page.way) == (
        (persons[1].reference,),
        "Wang Fang 2",
        "CNY 200.00",
        "Alipay",
    )
    assert [(one.reference, one.result, one.refund, one.why_not, one.amount) for one in page.people] == [
        (persons[1].reference, "Not passed", "Confirm the refund", "", "CNY 200.00"),
        (persons[0].reference, "Certificate being made", "", "No refund: the review is passed.", ""),
    ]
    assert page.expected == "The money returns by the way it was paid, usually within 3 working days."


def test_the_steps_say_how_far_it_is(database: str) -> None:
    actor, _, persons = a_unit(UnitStatus.APPROVED, PersonStatus.FAILED)
    assert [(one.name, one.family) for one in refund(actor, now=NOW).steps] == [
        ("Not passed", "refused"),
        ("You confirm", "you"),
        ("It goes to Alipay", "next"),
        ("Back in your account", "next"),
    ]
    ask_refund(actor, persons[0].reference, NOW)
    page = refund(actor, now=NOW)
    assert (page.askable, [one.family for one in page.steps]) == ((), ["refused", "done", "them", "next"])
    assert [(one.refund_family, one.refund) for one in page.people] == [("them", "Refund requested")]
    with transaction() as session:
        row = session.exec(select(Refund)).one()
        row.status, row.paid_at = RefundStatus.PAID, NOW + timedelta(days=2)
    change(persons[0], status=PersonStatus.REFUNDED)
    page = refund(actor, now=NOW + timedelta(days=3))
    assert [one.family for one in page.steps] == ["refused", "done", "done", "done"]
    assert page.steps[3].when == "25 November, 10:00"


def test_a_refund_that_the_provider_refused_is_with_finance(database: str) -> None:
    actor, _, persons = a_unit(UnitStatus.APPROVED, PersonStatus.FAILED)
    ask_refund(actor, persons[0].reference, NOW)
    with transaction() as session:
        session.exec(select(Refund)).one().status = RefundStatus.REFUSED
    change(persons[0], status=PersonStatus.REFUNDING)
    page = refund(actor, now=NOW)
    assert [(one.refund_family, one.refund) for one in page.people] == [("them", "With finance")]


def test_nothing_is_refunded_while_the_review_runs(database: str) -> None:
    actor, _, _ = a_unit(UnitStatus.APPROVED, PersonStatus.WAITING_FOR_REVIEW, PersonStatus.UNPAID)
    page = refund(actor, now=NOW)
    assert (page.askable, page.steps) == ((), ())
    assert [one.why_not for one in page.people] == ["No refund while the review is running."]


def test_before_any_payment_the_page_is_empty(database: str) -> None:
    actor, _, _ = a_unit(UnitStatus.APPROVED, PersonStatus.UNPAID)
    page = refund(actor, now=NOW)
    assert (page.people, page.surplus, page.steps) == ((), (), ())


def test_a_stranger_sees_nothing_of_it(database: str) -> None:
    a_unit(UnitStatus.APPROVED, PersonStatus.FAILED)
    with transaction() as session:
        stranger = buyer(factories.account(session).id)
    with pytest.raises(RuleBroken) as broken:
        refund(stranger, now=NOW)
    assert broken.value.rule is Rule.NOT_FOUND
