"""Answering a return at any time, trying again after a rejection until the deadline (Q2; D3, D6)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlmodel import select

from ciie_portal.actions import throttles
from ciie_portal.actions.draft_answers import keep_answer
from ciie_portal.actions.fill_in import save_answers
from ciie_portal.actions.fill_in_person import save_person
from ciie_portal.actions.keep_file import attach_photo
from ciie_portal.actions.resubmit import resubmit
from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.domain.journey import PersonStatus, UnitStatus
from ciie_portal.store.engine import transaction
from ciie_portal.store.tables import ReturnedField, StoredFile
from tests.actions import buyer_scene as given
from tests.actions.buyer_steps import fill_person, submitted
from tests.actions.desk_scene import events_of, refusal
from tests.factories.rows import NOW

AFTER = NOW + timedelta(days=61)


@pytest.fixture(autouse=True)
def nobody_has_tried() -> Iterator[None]:
    throttles.forget_everything()
    yield
    throttles.forget_everything()


def give_back(actor: given.Actor, *fields: str, person: int | None = None) -> None:
    """A reviewer's open return."""
    unit = given.unit_of(actor)
    owner = given.people_of(actor)[person].id if person is not None else None
    with transaction() as session:
        for field in fields:
            row = ReturnedField(
                unit_id=unit.id or 0, person_id=owner, field=field, reason="不清楚", opened_at=NOW
            )
            session.add(row)


def returned(actor: given.Actor, *fields: str) -> None:
    give_back(actor, *fields)
    given.set_status(actor, UnitStatus.RETURNED, decision_reason="不清楚")


def test_a_page_with_locked_answers_sends_nothing_for_them(database: str) -> None:
    """The form of such a page carries null for each control that is not there."""
    actor = given.buyer(given.scene())
    submitted(actor)
    returned(actor, "contact_name")
    page = {"contact_name": "唐婉清", "contact_mobile": None, "contact_email": None}

    save_answers(actor, "contact", page, given.unit_of(actor).version, NOW)

    unit = given.unit_of(actor)
    assert (unit.contact_name, unit.contact_mobile) == ("唐婉清", "+8613800138000")


def test_a_return_is_answered_after_the_deadline(database: str) -> None:
    actor = given.buyer(given.scene())
    submitted(actor)
    returned(actor, "street")
    save_answers(actor, "unit", {"street": "中山西路3号"}, None, AFTER)
    version = given.unit_of(actor).version
    assert resubmit(actor, version, AFTER).is_new
    unit = given.unit_of(actor)
    assert (unit.status, unit.is_resubmitted, unit.street) == (UnitStatus.UNDER_REVIEW, True, "中山西路3号")
    assert (unit.version, unit.decision_reason) == (version + 1, None)
    assert events_of(unit)[-1] == ("resubmit", "returned", "under_review")
    with transaction() as session:
        assert [row.answered_at for row in given.session_rows(session, ReturnedField)] == [AFTER]


def test_only_what_was_returned_is_open(database: str) -> None:
    actor = given.buyer(given.scene())
    submitted(actor)
    returned(actor, "street")
    with pytest.raises(RuleBroken) as broken:
        save_answers(actor, "unit", {"street": "x", "industry": "mining"}, None, NOW)
    assert refusal(broken) == [("industry", Rule.FIELD_LOCKED)]


def test_an_old_version_is_refused_and_a_second_press_harmless(database: str) -> None:
    actor = given.buyer(given.scene())
    submitted(actor)
    returned(actor, "street")
    version = given.unit_of(actor).version
    with pytest.raises(RuleBroken) as broken:
        resubmit(actor, version - 1, NOW)
    assert refusal(broken) == Rule.CHANGED_MEANWHILE
    assert (resubmit(actor, version, NOW).is_new, resubmit(actor, version, NOW).is_new) == (True, False)


def test_what_was_typed_over_but_not_checked_does_not_go_back(database: str) -> None:
    actor = given.buyer(given.scene())
    submitted(actor)
    returned(actor, "street")
    keep_answer(actor, "", "street", "half", NOW)
    with pytest.raises(RuleBroken) as broken:
        resubmit(actor, None, NOW)
    assert refusal(broken) == [("street", Rule.REQUIRED)]


def test_what_was_typed_during_the_review_does_not_stand_in_the_way(database: str) -> None:
    actor = given.buyer(given.scene())
    submitted(actor)
    keep_answer(actor, "", "industry", "", NOW)
    returned(actor, "street")
    assert resubmit(actor, None, NOW).is_new


def test_a_locked_document_that_expired_meanwhile_does_not_stand_in_the_way(database: str) -> None:
    actor = given.buyer(given.scene())
    submitted(actor)
    given.change_row(given.people_of(actor)[0], document_expires_on=NOW.date() - timedelta(days=1))
    returned(actor, "street")
    assert resubmit(actor, None, NOW).is_new


def test_returned_persons_go_back_with_their_unit(database: str) -> None:
    actor = given.buyer(given.scene())
    [reference] = submitted(actor)
    give_back(actor, "position", person=0)
    given.set_status(actor, UnitStatus.RETURNED, PersonStatus.RETURNED_BY_MISSION)
    saved = save_person(actor, reference, {"position": "董事"}, None, NOW)
    assert not saved.is_sent
    resubmit(actor, None, NOW)
    [person] = given.people_of(actor)
    assert (person.status, person.position) == (PersonStatus.AWAITING_UNIT_REVIEW, "董事")


