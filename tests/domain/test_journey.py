"""The two tables and their printed diagrams."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ciie_portal.domain.access import PERMISSIONS, Permission, StaffRole
from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.domain.journey import (
    PERSON_EVENT_BY,
    PERSON_MOVES,
    UNIT_EVENT_BY,
    UNIT_MOVES,
    PersonEvent,
    PersonStatus,
    UnitEvent,
    UnitStatus,
    may_person,
    move_person,
    move_unit,
)
from ciie_portal.domain.journey_diagrams import document

P, E = PersonStatus, PersonEvent


def walk(*events: PersonEvent, start: PersonStatus = P.DRAFT) -> PersonStatus:
    for event in events:
        start = move_person(start, event)
    return start


def test_the_straight_way_with_express_delivery():
    assert walk(E.SUBMIT, E.APPROVE, E.PAY, E.PASS, E.DISPATCH, E.DELIVER) is P.DELIVERED


def test_the_straight_way_with_collection():
    assert walk(E.SUBMIT, E.APPROVE, E.PAY, E.PASS, E.MAKE_READY, E.COLLECT) is P.COLLECTED


def test_who_fails_gets_the_fee_back():
    assert walk(E.SUBMIT, E.APPROVE, E.PAY, E.FAIL, E.ASK_REFUND, E.SEND_REFUND, E.REFUND_PAID) is P.REFUNDED


def test_a_correction_leads_back_to_where_the_person_was():
    assert walk(E.SUBMIT, E.RETURN_BY_MISSION, E.RESUBMIT) is P.AWAITING_UNIT_REVIEW
    assert walk(E.SUBMIT, E.APPROVE, E.PAY, E.RETURN_BY_REVIEWER, E.RESUBMIT) is P.WAITING_FOR_REVIEW


def test_a_person_is_withdrawn_before_payment_only():
    allowed = {status for status, event in PERSON_MOVES if event is E.WITHDRAW}
    assert allowed == {P.DRAFT, P.AWAITING_UNIT_REVIEW, P.RETURNED_BY_MISSION, P.UNPAID}


def test_between_payment_and_verdict_there_is_neither_withdrawal_nor_refund():
    for status in (P.WAITING_FOR_REVIEW, P.RETURNED_BY_REVIEWER):
        assert not may_person(status, E.WITHDRAW)
        assert not may_person(status, E.ASK_REFUND)


def test_nobody_leaves_these_statuses():
    leaving = {status for status, _ in PERSON_MOVES}
    assert set(PersonStatus) - leaving == {P.LEFT_OUT, P.DELIVERED, P.COLLECTED, P.REFUNDED, P.WITHDRAWN}


def test_every_status_can_be_reached_from_a_draft():
    for start, moves, everything in (
        (P.DRAFT, PERSON_MOVES, set(PersonStatus)),
        (UnitStatus.DRAFT, UNIT_MOVES, set(UnitStatus)),
    ):
        reached, previous = {start}, set()
        while reached != previous:
            previous = set(reached)
            reached |= {target for (status, _), target in moves.items() if status in reached}
        assert reached == everything


def test_every_event_is_used_and_has_somebody_who_causes_it():
    assert {event for _, event in PERSON_MOVES} == set(PersonEvent) == set(PERSON_EVENT_BY)
    assert {event for _, event in UNIT_MOVES} == set(UnitEvent) == set(UNIT_EVENT_BY)


def test_money_and_review_never_meet_in_one_role():
    reviewing = {Permission.REVIEW_UNITS, Permission.REVIEW_PERSONNEL}
    for role in StaffRole:
        assert not (Permission.HANDLE_MONEY in PERMISSIONS[role] and reviewing & PERMISSIONS[role])


def test_a_rejected_unit_may_be_sent_in_again():
    assert move_unit(UnitStatus.REJECTED, UnitEvent.RESUBMIT) is UnitStatus.UNDER_REVIEW


@pytest.mark.parametrize("event", [e for e in UnitEvent if e is not UnitEvent.WITHDRAW])
def test_an_approved_unit_can_only_be_withdrawn(event):
    with pytest.raises(RuleBroken) as broken:
        move_unit(UnitStatus.APPROVED, event)
    assert broken.value.rule is Rule.STEP_NOT_POSSIBLE


@given(st.sampled_from(PersonStatus), st.sampled_from(PersonEvent))
def test_a_person_moves_as_the_table_says_or_not_at_all(status, event):
    if may_person(status, event):
        assert move_person(status, event) is PERSON_MOVES[status, event]
    else:
        with pytest.raises(RuleBroken) as broken:
            move_person(status, event)
        assert broken.value.rule is Rule.STEP_NOT_POSSIBLE


@given(st.sampled_from(UnitStatus), st.sampled_from(UnitEvent))
def test_a_unit_moves_as_the_table_says_or_not_at_all(status, event):
    if (status, event) in UNIT_MOVES:
        assert move_unit(status, event) is UNIT_MOVES[status, event]
    else:
        with pytest.raises(RuleBroken):
            move_unit(status, event)


def test_the_printed_diagrams_are_current():
    page = Path(__file__).parents[2] / "docs" / "journey.md"
    assert page.read_text("utf-8") == document(), (
        "run: python -m ciie_portal.domain.journey_diagrams > docs/journey.md"
    )
