"""Who holds it, what to do now, the lines of stages."""

from __future__ import annotations

from ciie_portal.domain.journey import PersonStatus as P
from ciie_portal.domain.journey import UnitStatus as U
from ciie_portal.domain.progress import (
    PERSON_FAMILY,
    UNIT_FAMILY,
    Family,
    Holder,
    Now,
    ProgressFacts,
    ToDo,
    holder_of_person,
    holder_of_unit,
    usual_days,
    what_now,
)
from ciie_portal.domain.stages import Stage, person_line, unit_line


def families(line):
    return [stage.family for stage in line]


def now_of(unit, *people, **facts):
    return what_now(ProgressFacts(unit, people, facts.pop("is_with_mission", True), **facts))


def test_every_status_has_a_family():
    assert set(PERSON_FAMILY) == set(P)
    assert set(UNIT_FAMILY) == set(U)


def test_pending_never_looks_like_success():
    done = {status for status, family in PERSON_FAMILY.items() if family is Family.DONE}
    assert done == {P.DELIVERED, P.COLLECTED, P.REFUNDED}


def test_an_overseas_unit_is_held_by_the_organiser_desk():
    assert holder_of_unit(U.UNDER_REVIEW, is_with_mission=False) is Holder.ORGANISER_DESK
    assert holder_of_unit(U.UNDER_REVIEW, is_with_mission=True) is Holder.MISSION
    assert holder_of_person(P.AWAITING_UNIT_REVIEW, is_with_mission=False) is Holder.ORGANISER_DESK


def test_whoever_waits_on_the_buyer_is_held_by_the_buyer():
    for status, family in PERSON_FAMILY.items():
        held_by_buyer = holder_of_person(status, is_with_mission=True) is Holder.BUYER
        assert held_by_buyer == (family is Family.YOU or status is P.FAILED)


def test_an_open_checkout_is_held_by_the_payment_service():
    assert holder_of_person(P.UNPAID, True, is_confirming_payment=True) is Holder.PAYMENT_SERVICE


def test_a_correction_comes_before_payment_and_payment_before_a_refund():
    people = [P.FAILED, P.UNPAID, P.RETURNED_BY_REVIEWER, P.IN_PRODUCTION]
    assert now_of(U.APPROVED, *people) == Now(ToDo.CORRECT_PERSON, person_count=1)
    assert now_of(U.APPROVED, P.FAILED, P.UNPAID, P.UNPAID) == Now(ToDo.PAY, person_count=2)
    assert now_of(U.APPROVED, P.FAILED, P.IN_PRODUCTION) == Now(ToDo.CONFIRM_REFUND, person_count=1)


def test_a_payment_that_is_being_confirmed_is_not_asked_for_again():
    now = now_of(U.APPROVED, P.UNPAID, is_confirming_payment=True)
    assert now == Now(ToDo.CONFIRMING_PAYMENT, Holder.PAYMENT_SERVICE, 1)


def test_with_the_secretariat_there_is_nothing_to_do():
    assert now_of(U.UNDER_REVIEW, P.AWAITING_UNIT_REVIEW) == Now(ToDo.WAIT, Holder.MISSION)
    assert now_of(U.APPROVED, P.WAITING_FOR_REVIEW) == Now(ToDo.WAIT, Holder.PERSONNEL_REVIEWER, 1)
    assert now_of(U.APPROVED, P.REFUNDING, P.DELIVERED) == Now(ToDo.WAIT, Holder.PAYMENT_SERVICE, 1)


def test_a_parcel_that_came_back_asks_for_the_address():
    assert now_of(U.APPROVED, P.DISPATCHED, parcels_back_count=1) == Now(ToDo.CHECK_ADDRESS, person_count=1)


def test_after_the_deadline_neither_draft_nor_rejected_unit_has_something_to_do():
    for unit in (U.DRAFT, U.REJECTED):
        assert now_of(unit, P.DRAFT, is_registration_open=False).todo is ToDo.NOTHING_MORE
    assert now_of(U.REJECTED, P.AWAITING_UNIT_REVIEW).todo is ToDo.RESUBMIT_AFTER_REJECTION


def test_a_return_is_answered_after_the_deadline_too():
    now = now_of(U.RETURNED, P.RETURNED_BY_MISSION, P.AWAITING_UNIT_REVIEW, is_registration_open=False)
    assert now == Now(ToDo.CORRECT_UNIT, person_count=1)


def test_the_line_of_a_person_in_production():
    line = person_line(P.IN_PRODUCTION, is_with_mission=True)
    assert [stage.stage for stage in line] == [s for s in Stage if s is not Stage.REFUND]
    assert families(line) == [Family.DONE] * 4 + [Family.THEM]
    assert line[-1].holder is Holder.CERTIFICATE_MAKER


def test_the_line_of_a_person_who_failed_ends_in_the_refund_and_has_no_tick_for_the_review():
    line = person_line(P.FAILED, is_with_mission=True)
    assert line[-1].stage is Stage.REFUND
    assert families(line) == [Family.DONE] * 3 + [Family.REFUSED, Family.YOU]
    assert families(person_line(P.REFUNDED, True))[-1] is Family.DONE


def test_the_lines_of_those_who_left_stop_there():
    assert families(person_line(P.WITHDRAWN, True)) == [Family.CLOSED]
    assert families(person_line(P.LEFT_OUT, True)) == [Family.DONE, Family.CLOSED]


def test_every_status_of_a_person_has_a_line_in_every_status_of_the_unit():
    for status in P:
        assert person_line(status, True)
        for unit in U:
            assert unit_line(unit, [status], True)


def test_a_stage_of_the_unit_is_over_when_it_is_over_for_everyone():
    people = [P.IN_PRODUCTION, P.IN_PRODUCTION, P.FAILED]
    line = unit_line(U.APPROVED, people, True)
    assert families(line) == [Family.DONE] * 4 + [Family.THEM]
    assert line[3].counts == ((P.IN_PRODUCTION, 2), (P.FAILED, 1))
    assert families(unit_line(U.APPROVED, [*people, P.UNPAID], True))[2:4] == [Family.YOU, Family.NEXT]


def test_when_nobody_passed_the_review_is_refused_and_no_certificate_follows():
    assert families(unit_line(U.APPROVED, [P.FAILED, P.REFUNDED], True))[3:] == [
        Family.REFUSED,
        Family.CLOSED,
    ]


def test_all_certificates_in_hand_is_done():
    assert families(unit_line(U.APPROVED, [P.DELIVERED, P.COLLECTED, P.LEFT_OUT], True)) == [Family.DONE] * 5


def test_a_unit_that_is_not_approved_shows_the_review_and_what_comes_next():
    assert families(unit_line(U.UNDER_REVIEW, [], True))[:3] == [Family.DONE, Family.THEM, Family.NEXT]
    assert families(unit_line(U.REJECTED, [], True))[1] is Family.REFUSED
    assert families(unit_line(U.DRAFT, [], True))[0] is Family.YOU
    assert families(unit_line(U.WITHDRAWN, [P.WITHDRAWN], True)) == [Family.CLOSED]


def test_how_long_a_queue_takes_is_the_median_of_what_left_it():
    assert usual_days([1, 2, 2.5, 30, 3], otherwise=7) == 3
    assert usual_days([0.1] * 9, otherwise=7) == 1
    assert usual_days([1, 2], otherwise=7) == 7
