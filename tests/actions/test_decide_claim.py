"""Rules section 3: two units with one credit code are a claim; the organiser desk decides which holds it."""

from __future__ import annotations

from typing import Any

import pytest
from sqlmodel import select

from ciie_portal.actions.decide_claim import decide_claim
from ciie_portal.actions.note_document import note_document
from ciie_portal.actions.review import approve_work_unit
from ciie_portal.domain.access import PERMISSIONS, Permission, StaffRole, buyer, staff
from ciie_portal.domain.claim import ClaimKind, ClaimOutcome
from ciie_portal.domain.errors import NotPermitted, Rule, RuleBroken
from ciie_portal.domain.journey import PersonStatus, UnitStatus
from ciie_portal.domain.notice import NoticeKind
from ciie_portal.domain.unit_review import Labelled
from ciie_portal.store.engine import reading, transaction
from ciie_portal.store.queries import claims
from ciie_portal.store.tables import Person, ReturnedField, WorkUnit
from tests.actions.desk_scene import Scene, a_case, events_of, notices_of, refusal, scene, unit_now
from tests.actions.test_review_at_once import at_once
from tests.factories import NOW

WHY = "The licence of another unit shows this code."
PAID = (PersonStatus.WAITING_FOR_REVIEW,)
WAITING = (PersonStatus.AWAITING_UNIT_REVIEW,)


def a_pair(
    at: Scene, status: UnitStatus = UnitStatus.UNDER_REVIEW, people: tuple[PersonStatus, ...] = WAITING
) -> tuple[WorkUnit, WorkUnit]:
    """One unit under review in Jinhua, and another with its code in Ningbo."""
    return a_case(at, "jinhua")[0], a_case(at, "ningbo", status, people)[0]


def versions(*units: WorkUnit) -> dict[str, int]:
    return {unit.reference: unit_now(unit.reference).version for unit in units}


def open_codes(**which: Any) -> list[list[str]]:
    with reading() as session:
        waiting = claims.matters(session, only_open=True)
        found = waiting if which.get("is_open", True) else sorted(set(claims.matters(session)) - set(waiting))
        return [[unit.reference for unit in units] for units in claims.units_of(session, found).values()]


def test_one_unit_holds_the_code_and_the_other_is_rejected_and_told(database: str) -> None:
    at = scene()
    mine, other = a_pair(at)
    done = decide_claim(at.organiser, other.reference, versions(mine, other), mine.reference, WHY, NOW)
    assert done == {mine.reference: ClaimOutcome.HOLDS, other.reference: ClaimOutcome.REJECTED}
    after = unit_now(other.reference)
    assert (after.status, after.decision_reason, after.version) == (UnitStatus.REJECTED, WHY, 2)
    assert (unit_now(mine.reference).status, unit_now(mine.reference).version) == (UnitStatus.UNDER_REVIEW, 2)
    assert [event for event, _, _ in events_of(mine)] == ["hold_code"]
    assert events_of(other) == [("lose_code", None, None), ("reject", "under_review", "rejected")]
    assert ([one.kind for one in notices_of(other)], notices_of(mine)) == ([NoticeKind.REJECTED], [])
    assert mine.name_zh is not None
    assert mine.reference not in notices_of(other)[0].masked_text


def test_a_returned_unit_has_its_code_given_back_too(database: str) -> None:
    at = scene()
    mine, other = a_pair(at, UnitStatus.RETURNED)
    decide_claim(at.organiser, mine.reference, versions(mine, other), mine.reference, WHY, NOW)
    with reading() as session:
        (row,) = session.exec(select(ReturnedField).where(ReturnedField.unit_id == other.id)).all()
    assert (row.field, row.reason, row.answered_at) == ("credit_code", WHY, None)
    after = unit_now(other.reference)
    assert (after.status, after.decision_reason) == (UnitStatus.RETURNED, WHY)
    assert [one.kind for one in notices_of(other)] == [NoticeKind.RETURNED]


