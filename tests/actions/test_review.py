"""Q4, D6: the first review, decided once by one reviewer on what that reviewer saw."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from ciie_portal.actions.review import Decided, approve_work_unit, reject, return_fields
from ciie_portal.domain.access import NOBODY, StaffRole, buyer, staff
from ciie_portal.domain.errors import NotPermitted, Rule, RuleBroken
from ciie_portal.domain.journey import PersonStatus, UnitStatus
from ciie_portal.domain.notice import NoticeChannel, NoticeKind
from ciie_portal.domain.unit_review import REASON_LIMIT, Labelled, LeftOut
from ciie_portal.domain.work_unit import Category, Channel
from ciie_portal.store.engine import reading, transaction
from ciie_portal.store.queries.units import open_returns
from ciie_portal.store.tables import Account, Person, WorkUnit
from tests.actions.desk_scene import (
    Scene,
    a_case,
    events_of,
    notices_of,
    person_now,
    refusal,
    scene,
    unit_now,
)
from tests.factories import NOW

TRADER = Labelled("trader")


def labels(people: list[Person]) -> dict[str, Labelled | LeftOut]:
    return {person.reference: TRADER for person in people}


def test_approving_labels_everyone_locks_the_unit_and_sends_the_payment_notice(database: str) -> None:
    at = scene()
    unit, people = a_case(at)
    decided = approve_work_unit(at.jinhua, unit.reference, unit.version, labels(people), NOW)
    assert decided == Decided(unit.reference, UnitStatus.APPROVED, 2)
    after = unit_now(unit.reference)
    assert (after.status, after.version, after.approved_at, after.status_since) == (
        UnitStatus.APPROVED,
        unit.version + 1,
        NOW,
        NOW,
    )
    assert [(person_now(one.reference).status, person_now(one.reference).label_code) for one in people] == [
        (PersonStatus.UNPAID, "trader")
    ] * 2
    assert events_of(unit) == [
        ("approve", "under_review", "approved"),
        ("approve", "awaiting_unit_review", "unpaid"),
        ("approve", "awaiting_unit_review", "unpaid"),
    ]
    (notice,) = notices_of(unit)
    assert (notice.kind, notice.channel) == (NoticeKind.APPROVED, NoticeChannel.SMS)
    assert "400" in notice.masked_text


def test_a_person_is_left_out_with_a_reason_and_is_not_charged(database: str) -> None:
    at = scene()
    unit, (first, second) = a_case(at)
    decisions = {first.reference: TRADER, second.reference: LeftOut(" Not of the unit ")}
    assert approve_work_unit(at.jinhua, unit.reference, 1, decisions, NOW).labelled_count == 1
    left_out = person_now(second.reference)
    assert (left_out.status, left_out.left_out_reason, left_out.label_code) == (
        PersonStatus.LEFT_OUT,
        "Not of the unit",
        None,
    )
    assert "200" in notices_of(unit)[0].masked_text


@pytest.mark.parametrize(
    ("decide", "expected"),
    [
        (lambda people: {}, [Rule.LABEL_NEEDED, Rule.LABEL_NEEDED]),
        (lambda people: {people[0]: TRADER}, [Rule.LABEL_NEEDED]),
        (lambda people: {people[0]: TRADER, people[1]: LeftOut("  ")}, [Rule.REASON_NEEDED]),
        (lambda people: {people[0]: TRADER, people[1]: LeftOut("x" * (REASON_LIMIT + 1))}, [Rule.TOO_LONG]),
        (lambda people: {people[0]: TRADER, people[1]: Labelled("vip")}, [Rule.NOT_AN_OPTION]),
        (lambda people: dict.fromkeys(people, LeftOut("no")), Rule.NOBODY_LABELLED),
        (lambda people: {**dict.fromkeys(people, TRADER), "P-00000000": TRADER}, Rule.NOT_FOUND),
    ],
)
def test_an_incomplete_decision_changes_nothing(
    database: str, decide: Callable[[list[str]], dict[str, Labelled | LeftOut]], expected: object
) -> None:
    at = scene()
    unit, people = a_case(at)
    with pytest.raises(RuleBroken) as broken:
        approve_work_unit(at.jinhua, unit.reference, 1, decide([one.reference for one in people]), NOW)
    found = refusal(broken)
    assert (found if isinstance(found, Rule) else [rule for _, rule in found or []]) == expected
    assert unit_now(unit.reference).status is UnitStatus.UNDER_REVIEW
    assert (events_of(unit), notices_of(unit)) == ([], [])


def test_a_decision_on_what_was_changed_meanwhile_is_refused(database: str) -> None:
    at = scene()
    unit, people = a_case(at, version=4)
    for decide in (
        lambda: approve_work_unit(at.jinhua, unit.reference, 3, labels(people), NOW),
        lambda: return_fields(at.jinhua, unit.reference, 3, {"street": "x"}, "", NOW),
        lambda: reject(at.jinhua, unit.reference, 3, "x", NOW),
    ):
        with pytest.raises(RuleBroken) as broken:
            decide()
        assert refusal(broken) is Rule.CHANGED_MEANWHILE
    assert unit_now(unit.reference).version == 4


@pytest.mark.parametrize("reference", ["", "WU-00000000", "P-1", "'; DROP TABLE work_unit; --", "WU-%"])
def test_a_reference_that_is_none_is_not_found(database: str, reference: str) -> None:
    at = scene()
    with pytest.raises(RuleBroken) as broken:
        reject(at.organiser, reference, 1, "x", NOW)
    assert refusal(broken) is Rule.NOT_FOUND


def test_the_parent_decides_for_its_sub_mission_and_neighbours_find_nothing(database: str) -> None:
    at = scene()
    unit, people = a_case(at, "jinhua")
    for stranger in (at.ningbo, at.yiwu):
        with pytest.raises(RuleBroken) as broken:
            approve_work_unit(stranger, unit.reference, 1, labels(people), NOW)
        assert refusal(broken) is Rule.NOT_FOUND
    assert approve_work_unit(at.zhejiang, unit.reference, 1, labels(people), NOW).labelled_count == 2


@pytest.mark.parametrize("role", [role for role in StaffRole if role is not StaffRole.SECRETARIAT])
def test_only_reviewers_of_units_decide(database: str, role: StaffRole) -> None:
    at = scene()
    unit, _ = a_case(at)
    if role is StaffRole.ORGANISER_DESK:
        assert reject(at.organiser, unit.reference, 1, "no", NOW).status is UnitStatus.REJECTED
        return
    for actor in (NOBODY, buyer(unit.account_id), staff(99, role)):
        with pytest.raises(NotPermitted):
            reject(actor, unit.reference, 1, "no", NOW)


def test_a_draft_is_not_on_the_desk(database: str) -> None:
    at = scene()
    unit, _ = a_case(at, status=UnitStatus.DRAFT, people=())
    with pytest.raises(RuleBroken) as broken:
        reject(at.organiser, unit.reference, 1, "no", NOW)
    assert refusal(broken) is Rule.NOT_FOUND


def test_a_domestic_unit_without_a_mission_is_not_approved(database: str) -> None:
    at = scene()
    unit, people = a_case(at, None)
    with pytest.raises(RuleBroken) as broken:
        approve_work_unit(at.organiser, unit.reference, 1, labels(people), NOW)
    assert refusal(broken) is Rule.MISSION_NEEDED


def test_an_overseas_unit_is_approved_without_a_mission_and_told_by_email(database: str) -> None:
    at = scene()
    with transaction() as session:
        account = Account(
            email="buyer@example.com",
            email_key="buyer@example.com",
            password_hash="!",
            locale="en",
            created_at=NOW,
        )
        session.add(account)
        session.flush()
    unit, people = a_case(
        at,
        None,
        account_id=account.id,
        category=Category.OVERSEAS_UNIT,
        channel=Channel.OVERSEAS,
        credit_code=None,
    )
    approve_work_unit(at.organiser, unit.reference, 1, labels(people), NOW)
    (notice,) = notices_of(unit)
    assert (notice.channel, notice.recipient) == (NoticeChannel.EMAIL, "buyer@example.com")


def test_a_credit_code_is_approved_once_in_an_edition(database: str) -> None:
    at = scene()
    first, people = a_case(at, "jinhua")
    second, others = a_case(at, "ningbo")
    approve_work_unit(at.jinhua, first.reference, 1, labels(people), NOW)
    with pytest.raises(RuleBroken) as broken:
        approve_work_unit(at.ningbo, second.reference, 1, labels(others), NOW)
    assert refusal(broken) is Rule.CREDIT_CODE_APPROVED
    assert unit_now(second.reference).status is UnitStatus.UNDER_REVIEW


def test_returning_opens_the_named_answers_and_no_others(database: str) -> None:
    at = scene()
    unit, (first, second) = a_case(at)
    reasons = {"licence_file_id": "Unreadable", f"{first.reference}.photo_file_id": ""}
    return_fields(at.jinhua, unit.reference, 1, reasons, "Take it again", NOW)
    after = unit_now(unit.reference)
    assert (after.status, after.decision_reason) == (UnitStatus.RETURNED, "Take it again")
    with reading() as session:
        rows = [(row.person_id, row.field, row.reason) for row in open_returns(session, unit.id or 0)]
    assert rows == [
        (None, "licence_file_id", "Unreadable"),
        (first.id, "photo_file_id", "Take it again"),
    ]
    assert person_now(first.reference).status is PersonStatus.RETURNED_BY_MISSION
    assert person_now(second.reference).status is PersonStatus.AWAITING_UNIT_REVIEW
    assert [notice.kind for notice in notices_of(unit)] == [NoticeKind.RETURNED]


@pytest.mark.parametrize(
    ("reasons", "note", "expected"),
    [
        ({}, "because", [("fields", Rule.RETURN_NAMES_NOTHING)]),
        ({"street": ""}, "", [("reason", Rule.REASON_NEEDED)]),
        ({"invitation_code": "x"}, "", [("invitation_code", Rule.NOT_AN_OPTION)]),
        ({"mission_id": "x"}, "", [("mission_id", Rule.NOT_AN_OPTION)]),
        ({"street": "x", "city; DROP": "y"}, "", [("city; DROP", Rule.NOT_AN_OPTION)]),
        ({"street": "\u202e"}, "", [("street", Rule.UNUSABLE_CHARACTERS)]),
        ({"P-00000000.mobile": "x"}, "", Rule.NOT_FOUND),
    ],
)
def test_a_return_that_cannot_be_answered_is_refused(
    database: str, reasons: dict[str, str], note: str, expected: object
) -> None:
    at = scene()
    unit, _ = a_case(at)
    with pytest.raises(RuleBroken) as broken:
        return_fields(at.jinhua, unit.reference, 1, reasons, note, NOW)
    assert refusal(broken) == expected
    assert unit_now(unit.reference).status is UnitStatus.UNDER_REVIEW


def test_a_template_reaches_the_buyer_in_its_short_form_and_in_the_buyers_language(database: str) -> None:
    at = scene()
    unit, _ = a_case(at)
    text = "The licence scan cannot be read. Upload a sharper one."
    return_fields(at.jinhua, unit.reference, 1, {"licence_file_id": text}, "", NOW)
    assert "营业执照不清晰" in notices_of(unit)[0].masked_text


def test_a_rejection_keeps_the_persons_and_says_why(database: str) -> None:
    at = scene()
    unit, people = a_case(at)
    reject(at.jinhua, unit.reference, 1, "Not in the industries", NOW)
    assert (unit_now(unit.reference).status, unit_now(unit.reference).decision_reason) == (
        UnitStatus.REJECTED,
        "Not in the industries",
    )
    assert {person_now(one.reference).status for one in people} == {PersonStatus.AWAITING_UNIT_REVIEW}
    with pytest.raises(RuleBroken) as broken:
        reject(at.jinhua, unit.reference, 2, "again", NOW)
    assert refusal(broken) is Rule.STEP_NOT_POSSIBLE


def test_a_rejection_needs_a_reason(database: str) -> None:
    at = scene()
    unit, _ = a_case(at)
    with pytest.raises(RuleBroken) as broken:
        reject(at.jinhua, unit.reference, 1, " \n ", NOW)
    assert refusal(broken) == [("reason", Rule.REASON_NEEDED)]


def test_the_reviewer_of_a_moved_unit_decides_no_more(database: str) -> None:
    at: Scene = scene()
    unit, people = a_case(at)
    with transaction() as session:
        session.get_one(WorkUnit, unit.id).mission_id = at.tree.ningbo.id
    with pytest.raises(RuleBroken) as broken:
        approve_work_unit(replace(at.jinhua), unit.reference, 1, labels(people), NOW)
    assert refusal(broken) is Rule.NOT_FOUND
