"""Q10: the dashboard says what to do now, who holds it since when, and where everybody stands."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ciie_portal.actions.register_again import register_again
from ciie_portal.domain.certificate import RequestStatus
from ciie_portal.domain.journey import PersonStatus, UnitStatus
from ciie_portal.lookups.progress import progress
from ciie_portal.lookups.shapes.progress import NowShape
from ciie_portal.security import new_key
from ciie_portal.store import events
from ciie_portal.store.engine import transaction
from ciie_portal.store.tables import (
    Checkout,
    Edition,
    ReturnedField,
)
from tests import factories
from tests.factories import FEE, NOW
from tests.lookups.buyer_scene import a_unit, change

LEAVING = (
    "Once a person passes the review, the fee is not refunded and nobody else can take that person's place."
)


def test_a_draft_goes_on_where_it_lacks_something(database: str) -> None:
    actor, _, _ = a_unit(UnitStatus.DRAFT, PersonStatus.DRAFT, mission_id=None)
    now = progress(actor, now=NOW).now
    assert (now.family, now.title, now.deed) == (
        "you",
        "Finish and submit your registration",
        "Continue registration",
    )
    assert now.address.startswith("/en/register/")


def test_while_the_mission_reviews_there_is_nothing_to_do_and_it_says_since_when(database: str) -> None:
    actor, _, _ = a_unit(UnitStatus.UNDER_REVIEW, PersonStatus.AWAITING_UNIT_REVIEW)
    assert progress(actor, now=NOW).now == NowShape(
        family="them",
        who="Zhejiang Trade Mission",
        title="Unit review",
        text="Nothing to do now. Zhejiang Trade Mission has had your registration since 21 November;"
        " usually 5 days.",
    )


def test_the_same_in_chinese(database: str) -> None:
    actor, _, _ = a_unit(UnitStatus.UNDER_REVIEW, PersonStatus.AWAITING_UNIT_REVIEW, locale="zh")
    assert progress(actor, now=NOW).now == NowShape(
        family="them",
        who="浙江交易团",
        title="单位审核中",
        text="目前无需操作。浙江交易团已于11月21日收到注册信息，一般5日内完成审核。",
    )


def test_the_usual_days_are_those_of_the_queue(database: str) -> None:
    actor, unit, _ = a_unit(UnitStatus.UNDER_REVIEW, PersonStatus.AWAITING_UNIT_REVIEW)
    with transaction() as session:
        for _ in range(5):
            for days, before, after in ((11, "draft", "under_review"), (2, "under_review", "rejected")):
                events.record(
                    session,
                    actor,
                    event="test",
                    now=NOW - timedelta(days=days),
                    unit_id=unit.id,
                    from_status=before,
                    to_status=after,
                )
    assert progress(actor, now=NOW).now.text.endswith("usually 9 days.")


def test_a_returned_unit_is_corrected(database: str) -> None:
    actor, unit, _ = a_unit(
        UnitStatus.RETURNED, PersonStatus.AWAITING_UNIT_REVIEW, decision_reason="The scan cannot be read."
    )
    with transaction() as session:
        session.add(
            ReturnedField(unit_id=unit.id, field="licence_file_id", reason="Unreadable", opened_at=NOW)
        )
    assert progress(actor, now=NOW).now == NowShape(
        family="you",
        who="Waiting on you",
        title="Correct your registration and send it back",
        text="Please correct the business licence and submit again. Everything else stays as it is.",
        warning="Reason: The scan cannot be read.",
        deed="Correct and send back",
        address="/en/register/check/",
    )


def test_a_rejected_unit_may_be_corrected_until_the_deadline(database: str) -> None:
    actor, _, _ = a_unit(
        UnitStatus.REJECTED, PersonStatus.AWAITING_UNIT_REVIEW, decision_reason="Not of the industry."
    )
    page = progress(actor, now=NOW)
    before, after = page.now, progress(actor, now=NOW + timedelta(days=60)).now
    assert (before.deed, before.address) == ("Correct and submit again", "/en/register/check/")
    assert (page.stages[1].family, page.stages[1].when) == ("refused", "Not approved on 21 November")
    assert [(one.badge, one.since) for one in page.people] == [("Not approved", "21 November")]
    assert (after.family, after.deed, after.text) == (
        "closed",
        "",
        "Your unit was not approved: Not of the industry. Registration has closed.",
    )


def test_unpaid_persons_are_paid_for(database: str) -> None:
    actor, _, _ = a_unit(UnitStatus.APPROVED, *[PersonStatus.UNPAID] * 3)
    assert progress(actor, now=NOW).now == NowShape(
        family="you",
        who="Waiting on you",
        title="Request the certificates and pay",
        text="Your unit is approved. The personnel review starts when the payment arrives.",
        warning=LEAVING,
        deed="Pay for 3 people · CNY 600.00",
        address="/en/certificates/",
        beneath="CNY 200.00 each",
    )


def test_nobody_is_asked_to_pay_again_while_a_checkout_is_open(database: str) -> None:
    actor, unit, persons = a_unit(UnitStatus.APPROVED, PersonStatus.UNPAID)
    with transaction() as session:
        request = factories.request(session, unit, persons, RequestStatus.OPEN)
        session.add(
            Checkout(
                key=new_key(),
                request_id=request.id,
                provider="cashier",
                amount_minor=FEE,
                currency="CNY",
                created_at=NOW,
            )
        )
    page = progress(actor, now=NOW)
    assert (page.now.family, page.now.title, page.now.deed) == (
        "them",
        "Confirming payment",
        "Check payment result",
    )
    assert page.now.text.endswith("Please do not pay again.")
    assert [(one.family, one.badge) for one in page.people] == [("them", "Confirming payment")]


def test_a_failed_person_leads_to_the_refund(database: str) -> None:
    actor, _, _ = a_unit(UnitStatus.APPROVED, PersonStatus.IN_PRODUCTION, PersonStatus.FAILED)
    assert progress(actor, now=NOW).now == NowShape(
        family="you",
        who="Waiting on you",
        title="Wang Fang 2 did not pass: confirm the refund",
        text="The fee goes back the way it was paid. Nobody else of your unit is affected.",
        deed="Refund for 1 person · CNY 200.00",
        address="/en/refund/",
        beneath="Alipay, usually 3 days",
    )


def test_a_photo_that_came_back_is_replaced(database: str) -> None:
    actor, unit, persons = a_unit(UnitStatus.APPROVED, PersonStatus.RETURNED_BY_REVIEWER)
    change(persons[0], decision_reason="The face is in the shade.")
    with transaction() as session:
        session.add(
            ReturnedField(
                unit_id=unit.id, person_id=persons[0].id, field="photo_file_id", reason="-", opened_at=NOW
            )
        )
    now = progress(actor, now=NOW).now
    assert (now.text, now.warning, now.deed, now.address) == (
        "Please replace photo. The fee paid remains valid.",
        "Reason: The face is in the shade.",
        "Replace the photo of Wang Fang 1",
        f"/en/progress/{persons[0].reference}/",
    )


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (PersonStatus.WAITING_FOR_REVIEW, ("them", "The personnel reviewers", "Waiting for review")),
        (PersonStatus.IN_PRODUCTION, ("them", "The certificate makers", "Certificate being made")),
        (PersonStatus.DISPATCHED, ("them", "The carrier", "On its way")),
        (
            PersonStatus.READY_FOR_COLLECTION,
            ("you", "Waiting on you", "1 certificate is ready for collection"),
        ),
        (PersonStatus.DELIVERED, ("done", "Done", "Nothing more to do")),
        (PersonStatus.COLLECTED, ("done", "Done", "Nothing more to do")),
        (PersonStatus.REFUND_REQUESTED, ("them", "The payment service", "Refund requested")),
        (PersonStatus.REFUNDING, ("them", "The payment service", "Refund under way")),
        (PersonStatus.REFUNDED, ("closed", "Closed", "Nothing more to do")),
        (PersonStatus.LEFT_OUT, ("closed", "Closed", "Nothing more to do")),
        (PersonStatus.AWAITING_UNIT_REVIEW, ("them", "Zhejiang Trade Mission", "Awaiting unit review")),
    ],
)
def test_everything_else_waits_for_somebody_and_asks_nothing(
    database: str, status: PersonStatus, expected: tuple[str, str, str]
) -> None:
    actor, _, _ = a_unit(UnitStatus.APPROVED, status)
    now = progress(actor, now=NOW).now
    assert (now.family, now.who, now.title) == expected
    assert now.deed == ""


def test_the_registration_before_this_one_is_still_in_sight_and_a_strangers_is_not(database: str) -> None:
    actor, before, _ = a_unit(UnitStatus.WITHDRAWN, PersonStatus.WITHDRAWN, mission_id=None)
    with transaction() as session:
        factories.unit(session, session.get_one(Edition, before.edition_id), UnitStatus.DRAFT, None)
    assert progress(actor, now=NOW).earlier == ()
    again = register_again(actor, NOW)
    shown = progress(actor, now=NOW)
    assert (shown.reference, [one.reference for one in shown.earlier]) == (again, [before.reference])
    (one,) = shown.earlier
    assert (one.family, one.badge, one.since) == ("closed", "Withdrawn", "21 November")
    assert one.sentence == "You withdrew this registration on 21 November 2026."
    assert one.people == ("Wang Fang 1: Withdrawn",)
