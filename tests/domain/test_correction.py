"""What is open to the buyer, and why the rest is locked."""

from __future__ import annotations

import pytest

from ciie_portal.domain.correction import (
    Lock,
    PersonLockFacts,
    UnitLockFacts,
    check_change,
    check_person_return,
    check_resubmission,
    check_unit_return,
    check_version,
    classifies_again,
    delivery_lock,
    every_unit_field,
    open_person_fields,
    open_unit_fields,
    person_lock,
    reroutes,
    unit_lock,
)
from ciie_portal.domain.errors import FieldProblem, Rule, RuleBroken
from ciie_portal.domain.journey import PersonStatus, UnitStatus
from ciie_portal.domain.wizard import PERSON_FIELDS
from ciie_portal.domain.work_unit import Category, Channel

ALL = every_unit_field(Category.ENTERPRISE)
FIXED = {"category", "invitation_code", "channel", "credit_code"}


def unit(status, **facts):
    return UnitLockFacts(status, Category.ENTERPRISE, **facts)


def person(status, unit_status=UnitStatus.APPROVED, **facts):
    return PersonLockFacts(status, unit_status, **facts)


def test_in_a_draft_everything_is_open():
    assert open_unit_fields(unit(UnitStatus.DRAFT)) == ALL


def test_under_review_all_but_category_invitation_code_and_credit_code():
    assert open_unit_fields(unit(UnitStatus.UNDER_REVIEW)) == ALL - FIXED
    assert unit_lock(unit(UnitStatus.UNDER_REVIEW), "credit_code") is Lock.FIXED_DURING_REVIEW


def test_after_a_return_only_the_named_fields():
    facts = unit(UnitStatus.RETURNED, returned_fields=frozenset({"street", "licence_file_id"}))
    assert open_unit_fields(facts) == {"street", "licence_file_id"}
    assert unit_lock(facts, "name_zh") is Lock.ONLY_RETURNED_FIELDS


def test_a_returned_category_opens_the_code_too_unless_it_is_spent():
    returned = frozenset({"category"})
    assert open_unit_fields(unit(UnitStatus.RETURNED, returned_fields=returned)) == {
        "category",
        "channel",
        "invitation_code",
    }
    spent = unit(UnitStatus.RETURNED, returned_fields=returned, has_spent_code=True)
    assert open_unit_fields(spent) == {"category"}


def test_from_approval_everything_is_locked():
    assert open_unit_fields(unit(UnitStatus.APPROVED)) == frozenset()
    assert unit_lock(unit(UnitStatus.APPROVED), "street") is Lock.APPROVED


def test_a_rejected_unit_is_open_until_the_deadline_but_keeps_its_code():
    assert open_unit_fields(unit(UnitStatus.REJECTED)) == ALL
    spent = unit(UnitStatus.REJECTED, has_spent_code=True)
    assert open_unit_fields(spent) == ALL - {"channel", "invitation_code"}
    assert (
        unit_lock(unit(UnitStatus.REJECTED, is_registration_open=False), "street") is Lock.REGISTRATION_CLOSED
    )


def test_a_withdrawn_unit_is_over():
    assert unit_lock(unit(UnitStatus.WITHDRAWN), "street") is Lock.OVER


def test_a_person_is_open_while_the_unit_is_reviewed_and_when_added_later():
    for unit_status in (UnitStatus.UNDER_REVIEW, UnitStatus.APPROVED, UnitStatus.REJECTED):
        facts = person(PersonStatus.AWAITING_UNIT_REVIEW, unit_status)
        assert open_person_fields(facts) == frozenset(PERSON_FIELDS)


def test_a_person_who_was_not_returned_stays_locked_while_the_unit_is():
    facts = person(PersonStatus.AWAITING_UNIT_REVIEW, UnitStatus.RETURNED)
    assert person_lock(facts, "mobile") is Lock.ONLY_RETURNED_FIELDS


@pytest.mark.parametrize("status", [PersonStatus.RETURNED_BY_MISSION, PersonStatus.RETURNED_BY_REVIEWER])
def test_a_returned_person_has_the_named_fields_open(status):
    facts = person(status, returned_fields=frozenset({"photo_file_id"}))
    assert open_person_fields(facts) == {"photo_file_id"}


