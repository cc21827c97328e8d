"""Q4: persons added to an approved unit are labelled, left out or returned singly, by the same mission."""

from __future__ import annotations

import pytest

from ciie_portal.actions.review_person import decide_added_person, return_added_persons
from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.domain.journey import PersonStatus, UnitStatus
from ciie_portal.domain.notice import NoticeKind
from ciie_portal.domain.unit_review import Labelled, LeftOut
from ciie_portal.store.engine import reading
from ciie_portal.store.queries.units import open_returns
from tests.actions.desk_scene import a_case, events_of, notices_of, person_now, refusal, scene, unit_now
from tests.factories import NOW

ADDED = (PersonStatus.WAITING_FOR_REVIEW, PersonStatus.AWAITING_UNIT_REVIEW)


def test_an_added_person_is_labelled_and_the_fee_is_asked_for_one(database: str) -> None:
    at = scene()
    unit, (_, added) = a_case(at, status=UnitStatus.APPROVED, people=ADDED)
    assert decide_added_person(at.jinhua, added.reference, 1, Labelled("trader"), NOW) is PersonStatus.UNPAID
    assert (person_now(added.reference).label_code, person_now(added.reference).version) == ("trader", 2)
    assert unit_now(unit.reference).version == 1
    assert events_of(unit) == [("approve", "awaiting_unit_review", "unpaid")]
    (notice,) = notices_of(unit)
    assert (notice.kind, notice.person_id) == (NoticeKind.APPROVED, added.id)
    assert "200元" in notice.masked_text


def test_an_added_person_is_left_out_with_a_reason(database: str) -> None:
    at = scene()
    unit, (_, added) = a_case(at, status=UnitStatus.APPROVED, people=ADDED)
    decided = decide_added_person(at.zhejiang, added.reference, 1, LeftOut("Not of the unit"), NOW)
    assert (decided, person_now(added.reference).left_out_reason) == (
        PersonStatus.LEFT_OUT,
        "Not of the unit",
    )
    (notice,) = notices_of(unit)
    assert (notice.kind, notice.person_id) == (NoticeKind.LEFT_OUT, added.id)
    assert "Not of the unit" in notice.masked_text


def test_an_added_persons_answers_are_returned(database: str) -> None:
    at = scene()
    unit, (_, added) = a_case(at, status=UnitStatus.APPROVED, people=ADDED)
    reasons = {f"{added.reference}.photo_file_id": "Too dark", f"{added.reference}.mobile": ""}
    assert return_added_persons(at.jinhua, {added.reference: 1}, reasons, "See", NOW) == 1
    assert person_now(added.reference).status is PersonStatus.RETURNED_BY_MISSION
    with reading() as session:
        rows = {(row.person_id, row.field, row.reason) for row in open_returns(session, unit.id or 0)}
    assert rows == {(added.id, "photo_file_id", "Too dark"), (added.id, "mobile", "See")}
    assert [notice.kind for notice in notices_of(unit)] == [NoticeKind.RETURNED]


@pytest.mark.parametrize("status", [UnitStatus.UNDER_REVIEW, UnitStatus.RETURNED, UnitStatus.REJECTED])
def test_before_the_units_approval_nobody_is_decided_on_singly(database: str, status: UnitStatus) -> None:
    at = scene()
    _, (first, _) = a_case(at, status=status)
    with pytest.raises(RuleBroken) as broken:
        decide_added_person(at.jinhua, first.reference, 1, Labelled("trader"), NOW)
    assert refusal(broken) is Rule.STEP_NOT_POSSIBLE


@pytest.mark.parametrize(
    "status",
    [one for one in PersonStatus if one not in (PersonStatus.AWAITING_UNIT_REVIEW, PersonStatus.DRAFT)],
)
def test_who_is_decided_on_already_is_not_decided_on_again(database: str, status: PersonStatus) -> None:
    at = scene()
    _, (person,) = a_case(at, status=UnitStatus.APPROVED, people=(status,))
    with pytest.raises(RuleBroken) as broken:
        decide_added_person(at.jinhua, person.reference, 1, Labelled("trader"), NOW)
    assert refusal(broken) is Rule.STEP_NOT_POSSIBLE
    assert person_now(person.reference).status is status


