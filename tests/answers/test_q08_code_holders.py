"""Question VIII: Do buyers who already hold invitation codes need to register online? Yes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from ciie_portal.domain.classification import UnitFacts, agrees_with_code, classify
from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.domain.invitation import (
    HolderFacts,
    InvitationFacts,
    change_of_uses,
    check_usable,
    read_code,
)
from ciie_portal.domain.journey import UnitEvent, UnitStatus, move_unit
from ciie_portal.domain.wizard import Step, WizardFacts, is_complete, position
from ciie_portal.domain.work_unit import Category, Channel
from tests.fair_data import atlas, tree

NOW = datetime(2019, 9, 1, tzinfo=UTC)
CODE = InvitationFacts("ciie-2", uses_allowed=1, uses_spent=0, expires_at=NOW + timedelta(days=14))
HOLDER = HolderFacts("ciie-2")


def cannot_be_used(code: InvitationFacts | None, holder: HolderFacts = HOLDER, now: datetime = NOW) -> bool:
    try:
        check_usable(code, holder, now)
    except RuleBroken as refused:
        return refused.rule is Rule.INVITATION_CODE_NOT_USABLE
    return False


def test_holding_a_code_is_not_yet_a_registration() -> None:
    holder = WizardFacts(
        category=Category.GOVERNMENT_ORGAN,
        channel=Channel.WITH_CODE,
        holds_code=True,
        answered=frozenset({"country", "category"}),
    )
    assert (is_complete(Step.CODE, holder), position(holder)) == (True, Step.UNIT)


def test_case_and_dashes_of_a_code_do_not_count() -> None:
    assert {read_code(typed) for typed in ("K7QM-4XRT-9BDN", "k7qm4xrt9bdn", "K7QM 4XRT 9BDN")} == {
        "K7QM4XRT9BDN"
    }


def test_a_good_code_can_be_used() -> None:
    assert not cannot_be_used(CODE)


@pytest.mark.parametrize(
    ("what_is_wrong", "code"),
    [
        ("there is no such code", None),
        ("it is of another edition", replace(CODE, edition="ciie-1")),
        ("it was revoked", replace(CODE, revoked_at=NOW)),
        ("it has expired", replace(CODE, expires_at=NOW)),
        ("it is used up", replace(CODE, uses_spent=1)),
        ("it is for another contact", replace(CODE, bound_contact="+8613800000000")),
    ],
)
def test_a_bad_code_is_refused_in_the_same_words_whatever_is_wrong(
    what_is_wrong: str, code: InvitationFacts | None
) -> None:
    assert cannot_be_used(code), what_is_wrong


def test_a_code_for_a_unit_is_for_that_unit() -> None:
    bound = replace(CODE, bound_unit_name="宁波远帆进出口有限公司")
    ours, theirs = (
        replace(HOLDER, unit_names=(name,)) for name in ("宁波远帆进出口有限公司", "杭州远帆有限公司")
    )
    assert (cannot_be_used(bound, ours), cannot_be_used(bound, theirs)) == (False, True)


def test_the_use_is_spent_on_the_first_submission_and_not_before() -> None:
    assert change_of_uses(UnitEvent.SUBMIT, holds_a_use=False) == 1


def test_resubmitting_spends_no_second_use() -> None:
    assert move_unit(UnitStatus.RETURNED, UnitEvent.RESUBMIT) is UnitStatus.UNDER_REVIEW
    assert change_of_uses(UnitEvent.RESUBMIT, holds_a_use=True) == 0


def test_a_rejection_keeps_the_use_and_a_withdrawal_gives_it_back() -> None:
    assert change_of_uses(UnitEvent.REJECT, holds_a_use=True) == 0
    assert change_of_uses(UnitEvent.WITHDRAW, holds_a_use=True) == -1


def test_a_code_gives_membership_and_the_classification_only_checks() -> None:
    in_ningbo = classify(UnitFacts(Category.ENTERPRISE, date(2019, 9, 30), division_code="330212"), atlas())
    checks = {code: agrees_with_code(in_ningbo, code, tree()) for code in ("TM-3302", "TM-33")}
    assert checks == {"TM-3302": True, "TM-33": False}
