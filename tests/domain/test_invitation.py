"""Invitation codes: read, checked, and whose the use is (Q2, Q8)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.domain.invitation import (
    HolderFacts,
    InvitationFacts,
    Unusable,
    change_of_uses,
    check_usable,
    mask_code,
    new_code,
    read_code,
    show_code,
    why_unusable,
)
from ciie_portal.domain.journey import UnitEvent

NOW = datetime(2019, 9, 1, 4, tzinfo=UTC)
CODE = InvitationFacts("ciie-2", uses_allowed=2, uses_spent=1, expires_at=NOW + timedelta(days=1))
HOLDER = HolderFacts("ciie-2", ("宁波远帆进出口有限公司",), ("+8613812345678",))


@given(st.lists(st.integers(0, 31), min_size=12, max_size=12))
def test_a_code_is_read_back_however_it_is_typed(random: list[int]) -> None:
    code = new_code(random)
    shown = show_code(code)
    typed = (
        shown,
        shown.lower(),
        code,
        f" {shown.replace('-', ' ')} ",
        shown.replace("0", "O").replace("1", "i"),
    )
    assert [read_code(one) for one in typed] == [code] * 5


@pytest.mark.parametrize(
    "typed", ["", None, 12, "K7QM-4XRT-9BD", "K7QM-4XRT-9BDNN", "K7QM-4XRT-9BDU", "x" * 5000]
)
def test_what_is_no_code_cannot_be_used(typed: object) -> None:
    with pytest.raises(RuleBroken) as refused:
        read_code(typed)
    assert refused.value.rule is Rule.INVITATION_CODE_NOT_USABLE


def test_a_code_is_shown_in_groups_and_masked() -> None:
    assert (show_code("K7QM4XRT9BDN"), mask_code("K7QM4XRT9BDN")) == ("K7QM-4XRT-9BDN", "****-****-9BDN")


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (CODE, None),
        (replace(CODE, expires_at=None), None),
        (None, Unusable.UNKNOWN),
        (replace(CODE, edition="ciie-3"), Unusable.OTHER_EDITION),
        (replace(CODE, revoked_at=NOW), Unusable.REVOKED),
        (replace(CODE, expires_at=NOW), Unusable.EXPIRED),
        (replace(CODE, expires_at=NOW + timedelta(microseconds=1)), None),
        (replace(CODE, uses_spent=2), Unusable.USED_UP),
        (replace(CODE, bound_unit_name="宁波 远帆进出口（有限公司）"), None),
        (replace(CODE, bound_unit_name="杭州远帆有限公司"), Unusable.FOR_ANOTHER_UNIT),
        (replace(CODE, bound_contact="+8613812345678"), None),
        (replace(CODE, bound_contact="+8613800000000"), Unusable.FOR_ANOTHER_CONTACT),
    ],
)
def test_staff_learn_the_reason_and_outsiders_one_answer(
    code: InvitationFacts | None, reason: Unusable | None
) -> None:
    assert why_unusable(code, HOLDER, NOW) is reason
    if reason is None:
        check_usable(code, HOLDER, NOW)
        return
    with pytest.raises(RuleBroken) as refused:
        check_usable(code, HOLDER, NOW)
    assert (refused.value.rule, refused.value.facts) == (Rule.INVITATION_CODE_NOT_USABLE, {})


def test_a_code_bound_to_a_unit_waits_for_the_units_name() -> None:
    bound = replace(CODE, bound_unit_name="杭州远帆有限公司")
    assert why_unusable(bound, replace(HOLDER, unit_names=()), NOW) is None
    assert why_unusable(bound, HOLDER, NOW) is Unusable.FOR_ANOTHER_UNIT


@pytest.mark.parametrize("event", UnitEvent)
def test_a_use_is_spent_once_kept_through_review_and_given_back_on_withdrawal(event: UnitEvent) -> None:
    change = {True: change_of_uses(event, holds_a_use=True), False: change_of_uses(event, holds_a_use=False)}
    expected = {UnitEvent.SUBMIT: {True: 0, False: 1}, UnitEvent.WITHDRAW: {True: -1, False: 0}}
    assert change == expected.get(event, {True: 0, False: 0})


@given(st.lists(st.sampled_from(UnitEvent), max_size=30))
def test_whatever_happens_a_unit_holds_no_use_or_one(events: list[UnitEvent]) -> None:
    uses = 0
    for event in events:
        uses += change_of_uses(event, holds_a_use=uses == 1)
        assert uses in (0, 1)