def test_a_person_seen_earlier_a_stranger_and_a_wrong_label_are_refused(database: str) -> None:
    at = scene()
    _, (_, added) = a_case(at, status=UnitStatus.APPROVED, people=ADDED)
    for actor, version, label, expected in (
        (at.jinhua, 2, "trader", Rule.CHANGED_MEANWHILE),
        (at.ningbo, 1, "trader", Rule.NOT_FOUND),
        (at.yiwu, 1, "trader", Rule.NOT_FOUND),
        (at.jinhua, 1, "vip", [(added.reference, Rule.NOT_AN_OPTION)]),
    ):
        with pytest.raises(RuleBroken) as broken:
            decide_added_person(actor, added.reference, version, Labelled(label), NOW)
        assert refusal(broken) == expected


def test_several_added_persons_are_returned_together_with_one_notice_or_not_at_all(database: str) -> None:
    at = scene()
    waiting = (PersonStatus.AWAITING_UNIT_REVIEW,) * 2
    unit, (first, second) = a_case(at, status=UnitStatus.APPROVED, people=waiting)
    reasons = {f"{one.reference}.photo_file_id": "Too dark" for one in (first, second)}
    with pytest.raises(RuleBroken) as broken:
        return_added_persons(at.jinhua, {first.reference: 1, second.reference: 9}, reasons, "", NOW)
    assert refusal(broken) is Rule.CHANGED_MEANWHILE
    assert (events_of(unit), notices_of(unit)) == ([], [])
    return_added_persons(at.jinhua, {first.reference: 1, second.reference: 1}, reasons, "", NOW)
    assert events_of(unit) == [("return_by_mission", "awaiting_unit_review", "returned_by_mission")] * 2
    assert len(notices_of(unit)) == 1


def test_persons_of_two_units_are_not_returned_with_one_notice(database: str) -> None:
    at = scene()
    cases = [
        a_case(at, status=UnitStatus.APPROVED, people=ADDED, credit_code=code) for code in ("one", "two")
    ]
    added = [people[1] for _unit, people in cases]
    reasons = {f"{one.reference}.photo_file_id": "Too dark" for one in added}
    with pytest.raises(RuleBroken) as broken:
        return_added_persons(at.jinhua, {one.reference: 1 for one in added}, reasons, "", NOW)
    assert refusal(broken) is Rule.STEP_NOT_POSSIBLE
    assert [(events_of(unit), notices_of(unit)) for unit, _people in cases] == [([], [])] * 2


def test_the_notice_carries_the_note_as_it_is_kept(database: str) -> None:
    at = scene()
    unit, (_, added) = a_case(at, status=UnitStatus.APPROVED, people=ADDED)
    reasons = {f"{added.reference}.photo_file_id": ""}
    return_added_persons(at.jinhua, {added.reference: 1}, reasons, "Too\u200b  dark\r", NOW)
    assert ["Too dark" in notice.masked_text for notice in notices_of(unit)] == [True]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, [("fields", Rule.RETURN_NAMES_NOTHING)]),
        ({"photo_file_id": " "}, [("reason", Rule.REASON_NEEDED)]),
        ({"street": "x"}, [("street", Rule.NOT_AN_OPTION)]),
    ],
)
def test_of_an_added_person_only_the_persons_own_answers_are_returned(
    database: str, fields: dict[str, str], expected: object
) -> None:
    at = scene()
    _, (_, added) = a_case(at, status=UnitStatus.APPROVED, people=ADDED)
    reasons = {f"{added.reference}.{field}": reason for field, reason in fields.items()}
    with pytest.raises(RuleBroken) as broken:
        return_added_persons(at.jinhua, {added.reference: 1}, reasons, "", NOW)
    assert refusal(broken) == expected
