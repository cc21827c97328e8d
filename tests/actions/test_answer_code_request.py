"""The secretariat answers: one code and one notice, by whoever is first, on the record (Q2, Q7)."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from ciie_portal.actions.answer_code_request import Granted, decline, grant
from ciie_portal.actions.enter_code import enter_code
from ciie_portal.domain.access import Actor, StaffRole, buyer, staff
from ciie_portal.domain.errors import NotPermitted, Rule, RuleBroken
from ciie_portal.domain.notice import NoticeChannel, NoticeKind
from ciie_portal.domain.work_unit import Category
from ciie_portal.store.engine import transaction
from ciie_portal.store.sealed import code_of
from ciie_portal.store.tables import Account, CodeRequest, Edition
from tests import factories
from tests.actions import buyer_scene
from tests.actions.buyer_steps import HERE
from tests.actions.code_request_scene import (
    CHINESE,
    ask,
    asked,
    codes,
    proved,
    record_of,
    requests,
    text_on_its_way,
    told,
)
from tests.actions.desk_scene import Scene, scene
from tests.actions.identity_scene import MOBILE, refusal
from tests.factories import NOW

TERMS = {"uses_allowed": "1", "expires_on": "2026-12-31", "bound_unit_name": "", "bind_contact": "on"}
REASON = {"reason": "请向杭州分团申请。"}


@pytest.fixture(autouse=True)
def at(database: str) -> Scene:
    return scene()


def give(actor: Actor, request: CodeRequest, version: int = 1, **answers: Any) -> Granted:
    return grant(actor, request.key, version, TERMS | answers, NOW)


def test_a_granted_request_gives_a_code_a_notice_and_a_record(at: Scene) -> None:
    request = asked(actor=CHINESE)
    assert give(at.jinhua, request) == Granted("TM-33-JH")
    (after,), (code,), (notice,) = requests(), codes(), told()
    assert (after.status, after.decided_at, after.decided_by, after.invitation_code_id) == (
        "granted",
        NOW,
        at.jinhua.staff_id,
        code.id,
    )
    assert (code.mission_id, code.uses_allowed, code.bound_unit_name, code.bound_contact) == (
        at.tree.jinhua.id,
        1,
        None,
        MOBILE,
    )
    assert code.expires_at == datetime(2026, 12, 31, 16, tzinfo=UTC)
    assert record_of(after) == [
        ("ask_for_code", None, "open", None, None),
        ("grant_code", "open", "granted", at.jinhua.staff_id, None),
    ]
    assert (notice.kind, notice.channel, notice.locale, notice.recipient) == (
        NoticeKind.CODE_GRANTED,
        NoticeChannel.SMS,
        "zh",
        MOBILE,
    )


def test_the_code_goes_out_whole_and_stays_masked_on_the_record(at: Scene) -> None:
    give(at.jinhua, asked(actor=CHINESE))
    (code,), (notice,) = codes(), told()
    plain = code_of(code)
    shown = f"{plain[:4]}-{plain[4:8]}-{plain[8:]}"
    assert text_on_its_way(notice) == (
        f"【进博会】TM-33-JH交易团邀请码{shown}，12月31日前有效。请在线完成注册。"
    )
    assert notice.masked_text == (
        "【进博会】TM-33-JH交易团邀请码****-****-****，12月31日前有效。请在线完成注册。"
    )


def test_the_code_that_was_granted_registers_who_asked_and_nobody_else(at: Scene) -> None:
    give(at.jinhua, asked())
    plain = code_of(codes()[0])
    there = buyer_scene.Scene(at.tree, at.edition_id)
    stranger = buyer_scene.buyer(there, Category.GOVERNMENT_ORGAN)
    assert refusal(lambda: enter_code(stranger, plain, HERE, NOW)) == [
        ("invitation_code", Rule.INVITATION_CODE_NOT_USABLE)
    ]
    asking = buyer_scene.buyer(there, Category.GOVERNMENT_ORGAN)
    with transaction() as session:
        session.get_one(Account, asking.account_id).mobile = MOBILE
    assert enter_code(asking, plain, HERE, NOW).mission.endswith("TM-33-JH Mission")


def test_a_declined_request_tells_why_in_the_askers_language(at: Scene) -> None:
    request = asked(actor=CHINESE)
    decline(at.jinhua, request.key, 1, REASON, NOW)
    (after,), (notice,) = requests(), told()
    assert (after.status, after.answer, after.invitation_code_id, codes()) == (
        "declined",
        REASON["reason"],
        None,
        [],
    )
    assert (notice.kind, notice.locale, notice.recipient) == (NoticeKind.CODE_REFUSED, "zh", MOBILE)
    assert record_of(after)[1:] == [
        ("decline_code", "open", "declined", at.jinhua.staff_id, REASON["reason"])
    ]


def test_after_an_answer_the_number_may_ask_again(at: Scene) -> None:
    proof = proved()
    ask(proof=proof)
    decline(at.jinhua, requests()[0].key, 1, REASON, NOW)
    assert ask(proof=proof).is_new


def test_an_account_with_that_number_finds_the_notice_among_its_own(at: Scene) -> None:
    with transaction() as session:
        account = factories.account(session, mobile=MOBILE).id
    give(at.jinhua, asked())
    assert told()[0].account_id == account


def test_a_secretariat_answers_for_its_whole_subtree_and_may_give_a_sub_missions_code(at: Scene) -> None:
    give(at.zhejiang, asked("TM-33-JH"))
    give(at.zhejiang, asked("TM-33"), mission="TM-33-JH-YW")
    give(at.organiser, asked("TM-3302"), mission="TM-33")
    named = {at.tree.jinhua.id: "jinhua", at.tree.yiwu.id: "yiwu", at.tree.zhejiang.id: "zhejiang"}
    assert [named[code.mission_id] for code in codes()] == ["jinhua", "yiwu", "zhejiang"]


@pytest.mark.parametrize("who", ["ningbo", "yiwu"])
def test_a_foreign_missions_request_is_not_found(at: Scene, who: str) -> None:
    request, stranger = asked("TM-33-JH"), getattr(at, who)
    assert refusal(lambda: give(stranger, request)) == [Rule.NOT_FOUND]
    assert refusal(lambda: decline(stranger, request.key, 1, REASON, NOW)) == [Rule.NOT_FOUND]
    assert (requests()[0].status, codes(), told()) == ("open", [], [])


@pytest.mark.parametrize("key", ["", "%", "' OR 1=1 --", "\x00", "\ud800", "k" * 10_000])
def test_a_request_that_is_not_there_is_not_found(at: Scene, key: str) -> None:
    assert refusal(lambda: grant(at.organiser, key, 1, TERMS, NOW)) == [Rule.NOT_FOUND]


def test_no_code_is_given_for_a_mission_out_of_scope(at: Scene) -> None:
    request = asked()
    assert refusal(lambda: give(at.jinhua, request, mission="TM-3302")) == [Rule.NOT_FOUND]
    assert refusal(lambda: give(at.jinhua, request, mission="\x00")) == [Rule.NOT_FOUND]


def test_other_roles_answer_nothing(at: Scene) -> None:
    request = asked()
    for actor in (buyer(1), staff(9, StaffRole.HELP_DESK), staff(9, StaffRole.ADMINISTRATOR)):
        with pytest.raises(NotPermitted):
            give(actor, request)
        with pytest.raises(NotPermitted):
            decline(actor, request.key, 1, REASON, NOW)


def test_granting_twice_gives_one_code(at: Scene) -> None:
    request = asked()
    give(at.jinhua, request)
    assert refusal(lambda: give(at.jinhua, request)) == [Rule.CHANGED_MEANWHILE]
    assert refusal(lambda: give(at.jinhua, request, version=2)) == [Rule.STEP_NOT_POSSIBLE]
    assert refusal(lambda: decline(at.jinhua, request.key, 2, REASON, NOW)) == [Rule.STEP_NOT_POSSIBLE]
    assert (len(codes()), len(told())) == (1, 1)


def test_two_reviewers_who_answer_at_once_have_one_winner(at: Scene) -> None:
    request, outcomes = asked(), []
    barrier = threading.Barrier(2)

    def answer(is_grant: bool) -> None:
        barrier.wait()
        try:
            if is_grant:
                give(at.jinhua, request)
            else:
                decline(at.zhejiang, request.key, 1, REASON, NOW)
            outcomes.append("done")
        except RuleBroken as broken:
            outcomes.append(str(broken.rule))

    reviewers = [threading.Thread(target=answer, args=(is_grant,)) for is_grant in (True, False)]
    for one in reviewers:
        one.start()
    for one in reviewers:
        one.join()
    status = requests()[0].status
    assert sorted(outcomes) == ["changed_meanwhile", "done"]
    assert (len(codes()), len(told()), len(record_of(request))) == (int(status == "granted"), 1, 2)


@pytest.mark.parametrize(
    ("answers", "problems"),
    [
        ({"uses_allowed": "0"}, [("uses_allowed", Rule.NUMBER_OUT_OF_RANGE)]),
        ({"uses_allowed": "51"}, [("uses_allowed", Rule.NUMBER_OUT_OF_RANGE)]),
        ({"uses_allowed": ""}, [("uses_allowed", Rule.REQUIRED)]),
        ({"expires_on": "2026-11-22"}, [("expires_on", Rule.DATE_IN_PAST)]),
        ({"expires_on": "9999-12-31"}, [("expires_on", Rule.NOT_A_DATE)]),
        ({"bind_contact": ""}, [("bound_unit_name", Rule.CODE_FOR_NOBODY)]),
        ({"bound_unit_name": "x" * 10_000}, [("bound_unit_name", Rule.TOO_LONG)]),
        ({"bound_unit_name": "\x00"}, [("bound_unit_name", Rule.UNUSABLE_CHARACTERS)]),
    ],
)
def test_wrong_terms_give_no_code(
    at: Scene, answers: dict[str, str], problems: list[tuple[str, Rule]]
) -> None:
    request = asked()
    assert refusal(lambda: give(at.jinhua, request, **answers)) == problems
    assert (requests()[0].status, codes(), told()) == ("open", [], [])


@pytest.mark.parametrize(
    ("reason", "rule"),
    [
        ("", Rule.REASON_NEEDED),
        ("  ", Rule.REASON_NEEDED),
        ("很" * 10_000, Rule.TOO_LONG),
        ("\x00", Rule.UNUSABLE_CHARACTERS),
    ],
)
def test_nothing_is_declined_without_a_proper_reason(at: Scene, reason: str, rule: Rule) -> None:
    request = asked()
    assert refusal(lambda: decline(at.jinhua, request.key, 1, {"reason": reason}, NOW)) == [("reason", rule)]
    assert (requests()[0].status, told()) == ("open", [])


def test_after_the_deadline_a_request_can_only_be_declined(at: Scene) -> None:
    request = asked()
    with transaction() as session:
        session.get_one(Edition, at.edition_id).closes_at = NOW - timedelta(seconds=1)
    assert refusal(lambda: give(at.jinhua, request)) == [Rule.CODE_REQUESTS_CLOSED]
    decline(at.jinhua, request.key, 1, REASON, NOW)
    assert requests()[0].status == "declined"
