"""Requests for a code as their secretariat sees them: its subtree, the oldest first; no stranger does."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta

import pytest

from ciie_portal.actions.answer_code_request import decline, grant
from ciie_portal.domain.access import StaffRole, buyer, staff
from ciie_portal.domain.errors import NotPermitted, Rule, RuleBroken
from ciie_portal.lookups.code_requests import request_case, requests_screen
from ciie_portal.lookups.request_notice import request_notice
from tests.actions.code_request_scene import CHINESE, asked, codes, proved
from tests.actions.desk_scene import Scene, refusal, scene
from tests.actions.identity_scene import MOBILE
from tests.factories import NOW

OTHER = "+8613900139000"
LATER = NOW + timedelta(days=7)


@pytest.fixture(autouse=True)
def at(database: str) -> Scene:
    return scene()


def test_what_waits_stands_first_the_oldest_on_top_with_its_age(at: Scene) -> None:
    asked("TM-33", proof=proved(), unit_name="甲单位")
    asked(
        "TM-33-JH", proof=proved(OTHER, NOW + timedelta(days=6)), now=NOW + timedelta(days=6), unit_name="乙"
    )
    queue = requests_screen(at.zhejiang, {}, now=LATER)
    assert [(row.unit_name, row.mission, row.age, row.is_late, row.is_very_late) for row in queue.rows] == [
        ("甲单位", "TM-33 Mission", "7", True, True),
        ("乙", "TM-33-JH Mission", "1", False, False),
    ]
    assert queue.summary == "2 to answer · oldest 7 days · goal 3 days"
    assert [(tab.name, tab.count, tab.is_current) for tab in queue.tabs] == [
        ("Codes", "", False),
        ("Requests to answer", "2", True),
        ("Answered requests", "", False),
    ]


def test_contacts_are_masked_in_the_queue_and_whole_in_the_case(at: Scene) -> None:
    request = asked()
    assert [row.contact for row in requests_screen(at.jinhua, {}, now=NOW).rows] == ["138****8000"]
    assert request_case(at.jinhua, request.key, now=NOW).contact == MOBILE


def test_a_case_tells_what_was_asked_and_what_happened(at: Scene) -> None:
    request = asked(actor=CHINESE)
    asked("TM-33", category="enterprise")
    case = request_case(at.zhejiang, request.key, now=NOW)
    assert (case.unit_name, case.category, case.reason, case.contact_name, case.language) == (
        "金华市婺城区商务局",
        "Government organ",
        "组织本区采购商参会。",
        "李明",
        "zh-Hans",
    )
    assert [one.text for one in case.history] == ["Asked for a code"]
    assert [one.text for one in case.others] == ["金华市婺城区商务局 · TM-33 Mission"]
    assert (case.may_answer, case.may_grant, case.mission_code, case.needs_code) == (
        True,
        True,
        "TM-33-JH",
        True,
    )


def test_an_answered_request_says_how_and_by_whom_and_shows_no_code(at: Scene) -> None:
    first, second = asked("TM-33-JH"), asked("TM-33")
    grant(at.jinhua, first.key, 1, {"uses_allowed": "1", "bind_contact": "on"}, NOW)
    decline(at.zhejiang, second.key, 1, {"reason": "名额已满。"}, NOW + timedelta(hours=1))
    queue = requests_screen(at.zhejiang, {"view": "answered"}, now=NOW)
    assert [(row.status, row.age) for row in queue.rows] == [("Declined", ""), ("Code granted", "")]
    granted = request_case(at.zhejiang, first.key, now=NOW)
    declined = request_case(at.zhejiang, second.key, now=NOW)
    assert (granted.decided, granted.may_answer) == ("Reviewer 11, 23 November 2026, 10:00", False)
    assert (declined.answer, [one.text for one in declined.history]) == (
        "名额已满。",
        ["Asked for a code", "Declined"],
    )
    assert codes()[0].code_index not in str(asdict(granted))


@pytest.mark.parametrize("who", ["ningbo", "yiwu"])
def test_a_stranger_sees_nothing_of_it(at: Scene, who: str) -> None:
    request, stranger = asked(), getattr(at, who)
    queue = requests_screen(stranger, {}, now=NOW)
    assert (queue.rows, queue.summary) == ((), "Nothing to answer · goal 3 days")
    assert [tab.count for tab in queue.tabs] == ["", "0", ""]
    for look in (
        lambda: request_case(stranger, request.key, now=NOW),
        lambda: request_notice(stranger, request.key, is_grant=True, now=NOW),
    ):
        with pytest.raises(RuleBroken) as broken:
            look()
        assert refusal(broken) is Rule.NOT_FOUND


@pytest.mark.parametrize("key", ["", "%", "_" * 32, "' OR 1=1 --", "\x00", "\ud800", "k" * 10_000])
def test_a_request_that_is_not_there_is_not_found(at: Scene, key: str) -> None:
    asked()
    with pytest.raises(RuleBroken) as broken:
        request_case(at.organiser, key, now=NOW)
    assert refusal(broken) is Rule.NOT_FOUND


def test_other_roles_see_no_requests(at: Scene) -> None:
    request = asked()
    for actor in (buyer(1), staff(9, StaffRole.HELP_DESK), staff(9, StaffRole.ADMINISTRATOR)):
        with pytest.raises(NotPermitted):
            requests_screen(actor, {}, now=NOW)
        with pytest.raises(NotPermitted):
            request_case(actor, request.key, now=NOW)


@pytest.mark.parametrize("page", ["0", "-1", "2", "9" * 400, "x", "\x00"])
def test_a_strange_page_shows_a_page_that_is_there(at: Scene, page: str) -> None:
    asked()
    assert len(requests_screen(at.jinhua, {"page": page, "view": page}, now=NOW).rows) == 1


def test_the_notice_is_shown_before_it_goes_out_and_has_no_code(at: Scene) -> None:
    request = asked(actor=CHINESE)
    (granted,) = request_notice(at.zhejiang, request.key, is_grant=True, mission_code="TM-33", now=NOW)
    assert (granted.text, granted.language) == (
        "【进博会】TM-33交易团邀请码****-****-****。请在线完成注册。",
        "zh-Hans",
    )
    assert granted.beneath == "SMS to 138****8000 · 39 characters, 1 message"
    assert request_notice(at.zhejiang, request.key, is_grant=False, reason=" ", now=NOW) == ()
    (declined,) = request_notice(at.zhejiang, request.key, is_grant=False, reason="名额已满。", now=NOW)
    assert "名额已满" in declined.text
