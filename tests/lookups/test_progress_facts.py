"""Q10: the dashboard's lines of stages, people, parcels, messages and answers; nothing for a stranger."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from ciie_portal.domain.access import StaffRole, buyer, staff
from ciie_portal.domain.certificate import ParcelStatus
from ciie_portal.domain.errors import NotPermitted, Rule, RuleBroken
from ciie_portal.domain.journey import PersonStatus, UnitStatus
from ciie_portal.domain.notice import NoticeChannel, NoticeKind
from ciie_portal.domain.reference import Prefix
from ciie_portal.domain.work_unit import Category, Channel
from ciie_portal.lookups.progress import progress
from ciie_portal.security import new_key
from ciie_portal.store.engine import transaction
from ciie_portal.store.tables import (
    Certificate,
    Notice,
    NoticeState,
    Parcel,
    Person,
    WorkUnit,
)
from tests import factories
from tests.factories import NOW
from tests.lookups.buyer_scene import a_unit


def test_the_units_stages_say_when(database: str) -> None:
    actor, _, _ = a_unit(UnitStatus.APPROVED, PersonStatus.IN_PRODUCTION, PersonStatus.FAILED)
    assert [(one.name, one.family, one.when, one.is_current) for one in progress(actor, now=NOW).stages] == [
        ("Submission", "done", "20 November, 10:00", False),
        ("Review of the unit", "done", "21 November, 10:00", False),
        ("Request and pay", "done", "22 November, 14:00 · CNY 400.00", False),
        ("Personnel review", "done", "1 passed, 1 not", False),
        ("Certificate and delivery", "them", "1 certificate being made", True),
    ]


def test_each_person_has_a_line_with_dots_badge_and_what_it_means(database: str) -> None:
    actor, _, persons = a_unit(UnitStatus.APPROVED, PersonStatus.UNPAID, PersonStatus.FAILED)
    lines = progress(actor, now=NOW).people
    assert [(one.reference, one.dots, one.family, one.badge, one.since) for one in lines] == [
        (persons[0].reference, ("done", "done", "you", "next", "next"), "you", "Unpaid", "22 November"),
        (
            persons[1].reference,
            ("done", "done", "done", "refused", "you"),
            "refused",
            "Not passed",
            "22 November",
        ),
    ]
    assert [one.sentence for one in lines] == [
        "Submit the certificate request and pay CNY 200.00.",
        "The personnel review was not passed. You can apply for a refund.",
    ]
    assert [one.can_withdraw for one in lines] == [True, False]


def test_the_tracking_number_stands_on_the_dashboard(database: str) -> None:
    actor, unit, persons = a_unit(UnitStatus.APPROVED, PersonStatus.DISPATCHED)
    parcel = in_a_parcel(unit, persons[0])
    page = progress(actor, now=NOW)
    assert page.people[0].sentence == "Sent by SF Express, tracking number SF1234567890."
    assert [(one.names, one.how, one.tracking, one.person) for one in page.deliveries] == [
        ("Wang Fang 1", "Express delivery", "SF Express SF1234567890", "")
    ]
    with transaction() as session:
        session.get_one(Parcel, parcel).status = ParcelStatus.CAME_BACK
    page = progress(actor, now=NOW)
    assert (page.now.family, page.now.title) == ("you", "A parcel came back: check the address")
    assert page.people[0].badge == "Parcel returned"


def in_a_parcel(unit: WorkUnit, person: Person) -> int:
    with transaction() as session:
        parcel = Parcel(
            key=new_key(),
            unit_id=unit.id,
            carrier="SF Express",
            tracking_number="SF1234567890",
            dispatched_at=NOW,
        )
        session.add(parcel)
        session.flush()
        session.add(
            Certificate(
                reference=factories.reference(Prefix.CERTIFICATE),
                person_id=person.id,
                edition_id=unit.edition_id,
                document_index=person.document_index,
                label_code="trader",
                made_at=NOW,
                parcel_id=parcel.id,
            )
        )
        return parcel.id


def test_messages_are_shown_as_they_were_kept_with_the_contact_masked(database: str) -> None:
    actor, unit, _ = a_unit(UnitStatus.UNDER_REVIEW, PersonStatus.AWAITING_UNIT_REVIEW)
    with transaction() as session:
        session.add(
            Notice(
                key=new_key(),
                kind=NoticeKind.RECEIVED,
                channel=NoticeChannel.SMS,
                locale="en",
                recipient="+8613800138000",
                masked_text="We have received your registration.",
                unit_id=unit.id,
                state=NoticeState.SENT,
                created_at=NOW,
                sent_at=NOW,
            )
        )
    assert [(one.kind, one.text, one.beneath) for one in progress(actor, now=NOW).messages] == [
        ("sms", "We have received your registration.", "23 November, 10:00 · SMS to 138****8000 · sent")
    ]


def test_answers_are_open_during_the_review_and_locked_with_the_reason_after(database: str) -> None:
    actor, _, _ = a_unit(UnitStatus.UNDER_REVIEW, PersonStatus.AWAITING_UNIT_REVIEW)
    page = progress(actor, now=NOW)
    rows = {row.term: row for group in page.groups for row in group.rows}
    assert (rows["Industry"].change, rows["Industry"].is_locked) == ("/en/register/unit/", False)
    assert (rows["Unified Social Credit Code"].change, rows["Unified Social Credit Code"].is_locked) == (
        "",
        True,
    )
    assert page.lock_reasons == (
        "Category, invitation code and credit code stay as submitted while the unit is being reviewed.",
    )


def test_an_approved_units_answers_are_locked_and_say_since_when(database: str) -> None:
    actor, _, _ = a_unit(UnitStatus.APPROVED, PersonStatus.UNPAID)
    page = progress(actor, now=NOW)
    assert {row.is_locked for group in page.groups for row in group.rows} == {True}
    assert page.lock_reasons == (
        "Locked since the unit was approved on 21 November."
        " If something is wrong, contact Zhejiang Trade Mission.",
    )


def test_an_overseas_unit_is_held_by_the_organiser_desk(database: str) -> None:
    actor, _, _ = a_unit(
        UnitStatus.UNDER_REVIEW,
        PersonStatus.AWAITING_UNIT_REVIEW,
        has_mission=False,
        category=Category.OVERSEAS_UNIT,
        channel=Channel.OVERSEAS,
        credit_code=None,
    )
    page = progress(actor, now=NOW)
    assert (page.mission, page.now.who) == ("The organiser desk", "The organiser desk")


def test_withdrawing_is_offered_until_somebody_is_paid_for(database: str) -> None:
    unpaid, _, _ = a_unit(UnitStatus.APPROVED, PersonStatus.UNPAID)
    page = progress(unpaid, now=NOW)
    assert page.can_withdraw
    assert page.loss == (
        f"Registration {page.reference} ends, for 1 person too. No fee is due."
        " Until registration closes you can register again with these answers."
    )


def test_it_is_not_offered_after_the_payment(database: str) -> None:
    paid, _, _ = a_unit(UnitStatus.APPROVED, PersonStatus.UNPAID, PersonStatus.WAITING_FOR_REVIEW)
    page = progress(paid, now=NOW)
    assert (page.can_withdraw, [one.can_withdraw for one in page.people]) == (False, [True, False])


def test_a_stranger_sees_nothing_of_it(database: str) -> None:
    a_unit(UnitStatus.APPROVED, PersonStatus.UNPAID)
    with transaction() as session:
        stranger = buyer(factories.account(session).id)
    with pytest.raises(RuleBroken) as broken:
        progress(stranger, now=NOW)
    assert broken.value.rule is Rule.NOT_FOUND
    with pytest.raises(NotPermitted):
        progress(staff(1, StaffRole.FINANCE), now=NOW)


def test_no_document_number_and_no_database_id_is_in_it(database: str) -> None:
    actor, _, persons = a_unit(UnitStatus.APPROVED, PersonStatus.UNPAID)
    page = asdict(progress(actor, now=NOW))
    assert "33020319850101" not in str(page)
    assert not {name for name in page["people"][0] if name.endswith("id")}
    assert persons[0].mobile not in str(page)
