"""What a caller is told: every status of a unit and of a person, money and parcels included (Q10)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ciie_portal.domain.caller import CallerFacts, Tell, Told, about_person, check_resend, what_to_tell
from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.domain.journey import PersonStatus as P
from ciie_portal.domain.journey import UnitStatus as U
from ciie_portal.domain.notice import WITH_SECRET, NoticeKind
from ciie_portal.domain.progress import ProgressFacts
from ciie_portal.domain.searched import hide_document, last_digits
from ciie_portal.routes import LOCALES
from ciie_portal.wording.caller import CallerWords, caller_sentence


def facts(unit: U, *people: P, **progress: object) -> CallerFacts:
    given = ProgressFacts(unit=unit, people=people, is_with_mission=True)
    return CallerFacts(progress=replace(given, **progress))  # type: ignore[arg-type]


OF_UNITS = [
    (U.DRAFT, (P.DRAFT,), Tell.DRAFT),
    (U.UNDER_REVIEW, (P.AWAITING_UNIT_REVIEW,), Tell.UNDER_REVIEW),
    (U.RETURNED, (P.RETURNED_BY_MISSION,), Tell.RETURNED),
    (U.REJECTED, (P.AWAITING_UNIT_REVIEW,), Tell.REJECTED),
    (U.WITHDRAWN, (P.WITHDRAWN,), Tell.WITHDRAWN),
    (U.APPROVED, (P.UNPAID,) * 3, Tell.PAY),
]
OF_PERSONS = {
    P.DRAFT: Tell.SUBMIT_PERSON,
    P.AWAITING_UNIT_REVIEW: Tell.ADDED_PERSONS,
    P.RETURNED_BY_MISSION: Tell.CORRECT_PERSON,
    P.LEFT_OUT: Tell.LEFT_OUT,
    P.UNPAID: Tell.PAY,
    P.WAITING_FOR_REVIEW: Tell.PERSONNEL_REVIEW,
    P.RETURNED_BY_REVIEWER: Tell.CORRECT_PAID_PERSON,
    P.IN_PRODUCTION: Tell.PRODUCTION,
    P.DISPATCHED: Tell.ON_ITS_WAY,
    P.READY_FOR_COLLECTION: Tell.COLLECT,
    P.DELIVERED: Tell.IN_HAND,
    P.COLLECTED: Tell.IN_HAND,
    P.FAILED: Tell.CONFIRM_REFUND,
    P.REFUND_REQUESTED: Tell.REFUND_UNDER_WAY,
    P.REFUNDING: Tell.REFUND_UNDER_WAY,
    P.REFUNDED: Tell.REFUNDED,
    P.WITHDRAWN: Tell.PERSON_WITHDRAWN,
}


@pytest.mark.parametrize(("unit", "people", "tell"), OF_UNITS)
def test_every_status_of_a_unit_has_its_sentence(unit: U, people: tuple[P, ...], tell: Tell) -> None:
    assert what_to_tell(facts(unit, *people)).tell is tell


def test_all_statuses_of_units_and_persons_are_covered() -> None:
    assert ({unit for unit, *_ in OF_UNITS}, set(OF_PERSONS)) == (set(U), set(P))


@pytest.mark.parametrize("status", sorted(P))
def test_every_status_of_one_person_has_its_sentence(status: P) -> None:
    asked = about_person(facts(U.APPROVED, P.UNPAID, status), status)
    assert what_to_tell(asked) == Told(OF_PERSONS[status], 1)


def test_after_the_deadline_a_draft_and_a_rejection_can_go_no_further() -> None:
    late = {"is_registration_open": False}
    told = [what_to_tell(facts(unit, **late)).tell for unit in (U.DRAFT, U.REJECTED)]
    assert told == [Tell.DRAFT_CLOSED, Tell.REJECTED_CLOSED]


def test_a_correction_that_arrived_is_said() -> None:
    corrected = replace(facts(U.UNDER_REVIEW, P.AWAITING_UNIT_REVIEW), is_resubmitted=True)
    assert what_to_tell(corrected).tell is Tell.RESUBMITTED


def test_a_review_that_takes_too_long_is_said_while_it_is_under_way_alone() -> None:
    waiting = replace(facts(U.UNDER_REVIEW, P.AWAITING_UNIT_REVIEW), is_review_late=True)
    told = [waiting, replace(waiting, is_resubmitted=True), replace(facts(U.RETURNED), is_review_late=True)]
    assert [what_to_tell(one).tell for one in told] == [
        Tell.UNDER_REVIEW_LATE,
        Tell.RESUBMITTED_LATE,
        Tell.RETURNED,
    ]


def test_money_is_confirmed_declined_late_or_stuck() -> None:
    unpaid = facts(U.APPROVED, P.UNPAID, P.UNPAID)
    asked = [
        facts(U.APPROVED, P.UNPAID, is_confirming_payment=True),
        facts(U.APPROVED, P.UNPAID, is_payment_declined=True),
        replace(unpaid, is_payment_open=False),
        replace(facts(U.APPROVED, P.REFUNDING, P.DELIVERED), refused_refund_count=1),
        replace(facts(U.APPROVED, P.REFUNDING, P.UNPAID), refused_refund_count=1),
    ]
    assert [what_to_tell(one) for one in asked] == [
        Told(Tell.CONFIRMING_PAYMENT, 1),
        Told(Tell.PAYMENT_DECLINED, 1),
        Told(Tell.PAY_CLOSED, 2),
        Told(Tell.REFUND_STUCK, 1),
        Told(Tell.PAY, 1),
    ]


def test_a_parcel_that_came_back_and_a_void_certificate_come_before_waiting() -> None:
    back = facts(U.APPROVED, P.DISPATCHED, parcels_back_count=1)
    void = replace(facts(U.APPROVED, P.DELIVERED), void_count=1)
    assert [what_to_tell(one).tell for one in (back, void)] == [Tell.CHECK_ADDRESS, Tell.CERTIFICATE_VOID]
    alone = about_person(facts(U.APPROVED, P.UNPAID, P.DISPATCHED), P.DISPATCHED, is_parcel_back=True)
    assert what_to_tell(alone).tell is Tell.CHECK_ADDRESS


def test_who_has_no_mission_collects_at_the_counter() -> None:
    ready = facts(U.APPROVED, P.READY_FOR_COLLECTION, is_with_mission=False)
    assert what_to_tell(ready).tell is Tell.COLLECT_AT_COUNTER


def test_nobody_left_is_not_everything_in_hand() -> None:
    told = [what_to_tell(facts(U.APPROVED, *people)) for people in ((P.LEFT_OUT, P.REFUNDED), (P.COLLECTED,))]
    assert told == [Told(Tell.NOBODY_LEFT), Told(Tell.IN_HAND, 1)]


@pytest.mark.parametrize("locale", sorted(LOCALES))
@pytest.mark.parametrize("tell", sorted(Tell))
def test_every_sentence_is_whole_in_both_languages(tell: Tell, locale: str) -> None:
    words = CallerWords("M", "D", "F", "R", "T", 7, "A", "K")
    said = caller_sentence(locale, Told(tell, 2), words)
    assert (said[-1], "{" in said, "  " in said) == ("." if locale == "en" else "。", False, False)


def test_the_sentences_of_the_glossary_are_said_word_by_word() -> None:
    said = [
        caller_sentence(locale, told, CallerWords())
        for told in (Told(Tell.PAY, 3), Told(Tell.PERSONNEL_REVIEW, 3))
        for locale in ("en", "zh")
    ]
    assert said == [
        "Your unit is approved; the fee for 3 people is open. Please sign in and pay.",
        "贵单位已审核通过，3名人员待缴费，请登录后完成缴费。",
        "The fee has arrived. The personnel review is under way; nothing is needed from you.",
        "费用已到账，正在进行人员审核，目前无需操作。",
    ]


@pytest.mark.parametrize("kind", sorted(NoticeKind))
def test_codes_are_not_sent_again_and_nothing_twice_in_a_row(kind: NoticeKind) -> None:
    if kind in WITH_SECRET:
        with pytest.raises(RuleBroken) as broken:
            check_resend(kind, False)
        assert broken.value.rule is Rule.CODE_NOT_RESENT
        return
    check_resend(kind, False)
    with pytest.raises(RuleBroken) as broken:
        check_resend(kind, True)
    assert broken.value.rule is Rule.SENT_JUST_NOW


@pytest.mark.parametrize(
    ("number", "shown"),
    [("330203198501011239", "3302**************"), ("C01X00T47", "C0*******"), ("A1234", "A****"), ("", "")],
)
def test_the_end_of_a_document_never_shows(number: str, shown: str) -> None:
    assert hide_document(number) == shown


@pytest.mark.parametrize(
    ("typed", "said"),
    [("1239", "1239"), (" １２ ３x", "123X"), ("12345", ""), ("", ""), ("四位", ""), ("1" * 10_000, "")],
)
def test_four_characters_are_read_however_they_are_typed(typed: str, said: str) -> None:
    assert last_digits(typed) == said