def test_a_rejected_unit_stays_so_and_reads_both_reasons(database: str) -> None:
    at = scene()
    mine, (other, _) = a_case(at, "jinhua")[0], a_case(at, "ningbo", UnitStatus.REJECTED)
    with transaction() as session:
        session.get_one(WorkUnit, other.id).decision_reason = "Not of the industry"
    decide_claim(at.organiser, mine.reference, versions(mine, other), mine.reference, WHY, NOW)
    after = unit_now(other.reference)
    assert (after.status, after.decision_reason) == (UnitStatus.REJECTED, f"Not of the industry\n{WHY}")


@pytest.mark.parametrize("people", [(PersonStatus.UNPAID,), PAID, (PersonStatus.IN_PRODUCTION,)])
def test_an_approved_unit_holds_the_code_paid_or_not(database: str, people: tuple[PersonStatus, ...]) -> None:
    at = scene()
    mine, approved = a_pair(at, UnitStatus.APPROVED, people)
    with pytest.raises(RuleBroken) as broken:
        decide_claim(at.organiser, mine.reference, versions(mine, approved), mine.reference, WHY, NOW)
    assert refusal(broken) is Rule.CLAIM_HELD_BY_APPROVED
    decide_claim(at.organiser, mine.reference, versions(mine, approved), approved.reference, WHY, NOW)
    assert unit_now(mine.reference).status is UnitStatus.REJECTED
    after = unit_now(approved.reference)
    assert (after.status, after.approved_at) == (UnitStatus.APPROVED, approved.approved_at)


def test_whose_code_it_is_not_cannot_be_approved_with_it(database: str) -> None:
    at = scene()
    mine, other = a_pair(at)
    decide_claim(at.organiser, mine.reference, versions(mine, other), mine.reference, WHY, NOW)
    with transaction() as session:
        session.get_one(WorkUnit, other.id).status = UnitStatus.UNDER_REVIEW  # submitted again as it was
    labels = {person.reference: Labelled("trader") for person in people_of(other)}
    with pytest.raises(RuleBroken) as broken:
        approve_work_unit(at.ningbo, other.reference, 2, labels, NOW)
    assert refusal(broken) is Rule.CREDIT_CODE_OF_ANOTHER
    with transaction() as session:
        session.get_one(WorkUnit, mine.id).status = UnitStatus.WITHDRAWN
    approve_work_unit(at.ningbo, other.reference, 2, labels, NOW)


def people_of(unit: WorkUnit) -> list[Person]:
    with reading() as session:
        return list(session.exec(select(Person).where(Person.unit_id == unit.id)).all())


def test_a_decided_claim_comes_back_with_a_new_unit_alone(database: str) -> None:
    at = scene()
    mine, other = a_pair(at)
    decide_claim(at.organiser, mine.reference, versions(mine, other), mine.reference, WHY, NOW)
    assert (open_codes(), len(open_codes(is_open=False))) == ([], 1)
    third, _ = a_case(at, "zhejiang")
    assert [set(one) for one in open_codes()] == [{mine.reference, other.reference, third.reference}]
    seen = versions(mine, other, third)
    decide_claim(at.organiser, third.reference, seen, third.reference, WHY, NOW)
    assert open_codes() == []


def test_two_organisers_at_once_decide_once(database: str) -> None:
    at = scene()
    mine, other = a_pair(at)
    seen = versions(mine, other)
    outcomes = at_once(
        lambda: decide_claim(at.organiser, mine.reference, seen, mine.reference, WHY, NOW),
        lambda: decide_claim(at.organiser, other.reference, seen, other.reference, WHY, NOW),
    )
    assert outcomes.count(Rule.CHANGED_MEANWHILE) == 1
    assert sorted(unit_now(one.reference).status for one in (mine, other)) == ["rejected", "under_review"]
    assert len(notices_of(mine)) + len(notices_of(other)) == 1


def test_what_was_not_seen_is_not_decided(database: str) -> None:
    at = scene()
    mine, other = a_pair(at)
    stale = versions(mine, other)
    a_case(at, "zhejiang")
    for seen in (stale, {}, {**stale, mine.reference: 7}):
        with pytest.raises(RuleBroken) as broken:
            decide_claim(at.organiser, mine.reference, seen, mine.reference, WHY, NOW)
        assert refusal(broken) is Rule.CHANGED_MEANWHILE
    assert (events_of(mine), events_of(other)) == ([], [])