@pytest.mark.parametrize(
    ("status", "lock"),
    [
        (PersonStatus.UNPAID, Lock.APPROVED),
        (PersonStatus.WAITING_FOR_REVIEW, Lock.APPROVED),
        (PersonStatus.IN_PRODUCTION, Lock.APPROVED),
        (PersonStatus.FAILED, Lock.APPROVED),
        (PersonStatus.LEFT_OUT, Lock.OVER),
        (PersonStatus.REFUNDED, Lock.OVER),
        (PersonStatus.WITHDRAWN, Lock.OVER),
    ],
)
def test_a_decided_person_is_locked(status, lock):
    assert person_lock(person(status), "mobile") is lock


def test_the_delivery_address_is_open_from_approval_until_dispatch():
    is_open = {status for status in PersonStatus if delivery_lock(status) is None}
    assert is_open == {
        PersonStatus.UNPAID,
        PersonStatus.WAITING_FOR_REVIEW,
        PersonStatus.RETURNED_BY_REVIEWER,
        PersonStatus.IN_PRODUCTION,
    }
    assert delivery_lock(PersonStatus.DISPATCHED) is Lock.DISPATCHED


def test_every_locked_field_of_a_change_is_named():
    under_review = open_unit_fields(unit(UnitStatus.UNDER_REVIEW))
    with pytest.raises(RuleBroken) as broken:
        check_change(under_review, ("category", "street", "credit_code"))
    assert broken.value.problems == (
        FieldProblem("category", Rule.FIELD_LOCKED),
        FieldProblem("credit_code", Rule.FIELD_LOCKED),
    )
    check_change(under_review, ["street"])
    with pytest.raises(RuleBroken):
        check_change(open_person_fields(person(PersonStatus.UNPAID)), ["mobile"])


def test_a_decision_on_an_older_version_is_refused():
    check_version(seen=4, current=4)
    with pytest.raises(RuleBroken) as broken:
        check_version(seen=3, current=4)
    assert broken.value.rule is Rule.CHANGED_MEANWHILE


def test_a_changed_address_classifies_again_and_reroutes_only_without_a_code():
    under_review = UnitStatus.UNDER_REVIEW
    assert reroutes(under_review, Channel.CODE_FREE, {"division_code"})
    assert classifies_again(under_review, Channel.WITH_CODE, {"division_code"})
    assert not reroutes(under_review, Channel.WITH_CODE, {"division_code"})
    assert not classifies_again(under_review, Channel.CODE_FREE, {"contact_name"})
    assert not classifies_again(under_review, Channel.OVERSEAS, {"name_zh"})
    assert not classifies_again(UnitStatus.APPROVED, Channel.CODE_FREE, {"division_code"})


def test_a_return_names_something_and_says_why():
    with pytest.raises(RuleBroken) as broken:
        check_unit_return(Category.ENTERPRISE, (), (), "  ")
    assert [problem.rule for problem in broken.value.problems] == [
        Rule.RETURN_NAMES_NOTHING,
        Rule.REASON_NEEDED,
    ]
    check_unit_return(Category.ENTERPRISE, ["licence_file_id"], ["photo_file_id"], "not readable")


def test_a_return_cannot_name_what_is_not_asked_or_the_code():
    for name in ("invitation_code", "status", "registration_number"):
        with pytest.raises(RuleBroken) as broken:
            check_unit_return(Category.ENTERPRISE, [name], (), "reason")
        assert broken.value.problems == (FieldProblem(name, Rule.NOT_AN_OPTION),)


def test_the_personnel_reviewer_returns_fields_of_a_person_only():
    check_person_return(["photo_file_id"], "too dark")
    with pytest.raises(RuleBroken):
        check_person_return(["licence_file_id"], "too dark")


def test_a_return_is_answered_after_the_deadline_and_a_rejection_is_not():
    check_resubmission(UnitStatus.RETURNED, is_registration_open=False)
    check_resubmission(UnitStatus.REJECTED, is_registration_open=True)
    with pytest.raises(RuleBroken) as broken:
        check_resubmission(UnitStatus.REJECTED, is_registration_open=False)
    assert broken.value.rule is Rule.REGISTRATION_CLOSED
    with pytest.raises(RuleBroken) as broken:
        check_resubmission(UnitStatus.APPROVED, is_registration_open=True)
    assert broken.value.rule is Rule.STEP_NOT_POSSIBLE