def test_a_rejection_is_answered_until_the_deadline_only(database: str) -> None:
    actor = given.buyer(given.scene())
    submitted(actor)
    given.set_status(actor, UnitStatus.REJECTED, decision_reason="x")
    with pytest.raises(RuleBroken) as broken:
        resubmit(actor, None, AFTER)
    assert refusal(broken) == Rule.REGISTRATION_CLOSED
    assert resubmit(actor, None, NOW).is_new
    assert events_of(given.unit_of(actor))[-1] == ("resubmit", "rejected", "under_review")


def test_persons_added_to_a_rejected_unit_go_out_with_it(database: str) -> None:
    actor = given.buyer(given.scene())
    submitted(actor)
    given.set_status(actor, UnitStatus.REJECTED, decision_reason="x")
    fill_person(actor, document_number=given.id_number(serial="127"))
    assert given.people_of(actor)[1].status is PersonStatus.DRAFT
    resubmit(actor, None, NOW)
    assert {one.status for one in given.people_of(actor)} == {PersonStatus.AWAITING_UNIT_REVIEW}


def test_resubmitting_spends_no_second_use(database: str) -> None:
    at = given.scene()
    actor = given.buyer(at)
    submitted(actor, given.a_code(at))
    given.change_row(given.code_rows()[0], revoked_at=NOW)
    given.set_status(actor, UnitStatus.REJECTED, decision_reason="x")
    resubmit(actor, None, NOW)
    assert given.code_rows()[0].uses_spent == 1
    assert given.unit_of(actor).mission_id == at.tree.jinhua.id


def test_a_corrected_address_is_routed_anew(database: str) -> None:
    at = given.scene()
    actor = given.buyer(at)
    submitted(actor)
    returned(actor, "division_code")
    save_answers(actor, "unit", {"division_code": "330102"}, None, NOW)
    resubmit(actor, None, NOW)
    assert given.unit_of(actor).mission_id == at.tree.zhejiang.id


@pytest.mark.parametrize("status", [UnitStatus.DRAFT, UnitStatus.UNDER_REVIEW, UnitStatus.APPROVED])
def test_nothing_else_can_be_sent_back(database: str, status: UnitStatus) -> None:
    at = given.scene()
    actor = given.buyer(at)
    submitted(actor)
    given.set_status(actor, status, approved_at=NOW, mission_id=at.tree.ningbo.id)
    with pytest.raises(RuleBroken) as broken:
        resubmit(actor, None, NOW)
    assert refusal(broken) == Rule.STEP_NOT_POSSIBLE


def test_a_paid_persons_photo_is_replaced_and_everything_else_stays_locked(database: str) -> None:
    at = given.scene()
    actor = given.buyer(at)
    [reference] = submitted(actor)
    give_back(actor, "photo_file_id", person=0)
    given.change_row(given.people_of(actor)[0], label_code="trader")
    given.set_status(
        actor,
        UnitStatus.APPROVED,
        PersonStatus.RETURNED_BY_REVIEWER,
        approved_at=NOW,
        mission_id=at.tree.ningbo.id,
    )
    with pytest.raises(RuleBroken) as broken:
        save_person(actor, reference, {"position": "董事"}, None, AFTER)
    assert refusal(broken) == [("position", Rule.FIELD_LOCKED)]
    with pytest.raises(RuleBroken) as broken:
        save_person(actor, reference, {}, None, AFTER)
    assert refusal(broken) == [("photo_file_id", Rule.PHOTO_NOT_REPLACED)]
    photo = given.file_of(actor)
    with transaction() as session:
        session.get_one(StoredFile, photo).created_at = AFTER
    attach_photo(actor, reference, given.key_of(photo), AFTER)
    assert save_person(actor, reference, {}, None, AFTER).is_sent
    [person] = given.people_of(actor)
    assert (person.status, person.photo_file_id) == (PersonStatus.WAITING_FOR_REVIEW, photo)
    assert events_of(given.unit_of(actor))[-1] == (
        "resubmit",
        "returned_by_reviewer",
        "waiting_for_review",
    )


def test_a_scan_or_photo_that_came_back_is_replaced_before_anything_goes_back(database: str) -> None:
    actor = given.buyer(given.scene())
    submitted(actor)
    give_back(actor, "photo_file_id", person=0)
    returned(actor, "licence_file_id")
    with transaction() as session:
        for file in session.exec(select(StoredFile)):
            file.created_at = NOW - timedelta(days=1)

    with pytest.raises(RuleBroken) as broken:
        resubmit(actor, None, AFTER)
    assert sorted(refusal(broken)) == [
        ("licence_file_id", Rule.LICENCE_NOT_REPLACED),
        ("photo_file_id", Rule.PHOTO_NOT_REPLACED),
    ]
    assert given.unit_of(actor).status is UnitStatus.RETURNED

    with transaction() as session:
        for file in session.exec(select(StoredFile)):
            file.created_at = AFTER
    assert resubmit(actor, None, AFTER).is_new