@pytest.mark.parametrize(
    ("holder", "reason", "expected"),
    [
        ("", WHY, [("holder", Rule.HOLDER_NEEDED)]),
        ("WU-00000000", WHY, [("holder", Rule.NOT_AN_OPTION)]),
        ("' OR 1=1 --", WHY, [("holder", Rule.NOT_AN_OPTION)]),
        (None, " ", [("claim_reason", Rule.REASON_NEEDED)]),
        (None, "x" * 10_000, [("claim_reason", Rule.TOO_LONG)]),
    ],
)
def test_a_wrong_decision_changes_nothing(
    database: str, holder: str | None, reason: str, expected: object
) -> None:
    at = scene()
    mine, other = a_pair(at)
    chosen = mine.reference if holder is None else holder
    with pytest.raises(RuleBroken) as broken:
        decide_claim(at.organiser, mine.reference, versions(mine, other), chosen, reason, NOW)
    assert (refusal(broken), events_of(mine), notices_of(other)) == (expected, [], [])


def test_a_unit_alone_with_its_code_is_no_claim(database: str) -> None:
    at = scene()
    unit, _ = a_case(at, "jinhua")
    for reference in (unit.reference, "WU-00000000", "x"):
        with pytest.raises(RuleBroken) as broken:
            decide_claim(at.organiser, reference, versions(unit), unit.reference, WHY, NOW)
        assert refusal(broken) is Rule.NOT_FOUND


def test_the_organiser_desk_alone_decides(database: str) -> None:
    at = scene()
    mine, other = a_pair(at)
    others = sorted(role for role in StaffRole if Permission.DECIDE_CLAIMS not in PERMISSIONS[role])
    actors = [staff(99, role) for role in others if role is not StaffRole.SECRETARIAT]
    for actor in (*actors, at.jinhua, at.ningbo, buyer(mine.account_id)):
        with pytest.raises(NotPermitted):
            decide_claim(actor, mine.reference, versions(mine, other), mine.reference, WHY, NOW)
        with pytest.raises(NotPermitted):
            note_document(actor, people_of(mine)[0].reference, {}, "x", NOW)


def a_shared_document(at: Scene) -> list[Person]:
    first, (one, *_) = a_case(at, "jinhua", credit_code=None)
    _, (two, *_) = a_case(at, "ningbo", credit_code=None)
    with transaction() as session:
        session.get_one(Person, two.id).document_index = one.document_index
    assert first.id != two.unit_id
    return [one, two]


def test_a_document_that_was_looked_at_rests_until_another_unit_enters_it(database: str) -> None:
    at = scene()
    one, two = a_shared_document(at)
    seen = {one.reference: 1, two.reference: 1}
    for wrong in ({}, {**seen, two.reference: 2}):
        with pytest.raises(RuleBroken) as broken:
            note_document(at.organiser, one.reference, wrong, "Works for both", NOW)
        assert refusal(broken) is Rule.CHANGED_MEANWHILE
    note_document(at.organiser, one.reference, seen, "Works for both", NOW)
    with reading() as session:
        assert claims.matters(session, only_open=True) == []
        assert [matter.kind for matter in claims.matters(session)] == [ClaimKind.DOCUMENT]
    _, (three, *_) = a_case(at, "zhejiang", credit_code=None)
    with transaction() as session:
        session.get_one(Person, three.id).document_index = one.document_index
    with reading() as session:
        assert [matter.kind for matter in claims.matters(session, only_open=True)] == [ClaimKind.DOCUMENT]


def test_a_document_of_one_unit_alone_is_nothing_to_look_at(database: str) -> None:
    at = scene()
    _, (one, *_) = a_case(at, "jinhua")
    with pytest.raises(RuleBroken) as broken:
        note_document(at.organiser, one.reference, {one.reference: 1}, "x", NOW)
    assert refusal(broken) is Rule.NOT_FOUND
