"""Q3, Q4, Q11: the second review moves paid persons, one at a time, and never touches money."""

from __future__ import annotations

import pytest

from ciie_portal.actions.review_personnel import fail_person, pass_person, pass_several, return_person
from ciie_portal.domain import access
from ciie_portal.domain.access import Actor, StaffRole, buyer
from ciie_portal.domain.errors import NotPermitted, Rule, RuleBroken
from ciie_portal.domain.journey import PersonStatus
from ciie_portal.domain.notice import NoticeKind
from ciie_portal.store.engine import reading, transaction
from ciie_portal.store.queries.units import open_returns
from ciie_portal.store.tables import Person, WorkUnit
from tests import factories
from tests.actions.desk_scene import events_of, notices_of, person_now, refusal
from tests.factories import NOW

WAITING = PersonStatus.WAITING_FOR_REVIEW


def paid_people(count: int = 2) -> tuple[WorkUnit, list[Person], Actor]:
    with transaction() as session:
        tree = factories.mission_tree(session)
        edition = factories.edition(session)
        reviewer = factories.staff_member(session, StaffRole.PERSONNEL_REVIEWER)
        unit, people = factories.approved_unit(session, edition, tree.ningbo, [WAITING] * count)
        actor = access.staff(reviewer.id, StaffRole.PERSONNEL_REVIEWER, locale="en", name="Reviewer")
    return unit, people, actor


def test_passing_starts_the_making_of_the_certificate_and_tells_the_buyer_once(database: str) -> None:
    unit, (first, second), reviewer = paid_people()
    assert pass_person(reviewer, first.reference, first.version, now=NOW) is PersonStatus.IN_PRODUCTION
    after = person_now(first.reference)
    assert (after.status, after.version, after.status_since) == (
        PersonStatus.IN_PRODUCTION,
        first.version + 1,
        NOW,
    )
    assert person_now(second.reference).status is WAITING
    assert [notice.kind for notice in notices_of(unit)] == [NoticeKind.PASSED]
    assert events_of(unit) == [("pass", "waiting_for_review", "in_production")]


def test_failing_opens_the_refund_keeps_the_reason_inside_and_tells_the_way(database: str) -> None:
    unit, (first, _), reviewer = paid_people()
    fail_person(reviewer, first.reference, first.version, "Not admitted by the authority", now=NOW)
    after = person_now(first.reference)
    assert (after.status, after.decision_reason) == (PersonStatus.FAILED, None)
    (notice,) = notices_of(unit)
    assert notice.kind is NoticeKind.FAILED
    assert "authority" not in notice.masked_text


def test_failing_needs_a_reason(database: str) -> None:
    _unit, (first, _), reviewer = paid_people()
    with pytest.raises(RuleBroken) as broken:
        fail_person(reviewer, first.reference, first.version, "  ", now=NOW)
    assert refusal(broken) == [("reason", Rule.REQUIRED)]
    assert person_now(first.reference).status is WAITING


def test_a_returned_photo_opens_alone_and_the_colleague_goes_on(database: str) -> None:
    unit, (first, second), reviewer = paid_people()
    return_person(
        reviewer, first.reference, first.version, {"photo_file_id": "Stand before a wall."}, now=NOW
    )
    pass_person(reviewer, second.reference, second.version, now=NOW)
    assert person_now(first.reference).status is PersonStatus.RETURNED_BY_REVIEWER
    assert person_now(second.reference).status is PersonStatus.IN_PRODUCTION
    with reading() as session:
        opened = [(row.person_id, row.field, row.reason) for row in open_returns(session, unit.id)]
    assert opened == [(first.id, "photo_file_id", "Stand before a wall.")]


@pytest.mark.parametrize("reasons", [{}, {"credit_code": "wrong"}, {"status": "wrong"}])
def test_only_answers_of_the_person_can_be_returned(database: str, reasons: dict[str, str]) -> None:
    _unit, (first, _), reviewer = paid_people()
    with pytest.raises(RuleBroken):
        return_person(reviewer, first.reference, first.version, reasons, now=NOW)
    assert person_now(first.reference).status is WAITING


def test_a_decision_on_an_older_version_is_refused_and_says_so(database: str) -> None:
    unit, (first, _), reviewer = paid_people()
    pass_person(reviewer, first.reference, first.version, now=NOW)
    with pytest.raises(RuleBroken) as broken:
        fail_person(reviewer, first.reference, first.version, "Too late", now=NOW)
    assert refusal(broken) is Rule.CHANGED_MEANWHILE
    assert [notice.kind for notice in notices_of(unit)] == [NoticeKind.PASSED]


def test_passing_several_skips_and_names_those_that_changed(database: str) -> None:
    _unit, (first, second), reviewer = paid_people()
    wanted = {first.reference: first.version, second.reference: second.version + 3}
    assert pass_several(reviewer, wanted, now=NOW) == (second.reference,)
    assert person_now(first.reference).status is PersonStatus.IN_PRODUCTION
    assert person_now(second.reference).status is WAITING


def test_neither_buyer_nor_secretariat_nor_finance_reviews_persons(database: str) -> None:
    unit, (first, _), _reviewer = paid_people()
    strangers = [buyer(unit.account_id), access.staff(1, StaffRole.SECRETARIAT, unit.mission_id)]
    strangers += [access.staff(2, StaffRole.FINANCE), access.staff(3, StaffRole.CERTIFICATE_MAKER)]
    for stranger in strangers:
        with pytest.raises(NotPermitted):
            pass_person(stranger, first.reference, first.version, now=NOW)
    assert person_now(first.reference).status is WAITING


def test_an_unpaid_person_is_not_found_by_the_reviewer(database: str) -> None:
    with transaction() as session:
        tree = factories.mission_tree(session)
        edition = factories.edition(session)
        _unit, (unpaid,) = factories.approved_unit(session, edition, tree.ningbo, [PersonStatus.UNPAID])
    reviewer = access.staff(1, StaffRole.PERSONNEL_REVIEWER)
    for reference in (unpaid.reference, "P-00000000", "", "x" * 10_000):
        with pytest.raises(RuleBroken) as broken:
            pass_person(reviewer, reference, 1, now=NOW)
        assert refusal(broken) is Rule.NOT_FOUND
