"""A buyer without a code asks a mission: the number proved first, asked once, whatever is typed (Q2, Q7)."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select

from ciie_portal.actions import one_time_codes
from ciie_portal.actions.ask_for_code import Asked, ask_for_code
from ciie_portal.actions.one_time_codes import Proof, Purpose
from ciie_portal.domain.access import NOBODY
from ciie_portal.domain.code_request import CodeRequestStatus
from ciie_portal.domain.errors import Rule
from ciie_portal.domain.notice import NoticeChannel
from ciie_portal.domain.work_unit import Category
from ciie_portal.store.engine import transaction
from ciie_portal.store.tables import CodeRequest, Edition, OneTimeCode, TradeMission
from tests.actions.code_request_scene import (
    CHINESE,
    ENGLISH,
    WANTED,
    ask,
    asked,
    proved,
    record_of,
    requests,
    told,
)
from tests.actions.desk_scene import Scene, scene
from tests.actions.identity_scene import (
    EMAIL,
    HERE,
    MOBILE,
    Window,
    another_code,
    refusal,
    sent_codes,
    window,
)
from tests.factories import NOW

__all__ = ["window"]
OTHER = "+8613900139000"
SMS = NoticeChannel.SMS


@pytest.fixture(autouse=True)
def at(database: str) -> Scene:
    return scene()


def test_a_proved_number_asks_and_the_request_waits_with_its_mission(at: Scene) -> None:
    assert ask(actor=CHINESE) == Asked(MOBILE, NOW, is_new=True)
    (row,) = requests()
    assert (row.mission_id, row.edition_id, row.status, row.locale) == (
        at.tree.jinhua.id,
        at.edition_id,
        "open",
        "zh",
    )
    assert (row.unit_name, row.category, row.reason, row.contact_name, row.contact) == (
        "金华市婺城区商务局",
        Category.GOVERNMENT_ORGAN,
        "组织本区采购商参会。",
        "李明",
        MOBILE,
    )
    assert record_of(row) == [("ask_for_code", None, "open", None, None)]
    assert told() == []


def test_the_same_number_asking_again_is_told_that_its_request_waits() -> None:
    proof = proved()
    ask(proof=proof)
    later = NOW + timedelta(minutes=5)
    assert ask(proof=proof, now=later, unit_name="另一家单位") == Asked(MOBILE, NOW, is_new=False)
    assert [row.unit_name for row in requests()] == ["金华市婺城区商务局"]


def test_another_mission_may_be_asked_with_the_same_proof() -> None:
    proof = proved()
    assert [ask(code, proof).is_new for code in ("TM-33-JH", "TM-33", "TM-3302")] == [True, True, True]


def test_two_presses_at_once_make_one_request() -> None:
    proof, told_back = proved(), []
    barrier = threading.Barrier(2)

    def press() -> None:
        barrier.wait()
        told_back.append(ask(proof=proof).is_new)

    presses = [threading.Thread(target=press) for _ in range(2)]
    for one in presses:
        one.start()
    for one in presses:
        one.join()
    assert (sorted(told_back), len(requests())) == ([False, True], 1)


@pytest.mark.parametrize("minutes", [0, 29])
def test_a_proof_lasts_for_half_an_hour(minutes: int) -> None:
    proof = proved()
    assert ask(proof=proof, now=NOW + timedelta(minutes=minutes)).is_new


def test_an_old_a_wrong_or_a_strangers_proof_asks_nothing() -> None:
    proof = proved()
    half_an_hour = NOW + timedelta(minutes=30)
    assert refusal(lambda: ask(proof=proof, now=half_an_hour)) == [Rule.PROOF_TOO_OLD]
    for forged in (
        Proof(MOBILE, ""),
        Proof(MOBILE, "\ud800"),
        Proof(OTHER, proof.secret),
        Proof("", proof.secret),
        Proof(MOBILE, proof.secret + "x"),
    ):
        assert refusal(lambda forged=forged: ask(proof=forged)) == [Rule.PROOF_TOO_OLD]  # type: ignore[misc]
    assert requests() == []


def test_a_newer_proof_ends_the_one_before() -> None:
    first, second = proved(), proved()
    assert refusal(lambda: ask(proof=first)) == [Rule.PROOF_TOO_OLD]
    assert ask(proof=second).is_new


def test_a_code_for_another_purpose_proves_nothing_here() -> None:
    one_time_codes.send_code(NOBODY, MOBILE, SMS, Purpose.SIGN_UP, HERE, now=NOW)
    code = sent_codes()[-1]
    assert refusal(
        lambda: one_time_codes.prove(NOBODY, MOBILE, SMS, Purpose.ASK_FOR_CODE, code, HERE, now=NOW)
    ) == [("code", Rule.ONE_TIME_CODE_WRONG)]


def test_a_wrong_an_expired_and_a_used_one_time_code_prove_nothing() -> None:
    def prove(code: str, later: timedelta = timedelta()) -> Proof:
        return one_time_codes.prove(NOBODY, MOBILE, SMS, Purpose.ASK_FOR_CODE, code, HERE, now=NOW + later)

    one_time_codes.send_code(NOBODY, MOBILE, SMS, Purpose.ASK_FOR_CODE, HERE, now=NOW)
    code = sent_codes()[-1]
    wrong = [("code", Rule.ONE_TIME_CODE_WRONG)]
    assert refusal(lambda: prove(another_code(code))) == wrong
    assert refusal(lambda: prove("\x00" * 6)) == wrong
    assert refusal(lambda: prove(code, timedelta(minutes=5))) == wrong
    assert prove(code).contact == MOBILE
    assert refusal(lambda: prove(code)) == wrong


def test_the_fifth_wrong_try_ends_the_code() -> None:
    one_time_codes.send_code(NOBODY, MOBILE, SMS, Purpose.ASK_FOR_CODE, HERE, now=NOW)
    code = sent_codes()[-1]
    for typed in [another_code(code)] * 5 + [code]:
        assert refusal(
            lambda typed=typed: one_time_codes.prove(  # type: ignore[misc]
                NOBODY, MOBILE, SMS, Purpose.ASK_FOR_CODE, typed, HERE, now=NOW
            )
        ) == [("code", Rule.ONE_TIME_CODE_WRONG)]


def test_only_a_mobile_of_the_mainland_is_sent_a_code() -> None:
    for typed, rule in (
        (EMAIL, Rule.MAINLAND_MOBILE_NOT_VALID),
        ("+49 151 23456789", Rule.MOBILE_NOT_MAINLAND),
    ):
        assert refusal(
            lambda typed=typed: one_time_codes.send_code(  # type: ignore[misc]
                NOBODY, typed, SMS, Purpose.ASK_FOR_CODE, HERE, now=NOW
            )
        ) == [("contact", rule)]


LONG = "很" * 10_000


@pytest.mark.parametrize(
    ("answers", "problems"),
    [
        ({"unit_name": ""}, [("unit_name", Rule.REQUIRED)]),
        ({"unit_name": LONG}, [("unit_name", Rule.TOO_LONG)]),
        ({"unit_name": "a\x00b"}, [("unit_name", Rule.UNUSABLE_CHARACTERS)]),
        ({"unit_name": "\u202egnol"}, [("unit_name", Rule.UNUSABLE_CHARACTERS)]),
        ({"unit_name": ["x"]}, [("unit_name", Rule.NOT_AN_OPTION)]),
        ({"reason": " \u200b "}, [("reason", Rule.REQUIRED)]),
        ({"reason": LONG}, [("reason", Rule.TOO_LONG)]),
        ({"reason": "\x00"}, [("reason", Rule.UNUSABLE_CHARACTERS)]),
        ({"contact_name": LONG}, [("contact_name", Rule.TOO_LONG)]),
        ({"contact_name": "\ud800"}, [("contact_name", Rule.UNUSABLE_CHARACTERS)]),
        ({"category": "overseas_unit"}, [("category", Rule.NOT_AN_OPTION)]),
        ({"category": LONG}, [("category", Rule.NOT_AN_OPTION)]),
        (
            dict.fromkeys(WANTED, None),
            [(field, Rule.REQUIRED) for field in ("unit_name", "category", "reason", "contact_name")],
        ),
    ],
)
def test_wrong_answers_are_told_together_and_the_proof_stays(
    answers: dict[str, Any], problems: list[tuple[str, Rule]]
) -> None:
    proof = proved()
    assert refusal(lambda: ask(proof=proof, **answers)) == problems
    assert requests() == []
    assert ask(proof=proof).is_new


HOSTILE = "<script>alert(1)</script>'; DROP TABLE code_request; --%_"


def test_hostile_text_is_text() -> None:
    row = asked(unit_name=HOSTILE, reason=HOSTILE, contact_name=HOSTILE)
    assert (row.unit_name, row.reason, row.contact_name) == (HOSTILE, HOSTILE, HOSTILE)


@pytest.mark.parametrize(
    "code", ["", "TM-99", "tm-33", "%", "' OR 1=1 --", "TM-33\x00", "\ud800", "M" * 10_000]
)
def test_a_mission_that_is_not_there_is_not_found(code: str) -> None:
    proof = proved()
    assert refusal(lambda: ask(code, proof)) == [Rule.NOT_FOUND]


def test_a_mission_that_takes_nobody_new_is_not_asked(at: Scene) -> None:
    proof = proved()
    with transaction() as session:
        session.get_one(TradeMission, at.tree.yiwu.id).closed_at = NOW
    assert refusal(lambda: ask("TM-33-JH-YW", proof)) == [Rule.MISSION_CLOSED]
    assert ask("TM-33-JH", proof).is_new


def test_outside_the_time_of_registration_no_code_is_asked_for(at: Scene) -> None:
    proof = proved()
    with transaction() as session:
        session.get_one(Edition, at.edition_id).closes_at = NOW
    assert refusal(lambda: ask(proof=proof)) == [Rule.CODE_REQUESTS_CLOSED]


def test_a_number_asks_ten_times_a_day(at: Scene, window: Window) -> None:
    """Each time it was declined before."""
    proof = proved()

    def declined() -> None:
        ask(proof=proof)
        with transaction() as session:
            row = session.get_one(CodeRequest, requests()[-1].id)
            row.status, row.decided_at = CodeRequestStatus.DECLINED, NOW

    for _ in range(10):
        declined()
    assert refusal(declined) == [Rule.CODE_REQUESTS_TOO_OFTEN]
    window.pass_by(timedelta(days=1, minutes=1))
    declined()
    assert len(requests()) == 11


def test_one_address_asks_sixty_times_an_hour(window: Window) -> None:
    def from_here(caller: str = HERE) -> object:
        return ask_for_code(ENGLISH, "TM-33", WANTED, Proof(MOBILE, "guessed"), caller, now=NOW)

    for _ in range(60):
        assert refusal(from_here) == [Rule.PROOF_TOO_OLD]
    assert refusal(from_here) == [Rule.TOO_MANY_TRIES]
    assert refusal(lambda: from_here("198.51.100.4")) == [Rule.PROOF_TOO_OLD]
    window.pass_by(timedelta(minutes=61))
    assert refusal(from_here) == [Rule.PROOF_TOO_OLD]


def test_nobody_learns_without_a_proof_whether_a_number_has_asked() -> None:
    ask()
    guesses = [Proof(contact, "guessed") for contact in (MOBILE, OTHER)]
    assert [refusal(lambda one=one: ask(proof=one)) for one in guesses] == [  # type: ignore[misc]
        [Rule.PROOF_TOO_OLD],
        [Rule.PROOF_TOO_OLD],
    ]


def test_the_secret_of_a_proof_is_kept_as_a_hash(at: Scene) -> None:
    proof = proved()
    with transaction() as session:
        kept = [row.code_hash for row in session.exec(select(OneTimeCode)).all()]
    assert [proof.secret in one for one in kept] == [False, False]
